"""Counts of moved deadlines; later and earlier moves are never netted."""

from collections.abc import Iterable
from typing import NamedTuple

from stc.plan.ledger import FILE_ONLY, Ledger
from stc.plan.model import Step


class Slips(NamedTuple):
    """Moves of the deadlines of some steps.

    Attributes:
        dated: The steps of the plan with a deadline, now or ever: the denominator.
        moved: The steps of the plan whose deadline moved at least once.
        left: The steps that left the plan and whose deadline had moved.
        moves: The number of moves, of those that left the plan, too.
        silent: The moves without a reason in the same change.
        later: The moved steps whose deadline is later than the first one.
        earlier: The moved steps whose deadline is earlier than the first one.
        back: The moved steps whose deadline is the first one again.
        taken_away: The moved steps that have no deadline any more.
        days_later: The days from first to current deadline over the later ones.
        days_earlier: The days from current to first deadline over the earlier ones.
        disagreements: The steps about which the file and git disagree.
    """

    dated: int
    moved: int
    left: int
    moves: int
    silent: int
    later: int
    earlier: int
    back: int
    taken_away: int
    days_later: int
    days_earlier: int
    disagreements: int


def count_slips(
    steps: Iterable[Step], ledger: Ledger = FILE_ONLY, left: Iterable[Step] = ()
) -> Slips:
    """Return how far the deadlines of these steps moved.

    Args:
        steps: Steps of the plan.
        ledger: Their first deadlines and moves.
        left: Steps that left the plan.
    """
    inside = [ledger.of(step) for step in steps]
    outside = [ledger.of(step) for step in left]
    moved = [known for known in (*inside, *outside) if known.moves]
    days = [known.days for known in moved if known.days is not None]
    moves = [move for known in moved for move in known.moves]
    return Slips(
        dated=sum(bool(known.deadline or known.first) for known in inside),
        moved=sum(bool(known.moves) for known in inside),
        left=sum(bool(known.moves) for known in outside),
        moves=len(moves),
        silent=sum(move.is_silent for move in moves),
        later=sum(day > 0 for day in days),
        earlier=sum(day < 0 for day in days),
        back=days.count(0),
        taken_away=sum(known.deadline is None for known in moved),
        days_later=sum(day for day in days if day > 0),
        days_earlier=-sum(day for day in days if day < 0),
        disagreements=sum(bool(known.disagreements) for known in (*inside, *outside)),
    )


def find_moved(steps: Iterable[Step], ledger: Ledger = FILE_ONLY) -> tuple[Step, ...]:
    """Return the steps whose deadline moved, or about which the file and git disagree.

    Most days later come first, those without a deadline last; ties keep the order of the plan.
    """

    def rank(step: Step) -> tuple[bool, int]:
        return step.deadline is None, -(ledger.of(step).days or 0)

    return tuple(sorted(filter(ledger.is_listed, steps), key=rank))
