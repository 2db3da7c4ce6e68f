"""A bar of 100 percent: the parts of a whole, with their numbers in them where there is room."""

from collections.abc import Sequence
from typing import Final, NamedTuple

from stc.output.charts.svg import write_chart, write_percent, write_text

_DIGIT: Final = 0.045
"""The part of the narrowest bar that a digit needs."""


class Part(NamedTuple):
    """A part of a bar: how many, and the class of its colour."""

    number: int
    kind: str


def draw_share(parts: Sequence[Part], label: str) -> str:
    """Return the bar; a part of none is left out.

    Args:
        parts: The parts in their order.
        label: What the bar shows, for whoever has it read out.
    """
    whole = sum(part.number for part in parts)
    drawn, before = [], 0
    for number, kind in parts:
        if number:
            x, width = before / whole, number / whole
            drawn.append(
                f'<rect class="{kind}" x="{write_percent(x)}" width="{write_percent(width)}"'
                ' height="100%"/>'
            )
            words = f"{number:,}"
            if width >= _DIGIT * len(words):
                drawn.append(write_text(words, x + width / 2, 0.74, f"in-{kind}", "middle"))
        before += number
    return write_chart("share", label, "".join(drawn))
