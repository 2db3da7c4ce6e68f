"""The scorecard: each step in exactly one class, against both deadlines."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stc.plan.ledger import FILE_ONLY
from stc.plan.model import Plan, Revision, Step
from stc.plan.scorecard import CLASSES, classify_step, count_classes
from stc.views.scorecard import view_scorecard
from tests.plans import SMALL, STATUSES, describe, draw, find_step, load

AS_OF = date(2025, 6, 30)
DUE = date(2025, 3, 31)
DAYS = st.none() | st.dates(date(2024, 1, 1), date(2026, 12, 31))


def step(status: str, deadline: date | None = DUE, completed: date | None = None) -> Step:
    named = next(one for one in STATUSES if one.name == status)
    one = find_step(load(SMALL), "COM-01")
    return one._replace(status=named, deadline=deadline, completed=completed)


@pytest.mark.parametrize(
    ("given_step", "expected"),
    [
        (step("Complete", completed=DUE), "on_time"),
        (step("Complete", completed=date(2025, 4, 1)), "late"),
        (step("Complete"), "date_not_recorded"),
        (step("Complete", None), "date_not_recorded"),
        (step("Complete", None, DUE), "complete_undated"),
        (step("Planning"), "overdue"),
        (step("In progress", AS_OF), "not_yet_due"),
        (step("Not started", None), "undated"),
        (step("Ongoing"), "ongoing"),
        (step("Unknown"), "unknown"),
        (step("Excluded"), "excluded"),
    ],
)
def test_the_class_of_a_step(given_step: Step, expected: str) -> None:
    assert classify_step(given_step, AS_OF) == expected


def test_against_the_original_deadline_a_moved_promise_is_late() -> None:
    moved = step("Complete", date(2025, 5, 31), date(2025, 5, 1))._replace(
        revisions=(Revision(DUE, date(2025, 5, 31), date(2025, 3, 1), "Why."),),
    )
    assert count_classes([moved], AS_OF)["on_time"] == 1
    assert count_classes([moved], AS_OF, FILE_ONLY)["late"] == 1


@settings(deadline=None)
@given(st.lists(st.tuples(st.sampled_from(STATUSES), DAYS, DAYS)), st.booleans())
def test_every_step_is_counted_once(
    facts: list[tuple[object, date | None, date | None]], original: bool
) -> None:
    base = find_step(load(SMALL), "COM-01")
    steps = [base._replace(status=s, deadline=d, completed=c) for s, d, c in facts]  # type: ignore[arg-type]
    counts = count_classes(steps, AS_OF, FILE_ONLY if original else None)
    assert tuple(counts) == CLASSES
    assert sum(counts.values()) == len(steps)


def test_the_published_plan(published: Plan) -> None:
    counts = count_classes(published.steps, date(2025, 1, 24))
    assert counts == {
        "on_time": 0,
        "late": 0,
        "complete_undated": 0,
        "date_not_recorded": 18,
        "overdue": 26,
        "not_yet_due": 77,
        "undated": 2,
        "ongoing": 9,
        "unknown": 1,
        "excluded": 5,
    }


def test_the_screen_says_denominators_and_what_is_left_out(published: Plan) -> None:
    context = describe(published, date(2025, 1, 24))
    screen = draw(view_scorecard(published, published.steps, context, ("section",)))
    assert "Complete, date not recorded   18/133 (14%)   18/133 (14%)" in screen
    assert "138 steps, 5 of them excluded and not counted." in screen
    assert (
        "18 of 18 complete steps have no completion date and are not counted as on time." in screen
    )
