"""Changes that were undone between two versions, which comparing the two does not show."""

from collections.abc import Collection
from typing import NamedTuple

from stc.history.commit_range import CommitRange
from stc.history.compare import FieldChange
from stc.history.differences import find_kind
from stc.history.git.commits import Commit
from stc.history.log import Log
from stc.plan.model import Plan, Step
from stc.plan.status import is_backwards


class Reverted(NamedTuple):
    """A change that was undone or continued before the later version.

    Attributes:
        commit: The commit that made it.
        change: The change of a status, backwards; or of a deadline.
    """

    commit: Commit
    change: FieldChange


def find_reverted(
    log: Log, span: CommitRange, ids: Collection[str], plans: tuple[Plan, Plan]
) -> tuple[Reverted, ...]:
    """Return the changes in a range that comparing its ends does not show, oldest first.

    These are a status that went backwards and recovered, and a deadline that moved and came back.

    Args:
        log: What git knows.
        span: The commits asked about.
        ids: The steps asked about.
        plans: The plan before the range, and after it.
    """
    ends = [{step.id: step for step in plan.steps} for plan in plans]
    found = []
    for entry in reversed(log.entries):
        change = entry.change
        if not isinstance(change, FieldChange) or not span.accepts(entry.commit):
            continue
        then, now = (end.get(change.step.id) for end in ends)
        if change.step.id in ids and then and now and _is_hidden(change, then, now):
            found.append(Reverted(entry.commit, change))
    return tuple(found)


def _is_hidden(change: FieldChange, then: Step, now: Step) -> bool:
    if change.field == "deadline":
        is_move = change.before is not None and change.before != change.after
        return is_move and then.deadline == now.deadline
    went_back = change.field == "status" and find_kind(change) == "backwards"
    return went_back and not is_backwards(then.status, now.status)
