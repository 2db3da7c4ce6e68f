"""The log of a plan: what changed from commit to commit, field by field."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Literal, NamedTuple

from stc import codes
from stc.errors import UsageProblem
from stc.history.compare import Difference, FieldChange, Renaming, compare_plans
from stc.history.git.checkout import find_folder
from stc.history.git.objects import Objects
from stc.history.git.versions import Commit, Version, list_versions
from stc.history.heads import HeadChange
from stc.history.incremental import Check, VersionReader, check_nothing
from stc.history.updates import UpdateChange
from stc.plan.losses import are_many
from stc.plan.model import Goal, Plan, Section, Step
from stc.plan.value_types import fold_id
from stc.text.nearest import find_nearest, quote

_LOST = codes.MANY_STEPS_REMOVED.id


class StepChange(NamedTuple):
    """A step that entered or left the plan."""

    step: Step
    kind: Literal["added", "removed"]


class PlanFileChange(NamedTuple):
    """The deletion or return of the file."""

    kind: Literal["deleted", "returned"]


Change = FieldChange | StepChange | Renaming | HeadChange | PlanFileChange | UpdateChange


class LogEntry(NamedTuple):
    """One change that a commit made."""

    commit: Commit
    change: Change

    @property
    def step(self) -> Step | None:
        """The step it is about, as in the later version that has it."""
        change = self.change
        return change.step if isinstance(change, FieldChange | StepChange | UpdateChange) else None


class Skip(NamedTuple):
    """A version whose changes are not counted.

    Attributes:
        reason: Why, without a subject.
        is_readable: It can be read, but it had lost steps that a later version brought back.
    """

    commit: Commit
    reason: str
    is_readable: bool = False

    @property
    def clause(self) -> str:
        """The reason, to follow `is skipped because`."""
        reason = "it lost steps for a while" if self.is_readable else "it cannot be read"
        return f"{reason} ({self.reason})"


class Log(NamedTuple):
    """All that git knows of how the plan changed.

    Attributes:
        entries: The changes, newest first; those of one commit in the order of the plan.
        skipped: The versions that could not be read, or had lost more than a quarter of the steps
            for a while, newest first. The next valid version is compared with the last valid one.
        is_shallow: Older commits are missing from this checkout.
        versions: The versions that are not skipped, oldest first.
        listed: All versions, oldest first.
        plans: The plan in each blob, or the last valid one before it if it could not be read.
        head: The plan at the last commit; None if the file is not there.
    """

    entries: tuple[LogEntry, ...]
    skipped: tuple[Skip, ...]
    is_shallow: bool
    versions: tuple[tuple[Commit, Plan], ...]
    listed: tuple[Version, ...]
    plans: Mapping[str | None, Plan]
    head: Plan | None = None


def read_log(
    plan: Path,
    commit: str = "HEAD",
    check: Check = check_nothing,
    watch: Callable[[Sequence[Version]], Iterable[Version]] = iter,
) -> Log:
    """Return what changed in a plan up to a commit.

    Args:
        plan: The file, in a checkout.
        commit: The last commit to look at.
        check: The rules that a version must keep to be valid, apart from the schema.
        watch: Yields the versions that are read, and may show how many.

    Raises:
        CannotGoOn: There is no checkout, no git, or the file is not in it.
    """
    listed = list_versions(plan, commit)
    with Objects(find_folder(plan)) as objects:
        walk = _Walk(VersionReader(objects, check))
        for version in watch(listed.versions):
            walk.take(version)
    skips = walk.skipped
    head = walk.plans.get(listed.head)
    entries = tuple(
        entry
        for found in reversed(walk.entries)
        for entry in found
        if entry.commit.id not in skips and not (head and _is_renaming(entry.change, head))
    )
    versions = tuple(pair for pair in walk.versions if pair[0].id not in skips)
    ids = (version.commit.id for version in reversed(listed.versions))
    skipped = tuple(skips[commit_id] for commit_id in ids if commit_id in skips)
    return Log(entries, skipped, listed.is_shallow, versions, listed.versions, walk.plans, head)


def _is_renaming(change: Change, newest: Plan) -> bool:
    """Return whether a status only got another name, as the newest version says."""
    if not isinstance(change, FieldChange) or change.field != "status":
        return False
    now = newest.vocabulary.name_now
    return now(change.before) == now(change.after)


def resolve_ids(log: Log, plan: Plan, typed: Collection[str]) -> tuple[str, ...]:
    """Return the ids of steps that are in a plan or once were, once each.

    Args:
        log: What git knows of the plan.
        plan: The plan as its file has it.
        typed: The ids as they were typed.

    Raises:
        UsageProblem: No version ever had one.
    """
    if not typed:
        return ()
    versions = (*log.versions, (None, plan))
    known = {fold_id(step.id): step.id for _, version in versions for step in version.steps}
    chosen = []
    for word in typed:
        step_id = known.get(fold_id(word))
        if step_id is None:
            nearest = find_nearest(word, known.values())
            hint = f"Did you mean {nearest}?" if nearest else "`stc list` shows them all."
            raise UsageProblem(f"Unknown step {quote(word)}, in the plan and in its history.", hint)
        chosen.append(step_id)
    return tuple(dict.fromkeys(chosen))


def list_former_ids(entries: Iterable[LogEntry], departments: Iterable[str]) -> frozenset[str]:
    """Return the ids of departments with their former ids; the newest entry is first."""
    found = set(departments)
    for entry in entries:
        change = entry.change
        if isinstance(change, Renaming) and change.after.id in found:
            found.add(change.before.id)
    return frozenset(found)


class _Loss(NamedTuple):
    """A version that lost more than a quarter of the steps, or came after one that did.

    Attributes:
        before: The last version that had them.
        version: The version.
        number: How many of them it does not have.
        earlier: The version before it that does not have them either.
    """

    before: Plan
    version: Version
    number: int
    earlier: "_Loss | None"


class _Walk:
    """Walks the versions, the oldest first."""

    def __init__(self, reader: VersionReader) -> None:
        self.entries: list[list[LogEntry]] = []
        self.skipped: dict[str, Skip] = {}
        self.versions: list[tuple[Commit, Plan]] = []
        self._reader = reader
        # The plan that a version after this blob is compared with: the one in it, or the last
        # valid one. None is a file that is not there.
        self.plans: dict[str | None, Plan] = {}
        # By the blob, until a later version has the steps again.
        self._losses: dict[str | None, _Loss] = {}

    def take(self, version: Version) -> None:
        """Add the next version."""
        held = [blob for blob in version.parents if blob is not None]
        blobs: list[str | None] = [*held] or [None]
        commit = version.commit
        if version.blob is None:
            self._stand_in(None, blobs)
            self.entries.append([LogEntry(commit, PlanFileChange("deleted"))])
            return
        plan, problem = self._reader.read(version.blob, version.path)
        if plan is None:
            self._stand_in(version.blob, blobs)
            self.skipped[commit.id] = Skip(commit, problem)
            return
        loss = self._follow_losses(version, blobs, plan)
        befores = [self.plans[blob] for blob in blobs if blob in self.plans]
        found: list[Change] = [PlanFileChange("returned")] if blobs == [None] and befores else []
        found += _differ_from_all(befores, plan)
        self.plans[version.blob] = plan
        self.versions.append((commit, plan))
        self.entries.append([LogEntry(commit, change) for change in found])
        number = sum(
            isinstance(change, StepChange) and change.kind == "removed" for change in found
        )
        if loss is None and befores and are_many(number, len(befores[0].steps)):
            loss = _Loss(befores[0], version, number, None)
        self._keep_loss(version.blob, loss)

    def _stand_in(self, blob: str | None, blobs: list[str | None]) -> None:
        known = [blob for blob in blobs if blob in self.plans]
        if known:
            self.plans[blob] = self.plans[known[0]]
        self._keep_loss(blob, next((self._losses.get(blob) for blob in blobs), None))

    def _keep_loss(self, blob: str | None, loss: _Loss | None) -> None:
        self._losses.pop(blob, None)
        if loss is not None:
            self._losses[blob] = loss

    def _follow_losses(self, version: Version, blobs: list[str | None], plan: Plan) -> _Loss | None:
        """Return the loss that a version continues; skip those that it ends."""
        going_on = None
        for blob in blobs:
            loss = self._losses.get(blob)
            if loss is None:
                continue
            ids = {step.id for step in plan.steps}
            number = sum(step.id not in ids for step in loss.before.steps)
            if are_many(number, len(loss.before.steps)):
                going_on = _Loss(loss.before, version, number, loss)
            else:
                self._skip(loss, version.commit)
                self.plans[blob] = loss.before
        return going_on

    def _skip(self, loss: _Loss, restored: Commit) -> None:
        """Skip the versions of a loss; later ones are compared with the one before it."""
        link: _Loss | None = loss
        while link is not None:
            commit = link.version.commit
            lost = f"{link.number:,} of {len(link.before.steps):,} steps are removed"
            reason = f"{_LOST}: {lost}, and {restored.id[:9]} brings them back"
            self.skipped.setdefault(commit.id, Skip(commit, reason, is_readable=True))
            self.plans[link.version.blob] = link.before
            self._losses.pop(link.version.blob, None)
            link = link.earlier


def _differ_from_all(befores: list[Plan], plan: Plan) -> Iterator[Change]:
    """Return how a plan differs from the first of those before it, and from each of the others."""
    if not befores:
        return
    known = [set(map(_name, _list(_compare(other, plan)))) for other in befores[1:]]
    for change in _list(_compare(befores[0], plan)):
        name = _name(change)
        if all(name in other or ("added", *name[1:2]) in other for other in known):
            yield change


def _compare(before: Plan, after: Plan) -> Difference:
    """Return all differences, comparing only steps that are not the same objects.

    If a step is under another goal, all steps are compared, to see whether the step moved or the
    goal was renamed.
    """
    if len(before.steps) == len(after.steps) and before.goals is after.goals:
        pairs = zip(before.steps, after.steps, strict=True)
        other_steps = [pair for pair in pairs if pair[0] is not pair[1]]
        if all(_place(old) == _place(new) for old, new in other_steps):
            before = before._replace(steps=tuple(old for old, _ in other_steps))
            after = after._replace(steps=tuple(new for _, new in other_steps))
    return compare_plans(before, after)


def _place(step: Step) -> tuple[Section, Goal | None]:
    return step.section, step.goal


def _list(difference: Difference) -> Iterable[Change]:
    yield from difference.renamed
    yield from difference.heads
    yield from difference.changes
    yield from (StepChange(step, "added") for step in difference.added)
    yield from (StepChange(step, "removed") for step in difference.removed)


def _name(change: Change) -> tuple[Any, ...]:
    """Return the identity of a change, whatever it is compared with."""
    if isinstance(change, FieldChange):
        return ("field", change.step.id, change.field)
    if isinstance(change, StepChange):
        return (change.kind, change.step.id)
    if isinstance(change, Renaming):
        return ("renamed", change.after.id)
    return (*tuple(change)[:3], str(tuple(change)[3:]))
