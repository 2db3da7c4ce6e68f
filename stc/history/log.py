"""What changed in the plan from commit to commit, field by field."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, Literal, NamedTuple

from stc.history.checkout import find_folder
from stc.history.compare import Difference, FieldChange, Renaming, compare_plans
from stc.history.heads import HeadChange
from stc.history.objects import Objects
from stc.history.readings import Readings, judge_nothing
from stc.history.step_text import Judge
from stc.history.versions import Commit, Version, list_versions
from stc.plan.model import Plan, Step


class Fate(NamedTuple):
    """A step that came into the plan or left it."""

    step: Step
    kind: Literal["added", "removed"]


class FileFate(NamedTuple):
    """The file was deleted, or brought back."""

    kind: Literal["deleted", "returned"]


Change = FieldChange | Fate | Renaming | HeadChange | FileFate


class LogEntry(NamedTuple):
    """One change that a commit made."""

    commit: Commit
    change: Change

    @property
    def step(self) -> Step | None:
        """The step it is about, as in the later version that has it."""
        return self.change.step if isinstance(self.change, FieldChange | Fate) else None


class Log(NamedTuple):
    """All that git knows of how the plan changed.

    Attributes:
        entries: The changes, newest first; those of one commit in the order of the plan.
        skipped: The versions that could not be read, newest first, each with the reason. The
            next sound version is compared with the last sound one.
        is_shallow: Older commits are missing from this checkout.
        versions: The versions that could be read, oldest first.
        listed: All versions, oldest first.
        plans: The plan in each blob; the last sound one before it where it could not be read.
    """

    entries: tuple[LogEntry, ...]
    skipped: tuple[tuple[Commit, str], ...]
    is_shallow: bool
    versions: tuple[tuple[Commit, Plan], ...]
    listed: tuple[Version, ...]
    plans: Mapping[str | None, Plan]


def read_log(plan: Path, commit: str = "HEAD", judge: Judge = judge_nothing) -> Log:
    """Gives what changed in a plan up to a commit.

    Args:
        plan: The file, in a checkout.
        commit: The last commit to look at.
        judge: What else a version must keep to be sound, but for the schema.

    Raises:
        CannotGoOn: There is no checkout, no git, or the file is not in it.
    """
    listed = list_versions(plan, commit)
    with Objects(find_folder(plan)) as objects:
        walk = _Walk(Readings(objects, judge))
        for version in listed.versions:
            walk.take(version)
    entries = tuple(entry for found in reversed(walk.entries) for entry in found)
    skipped = tuple(reversed(walk.skipped))
    versions = tuple(walk.versions)
    return Log(entries, skipped, listed.is_shallow, versions, listed.versions, walk.plans)


class _Walk:
    """Walks the versions, the oldest first."""

    def __init__(self, readings: Readings) -> None:
        self.entries: list[list[LogEntry]] = []
        self.skipped: list[tuple[Commit, str]] = []
        self.versions: list[tuple[Commit, Plan]] = []
        self._readings = readings
        # What a version is compared with where this blob stood before it: the plan in it, or the
        # last sound one. None stands for a file that is not there.
        self.plans: dict[str | None, Plan] = {}

    def take(self, version: Version) -> None:
        """Takes the next version."""
        held = [blob for blob in version.parents if blob is not None]
        blobs: list[str | None] = [*held] or [None]
        befores = [self.plans[blob] for blob in blobs if blob in self.plans]
        commit = version.commit
        if version.blob is None:
            self._stand_in(None, befores)
            self.entries.append([LogEntry(commit, FileFate("deleted"))])
            return
        plan, problem = self._readings.read(version.blob, version.path)
        if plan is None:
            self._stand_in(version.blob, befores)
            self.skipped.append((commit, problem))
            return
        found: list[Change] = [FileFate("returned")] if blobs == [None] and befores else []
        found += _differ_from_all(befores, plan)
        self.plans[version.blob] = plan
        self.versions.append((commit, plan))
        self.entries.append([LogEntry(commit, change) for change in found])

    def _stand_in(self, blob: str | None, befores: list[Plan]) -> None:
        if befores:
            self.plans[blob] = befores[0]


def _differ_from_all(befores: list[Plan], plan: Plan) -> Iterator[Change]:
    """Gives how a plan differs from the first of those before it, and from each of the others."""
    if not befores:
        return
    known = [set(map(_name, _list(_compare(other, plan)))) for other in befores[1:]]
    for change in _list(_compare(befores[0], plan)):
        name = _name(change)
        if all(name in other or ("added", *name[1:2]) in other for other in known):
            yield change


def _compare(before: Plan, after: Plan) -> Difference:
    """Gives all that differs, looking only at the steps that are not the very same.

    Where a step stands under another goal, all of them tell whether it moved or the goal was
    given another title.
    """
    if len(before.steps) == len(after.steps) and before.goals is after.goals:
        pairs = zip(before.steps, after.steps, strict=True)
        other_steps = [pair for pair in pairs if pair[0] is not pair[1]]
        if all(one.id == other.id and one.goal == other.goal for one, other in other_steps):
            before = before._replace(steps=tuple(one for one, _ in other_steps))
            after = after._replace(steps=tuple(other for _, other in other_steps))
    return compare_plans(before, after)


def _list(difference: Difference) -> Iterable[Change]:
    yield from difference.renamed
    yield from difference.heads
    yield from difference.changes
    yield from (Fate(step, "added") for step in difference.added)
    yield from (Fate(step, "removed") for step in difference.removed)


def _name(change: Change) -> tuple[Any, ...]:
    """Gives what a change is known by, whatever it is compared with."""
    if isinstance(change, FieldChange):
        return ("field", change.step.id, change.field)
    if isinstance(change, Fate):
        return (change.kind, change.step.id)
    if isinstance(change, Renaming):
        return ("renamed", change.after.id)
    return (*tuple(change)[:3], str(tuple(change)[3:]))
