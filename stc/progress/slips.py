"""Deadlines that moved, from what the file records."""

from collections.abc import Iterable
from typing import NamedTuple

from stc.deadlines.standing import slip_days
from stc.plan.model import Step


class Slips(NamedTuple):
    """Moves of the deadlines of some steps.

    Attributes:
        steps: The steps with a deadline, now or ever: the denominator.
        moved: The steps whose deadline moved at least once.
        moves: The number of moves.
        days: The days from original to current deadline over the moved steps, later minus earlier;
            a step whose deadline was taken away has none.
        removed: The moved steps that have no deadline any more.
    """

    steps: int
    moved: int
    moves: int
    days: int
    removed: int


def count_slips(steps: Iterable[Step]) -> Slips:
    """Gives how far the deadlines of these steps moved."""
    dated = [step for step in steps if step.deadline or step.original_deadline]
    moved = [step for step in dated if step.moves]
    return Slips(
        steps=len(dated),
        moved=len(moved),
        moves=sum(len(step.moves) for step in moved),
        days=sum(slip_days(step) or 0 for step in moved),
        removed=sum(step.deadline is None for step in moved),
    )


def find_moved(steps: Iterable[Step]) -> tuple[Step, ...]:
    """Gives the steps whose deadline moved, most days later first, those without one any more last.

    Ties keep the order of the plan.
    """
    moved = (step for step in steps if step.moves)
    return tuple(sorted(moved, key=lambda step: (step.deadline is None, -(slip_days(step) or 0))))
