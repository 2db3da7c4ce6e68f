"""The ledger of deadlines: the first deadline of each step and every move since.

It combines what git saw with what the plan's file records; without git, it uses the file alone. All
commands, pages and exports get the first deadline and the moves from here.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from stc.plan.dates import describe_deadline
from stc.plan.model import Revision, Step

Ends = tuple[date | None, date | None]
"""The deadline before and the one after."""


class Dated(NamedTuple):
    """What a version of the plan says about the deadline of a step."""

    deadline: date | None
    revisions: tuple[Revision, ...] = ()


class DeadlineChange(NamedTuple):
    """A deadline, or its recorded revisions, that differ between two versions.

    Attributes:
        commit: The id of the commit that made the change; None where it is not committed yet.
        day: The day of that commit.
        author: Who made that commit.
    """

    step_id: str
    before: Dated
    after: Dated
    commit: str | None = None
    day: date | None = None
    author: str = ""

    @property
    def ends(self) -> Ends:
        """The deadline before and the one after."""
        return self.before.deadline, self.after.deadline


class Move(NamedTuple):
    """A move of a deadline. Setting the first deadline is not a move.

    Attributes:
        before: The deadline before; None where it had been taken away.
        after: The deadline after; None where it was taken away.
        day: The day of the commit that made the move, else the recorded day of the decision; None
            of a silent move that is not committed.
        on: The recorded day of the decision.
        reasons: The reasons recorded in the same change; none of a silent move.
        is_recorded: The plan's file has a revision for this move.
        is_pending: The move is not committed yet.
        commit: The id of the commit that made the move; None where git did not see it.
        author: Who made that commit.
    """

    before: date | None
    after: date | None
    day: date | None
    on: date | None
    reasons: tuple[str, ...]
    is_recorded: bool = True
    is_pending: bool = False
    commit: str | None = None
    author: str = ""

    @property
    def days(self) -> int | None:
        """The days from the deadline before to the one after."""
        return count_days(self.before, self.after)

    @property
    def is_silent(self) -> bool:
        """Whether no reason was recorded in the same change."""
        return not self.reasons


class StepLedger(NamedTuple):
    """What is known of the deadlines of a step.

    Attributes:
        first: The first deadline that git or the file knows.
        deadline: The current one.
        moves: The moves from the first to the current one, oldest first.
        disagreements: Sentences on where the file and git disagree.
        setting: How the first deadline was set, if a reason is recorded. It is not a move.
    """

    first: date | None
    deadline: date | None
    moves: tuple[Move, ...] = ()
    disagreements: tuple[str, ...] = ()
    setting: Move | None = None

    @property
    def listed(self) -> tuple[Move, ...]:
        """The setting and the moves, oldest first: everything shown about the deadlines."""
        return (*((self.setting,) if self.setting else ()), *self.moves)

    @property
    def days(self) -> int | None:
        """The slip: the days from the first deadline to the current one."""
        return count_days(self.first, self.deadline)


class Ledger(NamedTuple):
    """The ledgers of all steps.

    Attributes:
        changed: The ledgers of the steps that a version changed, by the id of the step.
        left: The steps that left the plan, as they were last.
        is_from_git: git was asked; otherwise only what the file records is known.
        accepts: Which moves are listed; None lists all. First deadlines do not depend on it.
    """

    changed: Mapping[str, StepLedger] = {}
    left: tuple[Step, ...] = ()
    is_from_git: bool = False
    accepts: Callable[[Move], bool] | None = None

    def since(self, accepts: Callable[[str], bool]) -> "Ledger":
        """Return the ledger with only the moves of some commits and uncommitted ones."""

        def is_since(move: Move) -> bool:
            return move.is_pending or (move.commit is not None and accepts(move.commit))

        return self._replace(accepts=is_since)

    def of(self, step: Step) -> StepLedger:
        """Return what is known of the deadlines of a step."""
        found = self.changed.get(step.id) or read_step(step, ())
        if self.accepts is None:
            return found
        return found._replace(moves=tuple(filter(self.accepts, found.moves)), setting=None)

    def has_moved(self, step: Step) -> bool:
        """Return whether a move of the step is listed."""
        return bool(self.of(step).moves)

    def is_listed(self, step: Step) -> bool:
        """Return whether there is a move to list, or a disagreement if all are asked about."""
        known = self.of(step)
        return bool(known.moves or (known.disagreements and self.accepts is None))


FILE_ONLY = Ledger()
"""The ledger of what the plan's file records."""


def build_ledger(
    steps: Iterable[Step], changes: Iterable[DeadlineChange], left: Iterable[Step] = ()
) -> Ledger:
    """Return the ledger of a plan that git knows.

    Args:
        steps: The steps of the plan, as its file has them.
        changes: What git saw, oldest first, and last what is not committed.
        left: The steps that left the plan.
    """
    by_step: dict[str, list[DeadlineChange]] = {}
    for change in changes:
        by_step.setdefault(change.step_id, []).append(change)
    left = tuple(left)
    changed = {step.id: read_step(step, by_step[step.id]) for step in steps if step.id in by_step}
    # A step that left the plan is not in the file, so nothing can disagree.
    changed |= {
        step.id: read_step(step, by_step.get(step.id, ()))._replace(disagreements=())
        for step in left
    }
    return Ledger(changed, left, is_from_git=True)


def read_step(step: Step, changes: Sequence[DeadlineChange]) -> StepLedger:
    """Return the ledger of a step from its changes, oldest first, and its current state.

    The moves lead from the first deadline to the current one without a gap. A move that was made
    on two branches counts once; one that a merge left out is a disagreement.
    """
    if not (changes or step.revisions):
        return StepLedger(step.deadline, step.deadline, ())
    last = Dated(step.deadline, step.revisions)
    chain = _find_chain(changes, step.deadline)
    origin = chain[0].before if chain else last
    moves = [*_list_recorded(origin), *(move for commit in chain for move in _list_moves(commit))]
    days = (day for move in moves for day in (move.before, move.after) if day is not None)
    first = next(days, origin.deadline)
    moves = list(_mark_recorded(moves, step.revisions))
    setting = moves.pop(0) if moves and moves[0].before is None else None
    if setting and setting.is_silent:
        setting = None
    apart = _find_disagreements(step, origin, changes, chain, moves) if changes else ()
    return StepLedger(first, step.deadline, tuple(moves), tuple(apart), setting)


def count_days(before: date | None, after: date | None) -> int | None:
    """Return the days between two deadlines, below 0 to an earlier one; None if one is missing."""
    return (after - before).days if before and after else None


def find_new_revisions(
    before: tuple[Revision, ...], after: tuple[Revision, ...]
) -> tuple[Revision, ...]:
    """Return the revisions that the later version has and the earlier one has not."""
    known = Counter(before)
    new = []
    for revision in after:
        known[revision] -= 1
        if known[revision] < 0:
            new.append(revision)
    return tuple(new)


def find_reasons(added: tuple[Revision, ...], deadline: date | None) -> tuple[str, ...]:
    """Return the reasons for a move to a deadline; none if the new revisions lead elsewhere."""
    if not added or added[-1].to != deadline:
        return ()
    return tuple(revision.reason for revision in added)


def _find_chain(
    changes: Sequence[DeadlineChange], deadline: date | None
) -> tuple[DeadlineChange, ...]:
    """Return the changes that lead to a deadline, each from where the one before it ended."""
    chain = []
    for change in reversed(tuple(_drop_repeated(changes))):
        if change.after.deadline == deadline:
            chain.append(change)
            deadline = change.before.deadline
    return tuple(reversed(chain))


def _drop_repeated(changes: Iterable[DeadlineChange]) -> Iterator[DeadlineChange]:
    """Leave out a move that was made before on another branch."""
    last: Ends | None = None
    for change in changes:
        is_move = change.before.deadline != change.after.deadline
        if not (is_move and change.ends == last):
            yield change
        last = change.ends if is_move else last


def _list_recorded(dated: Dated) -> Iterator[Move]:
    """Return the moves that the first known version records; they are trusted."""
    day = dated.revisions[0].from_ if dated.revisions else dated.deadline
    for revision in dated.revisions:
        if revision.from_ != day:
            yield Move(day, revision.from_, None, None, ())
        yield Move(revision.from_, revision.to, revision.on, revision.on, (revision.reason,))
        day = revision.to
    if day != dated.deadline:
        yield Move(day, dated.deadline, None, None, ())


def _list_moves(change: DeadlineChange) -> Iterator[Move]:
    """Return the moves of a change: one per revision if these lead all the way, else one."""
    before, after = change.ends
    added = find_new_revisions(change.before.revisions, change.after.revisions)
    is_pending = change.commit is None
    path = _find_path(added, before, after)
    for revision in path:
        yield Move(
            revision.from_,
            revision.to,
            revision.on if is_pending else change.day,
            revision.on,
            (revision.reason,),
            is_pending=is_pending,
            commit=change.commit,
            author=change.author,
        )
    if not path and before != after:
        reasons = find_reasons(added, after)
        on = added[-1].on if reasons else None
        day = on if is_pending else change.day
        yield Move(
            before,
            after,
            day,
            on,
            reasons,
            is_pending=is_pending,
            commit=change.commit,
            author=change.author,
        )


def _find_path(
    added: tuple[Revision, ...], before: date | None, after: date | None
) -> tuple[Revision, ...]:
    """Return the last of the new revisions that lead from one deadline to the other."""
    for start, revision in enumerate(added):
        path = added[start:]
        linked = all(move.to == following.from_ for move, following in pairwise(path))
        if revision.from_ == before and path[-1].to == after and linked:
            return path
    return ()


def _mark_recorded(moves: Iterable[Move], revisions: Iterable[Revision]) -> Iterator[Move]:
    """Return the moves, each marked if a revision records it."""
    held = Counter((revision.from_, revision.to) for revision in revisions)
    for move in moves:
        ends = (move.before, move.after)
        yield move._replace(is_recorded=held[ends] > 0)
        held[ends] -= 1


def _find_disagreements(
    step: Step,
    origin: Dated,
    changes: Sequence[DeadlineChange],
    chain: Sequence[DeadlineChange],
    moves: Iterable[Move],
) -> Iterator[str]:
    """Return sentences on where git and the file disagree.

    A revision that no commit has is not committed yet; it is not a disagreement.
    """
    held = dict.fromkeys(_list_ends(step.revisions))
    committed = [change for change in changes if change.commit is not None]
    recorded = dict.fromkeys(_list_ends(origin.revisions))
    for change in committed:
        recorded |= dict.fromkeys(_list_ends(change.before.revisions))
        recorded |= dict.fromkeys(_list_ends(change.after.revisions))
    seen = {*_list_ends(origin.revisions), *(change.ends for change in committed)}
    seen |= {(move.before, move.after) for change in committed for move in _list_moves(change)}
    for move in moves:
        ends = (move.before, move.after)
        if move.is_silent and move.commit is not None and ends not in held:
            found = f"git saw {_describe(ends)} in {move.commit[:9]}"
            yield f"{found}, but the file does not record it"
    known = {change.ends for change in chain}
    for change in committed:
        if change.before.deadline != change.after.deadline and change.ends not in known:
            where = f"in {(change.commit or '')[:9]}"
            yield f"git saw {_describe(change.ends)} {where} on a branch, but a merge left it out"
    for ends in held:
        if ends in recorded and ends not in seen:
            yield f"the file records {_describe(ends)}, but git never saw it"
    for ends in recorded:
        if ends not in held:
            yield f"git had a revision for {_describe(ends)}, but the file no longer has it"


def _list_ends(revisions: Iterable[Revision]) -> Iterator[Ends]:
    return ((revision.from_, revision.to) for revision in revisions)


def _describe(ends: Ends) -> str:
    """Return a noun for a move, such as `a move from 2024-12-31 to 2025-06-30`."""
    before, after = ends
    if before is None:
        return f"a first deadline of {describe_deadline(after)}"
    if after is None:
        return f"the removal of the deadline {before}"
    return f"a move from {before} to {after}"
