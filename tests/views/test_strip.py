"""What the strip of a step's page shows: first deadline, moves, when it was done or late."""

from datetime import date
from typing import Any

import pytest

from stc.plan.ledger import read_step
from stc.plan.model import Revision, Step
from stc.plan.periods import parse_due
from stc.views.strip import StatusDay, find_strip
from tests.plans import COMPLETE, EXCLUDED, IN_PROGRESS, NOT_STARTED, ONGOING, SMALL, load

AS_OF = date(2025, 1, 24)
FIRST, LATER = date(2024, 6, 30), date(2024, 12, 31)
STEP = load(SMALL).steps[0]._replace(status=IN_PROGRESS, deadline=FIRST)
MOVED = STEP._replace(
    deadline=LATER, revisions=(Revision(FIRST, LATER, date(2024, 6, 1), "It took longer."),)
)


def tell(step: Step, past: Any = (), **more: Any) -> tuple[list[Any], list[Any], str]:
    found = find_strip(step, read_step(step, ()), past, AS_OF, **more)
    assert found is not None
    marks = [(mark.kind, mark.day) for mark in found.marks]
    return marks, [tuple(stretch) for stretch in found.stretches], found.label


def test_a_moved_step_is_late_by_its_first_deadline() -> None:
    marks, stretches, label = tell(MOVED)
    assert marks == [("promised", FIRST), ("moved", LATER)]
    assert stretches == [(FIRST, AS_OF, "late")]
    assert label == (
        "First deadline June 30, 2024; moved to December 31, 2024; today is January 24, 2025."
    )


def test_what_was_done_on_a_recorded_day_was_late_until_then() -> None:
    done = date(2024, 8, 1)
    marks, stretches, _ = tell(MOVED._replace(status=COMPLETE, completed=done))
    assert marks[-1] == ("done", done)
    assert stretches == [(FIRST, done, "late"), (done, AS_OF, "kept")]


def test_what_was_done_on_an_unknown_day_is_never_said_to_be_late() -> None:
    marks, stretches, _ = tell(STEP._replace(status=COMPLETE))
    assert marks == [("promised", FIRST)]
    assert stretches == []


def test_the_day_of_the_commit_stands_in_for_one_that_is_not_recorded() -> None:
    past = [StatusDay(date(2024, 1, 1), NOT_STARTED), StatusDay(date(2024, 9, 1), COMPLETE)]
    marks, stretches, _ = tell(STEP._replace(status=COMPLETE), past)
    assert marks[-1] == ("done", date(2024, 9, 1))
    assert stretches == [
        (FIRST, date(2024, 9, 1), "late"),
        (date(2024, 9, 1), AS_OF, "kept"),
    ]


def test_a_reopened_step_was_complete_for_a_while() -> None:
    past = [StatusDay(date(2024, 5, 1), COMPLETE), StatusDay(date(2024, 9, 1), IN_PROGRESS)]
    marks, stretches, label = tell(STEP, past)
    assert marks == [("promised", FIRST)]
    assert stretches == [
        (date(2024, 9, 1), AS_OF, "late"),
        (date(2024, 5, 1), date(2024, 9, 1), "kept"),
    ]
    assert "complete from May 1, 2024 to September 1, 2024" in label


@pytest.mark.parametrize(("is_old", "begin"), [(True, FIRST), (False, date(2024, 9, 1))])
def test_a_step_that_came_late_was_not_late_before(is_old: bool, begin: date) -> None:
    past = [StatusDay(date(2024, 9, 1), IN_PROGRESS)]
    assert tell(STEP, past, begins_before=is_old)[1] == [(begin, AS_OF, "late")]


def test_what_was_taken_out_is_late_no_longer() -> None:
    past = [StatusDay(date(2024, 1, 1), IN_PROGRESS), StatusDay(date(2024, 9, 1), EXCLUDED)]
    marks, stretches, _ = tell(STEP._replace(status=EXCLUDED), past)
    assert marks[-1] == ("out", date(2024, 9, 1))
    assert stretches == [(FIRST, date(2024, 9, 1), "late")]


def test_what_is_done_after_the_day_was_open_on_it() -> None:
    step = STEP._replace(status=COMPLETE, completed=date(2025, 2, 1))
    marks, stretches, _ = tell(step, [StatusDay(date(2024, 1, 1), IN_PROGRESS)])
    assert marks == [("promised", FIRST)]
    assert stretches == [(FIRST, AS_OF, "late")]


def test_a_period_is_drawn_from_its_first_day() -> None:
    found = find_strip(
        STEP._replace(deadline=parse_due("2025-Q1")),
        read_step(STEP._replace(deadline=parse_due("2025-Q1")), ()),
        (),
        AS_OF,
    )
    assert found is not None
    assert found.marks[0].begin == date(2025, 1, 1)
    assert found.marks[0].day == date(2025, 3, 31)


@pytest.mark.parametrize("changed", [{"deadline": None}, {"status": ONGOING}])
def test_what_promises_nothing_has_no_strip(changed: dict[str, Any]) -> None:
    step = STEP._replace(**changed)
    assert find_strip(step, read_step(step, ()), (), AS_OF) is None
