from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stc.plan.periods import parse_period

YEARS = st.integers(2000, 2100)
PARTS = st.one_of(
    YEARS.map(str),
    st.builds("{}-{:02}".format, YEARS, st.integers(0, 25)),
    st.builds("{}-{:02}-{:02}".format, YEARS, st.integers(0, 13), st.integers(0, 32)),
)


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
        assert whole == (parts[0].start, parts[1].end)
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
