"""The comparison of two versions of a plan, step by step, without git.

The order of sections, goals, steps and a step's departments does not count, nor does the layout of
the file.
"""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from stc.history.heads import HeadChange, compare_heads
from stc.history.renames import GoalKey, match_departments, match_goals, match_statuses
from stc.history.updates import UpdateChange
from stc.plan.field import specs_of
from stc.plan.model import Department, Plan, Step
from stc.plan.periods import read_written
from stc.plan.status import StatusKind

_KEYS = tuple(key for key in specs_of(Step) if key != "id")
_AT = _KEYS.index("lead")
FIELDS = (*_KEYS[:_AT], "section", "goal", *_KEYS[_AT:])
"""The fields of a step that are compared, in the order of output."""
_ATTRIBUTES = {key: spec.attribute for key, spec in specs_of(Step).items()}


class FieldChange(NamedTuple):
    """A field of a step that differs.

    Attributes:
        step: The step as in the later plan.
        field: One of `FIELDS`.
        before: The earlier value: ids of departments and sections, titles of goals, names of
            statuses; lists are tuples.
        after: The later value.
        former: The step as in the earlier plan.
    """

    step: Step
    field: str
    before: Any
    after: Any
    former: Step | None = None

    @property
    def former_kind(self) -> StatusKind | None:
        """The kind of the status in the earlier plan."""
        return self.former.status.kind if self.former else None


class Renaming(NamedTuple):
    """A department whose id or name changed."""

    before: Department
    after: Department


class Difference(NamedTuple):
    """All differences of two versions; falsy if there are none.

    Attributes:
        changes: The fields of the steps in both plans, in the order of the later plan.
        added: The steps of the later plan whose id the earlier one does not have.
        removed: The steps of the earlier plan whose id the later one does not have.
        renamed: The departments whose id or name changed; this does not change their steps.
        heads: Differences apart from the steps: the plan, its sections, goals and departments.
        updates: The updates of the departments that were added, and those that are gone.
    """

    changes: tuple[FieldChange, ...]
    added: tuple[Step, ...]
    removed: tuple[Step, ...]
    renamed: tuple[Renaming, ...]
    heads: tuple[HeadChange, ...] = ()
    updates: tuple[UpdateChange, ...] = ()

    def __bool__(self) -> bool:
        return any(self)


def compare_plans(before: Plan, after: Plan) -> Difference:
    """Return all differences from an earlier to a later version of a plan."""
    old = {step.id: step for step in before.steps}
    new = {step.id for step in after.steps}
    kept = [(old[step.id], step) for step in after.steps if step.id in old]
    departments = match_departments(before.departments, after.departments)
    goals = match_goals(kept)
    ids = {was.id: now.id for was, now in departments if was.id != now.id}
    statuses = match_statuses(before.vocabulary, after.vocabulary)
    names = _Names(ids, goals, {old.name: new.name for old, new in statuses})
    return Difference(
        changes=tuple(change for pair in kept for change in _compare_steps(*pair, names)),
        added=tuple(step for step in after.steps if step.id not in old),
        removed=tuple(step for step in before.steps if step.id not in new),
        renamed=tuple(
            Renaming(was, now)
            for was, now in departments
            if (was.id, was.name) != (now.id, now.name)
        ),
        heads=compare_heads(before, after, departments, goals, statuses),
    )


def read_field(step: Step, field: str) -> Any:
    """Return the plain value of a field of a step, one of `FIELDS`."""
    if field == "status":
        return step.status.name
    if field == "section":
        return step.section.id
    if field == "goal":
        return step.goal_title
    if field == "lead":
        return step.lead.id if step.lead else None
    if field == "departments":
        return tuple(department.id for department in step.departments)
    return getattr(step, _ATTRIBUTES[field])


class _Names(NamedTuple):
    """What goes by another name in the later version.

    Attributes:
        departments: The new id of each department that has another one.
        goals: The new title of each goal that has another one.
        statuses: The new name of each status that is in both versions.
    """

    departments: Mapping[str, str]
    goals: Mapping[GoalKey, str]
    statuses: Mapping[str, str]


def _compare_steps(before: Step, after: Step, names: _Names) -> Iterator[FieldChange]:
    # When a plan is read again, unchanged steps are the same objects.
    if before is after:
        return
    for field in FIELDS:
        attribute = _ATTRIBUTES.get(field, field)
        old, new = getattr(before, attribute), getattr(after, attribute)
        if old is new or (type(old) is str and old == new):
            continue
        old, new = read_field(before, field), read_field(after, field)
        is_kept = read_written(old) == read_written(new)
        if not is_kept and not _is_same(field, before, old, new, names):
            yield FieldChange(after, field, old, new, before)


def _is_same(field: str, before: Step, old: Any, new: Any, names: _Names) -> bool:
    """Return whether two values differ only in the order or the names of what they refer to."""
    if field == "departments":
        return sorted(names.departments.get(old_id, old_id) for old_id in old) == sorted(new)
    if field == "lead":
        return bool(names.departments.get(old, old) == new)
    if field == "status":
        return bool(names.statuses.get(old) == new)
    return field == "goal" and names.goals.get((before.section.id, old)) == new
