"""Days, periods and windows against calendars and readers that others wrote."""

import calendar
import itertools
from datetime import date, timedelta

import pytest
from dateutil.parser import isoparse
from dateutil.relativedelta import relativedelta
from dateutil.rrule import DAILY, rrule
from hypothesis import given, settings
from hypothesis import strategies as st

from stc.plan.dates import FIRST_DAY, LAST_DAY, parse_date, parse_typed_day, parse_within
from stc.plan.periods import parse_period
from tests.laws import tries

YEARS = range(FIRST_DAY.year, LAST_DAY.year + 1)
SEASONS = {"21": (3, 5), "22": (6, 8), "23": (9, 11), "24": (12, 14)}
DAYS = st.dates(FIRST_DAY, LAST_DAY)
PARTS = st.one_of(
    st.integers(1998, 2102).map(str),
    st.builds("{}-{:02}".format, st.integers(1999, 2101), st.integers(0, 26)),
    st.builds(
        "{}-{:02}-{:02}".format, st.integers(1999, 2101), st.integers(0, 13), st.integers(0, 32)
    ),
)


def read_by_edtf(text: str) -> tuple[date, date] | None:
    """Return the first and the last day that the `edtf` library finds, or None."""
    edtf = pytest.importorskip("edtf")
    try:
        theirs = edtf.parse_edtf(text)
        return date(*theirs.lower_strict()[:3]), date(*theirs.upper_strict()[:3])
    except (edtf.EDTFParseException, ValueError):
        return None


def last_of(text: str) -> date | None:
    """Return the last day of a part; the library ends a winter with the December it begins in."""
    theirs = read_by_edtf(text)
    if theirs is None or len(text) != 7 or not text.endswith("-24"):
        return theirs and theirs[1]
    year = int(text[:4]) + 1
    return date(year, 2, calendar.monthrange(year, 2)[1])


def is_within(text: str) -> bool:
    return all(FIRST_DAY.year <= int(part[:4]) <= LAST_DAY.year for part in text.split("/"))


def test_every_day_is_the_day_that_dateutil_reads() -> None:
    first, last = FIRST_DAY - timedelta(days=40), LAST_DAY + timedelta(days=40)
    for moment in rrule(DAILY, dtstart=first, until=last, interval=3):
        text = moment.date().isoformat()
        assert isoparse(text).date() == moment.date()
        expected = moment.date() if FIRST_DAY <= moment.date() <= LAST_DAY else None
        assert parse_date(text) == expected


def test_every_three_numbers_are_a_day_exactly_where_dateutil_says_so() -> None:
    for year, month, day in itertools.product((2000, 2023, 2024, 2100), range(14), range(33)):
        text = f"{year}-{month:02}-{day:02}"
        try:
            theirs = isoparse(text).date()
        except ValueError:
            theirs = None
        assert parse_date(text) == theirs, text
        period = parse_period(text)
        assert (period and (period.start, period.last)) == (theirs and (theirs, theirs)), text


def test_every_year_month_and_season_has_the_days_of_the_calendar() -> None:
    for year in YEARS:
        whole = parse_period(str(year))
        assert whole is not None
        assert (whole.start, whole.last) == (date(year, 1, 1), date(year, 12, 31))
        for month in range(1, 13):
            period = parse_period(f"{year}-{month:02}")
            assert period is not None
            end = calendar.monthrange(year, month)[1]
            assert (period.start, period.last) == (date(year, month, 1), date(year, month, end))
        for season, (first, last) in SEASONS.items():
            period = parse_period(f"{year}-{season}")
            assert period is not None
            until = date(year, 1, 1) + relativedelta(months=last) - timedelta(days=1)
            assert (period.start, period.last) == (date(year, first, 1), until)


def test_every_month_and_season_is_the_one_of_the_edtf_library() -> None:
    for year, month in itertools.product(
        (1999, 2000, 2023, 2100, 2101), (0, 1, 2, 12, 13, *range(20, 26))
    ):
        text = f"{year}-{month:02}"
        period = parse_period(text)
        if month > 24 or not is_within(text):
            # The library knows more seasons (quarters, of a hemisphere), and all years.
            assert period is None
            continue
        theirs = read_by_edtf(text)
        assert (period and period.start) == (theirs and theirs[0]), text
        assert (period and period.last) == last_of(text), text


@settings(deadline=None, max_examples=tries(40))
@given(PARTS, PARTS)
def test_an_interval_is_the_one_of_the_edtf_library(first: str, second: str) -> None:
    text = f"{first}/{second}"
    period, theirs = parse_period(text), (read_by_edtf(first), last_of(second))
    known = all(len(one) != 7 or int(one[5:]) <= 24 for one in (first, second))
    until = last_of(first)
    if not (known and is_within(text) and theirs[0] and theirs[1] and until):
        assert period is None
        return
    assert (period is None) == (theirs[1] < until)
    if period is not None:
        assert (period.start, period.last) == (theirs[0][0], theirs[1])
        if "-24" not in text:
            assert read_by_edtf(text) == (period.start, period.last)


@pytest.mark.parametrize(
    "text",
    [
        *("2024-03/..", "../2024-03", "2024?", "2024~", "2024%", "202X", "20XX", "2024-XX"),
        *("2024-03-XX", "2024-25", "2024-33", "{2023, 2024}", "[2023..2024]", "2024-03/2025?"),
        *("Y20240", "-0100", "1999", "1999/2001", "2101", "2100/2101"),
    ],
)
def test_what_only_the_edtf_library_reads_is_no_period(text: str) -> None:
    """The plan's documents need a part of EDTF, and doubt is no part of it."""
    edtf = pytest.importorskip("edtf")
    assert edtf.parse_edtf(text) is not None
    assert parse_period(text) is None


@given(DAYS, st.integers(0, 1300), st.sampled_from(["m", "y", "month", "years"]))
def test_months_and_years_are_counted_as_on_a_calendar(day: date, number: int, unit: str) -> None:
    months = number * (12 if unit.startswith("y") else 1)
    over, index = divmod(day.month - 1 + months, 12)
    year = day.year + over
    if year > LAST_DAY.year:
        with pytest.raises(ValueError, match="shorter window"):
            parse_within(f"{number} {unit}", day)
        return
    end = calendar.monthrange(year, index + 1)[1]
    assert parse_within(f"{number} {unit}", day) == date(year, index + 1, min(day.day, end))


def test_a_month_from_each_end_of_a_month_is_the_end_of_the_next() -> None:
    for year, month in itertools.product((2000, 2023, 2024, 2099), range(1, 12)):
        day = date(year, month, calendar.monthrange(year, month)[1])
        end = calendar.monthrange(year, month + 1)[1]
        assert parse_within("1m", day) == date(year, month + 1, min(day.day, end))


@given(DAYS, DAYS)
def test_a_typed_day_means_the_same_whatever_today_is(day: date, today: date) -> None:
    for text in (day.isoformat(), day.strftime("%d %B %Y"), day.strftime("%b. %d, %Y")):
        if "May." not in text:
            assert parse_typed_day(text, today) == day
