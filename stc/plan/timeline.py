"""The progress timeline: what happened, and what was planned for when."""

from collections.abc import Iterable
from datetime import date
from typing import Annotated, NamedTuple

from stc.findings import Location
from stc.plan.deadlines import window_passed
from stc.plan.field import Field
from stc.plan.model import NeedsReview
from stc.plan.periods import Period
from stc.plan.value_types import ID, PERIOD_TEXT, STATE, VERSION


class TimelineItem(NamedTuple):
    """One line of an entry."""

    text: Annotated[str, Field("The line as published.")]
    items: Annotated[tuple[str, ...], Field("The lines below it, as published.")] = ()


class TimelineEntry(NamedTuple):
    """One entry of the timeline."""

    place: Location
    period: Period
    when: Annotated[
        str, Field("The period in EDTF, such as 2024-03/2024-05 or 2024-22.", type=PERIOD_TEXT)
    ]
    label: Annotated[str, Field("The period as published.")]
    state: Annotated[
        str, Field("Whether it happened or was planned when it was written.", type=STATE)
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
