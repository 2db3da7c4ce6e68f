"""What a person sees while a command works: on a terminal, on stderr, and gone at the end."""

import os
import sys
from collections.abc import Iterable, Iterator, Sized
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from stc.output.formats.work import Done

DELAY = 0.5
"""So many seconds pass in silence: most commands have ended by then."""
Thing = TypeVar("Thing")


class Work:
    """Something that takes time, and how far it is."""

    def __init__(self, words: str, noun: str) -> None:
        """Accept what is done, in words, and what its parts are, in the plural."""
        self._words, self._noun = words, noun
        self._parts = 0
        self._whole: int | None = None

    def watch(self, things: Iterable[Thing]) -> Iterator[Thing]:
        """Yield the things, each of which is a part of the work."""
        self._whole = len(things) if isinstance(things, Sized) else None
        for thing in things:
            yield thing
            self._parts += 1

    def find_done(self) -> "Done":
        """Return how far it is."""
        from stc.output.formats.work import Done

        whole = f" of {self._whole:,}" if self._whole else ""
        counted = f": {self._parts:,}{whole} {self._noun}" if self._parts else ""
        return Done(f"{self._words}{counted}", self._parts, self._whole)


class _Display:
    """Shows work from a thread of its own, so that nothing which works has to think of it."""

    def __init__(self, work: Work) -> None:
        from threading import Event, Thread

        self.works = [work]
        self._is_over = Event()
        self._thread = Thread(target=self._run, daemon=True)
        self._thread.start()

    def end(self) -> None:
        """Take away what is shown."""
        self._is_over.set()
        self._thread.join()

    def _run(self) -> None:
        if self._is_over.wait(DELAY):
            return
        from stc.output.formats.work import draw_work

        # A terminal that is gone is no reason to stop working.
        with suppress(OSError):
            draw_work(self._find_done, self._is_over.wait, sys.stderr)

    def _find_done(self) -> "Done":
        return self.works[-1].find_done()


_display: _Display | None = None


@contextmanager
def show_work(words: str, noun: str = "") -> Iterator[Work]:
    """Show that the block works, once it has taken half a second, if a person can see it.

    Args:
        words: What it does, such as `Reading the history`.
        noun: What the parts are that are counted, in the plural, such as `versions`.
    """
    global _display  # noqa: PLW0603
    work, outer = Work(words, noun), _display
    if outer is not None:
        outer.works.append(work)
        try:
            yield work
        finally:
            outer.works.remove(work)
        return
    if _is_seen():
        _display = _Display(work)
    try:
        yield work
    finally:
        stop_showing()


def stop_showing() -> None:
    """Take away what is shown, for good; whoever writes on the terminal must do that first."""
    global _display
    display, _display = _display, None
    if display is not None:
        display.end()


def _is_seen() -> bool:
    """Return whether a person looks at stderr: it is a terminal, and not the log of a CI job."""
    return sys.stderr.isatty() and os.environ.get("TERM") != "dumb" and not os.environ.get("CI")
