"""Entries of the timeline: what happened, what is planned, and whose window has passed."""

from collections import Counter
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from stc.plan.timeline import Timeline, select_entries, state_of
from tests.laws import tries
from tests.plans import TIMELINE, change, describe_timeline, read_published_timeline

ENTRIES = read_published_timeline().entries
DAYS = st.none() | st.dates(date(2023, 1, 1), date(2026, 1, 1))


def labels(timeline: Timeline, **asked: object) -> list[str]:
    as_of = asked.pop("as_of", date(2026, 11, 22))
    assert isinstance(as_of, date)
    return [one.label for one in select_entries(timeline.entries, as_of, **asked)]  # type: ignore[arg-type]


def test_winter_runs_to_the_end_of_february(published_timeline: Timeline) -> None:
    winter = next(one for one in published_timeline.entries if one.label == "Winter 2024")
    assert state_of(winter, date(2025, 2, 28)) == "planned"
    assert state_of(winter, date(2025, 3, 1)) == "passed"


def test_what_happened_stays_so_whatever_the_day(published_timeline: Timeline) -> None:
    happened = [one for one in published_timeline.entries if one.happened]
    assert {state_of(one, date(2000, 1, 1)) for one in happened} == {"happened"}
    assert {state_of(one, date(2100, 1, 1)) for one in happened} == {"happened"}


def test_every_entry_has_a_state_on_the_day(published_timeline: Timeline) -> None:
    count = Counter(state_of(one, date(2026, 11, 22)) for one in published_timeline.entries)
    assert sum(count.values()) == 14
    assert count["planned"] == 0
    for state, number in count.items():
        assert len(labels(published_timeline, states=(state,))) == number


@settings(deadline=None, max_examples=tries(200))
@given(DAYS, DAYS)
def test_a_span_holds_what_touches_it(first: date | None, last: date | None) -> None:
    found = select_entries(ENTRIES, date(2025, 1, 24), (), first, last)
    for entry in ENTRIES:
        days = [
            entry.period.start + timedelta(days=number)
            for number in range((entry.period.last - entry.period.start).days + 1)
        ]
        low, high = first or date.min, last or date.max
        if low <= high:
            assert (entry in found) == any(low <= day <= high for day in days)


def test_a_span_that_ends_before_it_begins_is_no_error(published_timeline: Timeline) -> None:
    assert labels(published_timeline, first=date(2025, 1, 2), last=date(2020, 1, 1)) == []


def test_a_period_may_be_any_form() -> None:
    assert describe_timeline(change(TIMELINE, "2024-03/2024-05", "2024-24")) == []
