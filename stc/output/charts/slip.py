"""A move of a deadline as a dumbbell: one row a step, all on the same axis."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final, NamedTuple

from stc.output.charts.svg import (
    Axis,
    pick_anchor,
    span_of,
    write_marks,
    write_percent,
    write_text,
)

_MOST_BETWEEN: Final = 3
_LINE: Final = 0.75
_SPACE: Final = 0.02


class Slip(NamedTuple):
    """The deadlines of a step, the first one first; silent if a move has no reason."""

    deadlines: Sequence[date]
    is_silent: bool


def find_axis(slips: Sequence[Slip], today: date) -> Axis:
    """Return the axis that holds all these deadlines and today, with space at its ends."""
    days = [today, *(day for slip in slips for day in slip.deadlines)]
    space = timedelta(days=max((max(days) - min(days)).days // 16, 14))
    return Axis(min(days) - space, max(days) + space)


def draw_slip(slip: Slip, axis: Axis, today: date) -> str:
    """Return the row: a ring, small dots for the moves between, a disc; of many dots the latest.

    It is not read out: the words beside it say the same. `charts.css` gives its dots their size.
    """
    first, *between, last = (write_percent(axis.place(day)) for day in slip.deadlines)
    now = write_percent(axis.place(today))
    dots = "".join(f'<circle cx="{x}"/>' for x in (*between[-_MOST_BETWEEN:], first, last))
    return (
        f'<svg class="chart slip{" silent" if slip.is_silent else ""}" aria-hidden="true">'
        f'<line class="today" x1="{now}" x2="{now}" y2="100%"/>'
        f'<line x1="{first}" x2="{last}" y1="50%" y2="50%"/>{dots}</svg>'
    )


def draw_slip_axis(axis: Axis, today: date) -> str:
    """Return the words above the rows: today, and the years that leave it room."""
    x = axis.place(today)
    start, end = span_of(x, "today")
    marks = "".join(write_marks(axis, _LINE, (start - _SPACE, end + _SPACE)))
    now = write_text("today", x, _LINE, "now", pick_anchor(x, "today"))
    return f'<svg class="chart slip-axis" aria-hidden="true">{marks}{now}</svg>'
