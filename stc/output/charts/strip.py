"""The strip of a step: its first deadline, the moves, today, and when it was done, on one line."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Final

from stc.output.charts.svg import (
    Axis,
    pick_anchor,
    span_of,
    write_chart,
    write_marks,
    write_percent,
    write_text,
)
from stc.views.strip import Mark, Stretch

MOST_MARKS: Final = 14
_HEIGHT: Final = 84
_TODAY, _ABOVE, _AXIS, _BELOW, _YEARS = (line / _HEIGHT for line in (12, 32, 46, 66, 81))
_ROWS: Final = {"promised": (_ABOVE, _BELOW), "moved": (_ABOVE, _BELOW)}
_OTHER: Final = (_BELOW, _ABOVE)
_SPACE: Final = 0.02


def draw_strip(marks: Sequence[Mark], stretches: Sequence[Stretch], today: date, label: str) -> str:
    """Return the strip.

    Args:
        marks: The days to mark, the first deadline first; of many moves the latest are drawn.
        stretches: When it was complete, and when late.
        today: The as-of day.
        label: What the strip shows, for whoever has it read out.
    """
    marks = (*marks[:1], *marks[1:][-MOST_MARKS:])
    stretches = stretches[-MOST_MARKS:]
    days = [today, *(day for mark in marks for day in (mark.begin or mark.day, mark.day))]
    days += [day for stretch in stretches for day in stretch[:2]]
    space = timedelta(days=max((max(days) - min(days)).days // 16, 14))
    axis = Axis(min(days) - space, max(days) + space)
    x = write_percent(axis.place(today))
    level = f'y1="{write_percent(_AXIS)}" y2="{write_percent(_AXIS)}"'
    top, bottom = write_percent(_TODAY + 0.02), write_percent(_BELOW)
    anchor = "gap" if axis.place(today) < 0.5 else "gap-end"
    parts = (
        f'<line x2="100%" {level}/>',
        *(_write_line(axis, stretch, level) for stretch in stretches),
        f'<line class="today" x1="{x}" x2="{x}" y1="{top}" y2="{bottom}"/>',
        *(_write_mark(axis, mark) for mark in marks),
        *write_marks(axis, _YEARS),
        write_text("today", axis.place(today), _TODAY, "now", anchor),
        *_write_words(axis, marks),
    )
    return write_chart("strip", label, "".join(parts))


def _write_line(axis: Axis, stretch: Stretch, level: str) -> str:
    begin, end = (write_percent(axis.place(day)) for day in stretch[:2])
    return f'<line class="{stretch.kind}" x1="{begin}" x2="{end}" {level}/>'


def _write_mark(axis: Axis, mark: Mark) -> str:
    x, y = write_percent(axis.place(mark.day)), write_percent(_AXIS)
    if mark.kind == "out":
        cross = '<path d="M-5-5L5 5M5-5L-5 5"/>'
        return f'<svg class="out" x="{x}" y="{y}" overflow="visible">{cross}</svg>'
    dot = f'<circle class="{mark.kind}" cx="{x}" cy="{y}" r="5"/>'
    if mark.begin is None:
        return dot
    begin = write_percent(axis.place(mark.begin))
    return f'<line class="{mark.kind}" x1="{begin}" x2="{x}" y1="{y}" y2="{y}"/>{dot}'


def _write_words(axis: Axis, marks: Sequence[Mark]) -> Iterator[str]:
    """Return the words of the marks, each where it lies on no other; what finds no room goes."""
    taken: dict[float, list[tuple[float, float]]] = {_ABOVE: [], _BELOW: []}
    for mark in marks:
        if not mark.words:
            continue
        x = axis.place(mark.day)
        anchor = pick_anchor(x, mark.words)
        start, end = span_of(x, mark.words)
        for row in _ROWS.get(mark.kind.replace("silent", "moved"), _OTHER):
            ends = (start - _SPACE, end + _SPACE)
            if all(ends[1] <= left or ends[0] >= right for left, right in taken[row]):
                taken[row].append(ends)
                kind = "moved" if mark.kind == "silent" else mark.kind
                yield write_text(mark.words, x, row, kind, anchor)
                break
