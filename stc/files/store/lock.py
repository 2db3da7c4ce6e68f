"""The lock of a folder while something in it is written, and clearing of leftovers.

The lock is on the folder itself, so no lock file can be left behind. It excludes writers that also
take it; changes by other programs are noticed by reading again before anything is replaced.
"""

import os
import re
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any, Final

from stc.errors import CannotGoOn
from stc.files.store.read import cannot
from stc.files.store.system import FILES, Files, explain

LONGEST_WAIT: Final = 30.0
_SHORTEST_PAUSE: Final = 0.01
_LONGEST_PAUSE: Final = 0.25
_ENDS: Final = (signal.SIGTERM, signal.SIGHUP)
_HELD_BACK: Final = (signal.SIGINT, *_ENDS)

Say = Callable[[str], None]


@contextmanager
def locked(
    folder: str | os.PathLike[str],
    *,
    target: str | None = None,
    wait_seconds: float = LONGEST_WAIT,
    say: Say | None = None,
    files: Files = FILES,
) -> Iterator[int]:
    """Keep other runs of stc from writing in a folder; yield its descriptor.

    Args:
        folder: The folder, not a symbolic link.
        target: What is to be written, for messages; the folder itself by default.
        wait_seconds: How long to wait for another run.
        say: Called once with a sentence when there is something to wait for.
        files: The file system.

    Raises:
        CannotGoOn: Another run does not finish, or the folder cannot be opened or locked.
    """
    shown = target if target is not None else os.fspath(folder)
    try:
        descriptor = files.open_folder(os.fspath(folder))
    except (OSError, ValueError) as error:
        raise cannot("read", shown, explain(error)) from error
    try:
        _lock(descriptor, shown, wait_seconds, say, files)
        try:
            yield descriptor
        finally:
            with suppress(OSError):
                files.unlock(descriptor)
    finally:
        with suppress(OSError):
            files.close(descriptor)


def _lock(descriptor: int, shown: str, wait_seconds: float, say: Say | None, files: Files) -> None:
    waited, pause = 0.0, _SHORTEST_PAUSE
    while True:
        try:
            if files.lock(descriptor):
                return
        except OSError as error:
            raise cannot("write", shown, explain(error)) from error
        if waited >= wait_seconds:
            reason = f"another stc has been writing beside it for {wait_seconds:g} seconds"
            hint = "Wait for it to finish, then run the command again."
            raise cannot("write", shown, reason, hint)
        if say and not waited:
            say("waiting for another stc that is writing in this folder")
        pause = min(pause, wait_seconds - waited)
        files.wait(pause)
        waited += pause
        pause = min(pause * 2, _LONGEST_PAUSE)


def name_temporary(path: str, kind: str = "") -> str:
    """Return a new hidden name beside a path that the next writer recognizes as a leftover.

    Args:
        path: What is to be written.
        kind: Lower-case letters for the kind of temporary folder; empty for a file.
    """
    folder, name = os.path.split(path)
    return os.path.join(folder, f".{name}.stc-{os.urandom(6).hex()}{kind and '.'}{kind}.tmp")


def clear_leftovers(path: str, remove: Callable[[str, str], None], files: Files = FILES) -> None:
    """Remove what killed writers of a path left beside it; its folder must be locked.

    Args:
        path: What is to be written.
        remove: Called with each leftover and its kind; it may fail.
        files: The file system.
    """
    folder, name = os.path.split(path)
    pattern = re.compile(rf"\.{re.escape(name)}\.stc-[0-9a-f]+(?:\.([a-z]+))?\.tmp")
    names: list[str] = []
    with suppress(OSError):
        names = files.list_folder(folder)
    for found in map(pattern.fullmatch, sorted(names)):
        if found:
            with suppress(OSError, CannotGoOn):
                remove(os.path.join(folder, found[0]), found[1] or "")


@contextmanager
def signals_held_back() -> Iterator[None]:
    """Defer the signals that end a process until everything is in its place."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, _HELD_BACK)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


class _Ended(BaseException):
    """The process got a signal to end."""


@contextmanager
def ended_cleanly() -> Iterator[None]:
    """On a signal that ends a process, clear up first; then end as the signal would have."""
    caught: list[int] = []

    def end(number: int, _: Any) -> None:
        caught.append(number)
        raise _Ended

    # What is ignored stays ignored, and only the main thread hears signals.
    is_main = threading.current_thread() is threading.main_thread()
    ours = [number for number in _ENDS if is_main and signal.getsignal(number) is signal.SIG_DFL]
    try:
        for number in ours:
            signal.signal(number, end)
        try:
            yield
        finally:
            for number in ours:
                signal.signal(number, signal.SIG_DFL)
    except _Ended:
        signal.raise_signal(caught[0])
        raise
