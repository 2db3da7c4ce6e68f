"""The progress timeline: what happened, and what was planned for when."""

from collections.abc import Iterable
from datetime import date
from typing import Annotated, NamedTuple

from stc.findings import Location
from stc.plan.deadlines import window_passed
from stc.plan.field import Field
from stc.plan.model import NeedsReview
from stc.plan.periods import Period
from stc.plan.value_types import (
    DEPARTMENT_ID,
    EVENT_KIND,
    ID,
    PERIOD_TEXT,
    STATE,
    VERSION,
)


class TimelineItem(NamedTuple):
    """One line of an entry."""

    text: Annotated[str, Field("The line as published.")]
    items: Annotated[tuple[str, ...], Field("The lines below it, as published.")] = ()


class TimelineEntry(NamedTuple):
    """One entry of the timeline.

    Attributes:
        confirmed: When what was planned happened, as the entry that fulfils it is labelled; no
            field of the file.
    """

    place: Location
    period: Period
    when: Annotated[
        str, Field("The period in EDTF, such as 2024-03/2024-05 or 2024-22.", type=PERIOD_TEXT)
    ]
    label: Annotated[str, Field("The period as published.")]
    state: Annotated[
        str, Field("Whether it happened or was planned when it was written.", type=STATE)
    ]
    id: Annotated[
        str | None,
        Field(
            "A name by which another entry fulfils it.",
            type=DEPARTMENT_ID,
            sparse=True,
            example="final-report",
        ),
    ]
    kind: Annotated[
        str | None,
        Field("What kind of event it is.", type=EVENT_KIND, sparse=True, example="publication"),
    ]
    fulfils: Annotated[
        str | None,
        Field(
            "The planned entry that happened with it.",
            type=DEPARTMENT_ID,
            sparse=True,
            example="final-report",
        ),
    ]
    title: Annotated[str, Field("The title as published.")]
    items: Annotated[
        tuple[TimelineItem, ...], Field("The lines of the entry, in the order published.")
    ] = ()
    steps: Annotated[
        tuple[str, ...], Field("The action steps it is about.", type=ID, inline=True)
    ] = ()
    source: Annotated[str | None, Field("Where it was published, if not with the rest.")] = None
    note: Annotated[str | None, Field("A remark for readers.")] = None
    needs_review: Annotated[
        NeedsReview | None, Field("What a person must check against the published page.")
    ] = None
    confirmed: str | None = None

    @property
    def happened(self) -> bool:
        """Whether it happened; else it was planned."""
        return self.state == "happened"


class Timeline(NamedTuple):
    """The progress timeline of a public plan."""

    schema_version: Annotated[int, Field("The version of this format.", type=VERSION)]
    title: Annotated[str, Field("The title of the timeline.")]
    source: Annotated[str | None, Field("The document transcribed.")]
    note: Annotated[str | None, Field("A remark for readers.")]
    entries: Annotated[
        tuple[TimelineEntry, ...], Field("The entries, in the order published.", required=True)
    ]


def state_of(entry: TimelineEntry, as_of: date) -> str:
    """Return `happened` or `planned`; of a planned entry `fulfilled`, or `passed` if it is over."""
    if entry.happened:
        return "happened"
    if entry.confirmed:
        return "fulfilled"
    return "passed" if window_passed(entry.period.last, as_of) else "planned"


class Drift(NamedTuple):
    """A planned entry beside the one that fulfilled it.

    Attributes:
        planned: The planned entry.
        happened: The entry that fulfilled it; None where none did.
        days: The days from the last day of its window to the first day on which it happened, 0
            within the window, below 0 before it; None where nothing fulfilled it.
    """

    planned: TimelineEntry
    happened: TimelineEntry | None
    days: int | None


def list_drift(entries: Iterable[TimelineEntry]) -> tuple[Drift, ...]:
    """Return every planned entry, in the order published, beside the one that fulfilled it."""
    known = tuple(entries)
    fulfilled = {entry.fulfils: entry for entry in known if entry.fulfils and entry.happened}
    found = []
    for planned in known:
        if planned.happened:
            continue
        happened = fulfilled.get(planned.id) if planned.id else None
        days = _count_drift(planned.period, happened.period) if happened else None
        found.append(Drift(planned, happened, days))
    return tuple(found)


def _count_drift(expected: Period, happened: Period) -> int:
    if happened.start > expected.last:
        return (happened.start - expected.last).days
    return min((happened.last - expected.start).days, 0)


def list_entries_of(step_id: str, entries: Iterable[TimelineEntry]) -> tuple[TimelineEntry, ...]:
    """Return the entries that speak of a step, in the order published."""
    return tuple(entry for entry in entries if step_id in entry.steps)


def select_entries(
    entries: Iterable[TimelineEntry],
    as_of: date,
    states: tuple[str, ...] = (),
    first: date | None = None,
    last: date | None = None,
    kinds: tuple[str, ...] = (),
) -> tuple[TimelineEntry, ...]:
    """Return the entries of any of the states and kinds from a first to a last day.

    They touch those days; without states, kinds or a day, none is left out for it.
    """
    return tuple(
        entry
        for entry in entries
        if (not states or state_of(entry, as_of) in states)
        and (not kinds or entry.kind in kinds)
        and (first is None or entry.period.last >= first)
        and (last is None or entry.period.start <= last)
    )
