"""Whole processes, measured: what each answered and what it cost."""

import os
import select
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple, Self

LAUNCHER = Path(__file__).with_name("launcher.py")
LIMIT = 1800
"""After how many seconds a process is given up."""


class Run(NamedTuple):
    """A process that ended.

    Attributes:
        code: Its exit code; negative for the signal that ended it.
        cpu: The seconds it computed, in itself and in the processes it waited for.
        wall: The seconds it took.
        peak: The most memory it, or a process it waited for, had at a time, in KiB.
        out: What it printed.
        err: What it said beside it.
    """

    code: int
    cpu: float
    wall: float
    peak: int
    out: str
    err: str


class Launcher:
    """Run one process after the other through `launcher.py`."""

    def __init__(self, folder: Path) -> None:
        self._out, self._err = folder / "stdout", folder / "stderr"
        self._process = subprocess.Popen(
            [sys.executable, "-I", "-S", LAUNCHER],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            start_new_session=True,
        )

    def __enter__(self) -> Self:
        """Return itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """End the process that starts the others."""
        self._process.kill()
        self._process.communicate()

    def run(self, words: Sequence[str], folder: Path, environment: Mapping[str, str]) -> Run:
        """Return what a command answered and what it cost; its first word is a whole path.

        Raises:
            TimeoutError: It did not end in time.
        """
        known = [f"{name}={value}" for name, value in environment.items()]
        head = [folder, self._out, self._err, len(words)]
        given = b"\0".join(os.fsencode(str(one)) for one in (*head, *words, *known))
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(b"%d\n%s" % (len(given), given))
        self._process.stdin.flush()
        if not select.select([self._process.stdout], [], [], LIMIT)[0]:
            os.killpg(self._process.pid, 9)
            raise TimeoutError(f"no answer after {LIMIT} seconds: {' '.join(words)}")
        status, cpu, wall, peak = self._process.stdout.readline().split()
        # macOS counts bytes where others count KiB.
        kibibytes = int(peak) // (1024 if sys.platform == "darwin" else 1)
        code = os.waitstatus_to_exitcode(int(status))
        out, err = (one.read_text("utf-8", "replace") for one in (self._out, self._err))
        return Run(code, float(cpu), float(wall), kibibytes, out, err)
