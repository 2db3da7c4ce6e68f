"""How high a row must be to show its texts, by the widths of their columns.

Spreadsheet programs measure with the fonts they have, and LibreOffice does not measure a workbook
that it converts or prints. So each row has a height, which is enough in the fonts that are common.
"""

from collections.abc import Iterable
from functools import lru_cache
from math import ceil
from typing import Final

from stc.output.formats.xlsx.sheet import Row, text_of

LINE: Final = 15.75
"""The height of a line in points; one pixel over the usual, which XlsxWriter would not write."""
HIGHEST: Final = 408.75
"""The most that Excel takes; the rest of a longer text is read in the cell itself."""

_TALL: Final = 21.0
_MOST_LINES: Final = int(HIGHEST // LINE) + 1
_BOLD: Final = 1.12
_BUTTON: Final = 3
_INDENT: Final = 1.5
_SPACE: Final = 0.5
_OTHER: Final = 1.05
_LATIN: Final = 1.4
_WIDE: Final = 2.1
_WIDEST: Final = 2
_WIDTHS: Final = {
    sign: width
    for signs, width in (
        ("ijl.,:;|'", 0.55),
        ("frt!()[]-I", 0.72),
        ("cksvxyz", 0.95),
        ("BEFJLPSTXYZ", 1.2),
        ("ACDGHKNOQRUV", 1.4),
        ("m+=<>~#", 1.6),
        ("w%&", 1.5),
        ("MW@", 1.8),
    )
    for sign in signs
}
"""The widest each is in Calibri, Liberation Sans and DejaVu Sans, in widths of a digit."""


@lru_cache(maxsize=20_000)
def measure_row(row: Row, widths: tuple[int, ...]) -> float:
    """Return the height of a row in points, by the widths of its columns."""
    height = LINE
    for value, width in zip(row, widths, strict=True):
        text = value if type(value) is str else text_of(value) if value else ""
        if text and (len(text) * _WIDEST >= width or not text.isascii() or "\n" in text):
            height = max(height, _measure(text, width - _INDENT))
    return height


def measure_head(titles: Iterable[str], widths: tuple[int, ...]) -> float:
    """Return the height of the headings in points; each is bold and has the button of a filter."""
    heads = zip(titles, widths, strict=True)
    return max(_measure(title, (width - _BUTTON - _INDENT) / _BOLD) for title, width in heads)


def fit_width(title: str, least: int) -> int:
    """Return the width of a column that does not break a word of its heading, within reason."""
    longest = max(map(_measure_word, title.split()), default=0.0)
    return min(max(least, ceil(longest * _BOLD + _INDENT)), 3 * least)


@lru_cache(maxsize=20_000)
def _measure(text: str, width: float) -> float:
    line = LINE if text.isascii() or max(text) < "\u0590" else _TALL
    return min(line * count_lines(text, width), HIGHEST)


def count_lines(text: str, width: float) -> int:
    """Return over how many lines a text is wrapped, at most; as many as a cell shows suffice."""
    number = 0
    for paragraph in text.split("\n"):
        number += _count_wrapped(paragraph, width)
        if number >= _MOST_LINES:
            return _MOST_LINES
    return number


def _count_wrapped(paragraph: str, width: float) -> int:
    number, used = 1, 0.0
    for word in paragraph.split(" "):
        needed = _measure_word(word)
        if used and used + _SPACE + needed > width:
            number, used = number + 1, 0.0
        used += _SPACE * bool(used) + needed
        if used > width:
            # A program breaks such a word anywhere, and may begin it on a line of its own.
            number, used = number + int(used // width), used % width
        if number >= _MOST_LINES:
            break
    return number


@lru_cache(maxsize=20_000)
def _measure_word(word: str) -> float:
    return sum(_WIDTHS.get(sign) or _measure_sign(sign) for sign in word)


def _measure_sign(sign: str) -> float:
    if sign.isascii():
        return _OTHER
    return _LATIN if sign < "\u0590" else _WIDE
