"""Shell completion: what it offers, and that it stays quiet and light."""

from pathlib import Path
from typing import Any

import pytest

LOADED = """
import atexit, sys
heavy = ("typer", "pydantic", "rich", "dateutil", "importlib.metadata")
atexit.register(lambda: sys.stderr.write(repr([m for m in heavy if m in sys.modules])))
"""


@pytest.fixture
def complete(run: Any) -> Any:
    """Gives what bash is offered for the last word of a line."""

    def ask(line: str, **env: str) -> list[str]:
        words = line.split(" ")
        env |= {"COMP_WORDS": line, "COMP_CWORD": str(len(words) - 1)}
        answer = run(env={"_STC_COMPLETE": "complete_bash", **env})
        assert (answer.code, answer.err) == (0, "")
        return list(answer.out.split())

    return ask


@pytest.mark.parametrize(
    ("line", "offered"),
    [
        ("stc overdue --dept 9", ["911"]),
        ("stc list --section G", ["GOV"]),
        ("stc list --section R", ["RSP", "RST"]),
        ("stc list --status in", ["in-progress"]),
        ("stc show COM-01", ["COM-01"]),
        ("stc set-status COM-15", ["COM-15"]),
        ("stc set-status COM-03 comp", ["complete"]),
        ("stc ov", ["overdue"]),
        ("stc list --dept zzz", []),
    ],
)
def test_what_is_offered(complete: Any, line: str, offered: list[str]) -> None:
    assert complete(line) == offered


@pytest.mark.parametrize("data", [b"", b"\0", b"a: [", b"[" * 20_000, b"sections: 3\n", b"\xff"])
def test_nothing_on_a_broken_plan(complete: Any, plan: Path, data: bytes) -> None:
    plan.write_bytes(data)
    assert complete("stc overdue --dept 9") == []


def test_nothing_without_a_plan(complete: Any, plan: Path) -> None:
    plan.unlink()
    assert complete("stc show COM") == []
    assert complete("stc show COM", STC_PLAN="nowhere.yaml") == []


def test_it_loads_neither_typer_nor_rich(run: Any, folder: Path, environment: Any) -> None:
    (folder / "sitecustomize.py").write_text(LOADED, "utf-8")
    env = {
        "_STC_COMPLETE": "complete_bash",
        "COMP_WORDS": "stc overdue --dept 9",
        "COMP_CWORD": "3",
        "PYTHONPATH": f"{environment['PYTHONPATH']}:{folder}",
    }
    answer = run(env=env)
    assert (answer.code, answer.out.split(), answer.err) == (0, ["911"], "[]")
