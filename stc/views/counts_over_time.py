"""How far the plan was, over time: `history --counts`."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, NamedTuple

from stc.history.commit_range import CommitRange
from stc.history.gaps import describe_gaps
from stc.history.log import Log
from stc.plan.counts import Counts
from stc.plan.status import OPEN_THAT_DAY, STATUSES
from stc.views.history import dump_gaps
from stc.views.records import dump_counts
from stc.views.sentences import share
from stc.views.view import Block, Cell, Column, Context, Sentences, Table, View


class Point(NamedTuple):
    """The counts on a day.

    Attributes:
        day: The day.
        commit: The id of the commit that the plan stood at.
        counts: The counts over the steps asked about.
    """

    day: date
    commit: str
    counts: Counts


def view_counts_over_time(
    log: Log,
    points: tuple[Point, ...],
    span: CommitRange,
    context: Context,
    lines: tuple[str, ...] = (),
) -> View:
    """Return the counts by status over time, with the denominator, oldest first.

    Args:
        log: All that git knows.
        points: The counts on the days that were asked for.
        span: From when to when was asked.
        context: What the answer says about itself.
        lines: Sentences on what is not as it was asked for.
    """
    statuses = [
        status
        for status in (*STATUSES, OPEN_THAT_DAY)
        if not status.is_done and any(point.counts.by_status[status.name] for point in points)
    ]
    columns = (
        Column("Day", "date"),
        Column("Complete of counted", "number"),
        *(
            Column(status.name if status.is_counted else "Not counted", "number")
            for status in statuses
        ),
    )
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (
            one.day,
            share(one.counts.complete, one.counts.counted),
            *(one.counts.by_status[status.name] for status in statuses),
        )
        for one in points
    )
    skipped = tuple(pair for pair in log.skipped if span.accepts(pair[0]))
    notices = (*lines, *describe_gaps(log, skipped, span))
    said = Sentences((*_describe(points), *notices))
    blocks: tuple[Block, ...] = (Table(columns, rows, "Counts"), said) if rows else (said,)
    records = tuple(map(_dump, points))
    return View(
        schema="stc/counts-over-time/1",
        title="Counts over time",
        context=context,
        blocks=blocks,
        collection="points",
        fields=tuple(records[0]) if records else ("day", "commit"),
        records=records,
        totals={"points": len(points), **dump_gaps(log, skipped, span)},
        notices=notices,
    )


def _describe(points: Iterable[Point]) -> tuple[str, ...]:
    points = tuple(points)
    if not points:
        return ("No version of the plan in this time.",)
    first, last = points[0], points[-1]
    told = " to ".join(
        f"{share(one.counts.complete, one.counts.counted)} on {one.day}" for one in (first, last)
    )
    lines = [f"Complete of the counted steps: {told}."]
    if first.counts.counted != last.counts.counted:
        lines.append(
            f"The number of counted steps changed from {first.counts.counted:,} to"
            f" {last.counts.counted:,}, and the shares with it."
        )
    return tuple(lines)


def _dump(point: Point) -> Mapping[str, Any]:
    return {"day": point.day, "commit": point.commit, **dump_counts(point.counts)}
