"""The period a published label means, such as `March 2024 - May 2024` or `Summer 2024`."""

import re
from typing import Final

from stc.plan.periods import MONTHS, SEASON_NUMBERS, Period, parse_period

_DASH: Final = re.compile(r"\s*[-‐‑‒–—]\s*|\s+(?:to|through|until)\s+")
_PART: Final = re.compile(
    r"(?:(?P<word>[a-z]+)\.?(?:\s+(?P<day>[0-9]{1,2})(?:st|nd|rd|th)?)?)?,?\s*(?P<year>[0-9]{4})?"
)


def parse_label(label: str) -> Period | None:
    """Return the period that an English label means, or None if its form is unknown.

    Known are a year, a month, a season and a day (`January 24, 2025`), and two of them with a dash
    or `to` between; a first part without a year has that of the second.
    """
    first, *rest = _DASH.split(" ".join(label.casefold().split()))
    if not rest:
        return parse_period(_format(first, None) or "")
    if len(rest) > 1:
        return None
    until = _format(rest[0], None)
    since = _format(first, until[:4]) if until else None
    return parse_period(f"{since}/{until}") if since and until else None


def _format(part: str, other_year: str | None) -> str | None:
    """Return the EDTF text of one part, or None; a part without a year takes the other year."""
    match = _PART.fullmatch(part)
    year = (match["year"] or other_year) if match else None
    if match is None or year is None:
        return None
    word, day = match["word"], match["day"]
    if word is None:
        return year if match["year"] else None
    if word in SEASON_NUMBERS:
        return None if day else f"{year}-{SEASON_NUMBERS[word]}"
    month = _find_month(word)
    if month is None:
        return None
    return f"{year}-{month:02}-{int(day):02}" if day else f"{year}-{month:02}"


def _find_month(word: str) -> int | None:
    """Return the number of a month by its name, its first three letters, or `sept`."""
    for number, name in enumerate(map(str.lower, MONTHS), start=1):
        if word in (name, name[:3]) or (word, number) == ("sept", 9):
            return number
    return None
