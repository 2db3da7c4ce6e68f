"""Whatever is changed in a plan, it is read or refused; `mutate.py` does a million, this some."""

import importlib.util
import os
import signal
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from stc.findings import Finding, Location
from tests.children import run_group

SCRIPT = Path(__file__).with_name("mutate.py")
SOME = ("--times", "600", "--seed", "7", "--seconds", "10")


def run_script(*options: str, fails: bool = False, **environment: str) -> str:
    """Return what the script prints."""
    given = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    code, told = run_group(
        [sys.executable, str(SCRIPT), *options], 500, env={**given, **environment}
    )
    assert code == fails, told
    return told


@pytest.fixture(scope="module")
def script() -> Any:
    spec = importlib.util.spec_from_file_location("mutate", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def find_sum(told: str) -> str:
    return next(line for line in told.splitlines() if "sum of the verdicts" in line)


def test_hundreds_of_mutations_get_the_same_verdict_in_any_order_of_hashing() -> None:
    first = run_script(*SOME, "--workers", "2", PYTHONHASHSEED="1")
    assert "\n  failures 0\n" in first
    assert "accepted 0" not in first
    second = run_script(*SOME, "--workers", "1", PYTHONHASHSEED="2")
    assert find_sum(second) == find_sum(first)


# It takes some seven seconds: files as large as they may be, and as dear.
def test_bombs_take_little_time_and_memory() -> None:
    assert "\n  failures 0\n" in run_script("--bombs", "--seconds", "10")


def test_an_item_is_always_the_same(script: Any) -> None:
    items = [script.make_item(7, number) for number in range(200)]
    assert items == [script.make_item(7, number) for number in range(200)]
    assert items != [script.make_item(8, number) for number in range(200)]
    # Several thousand characters are what a slice and something large come to.
    assert sum(len(item.data) for item in items) / 200 < 4000


@pytest.mark.parametrize(
    "data",
    [
        b"schema_version: 1\ntitle: A\nsections:\n- goals:\n  - steps:\n    - d: x\n",
        b"a: >-#c\n  x\n",
        b"a: [a ?b]\n",
        b"a: [!x, y]\n",
    ],
)
@pytest.mark.parametrize("kind", ["plan", "timeline"])
def test_what_was_found_once_is_judged_well(script: Any, kind: str, data: bytes) -> None:
    # Of number 0 everything is tried: it is read twice, by both parsers, shown and weighed.
    verdict = script.judge(script.Item(kind, data), 0)
    assert not verdict.sound
    assert not verdict.wrong


def test_the_sources_are_sound_and_small(script: Any) -> None:
    sources = script.list_sources()
    assert len(sources) > 15
    for source in sources:
        assert script.load(script.Item(source.kind, source.text.encode())).value is not None
        assert len(source.text) < 2500


class Broken:
    """A loader that has a bug on some items."""

    def __init__(self, script: Any, number: int, bug: Any) -> None:
        self.bad, self.bug = script.make_item(7, number).data, bug
        self.load = script.load

    def __call__(self, item: Any) -> Any:
        return self.bug() if item.data == self.bad else self.load(item)


def raise_it() -> None:
    raise RecursionError("too deep")


def hang() -> None:
    while True:
        pass


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


@pytest.mark.parametrize(
    ("bug", "told"),
    [
        (raise_it, "RecursionError at test_mutate.py"),
        (hang, "it took more than 0.5 seconds"),
        (die, "the process died by SIGKILL"),
    ],
)
def test_the_script_notices(
    script: ModuleType,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    bug: Any,
    told: str,
) -> None:
    monkeypatch.setattr(script, "load", Broken(script, 23, bug))
    words = ["mutate.py", "--times", "40", "--seconds", "0.5", "--failures", str(tmp_path)]
    monkeypatch.setattr(sys, "argv", words)
    assert script.main() == 1
    shown = capsys.readouterr().out
    assert shown.startswith("40 mutations of ")
    assert f"{tmp_path / '7-23.yaml'}: {told}" in shown
    assert (tmp_path / "7-23.yaml").read_bytes() == script.make_item(7, 23).data


ERROR = Finding("STC001", "error", Location("plan.yaml", 1, 1), "no")


@pytest.mark.parametrize(
    ("value", "findings", "wrong"),
    [
        ("a plan", (), ""),
        (None, (ERROR,), ""),
        (None, (), "a plan beside an error, or none without one; "),
        ("a plan", (ERROR,), "a plan beside an error, or none without one; "),
        (
            None,
            (ERROR._replace(place=Location("plan.yaml", 3, 1)),),
            "STC001 points outside the file, to plan.yaml:3:1; ",
        ),
        (
            None,
            (ERROR._replace(place=Location("plan.yaml", 1, 4)),),
            "STC001 points outside the file, to plan.yaml:1:4; ",
        ),
    ],
)
def test_the_script_looks_closely(script: Any, value: Any, findings: Any, wrong: str) -> None:
    class Loaded:
        pass

    loaded: Any = Loaded()
    loaded.value, loaded.findings = value, findings
    assert script.look(script.Item("plan", b"a:\n"), loaded) == wrong
