"""Days that lie before the plan began, in what a command is about to write."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final

from stc.edit.changes import Change
from stc.plan.dates import DateRange
from stc.plan.periods import parse_due

_WHAT: Final = {
    "completed": "the day it was completed",
    "deadline": "the deadline",
    "on": "the day of the decision",
}


def describe_early_days(changes: Iterable[Change], began: DateRange | None) -> tuple[str, ...]:
    """Return a sentence for each day before the plan began; `validate` warns of it, too."""
    return tuple(
        f"{change.step.id}: {_WHAT[field]}, {day}, is before the plan began on {began.start}."
        " Check the year."
        for change in changes
        for field, day in _list_days(change)
        if began and day < began.start
    )


def _list_days(change: Change) -> Iterator[tuple[str, date]]:
    if change.field in _WHAT:
        yield from _read_day(str(change.field), change.value)
    for added in change.added:
        if isinstance(added, dict):
            yield from _read_day("on", added.get("on"))


def _read_day(field: str, text: str | None) -> Iterator[tuple[str, date]]:
    day = parse_due(text) if text else None
    if day:
        yield field, day
