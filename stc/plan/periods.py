"""Periods of the timeline: the part of EDTF (ISO 8601-2) that the plan's documents need."""

import re
from datetime import date

from stc.plan.dates import FIRST_DAY, LAST_DAY, DateRange

Period = DateRange

_FIRST_MONTHS = {"21": 3, "22": 6, "23": 9, "24": 12}


def parse_period(text: str) -> Period | None:
    """Return the days of a period, or None where the text is not one.

    Accepts a year (`2024`), a month (`2024-03`), a day, a season (`2024-21` spring, `-22` summer,
    `-23` autumn, `-24` winter) and an interval of two of these (`2024-03/2024-05`) whose second
    part does not end before the first. Years are those from 2000 to 2100. Open intervals and
    signs of doubt (`..`, `?`, `~`, `X`) are not accepted.

    Spring is March to May. Winter runs from December to the end of February of the next year;
    ISO 8601-2 leaves that open, and the `edtf` library ends it with December.
    """
    first, slash, second = text.partition("/")
    period = _parse_part(first)
    if not slash or period is None:
        return period
    until = _parse_part(second)
    if until is None or until.end < period.end:
        return None
    return Period(period.start, until.end)


def _parse_part(text: str) -> Period | None:
    match = re.fullmatch("([0-9]{4})(?:-([0-9]{2}))?(?:-([0-9]{2}))?", text)
    if match is None or not FIRST_DAY.year <= int(match[1]) <= LAST_DAY.year:
        return None
    year, month, day = int(match[1]), match[2], match[3]
    try:
        if day is not None:
            start = date.fromisoformat(text)
            return Period(start, date.fromordinal(start.toordinal() + 1))
        if month is None:
            return _span_months(year, 1, 12)
        if month in _FIRST_MONTHS:
            return _span_months(year, _FIRST_MONTHS[month], 3)
        return _span_months(year, int(month), 1)
    except ValueError:
        return None


def _span_months(year: int, month: int, count: int) -> Period:
    over, index = divmod(month - 1 + count, 12)
    return Period(date(year, month, 1), date(year + over, index + 1, 1))
