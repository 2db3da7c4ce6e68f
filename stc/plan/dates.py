"""Days as files write them and as people type them, and ranges of days."""

import re
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple

from stc.text.nearest import quote

FIRST_DAY = date(2000, 1, 1)
LAST_DAY = date(2100, 12, 31)
LONGEST_ALARM = 366

_RELATIVE = {"yesterday": -1, "today": 0, "tomorrow": 1}
_MONTH = (
    r"\b(jan(uary)?|feb(ruary)?|mar(ch)?|apr(il)?|may|june?|july?"
    r"|aug(ust)?|sep(t|tember)?|oct(ober)?|nov(ember)?|dec(ember)?)\b"
)
_LONGEST_TYPED = 40
_EXAMPLE = "write the day as YYYY-MM-DD, such as 2024-12-31"


class DateRange(NamedTuple):
    """A half-open range of days: `start` belongs to it, `end` does not."""

    start: date
    end: date

    @property
    def last(self) -> date:
        """The last day of the range."""
        return self.end - timedelta(days=1)


def parse_date(text: str) -> date | None:
    """Return the day that a file means, or None: only a real `YYYY-MM-DD` from 2000 to 2100."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    # Python reads other ISO forms too, such as 20240131 and 2024-W05-3.
    return day if day.isoformat() == text and FIRST_DAY <= day <= LAST_DAY else None


def parse_typed_day(text: str, today: date) -> date:
    """Return the day that a person typed.

    Accepts `YYYY-MM-DD`, `today`, `tomorrow`, `yesterday`, and a day with the name of its month
    and a year of four digits (`Jan 24, 2025`, `24 January 2025`).

    Args:
        text: What was typed.
        today: The day that `today` means.

    Raises:
        ValueError: It is none of these. The message is one sentence that says what to write.
    """
    day = find_typed_day(text, today)
    if day is None:
        raise ValueError(f"{quote(text)} is not a day; {_EXAMPLE}")
    return day


def find_typed_day(text: str, today: date) -> date | None:
    """Return the day that a person typed, or None if the text does not look like a day.

    Raises:
        ValueError: It looks like a day, but is ambiguous or does not exist.
    """
    return parse_date(text) or _parse_day(text, today)


def find_written_day(text: str) -> date | None:
    """Return the only day that three numbers can mean, with a year of four digits; else None.

    `2026/12/31`, `12/31/2026` and `31.12.2026` are clear; `03/04/2026` is not.
    """
    numbers = re.fullmatch(r"([0-9]{1,4})([-/. ])([0-9]{1,2})\2([0-9]{1,4})", text.strip())
    if numbers is None or 4 not in (len(numbers[1]), len(numbers[4])):
        return None
    days = _find_readings(numbers[1], numbers[3], numbers[4])
    return days[0] if len(days) == 1 and FIRST_DAY <= days[0] <= LAST_DAY else None


def parse_within(text: str, today: date) -> date:
    """Return the last day of the window that begins today: `90d`, `6w`, `3m`, `1y`, or a day.

    `90d` ends 90 days after today, so `0d` is today alone; `1m` after January 31 ends on the
    last day of February.

    Args:
        text: What was typed.
        today: The first day of the window.

    Raises:
        ValueError: It is neither, or the window would end before today or after 2100. The message
            is one sentence that says what to write.
    """
    window = re.fullmatch("([0-9]+) ?([dwmy]|(?:day|week|month|year)s?)", text.strip().lower())
    if window:
        return _add_window(text, today, window[1], window[2][0])
    day = parse_date(text) or _parse_day(text, today)
    if day is None:
        raise ValueError(f"{quote(text)} is not a window; write 90d, 6w, 3m, 1y or a YYYY-MM-DD")
    if day < today:
        raise ValueError(f"{quote(text)} is before {today}; write that day or a later one")
    return day


def parse_alarm(text: str) -> timedelta:
    """Return how long before a deadline a person wants to be reminded: `14d` or `2w`.

    Args:
        text: What was typed; `0d` is the day itself.

    Raises:
        ValueError: It is not a number of days or weeks, or more than a year. The message is one
            sentence that says what to write.
    """
    typed = re.fullmatch("([0-9]+) ?(d|w|days?|weeks?)", text.strip().lower())
    if typed is None:
        raise ValueError(f"{quote(text)} is not a number of days or weeks; write 14d or 2w")
    number = int(typed[1].lstrip("0")[:6] or "0") * (7 if typed[2][0] == "w" else 1)
    if number > LONGEST_ALARM:
        raise ValueError(f"{quote(text)} is more than {LONGEST_ALARM} days; write a shorter time")
    return timedelta(days=number)


def describe_days(number: int) -> str:
    """Return a number of days in words: `1 day`, `2 days`."""
    return f"{number:,} day" if number == 1 else f"{number:,} days"


def describe_span(span: DateRange) -> str:
    """Return a range in words, including the last day: `2023-07-01 through 2023-07-31`."""
    return str(span.start) if span.start == span.last else f"{span.start} through {span.last}"


def describe_deadline(day: date | None) -> str:
    """Return a deadline in words, or `no deadline`.

    A range has a dash, `July 2026–June 2027`: a sentence says from one deadline `to` another.
    """
    return describe_range(day) if day else "no deadline"


def describe_range(day: date) -> str:
    """Return a day, or a period with a dash between its ends."""
    return str(day).replace(" to ", "–")


def _add_window(text: str, today: date, digits: str, unit: str) -> date:
    # Six digits of any unit reach beyond 2100 already; Python refuses to read 5,000 of them.
    number = int(digits.lstrip("0")[:6] or "0")
    try:
        if unit in "my":
            from dateutil.relativedelta import relativedelta

            months = number * (12 if unit == "y" else 1)
            last = today + relativedelta(months=months)
        else:
            last = today + timedelta(days=number * (7 if unit == "w" else 1))
    except (ValueError, OverflowError):
        last = date.max
    if last > LAST_DAY:
        raise ValueError(f"{quote(text)} reaches beyond {LAST_DAY}; write a shorter window")
    return last


def _parse_day(text: str, today: date) -> date | None:
    typed = " ".join(text[: 2 * _LONGEST_TYPED].lower().split())
    if len(typed) > _LONGEST_TYPED or not typed.isascii():
        return None
    if typed in _RELATIVE:
        return _check_years(text, today + timedelta(days=_RELATIVE[typed]))
    if re.search(_MONTH, typed):
        return _check_years(text, _parse_words(text, typed))
    numbers = re.fullmatch(r"(\d+)([-/. ])(\d+)\2(\d+)", typed)
    numbers = numbers or re.fullmatch(r"(\d{4})()(\d\d)(\d\d)", typed)
    if numbers is None:
        return None
    readings = _find_readings(numbers[1], numbers[3], numbers[4])
    for day in readings:
        _check_years(text, day)
        if typed == day.isoformat():
            return day
    if readings:
        proposal = " or ".join(day.isoformat() for day in readings)
        raise ValueError(f"{quote(text)} is not a clear day; write {proposal}")
    raise ValueError(f"{quote(text)} is not a real day; {_EXAMPLE}")


def _parse_words(text: str, typed: str) -> date:
    from dateutil import parser

    words = re.findall("[a-z]+", re.sub(r"(?<=\d)(st|nd|rd|th)\b|\bof\b", "", typed))
    numbers = sorted(len(number) for number in re.findall(r"\d+", typed))
    plain = re.fullmatch("[a-z0-9 ,./-]+", typed)
    if not plain or numbers not in ([1, 4], [2, 4]) or len(words) != 1:
        raise ValueError(
            f"{quote(text)} is not a clear day; write the day, the month's name and the year"
            " with four digits, such as January 24, 2025"
        )
    try:
        # Parts that were not typed come from the default, so two defaults reveal them.
        defaults = (datetime(2000, 1, 1, tzinfo=UTC), datetime(2001, 2, 2, tzinfo=UTC))
        readings = {parser.parse(typed, default=default).date() for default in defaults}
    except (ValueError, OverflowError):
        readings = set()
    if len(readings) != 1:
        raise ValueError(f"{quote(text)} is not a real day; {_EXAMPLE}")
    return readings.pop()


def _find_readings(first: str, middle: str, last: str) -> list[date]:
    """Return the days that three numbers can mean: year first, else month or day first."""
    if len(first) == 4:
        orders = [(first, middle, last)]
    elif len(last) in (2, 4):
        year = last if len(last) == 4 else f"20{last}"
        orders = [(year, first, middle), (year, middle, first)]
    else:
        orders = []
    days = []
    for year, month, day in orders:
        with suppress(ValueError):
            days.append(date.fromisoformat(f"{year}-{month:0>2}-{day:0>2}"))
    return list(dict.fromkeys(days))


def _check_years(text: str, day: date) -> date:
    if FIRST_DAY <= day <= LAST_DAY:
        return day
    raise ValueError(f"{quote(text)} is outside the years 2000 to 2100; write a day within them")
