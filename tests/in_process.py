"""Commands that need no process of their own: what each prints, and its exit code.

Python alone costs a process more than most answers. Where the system decides (exit codes, pipes,
signals, limits) a test starts a real one.
"""

import io
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from stc.cli.main import main
from tests.children import child

ROOT = Path(__file__).resolve().parents[1]


class Answer(NamedTuple):
    """The exit code of a command, and what it printed, in bytes."""

    code: int
    out: bytes
    err: bytes


class Terminal(io.TextIOWrapper):
    """A stream that says it is a terminal; COLUMNS says how wide it is."""

    def isatty(self) -> bool:
        return True


def run_here(
    words: Sequence[str],
    folder: Path,
    environment: Mapping[str, str],
    encoding: str | None = None,
) -> Answer:
    """Run a command in this process as in one of its own, and only with this environment.

    Without an encoding it has no terminal; with one, the answer is shown on one.
    """
    out, err = io.BytesIO(), io.BytesIO()
    shown = Terminal if encoding else io.TextIOWrapper
    streams = {
        "stdin": io.TextIOWrapper(io.BytesIO(), "utf-8"),
        "stdout": shown(out, encoding or "utf-8", newline="\n"),
        "stderr": io.TextIOWrapper(err, "utf-8", newline="\n"),
    }
    with pytest.MonkeyPatch.context() as patch:
        for name in os.environ.keys() - environment.keys():
            patch.delenv(name)
        for name, value in environment.items():
            patch.setenv(name, value)
        patch.chdir(folder)
        # In a process of its own, stc keeps rich out of help that is not read on a terminal.
        patch.setattr("typer.core.HAS_RICH", False)
        patch.setattr("typer.main.HAS_RICH", False)
        for name, stream in streams.items():
            patch.setattr(sys, name, stream)
        code = main(words)
        streams["stdout"].flush()
        streams["stderr"].flush()
        # What stc itself sets in its environment is not ours to keep.
        for name in os.environ.keys() - environment.keys():
            del os.environ[name]
    return Answer(code, out.getvalue(), err.getvalue())


@contextmanager
def open_program(program: Path) -> Iterator[Callable[..., Answer]]:
    """Start another copy of stc, in one process that answers every command line asked of it."""
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": f"{program}:{ROOT}"}
    words = [sys.executable, "-P", "-m", "tests.in_process"]
    piped = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    with child(words, cwd=program, env=environment, **piped) as process:

        def ask(words: Sequence[str], folder: Path, environment: Mapping[str, str]) -> Answer:
            asked = {"words": list(words), "folder": str(folder), "environment": dict(environment)}
            process.stdin.write(json.dumps(asked) + "\n")
            process.stdin.flush()
            code, out, err = json.loads(process.stdout.readline())
            return Answer(code, out.encode(), err.encode())

        yield ask


def answer_lines() -> None:
    """Answer the command lines on the standard input, one after the other."""
    answers, sys.stdout = sys.stdout, sys.stderr
    for line in sys.stdin:
        asked: dict[str, Any] = json.loads(line)
        code, out, err = run_here(asked["words"], Path(asked["folder"]), asked["environment"])
        answers.write(json.dumps([code, out.decode(), err.decode()]) + "\n")
        answers.flush()


if __name__ == "__main__":
    answer_lines()
