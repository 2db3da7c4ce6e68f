"""Counts of a plan over time: after each change, or at the end of each period."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Literal, NamedTuple

from stc.history.commit_range import CommitRange
from stc.history.main_line import Standing
from stc.plan.counts import Counts, count_steps, merge_words
from stc.plan.model import Plan, Step
from stc.plan.zones import today_in

Every = Literal["month", "quarter"]


class Point(NamedTuple):
    """The counts on a day.

    Attributes:
        day: The day.
        commit: The id of the commit of the plan.
        counts: The counts over the selected steps.
    """

    day: date
    commit: str
    counts: Counts


def count_over_time(
    line: tuple[Standing, ...],
    span: CommitRange,
    every: Every | None,
    as_of: date,
    accepts: Callable[[Step], bool],
) -> tuple[Point, ...]:
    """Return the counts over time, oldest first.

    Args:
        line: The plan on the main line.
        span: The commits to count at.
        every: Count at the end of these periods; None counts after each change of a count.
        as_of: The last day.
        accepts: Return whether a step is selected.
    """

    def count(plan: Plan, day: date) -> Counts:
        return count_steps(filter(accepts, plan.steps), day, plan.vocabulary)

    points = tuple(
        Point(day, standing.commit, count(standing.plan, day))
        for day, standing in _select_standings(line, span, every, as_of)
        if standing.plan is not None
    )
    return points if every else tuple(_drop_same(points))


def _select_standings(
    line: tuple[Standing, ...], span: CommitRange, every: Every | None, as_of: date
) -> Iterator[tuple[date, Standing]]:
    """Return the days to count on, each with the plan at its end."""
    days = [today_in(span.zone, standing.when) for standing in line]
    if every is None:
        for day, standing in zip(days, line, strict=True):
            if span.accepts_day(day) and span.accepts_id(standing.commit):
                yield day, standing
        return
    known = [pair for pair in zip(days, line, strict=True) if span.accepts_id(pair[1].commit)]
    first = min(days, default=as_of)
    for end in list_ends(max(first, span.first or first), min(as_of, span.last or as_of), every):
        before = [standing for day, standing in known if day <= end]
        if before:
            yield end, before[-1]


def list_ends(first: date, last: date, every: Every) -> Iterator[date]:
    """Return the last day of each period from the first day on; the last one may be cut short."""
    months = 1 if every == "month" else 3
    day = first
    while day <= last:
        over, index = divmod((day.month - 1) // months * months + months, 12)
        following = date(day.year + over, index + 1, 1)
        yield min(following - timedelta(days=1), last)
        day = following


def _drop_same(points: tuple[Point, ...]) -> Iterator[Point]:
    """Return the points at which a count by status changed."""
    if not points:
        return
    words = merge_words(*(point.counts.vocabulary for point in reversed(points)))
    before: dict[str, int] = {}
    for point in points:
        counts = point.counts.rename(words).by_status
        if counts != before:
            yield point
        before = counts
