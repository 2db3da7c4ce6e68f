"""Steps that a change puts back as they were before another one that the guard refuses."""

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from stc.plan.model import Plan, Step
from stc.rules.change.deadline_moved_silently import is_silent
from stc.rules.change.id_reused import find_reused
from stc.rules.change.ledger_rewritten import find_complaint
from stc.rules.change.step_matching import find_kept, find_removed, find_renamed
from stc.rules.rule import ChangeSubject, PlanSubject

Steps = dict[str, Step]


class EarlierChange(NamedTuple):
    """A change from one version to the next, before the base.

    Attributes:
        name: How its commit is called.
        before: The plan before it.
        after: The plan after it.
    """

    name: str
    before: Plan
    after: Plan


class Restoration(NamedTuple):
    """What a change restores.

    Attributes:
        base: The base, with every step that is restored as it is to be: nothing is to be said of
            those.
        ids: The steps that are restored, by the name of the change that is undone.
    """

    base: Plan
    ids: dict[str, list[str]]


def find_restored(change: ChangeSubject, earlier: Iterable[EarlierChange]) -> Restoration:
    """Return the steps that are restored: needing no reason, as what is undone was refused itself.

    A step is restored where its block is again exactly what it was before the last change that
    made another one of it, the guard refuses that change (STC401 to STC406), and nothing is lost
    that was recorded since with a reason, evidence or a day of completion.

    Args:
        change: The change from the base to the head.
        earlier: The changes up to the base, newest first.
    """
    head = _by_id(change.head.plan)
    pending = {
        step_id: [step]
        for step_id, step in _pair(_by_id(change.base), head)
        if not _is_same(step, head.get(step_id))
    }
    found: dict[str, list[str]] = {}
    for past in earlier:
        if not pending:
            break
        for step_id in _find_undone(past, change, pending):
            found.setdefault(past.name, []).append(step_id)
    back = {step_id for ids in found.values() for step_id in ids}
    kept = [step for step in change.base.steps if step.id not in back]
    put = [step for step in change.head.plan.steps if step.id in back]
    return Restoration(change.base._replace(steps=(*kept, *put)), found)


def _find_undone(
    past: EarlierChange, change: ChangeSubject, pending: dict[str, list[Step | None]]
) -> list[str]:
    """Return the steps that are restored from one change, and settle all that it is undone for.

    Args:
        past: The earlier change.
        change: The change that is judged.
        pending: The versions since of each step that is not settled, newest first.
    """
    before, after, head = map(_by_id, (past.before, past.after, change.head.plan))
    candidates = []
    for step_id, since in list(pending.items()):
        old, new = before.get(step_id), after.get(step_id)
        if _is_same(old, new):
            continue
        since.append(new)
        if _is_same(old, head.get(step_id)):
            candidates.append(step_id)
    if not candidates:
        return []
    refused = _find_refused(past, change)
    is_undone = bool(refused) and all(
        _is_same(old, head.get(step_id))
        for step_id, old in _pair(before, after)
        if not _is_same(old, after.get(step_id))
    )
    restored = []
    for step_id in candidates:
        since = pending.pop(step_id)
        is_refused = step_id in refused or (is_undone and step_id not in before)
        if is_refused and not _loses(head.get(step_id), since):
            restored.append(step_id)
    return restored


def _find_refused(past: EarlierChange, later: ChangeSubject) -> set[str]:
    """Return the steps for which the guard refuses a change (STC401 to STC406)."""
    # The document is asked for no place, so that any will do.
    after = PlanSubject(past.after, later.head.document, later.head.today)
    change = ChangeSubject(past.before, after)
    renamed = find_renamed(change)
    return {
        *(step.id for step in find_removed(change)),
        *renamed,
        *(step.id for step in renamed.values()),
        *(step.id for step, _ in find_reused(change)),
        *(
            old.id
            for old, new in find_kept(change)
            if is_silent(old, new) or find_complaint(old, new)
        ),
    }


def _loses(head: Step | None, since: list[Step | None]) -> bool:
    """Return whether something recorded in between, newest version first, is lost."""
    *later, first = since
    revisions = {*(head.revisions if head else ()), *(first.revisions if first else ())}
    evidence = set(head.evidence if head else ())
    for step in filter(None, since):
        if step.completed and not (head and head.completed == step.completed):
            return True
        if step.reason and not (head and head.reason == step.reason):
            return True
        if not evidence.issuperset(step.evidence):
            return True
    was_done = any(step.status.is_done for step in (head, first) if step)
    return any(
        not revisions.issuperset(step.revisions) or (step.status.is_done and not was_done)
        for step in filter(None, later)
    )


def _by_id(plan: Plan) -> Steps:
    return {step.id: step for step in plan.steps}


def _pair(steps: Steps, others: Steps) -> Iterator[tuple[str, Step | None]]:
    """Yield every id of two versions, and its step in the first one."""
    return ((step_id, steps.get(step_id)) for step_id in {**steps, **others})


def _is_same(step: Step | None, other: Step | None) -> bool:
    # Old versions share the steps that did not change.
    if step is other or step is None or other is None:
        return step is other
    return _read(step) == _read(other)


def _read(step: Step) -> dict[str, Any]:
    """Return the values of a step, without object identities and its place in the file."""
    shared = {
        "section": step.section.id,
        "goal": step.goal_title,
        "departments": [department.id for department in step.departments],
        "lead": step.lead.id if step.lead else None,
        "place": None,
    }
    return step._asdict() | shared
