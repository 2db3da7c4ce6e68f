from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stc.plan.dates import describe_deadline
from stc.plan.model import Step
from stc.plan.order import order_steps
from stc.plan.periods import Period, describe_end, format_due, parse_due, parse_period
from tests.plans import SMALL, change, load

YEARS = st.integers(2000, 2100)
PARTS = st.one_of(
    YEARS.map(str),
    st.builds("{}-{:02}".format, YEARS, st.integers(0, 25)),
    st.builds("{}-{:02}-{:02}".format, YEARS, st.integers(0, 13), st.integers(0, 32)),
)
QUARTERS = st.sampled_from(["Q1", "Q2", "Q3", "Q4", "H1", "H2"])
ALL_PARTS = st.one_of(PARTS, st.builds("{}-{}".format, YEARS, QUARTERS))
TEXTS = st.one_of(ALL_PARTS, st.builds("{}/{}".format, ALL_PARTS, ALL_PARTS))


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2024", "2024-01-01", "2024-12-31"),
        ("2000", "2000-01-01", "2000-12-31"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2024-12", "2024-12-01", "2024-12-31"),
        ("2025-01-24", "2025-01-24", "2025-01-24"),
        ("2024-21", "2024-03-01", "2024-05-31"),
        ("2024-22", "2024-06-01", "2024-08-31"),
        ("2024-23", "2024-09-01", "2024-11-30"),
        ("2024-24", "2024-12-01", "2025-02-28"),
        ("2100-24", "2100-12-01", "2101-02-28"),
        ("2100-12-31", "2100-12-31", "2100-12-31"),
        ("2024-03/2024-05", "2024-03-01", "2024-05-31"),
        ("2024-23/2024-24", "2024-09-01", "2025-02-28"),
        ("2024-03-05/2024", "2024-03-05", "2024-12-31"),
        ("2024-03/2024-03", "2024-03-01", "2024-03-31"),
        ("2024-Q1", "2024-01-01", "2024-03-31"),
        ("2026-Q4", "2026-10-01", "2026-12-31"),
        ("2026-H1", "2026-01-01", "2026-06-30"),
        ("2026-H2", "2026-07-01", "2026-12-31"),
        ("2026-Q4/2027-H1", "2026-10-01", "2027-06-30"),
    ],
)
def test_the_first_and_the_last_day_of_a_period(text: str, first: str, last: str) -> None:
    period = parse_period(text)
    assert period is not None
    assert (period.start.isoformat(), period.last.isoformat()) == (first, last)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "24",
        "1999",
        "2101",
        "2024-13",
        "2024-20",
        "2024-25",
        "2024-00",
        "2024-02-30",
        "2024-21-01",
        "2024-3",
        "2024-05/2024-03",
        "2024-05/2024-04-30",
        "2024-03/",
        "/2024-03",
        "2024-03/..",
        "../2024-03",
        "2024/2025/2026",
        "2024?",
        "2024~",
        "202X",
        "Y2024",
        "-2024",
        "2024\n",
        " 2024",
        "Winter 2024",
        "2024-W05",
        "２０２４",
        "2024-03 / 2024-05",
        "2026-Q5",
        "2026-Q0",
        "2026-H3",
        "2026-q3",
        "2026-Q3-01",
        "2026Q3",
        "2027-Q1/2026-Q4",
        "2026/",
        "FY27",
        "9" * 6000,
    ],
)
def test_anything_else_is_no_period(text: str) -> None:
    assert parse_period(text) is None


@given(st.text(max_size=25) | st.text("0123456789-/.", max_size=22))
def test_any_text_gives_a_period_or_none(text: str) -> None:
    period = parse_period(text)
    assert period is None or period.start < period.end


@given(PARTS, PARTS)
def test_an_interval_runs_from_its_first_part_to_its_second(first: str, second: str) -> None:
    whole, parts = parse_period(f"{first}/{second}"), (parse_period(first), parse_period(second))
    if whole is not None:
        assert parts[0] is not None
        assert parts[1] is not None
        assert (whole.start, whole.end) == (parts[0].start, parts[1].end)
        assert parts[0].end <= whole.end


@given(PARTS)
def test_the_edtf_library_reads_the_same_days(text: str) -> None:
    edtf = pytest.importorskip("edtf")
    period = parse_period(text)
    if period is None:
        return
    theirs = edtf.parse_edtf(text)
    assert date(*theirs.lower_strict()[:3]) == period.start
    last = date(*theirs.upper_strict()[:3])
    if text.endswith("-24") and len(text) == 7:
        # The library ends a winter with December of its year: ours runs on to February.
        assert last == date(period.start.year, 12, 31)
    else:
        assert last == period.end - timedelta(days=1)


@given(TEXTS)
def test_a_period_is_written_as_it_was_read(text: str) -> None:
    due = parse_due(text)
    if due is not None:
        assert format_due(due) == text
        assert parse_due(due.isoformat()) == due or due.year == 2101


@given(ALL_PARTS, ALL_PARTS)
def test_a_range_lasts_as_long_as_its_second_part(first: str, second: str) -> None:
    start, end, whole = (parse_period(text) for text in (first, second, f"{first}/{second}"))
    if start and end and start <= end:
        assert whole is not None
        assert (whole.start, whole.last) == (start.start, end.last)
    else:
        assert whole is None


def test_a_period_counts_as_its_last_day() -> None:
    quarter = parse_period("2026-Q3")
    assert quarter == date(2026, 9, 30)
    assert quarter < date(2026, 10, 1)
    assert (date(2026, 10, 10) - quarter).days == 10
    for day in (quarter + timedelta(1), quarter - timedelta(1), quarter.replace(day=1)):
        assert not isinstance(day, Period)
    assert quarter + timedelta(1) == date(2026, 10, 1)


@pytest.mark.parametrize(
    ("text", "words", "end"),
    [
        ("2026", "2026", "by the end of 2026"),
        ("2026-09", "September 2026", "by the end of September 2026"),
        ("2026-Q3", "Q3 2026", "by the end of Q3 2026"),
        ("2026-H2", "second half of 2026", "by the end of the second half of 2026"),
        ("2026-23", "fall 2026", "by the end of fall 2026"),
        ("2026-03/2026-06", "March to June 2026", "by the end of June 2026"),
        ("2026-21/2026-22", "spring to summer 2026", "by the end of summer 2026"),
        ("2026-11/2027-02", "November 2026 to February 2027", "by the end of February 2027"),
        ("2025/2028", "2025 to 2028", "by the end of 2028"),
        ("2026-03/2026-06-15", "March 2026 to 2026-06-15", "by 2026-06-15"),
        ("2026-12-31", "2026-12-31", "on 2026-12-31"),
    ],
)
def test_a_period_in_words(text: str, words: str, end: str) -> None:
    due = parse_due(text)
    assert due is not None
    assert (str(due), describe_end(due)) == (words, end)


def test_of_two_that_end_together_the_one_that_begins_last_comes_first() -> None:
    texts = ("2026", "2026-12", "2026-12-31", "2026-Q4", "2027-01-01", "2026-H2", "2026-11-30")

    def make(text: str) -> Step:
        return load(change(SMALL, "2024-12-31", f'"{text}"')).steps[0]

    ordered = order_steps(map(make, texts), "deadline")
    assert [format_due(step.deadline) for step in ordered if step.deadline] == [
        *("2026-11-30", "2026-12-31", "2026-12", "2026-Q4", "2026-H2", "2026", "2027-01-01"),
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [("2026-07/2027-06", "July 2026–June 2027"), ("2027-Q1", "Q1 2027"), ("2027", "2027")],
)
def test_an_end_of_a_move_has_no_to_of_its_own(text: str, said: str) -> None:
    assert describe_deadline(parse_period(text)) == said
