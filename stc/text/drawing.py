"""Pictures made of letters: a line over time, a bar, and what stands for them in ASCII."""

from collections.abc import Iterable, Sequence
from typing import Final

LEVELS: Final = " ▁▂▃▄▅▆▇█"
BAR: Final = "━"
RAIL: Final = "─"
"""What fills the rest of a bar that shows its whole."""
_TWINS: Final = str.maketrans(
    {
        **dict(zip(LEVELS[1:], "_.:-=+*#", strict=True)),
        "“": '"',
        "”": '"',
        "‘": "'",
        "’": "'",
        BAR: "#",
        RAIL: "-",
        "│": "|",
        "…": "...",
        "→": "->",
        "·": "-",
        "○": "o",
        "●": "x",
        "◆": "+",
        "◇": "~",
        "✕": "!",
    }
)


def draw_sparkline(values: Iterable[int], highest: int | None = None) -> str:
    """Return a letter a value: a space for 0, else one of eight levels, rounded up.

    Args:
        values: The values, none below 0.
        highest: What a full letter is, the same for lines that are compared; None for the highest
            of the values.
    """
    values = tuple(values)
    most = max(values, default=0) if highest is None else highest
    return "".join(LEVELS[min(-(-8 * value // most), 8) if most else 0] for value in values)


def draw_bar(number: int, whole: int, width: int) -> str:
    """Return a bar as long as the share of the whole; empty and full only where the share is."""
    if number <= 0 or whole <= 0:
        return ""
    return BAR * min(max(width * number // whole, 1), width)


def fold_signs(text: str) -> str:
    """Return a text with ASCII in place of the signs that stc writes; letters stay."""
    return text if text.isascii() else text.translate(_TWINS)


def thin_values(values: Sequence[int], most: int) -> Sequence[int]:
    """Return the values; of too many only the last of each of `most` equal parts."""
    if len(values) <= most:
        return values
    return [values[(number + 1) * len(values) // most - 1] for number in range(most)]
