"""A time limit for the patterns in a file of rules."""

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Final, TypeVar

LONGEST: Final = 1.0
"""Seconds of processor time that the patterns of one rule may take on one row."""
LONGEST_IN_ALL: Final = 120.0
"""Seconds of processor time that all patterns of an import may take."""
Value = TypeVar("Value")


class TooSlow(Exception):
    """A pattern took too long."""


class PatternClock:
    """A timer that stops slow patterns: Python's `re` checks for signals while it matches."""

    def __init__(self, longest: float = LONGEST, in_all: float = LONGEST_IN_ALL) -> None:
        self._longest = longest
        self._left = in_all
        self._runs = False

    @contextmanager
    def running(self) -> Iterator[None]:
        """Take the signal while the block runs; only the main thread of a process can."""
        if threading.current_thread() is not threading.main_thread():
            yield
            return
        before = signal.signal(signal.SIGVTALRM, _stop)
        self._runs = True
        try:
            yield
        finally:
            self._runs = False
            signal.signal(signal.SIGVTALRM, before)

    def call(self, function: Callable[..., Value], *arguments: Any) -> Value:
        """Return what a function with patterns returns.

        Raises:
            TooSlow: It took too long.
        """
        if not self._runs:
            return function(*arguments)
        if self._left <= 0:
            raise TooSlow
        limit = min(self._longest, self._left)
        signal.setitimer(signal.ITIMER_VIRTUAL, limit)
        try:
            return function(*arguments)
        finally:
            rest, _ = signal.setitimer(signal.ITIMER_VIRTUAL, 0)
            self._left -= limit - rest


def _stop(*_: Any) -> None:
    raise TooSlow
