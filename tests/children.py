"""Processes that tests start: each has ended when its test has, whatever became of either."""

import os
import signal
import subprocess
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
SEARCHED = os.pathsep.join(filter(None, (str(ROOT), os.environ.get("PYTHONPATH"))))
"""Where Python looks for stc, and for libraries in place of those that are installed."""
LONGEST = 120.0
"""Seconds after which a process is killed, so that no test waits for it for ever."""
_HEEDED = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


def run_group(words: Sequence[Any], limit: float, **options: Any) -> tuple[int, str]:
    """Run a program that starts others, and return its exit code and what it printed.

    At its end, or after the limit, all of its process group is killed.
    """
    said = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "text": True}
    with child(words, limit, start_new_session=True, **said, **options) as process:
        try:
            shown, _ = process.communicate(timeout=limit + 10)
        finally:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
        return process.returncode, shown


@contextmanager
def child(words: Sequence[Any], limit: float = LONGEST, **options: Any) -> Iterator[Any]:
    """Start a process for the length of a block; at its end, or after the limit, it is killed.

    So every read from it comes to an end, too. It heeds signals as in a terminal: whoever runs the
    tests in the background, or with nohup, has some of them ignored, and ignored they would stay.

    Args:
        words: The program and its arguments.
        limit: In seconds.
        options: For `subprocess.Popen`.
    """
    heeded = [(number, signal.signal(number, signal.SIG_DFL)) for number in _HEEDED]
    try:
        process = subprocess.Popen(words, **options)
    finally:
        for number, before in heeded:
            signal.signal(number, before)
    overdue = threading.Timer(limit, process.kill)
    overdue.daemon = True
    overdue.start()
    try:
        yield process
    finally:
        overdue.cancel()
        process.kill()
        process.wait(10)
        for stream in (process.stdin, process.stdout, process.stderr):
            if stream is not None:
                stream.close()
