"""The moves of deadlines that git saw, and where the revisions in the file say otherwise."""

from collections.abc import Iterable, Iterator, Mapping, Set
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from stc.history.compare import FieldChange
from stc.history.differences import find_new_revisions, find_reasons
from stc.history.log import Log
from stc.history.versions import Commit
from stc.plan.model import Revision, Step
from stc.words.dates import describe_deadline

Ends = tuple[date | None, date | None]
"""The deadline before and the one after."""


class Move(NamedTuple):
    """A deadline that a commit moved; setting a first one moves nothing.

    Attributes:
        step_id: The step.
        before: The deadline before.
        after: The deadline after, None where it was taken away.
        reasons: The reasons recorded in the same change; none of a silent move.
    """

    step_id: str
    before: date
    after: date | None
    commit: Commit
    reasons: tuple[str, ...]

    @property
    def days(self) -> int | None:
        """The days from the deadline before to the one after."""
        return None if self.after is None else (self.after - self.before).days

    @property
    def is_silent(self) -> bool:
        """Says whether no reason was recorded with the move."""
        return not self.reasons


class Disagreement(NamedTuple):
    """What git saw of a deadline and what the revisions in the file say are not the same."""

    step_id: str
    sentence: str


def find_moves(log: Log) -> tuple[Move, ...]:
    """Gives the moves of deadlines that git saw, oldest first.

    A move that was made on two branches and met in a merge is one: the first of the two.
    """
    found, last = [], dict[str, Ends]()
    for commit, fields in _find_dated(log):
        change = fields.get("deadline")
        if change is not None and change.before is not None:
            reasons = find_reasons(change, fields.get("revisions"))
            move = Move(change.step.id, change.before, change.after, commit, reasons)
            if last.get(move.step_id) != (move.before, move.after):
                found.append(move)
            last[move.step_id] = (move.before, move.after)
    return tuple(found)


def find_disagreements(
    log: Log, steps: Iterable[Step], moves: Iterable[Move]
) -> tuple[Disagreement, ...]:
    """Gives where the revisions of these steps and the moves that git saw do not agree.

    A revision that stood in the first version of its step is taken for what it says: git did not
    see what was before. One that no version has is not committed yet.
    """
    first, recorded, seen = _find_first(log), _find_recorded(log), _find_seen(log)
    by_step: dict[str, list[Move]] = {}
    for move in moves:
        by_step.setdefault(move.step_id, []).append(move)
    return tuple(
        Disagreement(step.id, sentence)
        for step in steps
        if step.id in first
        for sentence in _disagree(
            step,
            by_step.get(step.id, []),
            seen | {(step.id, *_ends(one)) for one in first[step.id].revisions},
            recorded.get(step.id, {}),
        )
    )


def _disagree(
    step: Step,
    moves: list[Move],
    seen: Set[tuple[str, date | None, date | None]],
    recorded: Mapping[Ends, Revision],
) -> Iterator[str]:
    held = {_ends(one): one for one in step.revisions}
    for move in moves:
        if move.is_silent and (move.before, move.after) not in held:
            yield (
                f"git saw {_spell(move.before, move.after)} in {move.commit.id[:9]};"
                " the file records no such move"
            )
    for ends in held:
        if ends in recorded and (step.id, *ends) not in seen:
            yield f"the file records {_spell(*ends)}; git never saw the deadline move so"
    for ends in recorded:
        if ends not in held:
            yield f"git had a revision for {_spell(*ends)}; the file has it no more"


def _spell(before: date | None, after: date | None) -> str:
    return f"{describe_deadline(before)} to {describe_deadline(after)}"


def _ends(revision: Revision) -> Ends:
    return revision.from_, revision.to


def find_originals(log: Log) -> dict[str, date]:
    """Gives the first deadline that any version knows of a step, by the id of the step."""
    originals: dict[str, date] = {}
    for _, plan in log.versions:
        for step in plan.steps:
            if step.id not in originals and step.original_deadline is not None:
                originals[step.id] = step.original_deadline
    return originals


def _find_first(log: Log) -> dict[str, Step]:
    """Gives every step as it was in the first version that had it."""
    first: dict[str, Step] = {}
    for _, plan in log.versions:
        for step in plan.steps:
            first.setdefault(step.id, step)
    return first


def _find_recorded(log: Log) -> dict[str, dict[Ends, Revision]]:
    """Gives all revisions that any version had, by the id of the step."""
    recorded: dict[str, dict[Ends, Revision]] = {}
    for step in {id(step): step for _, plan in log.versions for step in plan.steps}.values():
        for revision in step.revisions:
            recorded.setdefault(step.id, {})[_ends(revision)] = revision
    return recorded


def _find_seen(log: Log) -> set[tuple[str, date | None, date | None]]:
    """Gives the moves that git saw, and the revisions that were added along with one of them."""
    seen = set()
    for _, fields in _find_dated(log):
        deadline, revisions = fields.get("deadline"), fields.get("revisions")
        if deadline is None:
            continue
        step_id = deadline.step.id
        seen.add((step_id, deadline.before, deadline.after))
        added = find_new_revisions(revisions) if revisions else ()
        linked = all(one.to == other.from_ for one, other in pairwise(added))
        if added and linked and (added[0].from_, added[-1].to) == (deadline.before, deadline.after):
            seen |= {(step_id, *_ends(one)) for one in added}
    return seen


def _find_dated(log: Log) -> Iterator[tuple[Commit, dict[str, FieldChange]]]:
    """Gives the changes of deadlines and revisions, those of one step in one commit together."""
    found: dict[tuple[str, str], tuple[Commit, dict[str, FieldChange]]] = {}
    for entry in log.entries:
        change = entry.change
        if isinstance(change, FieldChange) and change.field in ("deadline", "revisions"):
            key = (entry.commit.id, change.step.id)
            found.setdefault(key, (entry.commit, {}))[1][change.field] = change
    yield from reversed(found.values())
