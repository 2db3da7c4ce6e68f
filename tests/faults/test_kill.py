"""What is left when changes are ended at any moment; `kill.py` does a thousand, this some of it."""

import importlib.util
import os
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from tests.children import run_group

SCRIPT = Path(__file__).with_name("kill.py")


def run_script(*options: str) -> str:
    """Return what the script prints when it finds nothing wrong."""
    environment = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    code, shown = run_group([sys.executable, str(SCRIPT), *options], 500, env=environment)
    assert code == 0, shown
    assert "\n  wrong 0\n" in shown
    return shown


# Each of these three takes some five seconds: a process is killed a hundred times, and each time
# the next command is run on what is left.
def test_killed_at_any_moment() -> None:
    assert "SIGKILL 40 times at random" in run_script("--times", "40", "--seed", "7")


def test_killed_at_any_call_of_the_save() -> None:
    shown = run_script("--calls")
    # Both are there: what was killed before the rename, and what was killed after it.
    assert "the old plan 0" not in shown
    assert "the new plan 0" not in shown
    assert "left a temporary file 0" not in shown


def test_ended_politely_at_any_moment() -> None:
    shown = run_script("--times", "30", "--seed", "7", "--signal", "TERM", "INT", "HUP")
    assert "SIGTERM, SIGINT, SIGHUP 30 times at random" in shown
    assert "left a temporary file 0\n" in shown


@pytest.fixture(scope="module")
def script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("kill", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


OLD, NEW = b"status: Planning\n", b"status: Ongoing\n"
TRACE = "Traceback (most recent call last):\n"


@pytest.mark.parametrize(
    ("plan", "beside", "said", "code", "signal", "expected"),
    [
        (OLD, "", "", -9, "KILL", []),
        (NEW, "", "", 0, "KILL", []),
        (NEW, ".plan.yaml.stc-0a.tmp", "", -9, "KILL", []),
        (OLD, "", "", 130, "INT", []),
        (b"", "", "", -9, "KILL", ["the plan is neither the old nor the new one"]),
        (NEW[:9], "", "", -9, "KILL", ["the plan is neither the old nor the new one"]),
        (OLD, "", "", 0, "KILL", ["done was said and nothing was written"]),
        (OLD, "", "", 70, "TERM", ["it ended with 70"]),
        (OLD, "", TRACE, 130, "INT", [f"it said: {TRACE}"]),
        (OLD, "plan.lock", "", -9, "KILL", ["left behind: ['plan.lock']"]),
        (OLD, ".plan.yaml.stc-0a.tmp", "", -15, "TERM", ["left behind: ['.plan.yaml.stc-0a.tmp']"]),
    ],
)
def test_the_script_notices(
    script: Any,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    plan: bytes,
    beside: str,
    said: str,
    code: int,
    signal: str,
    expected: list[str],
) -> None:
    monkeypatch.setattr(script, "_try_next", lambda ground, edit: [])
    ground = script.Ground(tmp_path)
    ground.put(plan)
    ground.said.write_text(said)
    if beside:
        ground.plan.with_name(beside).touch()
    found = script.look(ground, script.Edit((), OLD, NEW), "warm", code, signal)
    assert found.wrong == expected
