"""Days, shares and texts as pages say them. Nothing here depends on the machine's language."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

from stc.plan.periods import Period, describe_end, format_day, format_short_day
from stc.text.addresses import is_address
from stc.text.plural import count_noun
from stc.text.typography import Piece
from stc.views.sentences import format_percent

if TYPE_CHECKING:
    from markupsafe import Markup

_LONGEST_ADDRESS = 2_000
_LONGEST_WORDING = 2_000
_KEPT = 8
"""The most kept words that are shown beside a change of a very long text."""


def format_end(day: date) -> str:
    """Return until when it lasts: `on January 24, 2025`, `by the end of fall 2027`."""
    return describe_end(day) if isinstance(day, Period) else f"on {format_day(day)}"


def mark_day(day: date) -> "Markup":
    """Return a day, short, for a table: `Jan 24, 2025`; a period in its own words."""
    return _mark(day, format_short_day(day))


def mark_long_day(day: date) -> "Markup":
    """Return a day for a sentence: `January 24, 2025`."""
    return _mark(day, format_day(day))


def _mark(day: date, text: str) -> "Markup":
    from markupsafe import Markup

    return Markup(f'<time datetime="{day.isoformat()}">{text}</time>')


def shorten(text: str, limit: int) -> str:
    """Return the text, cut after a word where it has more characters than the limit."""
    if len(text) <= limit:
        return text
    cut = text[: limit - 1]
    end = cut.rfind(" ")
    return f"{cut[: end if end > limit // 2 else None].rstrip()}…"


def shorten_wording(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """Return the words of a reworded text; of a very long one only those around each change."""
    is_long = sum(len(piece.text) for piece in pieces) > _LONGEST_WORDING
    for number, piece in enumerate(pieces):
        words = piece.text.split(" ") if is_long and piece.mark == " " else []
        first = words[:_KEPT] if number else []
        last = words[-_KEPT:] if number + 1 < len(pieces) else []
        if len(words) > len(first) + len(last) + 1:
            yield Piece(" ", " ".join((*first, "…", *last)))
        else:
            yield piece._replace(text=shorten(piece.text, _LONGEST_WORDING))


def find_web_address(text: str) -> str | None:
    """Return the text where it is a whole http or https address, or None."""
    return text if len(text) <= _LONGEST_ADDRESS and is_address(text) else None


def format_share(number: int, whole: int, noun: str, singular: str = "") -> str:
    """Return a share in words: `18 of 133 steps (14%)`, `1 of 1 step (100%)`, `0 of 0 steps`.

    Args:
        number: The part.
        whole: What it is a part of.
        noun: The noun of the whole, in the plural.
        singular: The noun in the singular, where it is not the plural without its s.
    """
    part = f" ({format_percent(number, whole)})" if whole else ""
    return f"{number:,} of {count_noun(whole, singular or noun.removesuffix('s'), noun)}{part}"


def measure_bar(number: int, whole: int) -> str:
    """Return the length of a bar of 100: not 0 where there is one, not 100 where one is missing."""
    if not number or not whole:
        return "0"
    length = round(100 * number / whole, 1)
    if number < whole:
        length = min(max(length, 1.0), 99.0)
    return f"{length:g}"
