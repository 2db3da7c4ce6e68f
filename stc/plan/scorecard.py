"""Promises kept: each step in exactly one class, against its original or its current deadline."""

from collections.abc import Iterable
from datetime import date
from typing import Final, NamedTuple

from stc.plan.deadlines import as_promised, is_overdue, status_on
from stc.plan.ledger import Ledger
from stc.plan.model import Step
from stc.plan.status import StatusKind
from stc.plan.vocabulary import DEFAULT, Vocabulary

CLASSES = (
    "on_time",
    "late",
    "complete_undated",
    "date_not_recorded",
    "overdue",
    "not_yet_due",
    "undated",
    "ongoing",
    "unknown",
    "excluded",
)
"""The classes that every plan has."""
_NEVER: Final = "never"


def list_classes(words: Vocabulary) -> tuple[str, ...]:
    """Return the classes of a plan: `never` if it has a status of steps that ended undone."""
    if not words.list_of_kind(StatusKind.UNMET):
        return CLASSES
    at = CLASSES.index("overdue")
    return (*CLASSES[:at], _NEVER, *CLASSES[at:])


def classify_step(step: Step, as_of: date) -> str:
    """Return the class of a step against its current deadline.

    A complete step without a completion date is never counted as on time. One that had no deadline
    cannot be late.
    """
    status = status_on(step, as_of)
    if status.kind is StatusKind.EXCLUDED:
        return "excluded"
    if status.kind is StatusKind.UNKNOWN:
        return "unknown"
    if status.kind is StatusKind.UNMET:
        return _NEVER
    if status.is_done:
        return _classify_complete(step)
    if status.is_continuing:
        return "ongoing"
    if step.deadline is None:
        return "undated"
    return "overdue" if is_overdue(step, as_of) else "not_yet_due"


def _classify_complete(step: Step) -> str:
    if step.completed is None:
        return "date_not_recorded"
    if step.deadline is None:
        return "complete_undated"
    return "on_time" if step.completed <= step.deadline else "late"


def count_classes(
    steps: Iterable[Step],
    as_of: date,
    ledger: Ledger | None = None,
    words: Vocabulary = DEFAULT,
) -> dict[str, int]:
    """Return the number of steps of each class that the plan can have.

    Args:
        steps: The steps.
        as_of: The day.
        ledger: Judge against the first deadlines of this ledger in place of the current ones.
        words: The words of the plan.
    """
    counts = dict.fromkeys(list_classes(words), 0)
    for step in steps:
        promised = as_promised(step, ledger) if ledger else step
        counts[classify_step(promised, as_of)] += 1
    return counts


class DueCounts(NamedTuple):
    """The promises that have come due, each step in one part, and those that have not.

    Attributes:
        on_time: Done by the deadline.
        late: Done after it.
        unrecorded: Done on a day that is not recorded.
        not_kept: Not done: open, of unknown status, or ended without being done.
        not_due: The deadline has not passed; no part of the others.
    """

    on_time: int
    late: int
    unrecorded: int
    not_kept: int
    not_due: int

    @property
    def due(self) -> int:
        """The steps whose deadline has passed."""
        return self.on_time + self.late + self.unrecorded + self.not_kept

    @property
    def kept(self) -> int:
        """Those that were done."""
        return self.due - self.not_kept


def count_due(steps: Iterable[Step], as_of: date, ledger: Ledger | None = None) -> DueCounts:
    """Return how many promises were kept of those that have come due.

    Excluded and continuing steps promise nothing, and neither does one without a deadline.

    Args:
        steps: The steps.
        as_of: The day.
        ledger: Judge against the first deadlines of this ledger in place of the current ones.
    """
    counts = dict.fromkeys(DueCounts._fields, 0)
    for step in steps:
        deadline = ledger.of(step).first if ledger else step.deadline
        if deadline is None or step.status.is_continuing or not step.status.is_counted:
            continue
        counts[_find_part(step, deadline, as_of)] += 1
    return DueCounts(**counts)


def _find_part(step: Step, deadline: date, as_of: date) -> str:
    if deadline >= as_of:
        return "not_due"
    if not status_on(step, as_of).is_done:
        return "not_kept"
    if step.completed is None:
        return "unrecorded"
    return "on_time" if step.completed <= deadline else "late"
