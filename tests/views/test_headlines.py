"""The sentence that an answer begins with."""

import pytest

from stc.plan.counts import count_steps
from stc.plan.model import Plan, Step
from stc.plan.status import Status
from stc.plan.vocabulary import DEFAULT
from stc.views.headlines import describe_state, describe_steps
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
