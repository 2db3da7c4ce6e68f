"""How far the plan was, over time: `history --counts`."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from stc.history.commit_range import CommitRange
from stc.history.counts_over_time import Point
from stc.history.gaps import describe_gaps
from stc.history.log import Log
from stc.plan.counts import merge_words
from stc.plan.status import StatusKind
from stc.plan.vocabulary import Vocabulary
from stc.views.answer import Answer, dump
from stc.views.history import GapRecord, record_gaps
from stc.views.records import COUNTS, dump_counts
from stc.views.sentences import share
from stc.views.shapes import COUNT, DAY, TEXT, fields_of
from stc.views.view import Block, Cell, Column, Context, Sentences, Table, View

POINTS: Final = Answer(
    "stc/counts-over-time/1",
    "Steps by status over time.",
    "points",
    {"day": DAY, "commit": TEXT, **COUNTS},
    {"points": COUNT, **fields_of(GapRecord)},
)


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
    words = merge_words(context.vocabulary, *(point.counts.vocabulary for point in points))
    numbers = [point.counts.rename(words).by_status for point in points]
    statuses = [
        status
        for status in words.shown
        if not status.is_done and any(number[status.name] for number in numbers)
    ]
    done = words.name_kind(StatusKind.COMPLETE)
    columns = (
        Column("Day", "date"),
        Column(f"{done} of counted", "number"),
        *(
            Column(status.name if status.is_counted else "Not counted", "number")
            for status in statuses
        ),
    )
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (
            point.day,
            share(point.counts.complete, point.counts.counted),
            *(number[status.name] for status in statuses),
        )
        for point, number in zip(points, numbers, strict=True)
    )
    skipped = tuple(pair for pair in log.skipped if span.accepts(pair[0]))
    notices = (*lines, *describe_gaps(log, skipped, span))
    sentences = Sentences((*_describe(points, done, words), *notices))
    blocks: tuple[Block, ...] = (
        (Table(columns, rows, "Counts"), sentences) if rows else (sentences,)
    )
    return POINTS.view(
        title="Counts over time",
        context=context,
        blocks=blocks,
        records=(_dump(point, words) for point in points),
        totals={"points": len(points), **dump(record_gaps(log, skipped, span))},
        notices=notices,
    )


def _describe(points: Iterable[Point], done: str, words: Vocabulary) -> tuple[str, ...]:
    points = tuple(points)
    if not points:
        return ("There is no version of the plan in this period.",)
    first, last = points[0], points[-1]
    begin, end = (
        f"{share(point.counts.complete, point.counts.counted)} on {point.day}"
        for point in (first, last)
    )
    lines = [f"{done} {words.name('steps')}, of those counted: {begin}; {end}."]
    if first.counts.counted != last.counts.counted:
        lines.append(
            f"{words.say('The number of counted steps')} changed from {first.counts.counted:,} to"
            f" {last.counts.counted:,}, which changes the shares."
        )
    return tuple(lines)


def _dump(point: Point, words: Vocabulary) -> Mapping[str, Any]:
    counts = dump_counts(point.counts.rename(words))
    return {"day": point.day, "commit": point.commit, **counts}
