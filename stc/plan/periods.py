"""Periods: the part of EDTF (ISO 8601-2) that plans need, and their quarters and halves."""

import re
from datetime import date, timedelta
from functools import lru_cache
from typing import Any, Final, Self, SupportsIndex

from stc.plan.dates import FIRST_DAY, LAST_DAY, parse_date

MONTHS: Final = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
SEASONS: Final = {"21": "spring", "22": "summer", "23": "fall", "24": "winter"}
SEASON_NUMBERS: Final = {name: number for number, name in SEASONS.items()} | {"autumn": "23"}
"""The number of each season by the names people use."""
HALVES: Final = {"H1": "first half", "H2": "second half"}
PERIOD_FORMS: Final = '"2026", 2026-09, 2026-Q3, 2026-H2, a season from 2026-21 to 2026-24'
"""What a file may say in place of a day, for a hint."""

_PARTS: Final = {
    **{f"{month:02}": (month, 1) for month in range(1, 13)},
    "21": (3, 3),
    "22": (6, 3),
    "23": (9, 3),
    "24": (12, 3),
    **{f"Q{number}": (3 * number - 2, 3) for number in range(1, 5)},
    "H1": (1, 6),
    "H2": (7, 6),
}
"""The first month of each part of a year, and how many it has."""
_PART: Final = re.compile("([0-9]{4})(?:-([0-9]{2}|Q[1-4]|H[12]))?")


class Period(date):
    """A period of days. It counts by its last day, so it is that day; `str` is its words.

    Sums and differences of days are plain days again.

    Attributes:
        text: The period as the file writes it.
        start: Its first day.
    """

    __slots__ = ("start", "text")
    text: str
    start: date

    def __new__(
        cls, year: int, month: int, day: int, text: str = "", start: date | None = None
    ) -> Self:
        """Return the period that ends on a day; without a text the plain day."""
        if start is None:
            return date(year, month, day)  # type: ignore[return-value]
        period = super().__new__(cls, year, month, day)
        period.text, period.start = text, start
        return period

    @property
    def last(self) -> date:
        """The last day, as a plain day."""
        return date(self.year, self.month, self.day)

    @property
    def end(self) -> date:
        """The day after the last."""
        return self + timedelta(days=1)

    def replace(self, *parts: SupportsIndex, **named: SupportsIndex) -> date:  # type: ignore[override]
        """Return the last day with other parts, as a plain day; C would call no `__new__`."""
        return self.last.replace(*parts, **named)

    def __str__(self) -> str:
        return describe_period(self.text)

    def __repr__(self) -> str:
        return f"Period({self.text!r})"


@lru_cache(maxsize=4096)
def parse_period(text: str) -> Period | None:
    """Return a period, or None where the text is not one.

    Accepts a year (`2024`), a month (`2024-03`), a day, a quarter (`2024-Q3`), a half (`2024-H2`),
    a season (`2024-21` spring, `-22` summer, `-23` autumn, `-24` winter) and an interval of two of
    these (`2024-03/2024-05`) whose second part does not end before the first. Years are those from
    2000 to 2100. Open intervals and signs of doubt (`..`, `?`, `~`, `X`) are not accepted.

    Spring is March to May. Winter runs from December to the end of February of the next year;
    ISO 8601-2 leaves that open, and the `edtf` library ends it with December.
    """
    first, slash, second = text.partition("/")
    period = _parse_part(first)
    if not slash or period is None:
        return period
    until = _parse_part(second)
    if until is None or until < period:
        return None
    return _make(text, period.start, until)


def parse_due(text: str) -> date | None:
    """Return a day, or a period that counts by its last one; None where the text is neither."""
    return parse_date(text) or parse_period(text)


def format_due(due: date) -> str:
    """Return a day or a period as the file writes it."""
    return due.text if isinstance(due, Period) else due.isoformat()


def read_written(value: Any) -> Any:
    """Return a value with the text of each period in it: two that end on one day differ by it."""
    if isinstance(value, Period):
        return value.text
    return tuple(map(read_written, value)) if isinstance(value, tuple) else value


def format_day(day: date) -> str:
    """Return a day in words: `January 24, 2025`; a period in its own."""
    return str(day) if isinstance(day, Period) else f"{MONTHS[day.month - 1]} {day.day}, {day.year}"


def format_short_day(day: date) -> str:
    """Return a day for a row: `Jan 24, 2025`; a period in its own words."""
    if isinstance(day, Period):
        return str(day)
    return f"{MONTHS[day.month - 1][:3]} {day.day}, {day.year}"


def format_month(day: date) -> str:
    """Return the month of a day: `Jan 2025`."""
    return f"{MONTHS[day.month - 1][:3]} {day.year}"


def first_day(due: date) -> date:
    """Return the first day of a period; a day is its own."""
    return due.start if isinstance(due, Period) else due


def last_day(due: date) -> date:
    """Return the last day of a period, as a plain day; a day is its own."""
    return due.last if isinstance(due, Period) else due


def describe_end(due: date) -> str:
    """Return until when a day or a period lasts: `on 2026-12-31`, `by the end of fall 2027`."""
    if not isinstance(due, Period):
        return f"on {due}"
    end = due.text.rpartition("/")[2]
    if parse_date(end):
        return f"by {end}"
    the = "the " if end[5:] in HALVES else ""
    return f"by the end of {the}{_describe_part(end)}"


def describe_when(due: date) -> str:
    """Return when something was: `on 2026-12-31`, `in fall 2027`."""
    return f"in {due}" if isinstance(due, Period) else f"on {due}"


def describe_period(text: str) -> str:
    """Return the words for a period: `Q3 2026`, `fall 2026`, `March to June 2026`."""
    first, slash, second = (_describe_part(part) for part in text.partition("/"))
    if not slash:
        return first
    year = f" {text[:4]}"
    if second.endswith(year):
        first = first.removesuffix(year).removesuffix(" of")
    return f"{first} to {second}"


def _describe_part(text: str) -> str:
    """Return the words for a part of a period; a day, a year and a slash are their own words."""
    year, part = text[:4], text[5:]
    if part in SEASONS:
        return f"{SEASONS[part]} {year}"
    if part in HALVES:
        return f"{HALVES[part]} of {year}"
    if part[:1] == "Q":
        return f"{part} {year}"
    return f"{MONTHS[int(part) - 1]} {year}" if len(part) == 2 else text


def _parse_part(text: str) -> Period | None:
    day = parse_date(text)
    if day is not None:
        return _make(text, day, day)
    match = _PART.fullmatch(text)
    if match is None or not FIRST_DAY.year <= int(match[1]) <= LAST_DAY.year:
        return None
    if match[2] and match[2] not in _PARTS:
        return None
    year, (month, count) = int(match[1]), _PARTS[match[2]] if match[2] else (1, 12)
    over, index = divmod(month - 1 + count, 12)
    end = date(year + over, index + 1, 1)
    return _make(text, date(year, month, 1), date.fromordinal(end.toordinal() - 1))


def _make(text: str, start: date, last: date) -> Period:
    return Period(last.year, last.month, last.day, text, start)
