"""The sentence that an answer begins with."""

from datetime import timedelta

import pytest

from stc.plan.counts import count_steps
from stc.plan.model import Plan, Step
from stc.plan.scorecard import DueCounts
from stc.plan.slips import count_slips
from stc.plan.status import Status
from stc.plan.vocabulary import DEFAULT
from stc.views.headlines import (
    describe_rest,
    describe_silence,
    describe_slip_sums,
    describe_state,
    describe_steps,
    head_group,
    head_plan,
    head_promises,
    head_slips,
)
from tests.plans import AS_OF, COMPLETE, EXCLUDED, NOT_STARTED, SMALL, load

STEP = load(SMALL).steps[0]


def test_the_published_plan(published: Plan) -> None:
    assert str(describe_state(count_steps(published.steps, AS_OF, DEFAULT))) == (
        "18 of 133 steps are complete (14%); 26 of 105 open ones are overdue."
    )


def test_shown_steps(published: Plan) -> None:
    steps = [step for step in published.steps if step.section.id == "COM"]
    counts = count_steps(steps, AS_OF, DEFAULT)
    assert describe_steps(counts) == f"{len(steps)} steps: 7 complete, 4 overdue."
    assert describe_steps(count_steps(steps[:0], AS_OF, DEFAULT)) == "0 steps."


@pytest.mark.parametrize(
    ("statuses", "said"),
    [
        ((), "No step is counted."),
        ((EXCLUDED,), "No step is counted."),
        ((COMPLETE,), "1 of 1 step is complete (100%); none is open."),
        ((NOT_STARTED,), "0 of 1 step is complete (0%); 1 of 1 open one is overdue."),
        (
            (COMPLETE, NOT_STARTED, NOT_STARTED),
            "1 of 3 steps is complete (33%); 2 of 2 open ones are overdue.",
        ),
    ],
)
def test_few_steps(statuses: tuple[Status, ...], said: str) -> None:
    steps: list[Step] = [STEP._replace(status=status) for status in statuses]
    assert str(describe_state(count_steps(steps, AS_OF, DEFAULT))) == said


def test_a_page_opens_with_its_answer(published: Plan) -> None:
    counts = count_steps(published.steps, AS_OF, DEFAULT)
    assert head_plan(counts) == "18 of 133 steps are complete. 26 are overdue."
    assert head_group("911", counts) == "911: 18 of 133 steps are complete, 26 are overdue."
    nothing_late = counts._replace(overdue=0)
    assert head_plan(nothing_late) == "18 of 133 steps are complete. No step is overdue."
    assert head_group("911", nothing_late) == "911: 18 of 133 steps are complete."


def test_later_and_earlier_deadlines_are_never_netted() -> None:
    slips = count_slips(())._replace(
        dated=122, moved=10, silent=2, later=8, earlier=2, days_later=3681, days_earlier=508
    )
    assert head_slips(slips) == "10 of 122 deadlines moved: 8 later, 2 earlier."
    assert describe_slip_sums(slips) == (
        "The 8 later deadlines add up to 3,681 days; the 2 earlier ones to 508 days."
        " 2 moves came without a reason."
    )
    assert head_slips(slips._replace(moved=0)) == "None of 122 deadlines has moved."


def test_promises_are_only_known_to_be_kept_while_a_day_is_missing() -> None:
    due = DueCounts(on_time=7, late=26, unrecorded=16, not_kept=40, not_due=29)
    assert head_promises(due, DEFAULT) == "7 of 89 promises are known to be kept on time."
    assert describe_rest(due) == (
        "26 more were kept late, 16 on a day nobody wrote down, and 40 are not kept yet."
    )
    recorded = due._replace(unrecorded=0)
    assert head_promises(recorded, DEFAULT) == "7 of 73 promises are kept on time."


def test_a_silence_is_told_after_90_days() -> None:
    assert describe_silence(AS_OF - timedelta(days=90), AS_OF) == ""
    assert describe_silence(None, AS_OF) == ""
    said = describe_silence(AS_OF - timedelta(days=91), AS_OF)
    assert said == "Nothing was reported since October 25, 2024."
