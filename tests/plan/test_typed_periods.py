"""Words that mean a day or a period, as documents publish them, and words that are not clear."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stc.plan.periods import format_due
from stc.plan.typed_periods import find_period, parse_typed_period
from stc.plan.vocabulary import FiscalYear

TODAY = date(2026, 11, 30)
JULY = FiscalYear(7, "end")
APRIL = FiscalYear(4, "start")
UNDERSTOOD = {
    "2026": "2026",
    "By 2026": "2026",
    "by the end of 2026": "2026",
    "Year-end 2026": "2026",
    "2026-q3": "2026-Q3",
    "Q3 2026": "2026-Q3",
    "2026 Q3": "2026-Q3",
    "Q3-2026": "2026-Q3",
    "third quarter of 2026": "2026-Q3",
    "the 3rd quarter, 2026": "2026-Q3",
    "H1 2026": "2026-H1",
    "2nd half of 2026": "2026-H2",
    "Fall 2026": "2026-23",
    "by autumn of 2026": "2026-23",
    "in the summer of 2026": "2026-22",
    "Winter 2026": "2026-24",
    "winter 2026/27": "2026-24",
    "June 2026": "2026-06",
    "End of Sept. 2026": "2026-09",
    "06/2026": "2026-06",
    "March 15, 2026": "2026-03-15",
    "15 March 2026": "2026-03-15",
    "by Dec. 31st, 2026": "2026-12-31",
    "March to June 2026": "2026-03/2026-06",
    "from November 2026 to February 2027": "2026-11/2027-02",
    "spring/summer 2026": "2026-21/2026-22",
    "Q1–Q2 2026": "2026-Q1/2026-Q2",
    "2025 to 2028": "2025/2028",
    "2025-2028": "2025/2028",
    "March 1 to April 15, 2026": "2026-03-01/2026-04-15",
}
FISCAL = {
    "FY27": "2026-07/2027-06",
    "FY 2027": "2026-07/2027-06",
    "fiscal year 2027": "2026-07/2027-06",
    "FY27 Q1": "2026-07/2026-09",
    "Q3 of FY2027": "2027-01/2027-03",
    "H2 FY27": "2027-01/2027-06",
    "2026-27": "2026-07/2027-06",
    "FY2026-27": "2026-07/2027-06",
    "Q1 to Q2 FY27": "2026-07/2026-12",
    "Q3 2026": "2026-Q3",
    "2026-09": "2026-09",
}
UNCLEAR = (
    *("", "Ongoing", "soon", "By June", "mid 2026", "mid-2026", "early 2026", "by late June 2026"),
    *("June and July 2026", "Q1 and Q2 2026", "90 days after the vote", "before 2026"),
    *("Biannually until 2029", "beginning of 2026", "2026 or 2027", "the 2020s", "1999", "2101"),
    *("Q5 2026", "H3 2026", "Smarch 2026", "June 31, 2026", "13/2026", "March to 2026"),
    *("November to February 2027", "2026-2027", "June 2026 to May 2026", "Q3 2026 to", "x" * 5_000),
)


@pytest.mark.parametrize(("words", "text"), UNDERSTOOD.items())
def test_clear_words_are_understood(words: str, text: str) -> None:
    for fiscal in (None, JULY):
        due = find_period(words, fiscal)
        assert due is not None
        assert format_due(due) == text


@pytest.mark.parametrize(("words", "text"), FISCAL.items())
def test_a_fiscal_year_is_that_of_the_plan(words: str, text: str) -> None:
    due = find_period(words, JULY)
    assert due is not None
    assert format_due(due) == text


def test_a_fiscal_year_goes_by_its_start_or_its_end() -> None:
    named = (APRIL, FiscalYear(4, "end"), FiscalYear(4), FiscalYear(1, "end"))
    found = [find_period("FY27", fiscal) for fiscal in named]
    assert [format_due(due) for due in found if due] == [
        *("2027-04/2028-03", "2026-04/2027-03", "2026-04/2027-03", "2027-01/2027-12"),
    ]
    # Where nobody says which, 2026-27 is the one that begins in 2026.
    assert {str(find_period("2026-27", fiscal)) for fiscal in named[:3]} == {
        "April 2026 to March 2027"
    }


@pytest.mark.parametrize("words", [*UNCLEAR, "FY27", "2026-27"])
def test_unclear_words_are_refused_with_what_to_write(words: str) -> None:
    assert find_period(words) is None
    with pytest.raises(ValueError, match="not a day or a clear period; write"):
        parse_typed_period(words, TODAY)


@pytest.mark.parametrize("words", [*UNCLEAR, "2023-24", "2011-12", "FY27 June"])
def test_a_fiscal_year_makes_nothing_else_clear(words: str) -> None:
    assert find_period(words, JULY) is None


def test_three_numbers_are_a_day_only_where_their_order_is_known() -> None:
    with pytest.raises(ValueError, match="write 2026-03-04 or 2026-04-03"):
        parse_typed_period("03/04/2026", TODAY)
    assert find_period("03/04/2026", order="mdy") == date(2026, 3, 4)
    assert find_period("03/04/26", order="dmy") == date(2026, 4, 3)
    assert find_period("2026.3.4", order="ymd") == date(2026, 3, 4)
    assert find_period("13/04/2026", order="mdy") is None


def test_what_was_a_day_before_still_is() -> None:
    assert parse_typed_period("tomorrow", TODAY) == date(2026, 12, 1)
    assert parse_typed_period("24-Jan-2025", TODAY) == date(2025, 1, 24)
    with pytest.raises(ValueError, match="is not a real day"):
        parse_typed_period("2026-02-30", TODAY)
    assert find_period("today") is None


@given(st.text(alphabet="0123456789 /-–.,FYQHqh'abcdejmnoprstuwy", max_size=30))
def test_no_words_break_it(words: str) -> None:
    for fiscal in (None, JULY):
        due = find_period(words, fiscal, "mdy")
        assert due is None or 2000 <= due.year <= 2101
