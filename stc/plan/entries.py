"""Selection of timeline entries by state and time."""

from collections.abc import Iterable
from datetime import date

from stc.plan.deadlines import window_passed
from stc.plan.timeline import TimelineEntry


def state_of(entry: TimelineEntry, as_of: date) -> str:
    """Return `happened`, `planned`, or `passed` for a planned entry whose time is over."""
    if entry.happened:
        return "happened"
    return "passed" if window_passed(entry.period.last, as_of) else "planned"


def select_entries(
    entries: Iterable[TimelineEntry],
    as_of: date,
    states: tuple[str, ...] = (),
    first: date | None = None,
    last: date | None = None,
) -> tuple[TimelineEntry, ...]:
    """Return the entries in any of the states that touch the days from `first` to `last`."""
    return tuple(
        entry
        for entry in entries
        if (not states or state_of(entry, as_of) in states)
        and (first is None or entry.period.last >= first)
        and (last is None or entry.period.start <= last)
    )
