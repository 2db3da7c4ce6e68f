"""The orders a list of steps can have."""

from collections.abc import Iterable
from datetime import date

from stc.plan.model import Step
from stc.plan.periods import first_day
from stc.plan.status import STATUSES


def order_steps(steps: Iterable[Step], order: str) -> tuple[Step, ...]:
    """Return the steps in an order; steps without a deadline come last, ties keep the plan's.

    By deadline the last day comes first, and of those that end on it the one that begins last: a
    day stands before its month.
    """
    if order == "deadline":
        return tuple(sorted(steps, key=_key_of_deadline))
    if order == "status":
        return tuple(sorted(steps, key=lambda step: STATUSES.index(step.status)))
    return tuple(steps)


def _key_of_deadline(step: Step) -> tuple[date, int]:
    due = step.deadline or date.max
    return due, -first_day(due).toordinal()
