"""A folder held while it is written: other runs of stc wait, and a signal waits or clears up."""

import fcntl
import os
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Final

_ENDS: Final = (signal.SIGTERM, signal.SIGHUP)
_HELD_BACK: Final = (signal.SIGINT, *_ENDS)
_PAUSE: Final = 0.05


class _Ended(BaseException):
    """The process was told to end."""


@contextmanager
def locked(folder: Path, longest: float = 0.0) -> Iterator[None]:
    """Keeps other runs of stc from a folder; a lock leaves no file behind, whatever happens.

    Args:
        folder: The folder.
        longest: How many seconds to wait for another run.

    Raises:
        BlockingIOError: Another run holds it still.
        OSError: It cannot be locked.
    """
    held = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC)
    try:
        _take(held, time.monotonic() + longest)
        yield
    finally:
        with suppress(OSError):
            os.close(held)


def _take(held: int, until: float) -> None:
    while True:
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() >= until:
                raise
            time.sleep(_PAUSE)
        else:
            return


@contextmanager
def signals_held_back() -> Iterator[None]:
    """Lets ^C and a polite kill wait until the folders are in their places."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, _HELD_BACK)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


@contextmanager
def ended_cleanly() -> Iterator[None]:
    """Lets a polite kill clear up first; then the process ends as it would have."""
    told: list[int] = []

    def end(number: int, _: Any) -> None:
        told.append(number)
        raise _Ended

    # What is ignored stays ignored, and only the main thread hears signals.
    is_main = threading.current_thread() is threading.main_thread()
    ours = [one for one in _ENDS if is_main and signal.getsignal(one) is signal.SIG_DFL]
    try:
        for one in ours:
            signal.signal(one, end)
        try:
            yield
        finally:
            for one in ours:
                signal.signal(one, signal.SIG_DFL)
    except _Ended:
        signal.raise_signal(told[0])
        raise
