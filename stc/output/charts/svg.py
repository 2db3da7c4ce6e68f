"""What all charts share: the axis of days, numbers and texts in SVG.

A chart is an `<svg>` without a `viewBox`, as wide as the page: texts and dots stand at percentages,
so that texts keep their size. Lines are in an inner one that stretches. Colours, sizes and the
direction are those of `charts.css`; there is no `style` attribute, which the pages forbid.
"""

from collections.abc import Iterator
from datetime import date
from html import escape
from typing import Final, NamedTuple

from stc.plan.periods import format_month

NARROWEST: Final = 288
"""The width in pixels of a chart on the narrowest telephone, of 320 pixels."""
LETTER: Final = 7.5
"""The width in pixels that a letter of a chart takes at most, on average."""
_CLOSEST_YEARS: Final = 48


class Axis(NamedTuple):
    """The days from the left edge of a chart to the right one."""

    first: date
    last: date

    def place(self, day: date) -> float:
        """Return where a day is, from 0 to 1; one outside is at the edge."""
        whole = (self.last - self.first).days
        return min(max((day - self.first).days / whole, 0.0), 1.0) if whole else 1.0

    def list_marks(self) -> Iterator[tuple[float, str]]:
        """Return the years that begin on the axis and where, as many as do not touch.

        On an axis on which fewer than two begin, its ends are named by their months.
        """
        years = range(self.first.year + 1, self.last.year + 1)
        apart = _CLOSEST_YEARS / NARROWEST
        whole = (self.last - self.first).days
        step = next(n for n in (1, 2, 5, 10, 20, 50, 100) if n * 365 >= apart * whole)
        shown = [year for year in years if year % step == 0]
        if len(shown) < 2:
            yield 0.0, format_month(self.first)
            yield 1.0, format_month(self.last)
            return
        for year in shown:
            yield self.place(date(year, 1, 1)), str(year)


def measure(words: str) -> float:
    """Return how much of the narrowest chart a text takes, from 0 to 1, at most."""
    return len(words) * LETTER / NARROWEST


def write_number(value: float) -> str:
    """Return a number with one decimal at most: `12`, `-.5`."""
    text = f"{value:.1f}".removesuffix(".0")
    return text.replace("0.", ".", 1) if text.startswith(("0.", "-0.")) else text


def write_percent(share: float) -> str:
    """Return a part of the whole as a percentage: `12.5%`."""
    return f"{write_number(100 * share)}%"


def write_text(words: str, x: float, y: float, kind: str = "", anchor: str = "") -> str:
    """Return a text at parts of the width and height.

    Args:
        words: What it says.
        x: Where it stands, from 0 to 1.
        y: Where its line stands, from 0 to 1.
        kind: The class of its colour; empty for that of quiet text.
        anchor: `middle` or `end` where it does not begin there; `gap` and `gap-end` leave a gap.
    """
    gap = {"gap": ' dx=".4em"', "gap-end": ' dx="-.4em"'}.get(anchor, "")
    ending = {"gap": "", "gap-end": "end"}.get(anchor, anchor)
    name = f' class="{kind}"' if kind else ""
    side = f' text-anchor="{ending}"' if ending else ""
    place = f'x="{write_percent(x)}" y="{write_percent(y)}"'
    return f"<text{name} {place}{gap}{side}>{escape(words)}</text>"


def write_marks(axis: Axis, y: float, taken: tuple[float, float] = (2.0, 2.0)) -> Iterator[str]:
    """Return the texts below an axis; those at an edge do not leave it.

    Args:
        axis: The axis.
        y: Where their line stands, from 0 to 1.
        taken: From where to where no text may stand.
    """
    for x, words in axis.list_marks():
        start, end = span_of(x, words)
        if end <= taken[0] or taken[1] <= start:
            yield write_text(words, x, y, anchor=pick_anchor(x, words))


def span_of(x: float, words: str) -> tuple[float, float]:
    """Return from where to where a text over a place stands on the narrowest chart."""
    wide = measure(words)
    start = x - {"middle": wide / 2, "end": wide}.get(pick_anchor(x, words), 0)
    return start, start + wide


def pick_anchor(x: float, words: str) -> str:
    """Return the anchor of a text in the middle over a place, unless that leaves the chart."""
    half = measure(words) / 2
    if x < half:
        return ""
    return "end" if x > 1 - half else "middle"


def write_chart(kind: str, label: str, parts: str) -> str:
    """Return a chart that is one picture to whoever has it read out."""
    name = escape(label)
    return f'<svg class="chart chart-{kind}" role="img" aria-label="{name}">{parts}</svg>'
