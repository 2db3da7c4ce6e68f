"""How often an event was revised, and when last (RFC 5545, 3.8.7): SEQUENCE and LAST-MODIFIED."""

from collections import Counter
from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple

from stc.history.compare import FieldChange
from stc.history.departures import Departure
from stc.history.git.versions import Commit
from stc.history.log import Log, StepChange
from stc.output.edition import Edition
from stc.plan.model import Step


class Revised(NamedTuple):
    """The revisions of an event.

    Attributes:
        sequence: Grows with each move of the deadline that git saw, with a reason or without, and
            when the step leaves the plan or comes back. It never shrinks.
        when: The moment of the last change of the step.
    """

    sequence: int
    when: datetime


def find_revised(edition: Edition) -> Mapping[str, Revised]:
    """Return the revisions of each step of an edition, and of those that left it, by its id.

    Without git, the moves are those that the file records, and the moment is that of the edition.
    """
    log = edition.publication.log if edition.publication else None
    seen = _Seen(log)
    revised = {
        departure.step.id: _revise(departure.step, edition, seen, departure)
        for departure in edition.departures
    }
    return revised | {step.id: _revise(step, edition, seen) for step in edition.steps}


class _Seen:
    """What git saw of each step: how often its deadline moved and it left, and the last change."""

    def __init__(self, log: Log | None) -> None:
        self.moves, self.removals = Counter[str](), Counter[str]()
        self.last: dict[str, Commit] = {}
        self.first = log.versions[0][0] if log and log.versions else None
        # A version that lost steps for a while is skipped, though it was published: with it go its
        # entries, which had counted.
        self.skipped = sum(skip.is_readable for skip in log.skipped) if log else 0
        for entry in log.entries if log else ():
            step, change = entry.step, entry.change
            if step is None:
                continue
            last = self.last.setdefault(step.id, entry.commit)
            if entry.commit.when > last.when:
                self.last[step.id] = entry.commit
            if isinstance(change, FieldChange) and change.field == "deadline":
                self.moves[step.id] += 1
            elif isinstance(change, StepChange) and change.kind == "removed":
                self.removals[step.id] += 1


def _revise(step: Step, edition: Edition, seen: _Seen, left: Departure | None = None) -> Revised:
    moves = edition.ledger.of(step).moves
    # Those that the file recorded before git saw it.
    earlier = sum(move.commit is None and not move.is_pending for move in moves)
    turns = 2 * (seen.removals[step.id] + seen.skipped)
    if left is not None:
        # The last removal counts once until the step is back.
        is_counted = left.commit is not None and seen.removals[step.id]
        turns += -1 if is_counted else 1
    is_pending = any(move.is_pending for move in moves)
    commit = seen.last.get(step.id) or seen.first
    if left and left.commit:
        commit = left.commit
    if is_pending or (left and left.is_pending):
        commit = None
    when = commit.when if commit else edition.stamp
    return Revised(earlier + seen.moves[step.id] + is_pending + turns, when)
