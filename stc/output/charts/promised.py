"""The chart of promised and done steps: two stairs over the same steps, and what is still ahead."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Final, NamedTuple

from stc.history.counts_over_time import Every, list_ends
from stc.output.charts.svg import (
    Axis,
    measure,
    write_chart,
    write_marks,
    write_number,
    write_percent,
    write_text,
)
from stc.plan.periods import format_month
from stc.plan.promises import Tally, sample_tallies

MOST_STAIRS: Final = 120
MOST_SMALL: Final = 40
MOST_AHEAD: Final = 24
_HEIGHT: Final = 240
"""The height in pixels on a telephone; the texts are kept apart for it, and so on higher charts."""
_TOP, _BOTTOM = 24 / _HEIGHT, 216 / _HEIGHT
_LINE: Final = 16
_HEADROOM: Final = 1.05
_RIGHTMOST, _EARLY = 0.75, 0.45
"""Up to where the numbers of today stand at its right, and the word itself."""
_GAP: Final = 0.02
_TEN_YEARS: Final = 3653
_LEAST_AHEAD: Final = 183
_MARGIN: Final = timedelta(days=61)


def draw_promised(
    stairs: Sequence[Tally], ahead: Sequence[tuple[date, int]], noun: str, label: str
) -> str:
    """Return the chart.

    Args:
        stairs: The first day, each day on which a number changed, and today; oldest first.
        ahead: The days after today on which steps will be promised, oldest first.
        noun: What is counted, in the plural.
        label: What the chart shows, for whoever has it read out.
    """
    today = stairs[-1]
    axis = Axis(stairs[0].day, find_last(stairs[0].day, today.day, ahead))
    shown = [(day, number) for day, number in ahead if day <= axis.last]
    most = max(*(stair.promised for stair in stairs), *(number for _, number in shown), 1)
    plot = _Plot(axis, most * _HEADROOM)
    stairs = thin(stairs)
    grid = "".join(f"M0 {plot.y(tick)}h1000" for tick in pick_ticks(most))
    lines = (
        f'<path class="grid" d="{grid}"/>'
        f'<path class="promised" d="{plot.fill([(s.day, s.promised) for s in stairs])}"/>'
        f'<path class="done" d="{plot.fill([(s.day, s.done) for s in stairs])}"/>'
    )
    if today.day < axis.last:
        points = [(today.day, today.promised), *_thin_ahead(shown, today.day, axis.last)]
        lines += f'<path class="ahead" d="{plot.follow(points)}H1000"/>'
    inner = f'<svg y="{write_percent(_TOP)}" height="{write_percent(_BOTTOM - _TOP)}"'
    x = write_percent(axis.place(today.day))
    parts = (
        f'{inner} viewBox="0 0 1000 100" preserveAspectRatio="none">{lines}</svg>',
        f'<line x2="100%" y1="{write_percent(_BOTTOM)}" y2="{write_percent(_BOTTOM)}"/>',
        f'<line class="today" x1="{x}" x2="{x}" y1="{write_percent(_TOP)}"'
        f' y2="{write_percent(_BOTTOM)}"/>',
        *write_marks(axis, 233 / _HEIGHT),
        *_write_labels(plot, today, most, noun),
        *_write_end(today, ahead, shown),
    )
    return write_chart("promised", label, "".join(parts))


def draw_small(stairs: Sequence[Tally], label: str) -> str:
    """Return the two stairs alone, as high as the most that was promised.

    Args:
        stairs: The first day, each day on which a number changed, and today; oldest first.
        label: What the chart shows, for whoever has it read out.
    """
    first, last = stairs[0].day, stairs[-1].day
    if len(stairs) > MOST_SMALL:
        days = ((last - first) * number // MOST_SMALL for number in range(MOST_SMALL + 1))
        stairs = [*sample_tallies(stairs, (first + gone for gone in days))]
    plot = _Plot(Axis(first, last), max(1, *(stair.promised for stair in stairs)) * _HEADROOM)
    lines = (
        f'<path class="promised" d="{plot.fill([(s.day, s.promised) for s in stairs])}"/>'
        f'<path class="done" d="{plot.fill([(s.day, s.done) for s in stairs])}"/>'
    )
    inner = f'<svg viewBox="0 0 1000 100" preserveAspectRatio="none">{lines}</svg>'
    return write_chart("small", label, f'{inner}<line x2="100%" y1="100%" y2="100%"/>')


def find_last(first: date, today: date, ahead: Sequence[tuple[date, int]]) -> date:
    """Return the last day shown: two months after the last promise, no further ahead than back."""
    if not ahead:
        return today
    reach = max(today - first, timedelta(days=_LEAST_AHEAD))
    return min(ahead[-1][0] + _MARGIN, today + reach)


def thin(stairs: Sequence[Tally]) -> Sequence[Tally]:
    """Return the stairs; of more than 120 those at the ends of months, or of quarters."""
    if len(stairs) <= MOST_STAIRS:
        return stairs
    first, last = stairs[0].day, stairs[-1].day
    every: Every = "month" if (last - first).days <= _TEN_YEARS else "quarter"
    return (stairs[0], *sample_tallies(stairs, list_ends(first, last, every)))


def _thin_ahead(
    ahead: Sequence[tuple[date, int]], today: date, last: date
) -> Sequence[tuple[date, int]]:
    """Return what is ahead; of very much the last day in each of equal periods."""
    if len(ahead) <= MOST_AHEAD:
        return ahead
    whole = (last - today).days + 1
    return [*{(day - today).days * MOST_AHEAD // whole: (day, n) for day, n in ahead}.values()]


def pick_ticks(most: int) -> range:
    """Return two or three round numbers up to the highest; one of a single step."""
    size = 1
    while True:
        for step in (size, 2 * size, 5 * size):
            if most < 4 * step:
                return range(step, most + 1, step)
        size *= 10


class _Plot(NamedTuple):
    """Where days and numbers are in the inner drawing, of 1000 by 100."""

    axis: Axis
    top: float

    def y(self, number: int) -> str:
        return write_number(self._tenths(number) / 10)

    def height(self, number: int) -> float:
        """Return where a number is in the whole chart, in pixels of the lowest one."""
        return _HEIGHT * (_BOTTOM - (_BOTTOM - _TOP) * number / self.top)

    def fill(self, points: Sequence[tuple[date, int]]) -> str:
        """Return a line with all that is below it; what closes it lies outside of the drawing."""
        (_, number), *_ = points
        start = f"M-9 110V{self.y(number)}H{round(1000 * self.axis.place(points[0][0]))}"
        return f"{start}{self._climb(points)}V110"

    def follow(self, points: Sequence[tuple[date, int]]) -> str:
        """Return a line."""
        day, number = points[0]
        x = round(1000 * self.axis.place(day))
        return f"M{x} {self.y(number)}{self._climb(points)}"

    def _tenths(self, number: int) -> int:
        return round(1000 * (1 - number / self.top))

    def _climb(self, points: Sequence[tuple[date, int]]) -> str:
        x, y = round(1000 * self.axis.place(points[0][0])), self._tenths(points[0][1])
        path = []
        for day, number in points[1:]:
            there = round(1000 * self.axis.place(day))
            up = self._tenths(number)
            if up != y or day == points[-1][0]:
                path.append(f"h{there - x}" if there > x else "")
                path.append(f"v{write_number((up - y) / 10)}" if up != y else "")
                x, y = there, up
        return "".join(path)


class _Label(NamedTuple):
    """A text beside the line of today, and the class of its colour."""

    words: str
    kind: str


def _name_numbers(today: Tally) -> tuple[_Label, ...]:
    promised = _Label(f"{today.promised:,} promised", "now")
    if today.promised == today.done:
        return (promised, *((_Label("all done", "kept"),) if today.done else ()))
    late = _Label(f"{today.promised - today.done:,} not done", "late")
    return promised, late, _Label(f"{today.done:,} done", "kept")


def _write_labels(plot: _Plot, today: Tally, most: int, noun: str) -> Iterator[str]:
    """Return today's numbers beside the line of today, and those of the grid where they are not."""
    x = plot.axis.place(today.day)
    labels = _name_numbers(today)
    widest = max(measure(label.words) for label in labels) + _GAP
    is_right = x <= _RIGHTMOST and x + widest <= 1
    anchor = "gap" if is_right else "gap-end"
    yield from _write_ticks(plot, most, noun, x if is_right else x - widest, widest)
    is_early = x < _EARLY
    yield write_text("today", x, 28 / _HEIGHT, "now", "gap" if is_early else "gap-end")
    lines = _part(plot.height(today.promised), plot.height(today.done), len(labels))
    if len(lines) < len(labels):
        labels = (labels[0], labels[-1])
    for label, line in zip(labels, lines, strict=True):
        yield write_text(label.words, x, line / _HEIGHT, label.kind, anchor)


def _write_ticks(plot: _Plot, most: int, noun: str, start: float, width: float) -> Iterator[str]:
    """Return the numbers of the grid above its lines; the highest names what is counted."""
    ticks = pick_ticks(most)
    named = f"{ticks[-1]:,} {noun}" if ticks[-1] > 1 else "1"
    is_left = measure(named) <= start
    if not is_left and start + width > 1 - measure(named):
        named, is_left = f"{ticks[-1]:,}", start > 1 - start - width
    for tick in ticks:
        words = named if tick == ticks[-1] else f"{tick:,}"
        line = (plot.height(tick) - 5) / _HEIGHT
        yield write_text(words, 0 if is_left else 1, line, anchor="" if is_left else "end")


def _part(promised: float, done: float, number: int) -> tuple[float, ...]:
    """Return the lines of up to three labels in pixels, so far apart that none touches another."""
    lowest, highest = 212.0, 44.0
    first = min(max(promised + _LINE, highest), lowest)
    if number == 1:
        return (first,)
    last = min(max(done + 5, first), lowest)
    if last - first < _LINE:
        last = min(first + _LINE, lowest)
        return (last - _LINE, last)
    if last - first < 2 * _LINE:
        return (first, last)
    return (first, (first + last) / 2, last)


def _write_end(
    today: Tally, ahead: Sequence[tuple[date, int]], shown: Sequence[tuple[date, int]]
) -> Iterator[str]:
    if not ahead:
        return
    words = f"{shown[-1][1]:,} by {format_month(shown[-1][0])}" if shown else ""
    if ahead[-1] not in shown:
        later = f"{ahead[-1][1] - (shown[-1][1] if shown else today.promised):,} more later"
        words = f"{words}, {later}" if words else later
    yield write_text(words, 1, 12 / _HEIGHT, anchor="end")
