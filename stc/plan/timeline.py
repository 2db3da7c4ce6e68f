"""The progress timeline: what happened, and what was planned for when."""

from typing import NamedTuple

from stc.findings import Place
from stc.plan.model import NeedsReview
from stc.plan.periods import Period


class TimelineItem(NamedTuple):
    """One line of an entry, with the lines below it."""

    text: str
    items: tuple[str, ...] = ()


class TimelineEntry(NamedTuple):
    """One entry of the timeline.

    Attributes:
        when: The EDTF text, such as `2024-22`.
        period: The days it covers.
        label: The period as it was published, such as `Summer 2024`.
        happened: True for what happened, False for what was planned.
        steps: The ids of the action steps it is about.
    """

    when: str
    period: Period
    label: str
    happened: bool
    title: str
    place: Place
    items: tuple[TimelineItem, ...] = ()
    steps: tuple[str, ...] = ()
    source: str | None = None
    note: str | None = None
    needs_review: NeedsReview | None = None


class Timeline(NamedTuple):
    """The whole timeline, in the order it was published."""

    title: str
    entries: tuple[TimelineEntry, ...]
