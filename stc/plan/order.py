"""Sort orders of steps."""

import re
from collections.abc import Iterable
from datetime import date
from typing import Final

from stc.plan.model import Step
from stc.plan.periods import first_day
from stc.plan.status import Status

_RUNS: Final = re.compile("([0-9]+)")


def natural_key(text: str) -> tuple[list[str | int], str]:
    """Return the key that sorts ids as people do: 1.2.9 before 1.2.10, GOV-99 before GOV-100.

    Runs of digits count as numbers; case matters only between texts that are equal otherwise.
    """
    # Every other part is a run of digits, so that like is compared with like.
    parts = enumerate(_RUNS.split(text.casefold()))
    return [int(part) if at % 2 else part for at, part in parts], text


def order_steps(
    steps: Iterable[Step], order: str, statuses: tuple[Status, ...] = ()
) -> tuple[Step, ...]:
    """Return the steps in an order; steps without a deadline come last, ties keep the plan's.

    By deadline the last day comes first, and of those that end on it the one that begins last: a
    day comes before its month.

    Args:
        steps: The steps.
        order: `plan`, `deadline`, `status` or `id`.
        statuses: The plan's, in their order; asked for by `status`.
    """
    if order == "deadline":
        return tuple(sorted(steps, key=_key_of_deadline))
    if order == "status":
        return tuple(sorted(steps, key=lambda step: statuses.index(step.status)))
    if order == "id":
        return tuple(sorted(steps, key=lambda step: natural_key(step.id)))
    return tuple(steps)


def _key_of_deadline(step: Step) -> tuple[date, int]:
    due = step.deadline or date.max
    return due, -first_day(due).toordinal()
