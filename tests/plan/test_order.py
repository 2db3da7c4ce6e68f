"""The orders of a list."""

from datetime import date
from itertools import pairwise

from stc.plan.model import Plan
from stc.plan.order import order_steps
from tests.plans import STATUSES


def test_the_earliest_deadline_comes_first_and_none_last(published: Plan) -> None:
    steps = order_steps(published.steps, "deadline")
    assert sorted(step.id for step in steps) == sorted(step.id for step in published.steps)
    days = [step.deadline or date.max for step in steps]
    assert days == sorted(days)
    assert all(step.deadline is None for step in steps[-16:])


def test_equal_deadlines_keep_the_order_of_the_plan(published: Plan) -> None:
    position = {step.id: number for number, step in enumerate(published.steps)}
    steps = order_steps(published.steps, "deadline")
    for before, after in pairwise(steps):
        assert before.deadline != after.deadline or position[before.id] < position[after.id]


def test_statuses_come_in_their_own_order(published: Plan) -> None:
    places = [
        STATUSES.index(step.status) for step in order_steps(published.steps, "status", STATUSES)
    ]
    assert places == sorted(places)


def test_the_order_of_the_plan_is_kept(published: Plan) -> None:
    assert order_steps(published.steps, "plan") == published.steps
