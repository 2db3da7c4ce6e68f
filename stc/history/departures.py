"""The steps that left the plan: every id that git ever knew and the plan does not have now."""

from collections import deque
from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from stc.history.git.versions import Commit
from stc.history.log import Log, StepChange
from stc.plan.model import Plan, Step
from stc.plan.value_types import fold_id
from stc.plan.wording import fold_text
from stc.plan.zones import today_in


class Departure(NamedTuple):
    """A step that left the plan, and how.

    Attributes:
        step: The step as it was last.
        commit: The commit that took it out; None where it is not committed yet, or not known.
        day: The day of that commit in the plan's time zone; None likewise.
        is_pending: It is in the last commit, but no longer in the file.
        now: The id under which its text went on in the same change; None if it was taken out.
    """

    step: Step
    commit: Commit | None = None
    day: date | None = None
    is_pending: bool = False
    now: str | None = None

    @property
    def reason(self) -> str | None:
        """The reason that the step had when it was taken out."""
        return find_reason(self.step)


class Turnover(NamedTuple):
    """The steps that came and left since the first version that git knows.

    Attributes:
        since: The day of that version.
        added: The steps of the plan that it did not have, under whatever id.
        removed: The steps that were taken out of the plan.
    """

    since: date
    added: tuple[Step, ...]
    removed: tuple[Departure, ...]


def find_turnover(log: Log, plan: Plan, departures: Iterable[Departure]) -> Turnover | None:
    """Return which steps came and left; None where git has no version that can be read.

    Args:
        log: What git knows.
        plan: The plan as its file has it.
        departures: The steps that are no longer in it.
    """
    if not log.versions:
        return None
    commit, first = log.versions[0]
    departures = tuple(departures)
    old = {fold_id(step.id) for step in first.steps}
    old |= {fold_id(departure.now) for departure in departures if departure.now}
    return Turnover(
        today_in(plan.timezone, commit.when),
        tuple(step for step in plan.steps if fold_id(step.id) not in old),
        tuple(departure for departure in departures if departure.now is None),
    )


def find_reason(step: Step) -> str | None:
    """Return the recorded reason for taking a step out: that of its last status."""
    return step.reason if step.status.needs_reason else None


def find_departures(log: Log, plan: Plan) -> tuple[Departure, ...]:
    """Return the steps that are no longer in a plan, the last that left first.

    Ids that differ only in case are one id, as everywhere. A step that came back, or is in another
    section now, is in the plan.

    Args:
        log: What git knows, up to the version that was read or that the file began with.
        plan: The plan as its file has it, which may differ from the last version.
    """
    present = {fold_id(step.id) for step in plan.steps}
    found: dict[str, Departure] = {}
    for departure in (
        *_find_pending(log, plan),
        *_find_committed(log, plan.timezone),
    ):
        folded = fold_id(departure.step.id)
        if folded not in present:
            found.setdefault(folded, departure)
    for departure in _find_merged_away(log, plan.timezone, present | found.keys()):
        found.setdefault(fold_id(departure.step.id), departure)
    return tuple(found.values())


def _find_pending(log: Log, plan: Plan) -> Iterator[Departure]:
    head = log.head.steps if log.head else ()
    present, before = ({step.id for step in steps} for steps in (plan.steps, head))
    gone = [step for step in head if step.id not in present]
    renamed = _Renamed(step for step in plan.steps if gone and step.id not in before)
    for step in gone:
        yield Departure(step, is_pending=True, now=renamed.take(step))


def _find_committed(log: Log, zone: str) -> Iterator[Departure]:
    """Return what each commit took out, newest first."""
    added: dict[str, list[Step]] = {}
    for commit, change in log.entries:
        if isinstance(change, StepChange) and change.kind == "added":
            added.setdefault(commit.id, []).append(change.step)
    renamed: dict[str, _Renamed] = {}
    for commit, change in log.entries:
        if isinstance(change, StepChange) and change.kind == "removed":
            if commit.id not in renamed:
                renamed[commit.id] = _Renamed(added.get(commit.id, ()))
            day = today_in(zone, commit.when)
            now = renamed[commit.id].take(change.step)
            yield Departure(change.step, commit, day, now=now)


class _Renamed:
    """The steps that came with a change, by their texts; each is taken once."""

    def __init__(self, added: Iterable[Step]) -> None:
        self._ids: dict[str, deque[str]] = {}
        for step in added:
            self._ids.setdefault(fold_text(step), deque()).append(step.id)

    def take(self, step: Step) -> str | None:
        same = self._ids.get(fold_text(step)) if self._ids else None
        return same.popleft() if same else None


def _find_merged_away(log: Log, zone: str, known: set[str]) -> Iterator[Departure]:
    """Return the steps that only a branch had, and that a merge left out."""
    last: dict[str, Step] = {}
    steps: tuple[Step, ...] | None = None
    for _, plan in log.versions:
        if plan.steps is not steps:
            last.update((step.id, step) for step in plan.steps)
        steps = plan.steps
    lost = {step_id: step for step_id, step in last.items() if fold_id(step_id) not in known}
    if not lost:
        return
    for version in reversed(log.listed):
        merged = log.plans.get(version.blob)
        if merged is None or len(version.parents) < 2:
            continue
        kept = {step.id for step in merged.steps}
        parents = (log.plans[blob] for blob in version.parents if blob in log.plans)
        for step in (step for parent in parents for step in parent.steps):
            if step.id not in kept and step.id in lost:
                del lost[step.id]
                day = today_in(zone, version.commit.when)
                yield Departure(step, version.commit, day)
    yield from map(Departure, lost.values())
