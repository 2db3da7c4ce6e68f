"""What takes long shows on a terminal that it works, and leaves nothing behind."""

import os
import pty
import signal
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.children import child
from tests.plans import SMALL

# The delay is cut short, and the plan is read slowly, so that nothing here takes long.
SLOW = """\
import sys, time
from stc.cli import context, progress
progress.DELAY = 0.01
seconds = float(sys.argv.pop(1))
def now(find=context.now):
    time.sleep(seconds)
    return find()
context.now = now
from stc.cli.main import main_entry
main_entry()
"""
ERASED = "\x1b[2K"
Shown = tuple[int, bytes, str]


@pytest.fixture
def start(tmp_path: Path) -> Callable[..., Shown]:
    """Return the exit code of a slow command, its answer, and what its terminal got on stderr."""
    (tmp_path / "plan.yaml").write_text(SMALL, "utf-8")

    def start_slow(
        *words: str, seconds: float = 0.8, stop: int | None = None, **more: str
    ) -> Shown:
        ours, theirs = pty.openpty()
        environment = {"PATH": os.environ["PATH"], "TERM": "xterm", "PYTHONUTF8": "1", **more}
        asked = [sys.executable, "-c", SLOW, str(seconds), *words, "--plan", "plan.yaml"]
        with child(asked, cwd=tmp_path, env=environment, stdout=-1, stderr=theirs) as process:
            os.close(theirs)
            shown = b""
            try:
                while piece := os.read(ours, 65536):
                    shown += piece
                    if stop and b"Reading" in shown:
                        process.send_signal(stop)
                        stop = None
            except OSError:  # Linux says so when the other end is closed.
                pass
            os.close(ours)
            out, _ = process.communicate(timeout=20)
        return process.returncode, out, shown.decode()

    return start_slow


def test_what_takes_long_is_shown_and_taken_away(start: Callable[..., Shown]) -> None:
    code, out, shown = start("list", "-f", "ids")
    assert code == 0
    assert out.decode().split()[0].startswith("COM-")
    assert "Reading the plan" in shown
    assert shown.rstrip("\r\n").endswith(ERASED)


@pytest.mark.parametrize(("stop", "code"), [(signal.SIGINT, 130)])
def test_after_an_interrupt_nothing_is_left(
    start: Callable[..., Shown], stop: int, code: int
) -> None:
    ended, out, shown = start("list", seconds=5, stop=stop)
    assert (ended, out) == (code, b"")
    assert shown.rstrip("\r\n").endswith(ERASED)


def test_an_error_is_said_below_nothing(start: Callable[..., Shown]) -> None:
    code, _, shown = start("list", "--dept", "nope")
    assert code == 2
    said = shown.rpartition(ERASED)[2]
    assert said.startswith("Error: ")
    assert "Reading" not in said


@pytest.mark.parametrize("more", [{"TERM": "dumb"}, {"CI": "true"}])
def test_a_log_and_a_poor_terminal_get_nothing(
    start: Callable[..., Shown], more: dict[str, str]
) -> None:
    assert start("list", "-f", "ids", seconds=0.2, **more)[2] == ""
