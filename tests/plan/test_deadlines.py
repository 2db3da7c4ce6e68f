"""Where a step stands on a day: pinned on the published plan, and as laws."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stc.plan.deadlines import (
    as_promised,
    days_past,
    is_due,
    is_overdue,
    is_review_due,
    is_undated,
    standing_of,
    window_passed,
)
from stc.plan.ledger import FILE_ONLY, Ledger, StepLedger
from stc.plan.model import Plan, Revision, Step
from tests.laws import tries
from tests.plans import SMALL, change, load, read_published_plan

STEPS = st.sampled_from(read_published_plan().steps)
DAYS = st.dates(date(2015, 1, 1), date(2030, 12, 31))
ONE_DAY = timedelta(days=1)
LAW = settings(deadline=None, max_examples=tries(300))


@pytest.mark.parametrize(
    ("as_of", "overdue", "of_911", "review_due"),
    [(date(2025, 1, 24), 26, 7, 1), (date(2026, 11, 22), 75, 12, 4)],
)
def test_the_published_plan_on_two_days(
    as_of: date, overdue: int, of_911: int, review_due: int, published: Plan
) -> None:
    found = [step for step in published.steps if is_overdue(step, as_of)]
    assert len(found) == overdue
    assert sum("911" in [one.id for one in step.departments] for step in found) == of_911
    assert sum(is_review_due(step, as_of) for step in published.steps) == review_due


def test_undated_is_open_without_a_deadline(published: Plan) -> None:
    open_names = ("Not started", "Planning", "In progress")
    expected = [s.id for s in published.steps if s.deadline is None and s.status.name in open_names]
    assert [step.id for step in published.steps if is_undated(step, date(2025, 1, 24))] == expected
    assert expected == ["POL-02", "RST-25"]


def step_of(status: str, deadline: str) -> Step:
    text = change(SMALL, "status: Planning", f"status: {status}")
    return load(change(text, "2024-12-31", deadline)).steps[0]


@pytest.mark.parametrize(
    ("status", "before", "on", "after"),
    [
        ("Not started", "due", "due", "overdue"),
        ("Planning", "due", "due", "overdue"),
        ("In progress", "due", "due", "overdue"),
        ("Ongoing", "", "", "review due"),
        ("Complete", "", "", ""),
        ("Excluded", "", "", ""),
        ("Unknown", "", "", ""),
    ],
)
def test_a_status_the_day_before_on_and_after_its_deadline(
    status: str, before: str, on: str, after: str
) -> None:
    step, day = step_of(status, "2024-12-31"), date(2024, 12, 31)
    shown = [standing_of(step, day + ONE_DAY * shift) for shift in (-1, 0, 1)]
    assert shown == [before, on, after]
    assert [days_past(step, day + ONE_DAY * shift) for shift in (-1, 0, 1)] == [-1, 0, 1]


def test_a_step_without_a_deadline_has_no_days() -> None:
    step = step_of("Planning", "")
    assert days_past(step, date(2024, 1, 1)) is None
    assert standing_of(step, date(2024, 1, 1)) == "undated"
    assert standing_of(step_of("Ongoing", ""), date(2024, 1, 1)) == ""


@LAW
@given(STEPS, DAYS)
def test_overdue_is_open_and_a_step_has_one_standing(step: Step, day: date) -> None:
    shown = [
        is_overdue(step, day),
        is_review_due(step, day),
        is_undated(step, day),
        is_due(step, day, date.max),
    ]
    assert sum(shown) <= 1
    assert step.status.is_open == (shown[0] or shown[2] or shown[3])
    assert standing_of(step, day) == next(
        (
            n
            for n, is_so in zip(("overdue", "review due", "undated", "due"), shown, strict=True)
            if is_so
        ),
        "",
    )


@LAW
@given(STEPS, DAYS)
def test_once_overdue_always_overdue(step: Step, day: date) -> None:
    assert is_overdue(step, day) <= is_overdue(step, day + ONE_DAY)
    assert is_review_due(step, day) <= is_review_due(step, day + ONE_DAY)


@LAW
@given(STEPS, st.integers(-1, 1))
def test_due_today_is_not_overdue(step: Step, shift: int) -> None:
    if step.deadline is not None:
        assert is_overdue(step, step.deadline + ONE_DAY * shift) == (
            step.status.is_open and shift == 1
        )


@LAW
@given(STEPS, DAYS, st.integers(0, 400))
def test_a_window_holds_its_first_and_its_last_day(step: Step, day: date, length: int) -> None:
    last = day + ONE_DAY * length
    inside = step.deadline is not None and step.deadline in {
        day + ONE_DAY * number for number in range(length + 1)
    }
    assert is_due(step, day, last) == (step.status.is_open and inside)


def test_a_deadline_on_either_edge_of_a_window_is_in_it() -> None:
    step, day = step_of("Planning", "2024-12-31"), date(2024, 12, 31)
    windows = [(day, day + ONE_DAY), (day - ONE_DAY, day), (day, day)]
    assert [is_due(step, first, last) for first, last in windows] == [True, True, True]
    assert not is_due(step, day + ONE_DAY, day + 2 * ONE_DAY)
    assert not is_due(step, day - 2 * ONE_DAY, day - ONE_DAY)


def test_a_window_has_passed_on_the_day_after_its_last_one() -> None:
    last = date(2025, 2, 28)
    assert [window_passed(last, last + ONE_DAY * shift) for shift in (-1, 0, 1)] == [
        False,
        False,
        True,
    ]


def test_a_step_as_promised_has_the_first_deadline_that_git_knows_else_that_of_the_file() -> None:
    first, moved, in_git = date(2024, 6, 30), date(2024, 12, 31), date(2024, 3, 31)
    revision = Revision(first, moved, date(2024, 5, 1), "It took longer.")
    step = step_of("Planning", f"{moved}")._replace(revisions=(revision,))
    assert as_promised(step, FILE_ONLY).deadline == first
    known = StepLedger(in_git, moved)
    assert as_promised(step, Ledger({"COM-99": known})).deadline == first
    assert as_promised(step, Ledger({step.id: known})) == step._replace(deadline=in_git)
