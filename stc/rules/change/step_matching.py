"""The fate of each step in the next version of its plan: kept, removed or renamed."""

from collections import deque
from collections.abc import Iterator

from stc.plan import losses
from stc.plan.model import Plan, Step
from stc.plan.status import StatusKind
from stc.plan.wording import fold_text
from stc.rules.rule import ChangeSubject


def find_kept(change: ChangeSubject) -> Iterator[tuple[Step, Step]]:
    """Return the steps whose id is in both versions, each before and after the change."""
    after = {step.id: step for step in change.head.plan.steps}
    return ((step, after[step.id]) for step in change.base.steps if step.id in after)


def find_renamed(change: ChangeSubject) -> dict[str, Step]:
    """Return, by old id, the steps that have a new id and their old text.

    Texts are compared as folded by `fold_text`. Several steps with one text are paired in order.
    """
    before = {step.id for step in change.base.steps}
    after = {step.id for step in change.head.plan.steps}
    added: dict[str, deque[Step]] = {}
    for step in change.head.plan.steps:
        if step.id not in before:
            added.setdefault(fold_text(step), deque()).append(step)
    found: dict[str, Step] = {}
    for step in change.base.steps if added else ():
        same = added.get(fold_text(step)) if step.id not in after else None
        if same:
            found[step.id] = same.popleft()
    return found


def find_removed(change: ChangeSubject) -> tuple[Step, ...]:
    """Return the steps whose id is gone and whose text has no new id."""
    after = {step.id for step in change.head.plan.steps}
    gone = [step for step in change.base.steps if step.id not in after]
    renamed = find_renamed(change) if gone else {}
    return tuple(step for step in gone if step.id not in renamed)


def are_many(removed: tuple[Step, ...], change: ChangeSubject) -> bool:
    """Return whether more than a quarter of the steps are removed: an accident, not a decision."""
    return losses.are_many(len(removed), len(change.base.steps))


def is_unexplained(before: Step, after: Step) -> bool:
    """Return whether a step gives no new reason."""
    return after.reason is None or after.reason == before.reason


def hint_removed(plan: Plan, what: str) -> str:
    """Return what to do in place of removing a step."""
    excluded = plan.vocabulary.list_of_kind(StatusKind.EXCLUDED)
    if not excluded:
        return f"Put {what} back. To drop a step, add a status of the kind excluded."
    step = "it" if what == "it" else "a step"
    return f"Put {what} back. To drop {step}, set it to {excluded[0].name}."
