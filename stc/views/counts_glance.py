"""How far the plan was, at a glance: `history --counts` on a terminal."""

from collections.abc import Iterator, Sequence
from typing import Final

from stc.history.counts_over_time import Every, Point
from stc.plan.counts import merge_words
from stc.plan.promises import Promises, sample_tallies
from stc.plan.status import Status, StatusKind
from stc.plan.vocabulary import Vocabulary
from stc.views.glance import GlanceBlock, Head, Paragraph, Remarks, Sparkline, Sparklines, say
from stc.views.sentences import share
from stc.views.summary_glance import describe_headline, rank_status
from stc.views.view import Cell, Column, Context, Table

SHOWN: Final = 8
"""So many of the last days are listed, where all are not asked for."""


def glance_at_counts(
    points: tuple[Point, ...],
    promises: Promises,
    every: Every,
    context: Context,
    lines: tuple[str, ...],
    *,
    whole: bool,
) -> tuple[GlanceBlock, ...]:
    """Return a line over time for each count, and the last of the counts in a table.

    Args:
        points: The counts at the end of each period, oldest first.
        promises: Promised and done over time, of the same steps.
        every: How long a period is.
        context: What the answer says about itself.
        lines: Sentences on what git does not know.
        whole: List all periods.
    """
    head = Head(say("Counts over time"), points[-1].day if points else context.as_of)
    if not points:
        none = Paragraph(say("There is no version of the plan in this period."), is_strong=True)
        return (head, none, Remarks((*context.remarks, *lines)))
    words = merge_words(context.vocabulary, *(point.counts.vocabulary for point in points))
    numbers = [point.counts.rename(words).by_status for point in points]
    shown = [
        status
        for status in sorted(words.shown, key=rank_status)
        if not status.is_done and any(number[status.name] for number in numbers)
    ]
    rest = len(points) - SHOWN
    is_cut = rest > 0 and not whole
    remarks = (
        *context.remarks,
        *lines,
        "Promised: the first deadline had passed. Done: of those, complete on that day.",
        f"{f'Every {every}: stc history --counts --all. ' if is_cut else ''}As data: --format csv",
    )
    last = points[-SHOWN:] if is_cut else points
    return (
        head,
        describe_headline(points[-1].counts),
        _draw_lines(points, numbers, shown, words),
        _list_points(last, numbers[-len(last) :], shown, promises, words),
        Remarks(remarks),
    )


def _draw_lines(
    points: Sequence[Point],
    numbers: Sequence[dict[str, int]],
    shown: Sequence[Status],
    words: Vocabulary,
) -> Sparklines:
    done = words.name_kind(StatusKind.COMPLETE)
    lines = (
        _draw_line(done, [point.counts.complete for point in points], "done"),
        *(
            _draw_line(status.name, [number[status.name] for number in numbers], status.name)
            for status in shown
        ),
        _draw_line("Overdue", [point.counts.overdue for point in points], "late"),
    )
    return Sparklines(lines, points[0].day, points[-1].day)


def _draw_line(label: str, values: Sequence[int], hue: str) -> Sparkline:
    return Sparkline(label, tuple(values), hue, say((f"highest {max(values):,}", "mute")))


def _list_points(
    points: Sequence[Point],
    numbers: Sequence[dict[str, int]],
    shown: Sequence[Status],
    promises: Promises,
    words: Vocabulary,
) -> Table:
    is_open = [status for status in shown if status.is_open]
    columns = (
        Column("Day", "date"),
        Column(words.name_kind(StatusKind.COMPLETE), "number", "done"),
        Column("Promised", "number"),
        Column("Done", "number"),
        *(Column(status.name, "number") for status in is_open),
        Column("Overdue", "number", "late"),
    )
    tallies = sample_tallies(promises.tallies, [point.day for point in points])
    rows: Iterator[tuple[Cell, ...]] = (
        (
            point.day,
            share(point.counts.complete, point.counts.counted),
            tally.promised,
            tally.done,
            *(number[status.name] for status in is_open),
            point.counts.overdue,
        )
        for point, number, tally in zip(points, numbers, tallies, strict=True)
    )
    return Table(columns, tuple(rows))
