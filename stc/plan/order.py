"""The orders a list of steps can have."""

from collections.abc import Iterable
from datetime import date

from stc.plan.model import Step
from stc.plan.status import STATUSES


def order_steps(steps: Iterable[Step], order: str) -> tuple[Step, ...]:
    """Return the steps in an order; steps without a deadline come last, ties keep the plan's."""
    if order == "deadline":
        return tuple(sorted(steps, key=lambda step: step.deadline or date.max))
    if order == "status":
        return tuple(sorted(steps, key=lambda step: STATUSES.index(step.status)))
    return tuple(steps)
