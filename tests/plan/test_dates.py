import re
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from stc.plan.dates import (
    FIRST_DAY,
    LAST_DAY,
    DateRange,
    describe_days,
    parse_date,
    parse_typed_day,
    parse_within,
)

TODAY = date(2025, 1, 24)
DAYS = st.dates(FIRST_DAY, LAST_DAY)
TYPED = st.one_of(
    st.text(max_size=50),
    st.text("0123456789-/. dwmy", max_size=14),
    st.lists(
        st.sampled_from(
            ["jan", "May", "sept.", "24", "24th", "2025", "25", ",", "of", "0", "+", ":"]
        ),
        max_size=6,
    ).map(" ".join),
)


def try_to(parse: Callable[[str, date], date], text: str, today: date) -> date | ValueError:
    try:
        return parse(text, today)
    except ValueError as refused:
        return refused


def test_the_last_day_of_a_span_belongs_to_it() -> None:
    assert DateRange(date(2024, 12, 1), date(2025, 3, 1)).last == date(2025, 2, 28)


@given(DAYS)
@example(date(2024, 2, 29))
@example(LAST_DAY)
def test_a_day_is_read_as_it_is_written(day: date) -> None:
    assert parse_date(day.isoformat()) == day


def test_the_first_and_the_last_day_that_can_be_written() -> None:
    for text, day in (("2000-01-01", date(2000, 1, 1)), ("2100-12-31", date(2100, 12, 31))):
        assert parse_date(text) == parse_typed_day(f" {text} ", TODAY) == day
    assert parse_within("31d", date(2100, 11, 30)) == date(2100, 12, 31)
    with pytest.raises(ValueError, match="shorter"):
        parse_within("32d", date(2100, 11, 30))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2024-02-30",
        "2023-02-29",
        "2024-13-01",
        "1999-12-31",
        "2101-01-01",
        "20240131",
        "2024-W05-3",
        "2024-1-31",
        "12/31/24",
        "1735603200",
        "911",
        " 2024-01-31",
        "2024-01-31\n",
        "2024-01-31T00:00:00",
        "２０２４-01-31",
        "٢٠٢٤-٠١-٣١",
        "2024‐01‐31",
        "2024-01-3\ud800",
        "2024-01-31\x00",
        "9" * 6000,
    ],
)
def test_anything_else_in_a_file_is_no_day(text: str) -> None:
    assert parse_date(text) is None


@given(st.text(max_size=12) | st.text("0123456789-W", min_size=10, max_size=10))
def test_a_file_never_holds_a_day_in_another_form(text: str) -> None:
    day = parse_date(text)
    assert day is None or day.isoformat() == text


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2024-12-31", date(2024, 12, 31)),
        (" 2024-12-31 ", date(2024, 12, 31)),
        ("today", TODAY),
        ("Tomorrow", date(2025, 1, 25)),
        ("YESTERDAY", date(2025, 1, 23)),
        ("Jan 24, 2025", TODAY),
        ("24 January 2025", TODAY),
        ("January 24th 2025", TODAY),
        ("24th of January, 2025", TODAY),
        ("24" + " " * 60 + "January 2025", TODAY),
        ("Sept. 3, 2025", date(2025, 9, 3)),
        ("2025 May 1", date(2025, 5, 1)),
        ("1-May-2025", date(2025, 5, 1)),
    ],
)
def test_a_day_that_a_person_types(text: str, day: date) -> None:
    assert parse_typed_day(text, TODAY) == day


@pytest.mark.parametrize(
    ("text", "advice"),
    [
        ("12/31/24", "write 2024-12-31"),
        ("31.12.2024", "write 2024-12-31"),
        ("2024/12/31", "write 2024-12-31"),
        ("2024-2-3", "write 2024-02-03"),
        ("01/02/24", "write 2024-01-02 or 2024-02-01"),
        ("01/01/24", "write 2024-01-01"),
        ("20240131", "write 2024-01-31"),
        ("20241331", "is not a real day"),
        ("2024-02-30", "is not a real day"),
        ("13/13/13", "is not a real day"),
        ("31 Feb 2025", "is not a real day"),
        ("1735603200", "such as 2024-12-31"),
        ("911", "such as 2024-12-31"),
        ("soon", "such as 2024-12-31"),
        ("", "such as 2024-12-31"),
        ("x" * 10_000, "such as 2024-12-31"),
        ("２０２４-01-31", "is not a day;"),
        ("Jan 24, 2025, or so somebody told me once", "is not a day;"),
        ("1999-12-31", "outside the years 2000 to 2100"),
        ("1/1/1999", "outside the years 2000 to 2100"),
        ("Jan 24, 1925", "outside the years 2000 to 2100"),
        ("Jan 24, 25", "four digits"),
        ("Jan 2025", "four digits"),
        ("May", "four digits"),
        ("Jan 24 2025 10pm", "four digits"),
        ("Jan 24 2025 +", "four digits"),
    ],
)
def test_an_unclear_day_is_refused_with_what_to_write(text: str, advice: str) -> None:
    with pytest.raises(ValueError, match=re.escape(advice)) as refused:
        parse_typed_day(text, TODAY)
    assert "\n" not in str(refused.value)


@given(DAYS, st.sampled_from(["%B %d, %Y", "%d %b %Y", "%Y %b %d"]))
def test_a_day_in_words_is_the_day(day: date, form: str) -> None:
    assert parse_typed_day(day.strftime(form), TODAY) == day


@given(TYPED, DAYS)
@example("tomorrow", LAST_DAY)
@example("Feb 29 2023", TODAY)
def test_whatever_is_typed_gives_a_day_or_one_sentence(text: str, today: date) -> None:
    for parse in (parse_typed_day, parse_within):
        answer = try_to(parse, text, today)
        if isinstance(answer, date):
            assert FIRST_DAY <= answer <= LAST_DAY
        else:
            assert type(answer) is ValueError
            assert re.fullmatch(r'".*" .*', str(answer))


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("0d", TODAY),
        ("90d", date(2025, 4, 24)),
        ("90 days", date(2025, 4, 24)),
        ("6w", date(2025, 3, 7)),
        ("3M", date(2025, 4, 24)),
        ("1 year", date(2026, 1, 24)),
        ("0" * 6000 + "1d", date(2025, 1, 25)),
        ("2025-01-24", TODAY),
        ("Mar 3, 2025", date(2025, 3, 3)),
        ("tomorrow", date(2025, 1, 25)),
    ],
)
def test_the_last_day_of_a_window(text: str, last: date) -> None:
    assert parse_within(text, TODAY) == last


def test_a_month_after_its_last_day_is_the_last_day_of_the_next() -> None:
    assert parse_within("1m", date(2024, 1, 31)) == date(2024, 2, 29)
    assert parse_within("1y", date(2024, 2, 29)) == date(2025, 2, 28)


@given(st.integers(0, 27_000), st.sampled_from([("d", 1), ("w", 7)]))
def test_days_and_weeks_are_counted_exactly(number: int, unit: tuple[str, int]) -> None:
    last = TODAY.toordinal() + number * unit[1]
    if last <= LAST_DAY.toordinal():
        assert parse_within(f"{number}{unit[0]}", TODAY) - TODAY == timedelta(number * unit[1])


@pytest.mark.parametrize(
    ("text", "advice"),
    [
        ("1000000000d", "write a shorter window"),
        ("9" * 6000 + "d", "write a shorter window"),
        ("90000w", "write a shorter window"),
        ("99999m", "write a shorter window"),
        ("99999y", "write a shorter window"),
        ("90", "write 90d, 6w, 3m, 1y"),
        ("-3d", "write 90d, 6w, 3m, 1y"),
        ("1.5m", "write 90d, 6w, 3m, 1y"),
        ("90ds", "write 90d, 6w, 3m, 1y"),
        ("soon", "write 90d, 6w, 3m, 1y"),
        ("٩d", "write 90d, 6w, 3m, 1y"),
        ("2025-01-23", "write that day or a later one"),
        ("12/31/26", "write 2026-12-31"),
    ],
)
def test_an_unclear_window_is_refused_with_what_to_write(text: str, advice: str) -> None:
    with pytest.raises(ValueError, match=re.escape(advice)):
        parse_within(text, TODAY)


def test_days_have_their_word() -> None:
    assert [describe_days(number) for number in (0, 1, 2)] == ["0 days", "1 day", "2 days"]
