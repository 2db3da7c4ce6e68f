"""Differences between two versions of a plan apart from its steps."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final, Literal, NamedTuple

from stc.history.renames import DepartmentPair, GoalKey, StatusPair
from stc.plan.field import Spec, specs_of
from stc.plan.model import Department, Goal, Plan, Section
from stc.plan.status import Status
from stc.plan.value_types import VERSION
from stc.plan.vocabulary import Vocabulary

HeadKind = Literal["plan", "section", "goal", "department", "status"]
WHOLE = ""
"""The field of a change that adds or removes a whole section, goal, department or status."""


def _list_fields(block: Any, *others: str) -> tuple[Spec, ...]:
    """Return the fields of a block itself, except the named ones."""
    return tuple(
        spec for key, spec in specs_of(block).items() if spec.attribute and key not in others
    )


_PLAN: Final = tuple(
    spec for spec in _list_fields(Plan) if spec.block is None and spec.type is not VERSION
)
_ASKED: Final = frozenset((*(spec.key for spec in _PLAN), "departments", "sections"))
_STATUS: Final = _list_fields(Status, "kind", "was")
_SECTION: Final = _list_fields(Section, "id")
_GOAL: Final = _list_fields(Goal, "title")
_DEPARTMENT: Final = _list_fields(Department, "id", "name")
"""An id identifies a block; a new name of a department is a `Renaming`."""
_ORDERED: Final = frozenset(("under",))
"""Lists whose order says something: the outermost level is first."""


class HeadChange(NamedTuple):
    """A field of the plan, or of a section, goal or department, that differs.

    Attributes:
        kind: What it belongs to.
        id: The id of the section or department; for a goal that of its section.
        field: The field, or `WHOLE`.
        before: The earlier value, None where there was none.
        after: The later value, None where there is none.
    """

    kind: HeadKind
    id: str
    field: str
    before: Any
    after: Any


def compare_heads(
    before: Plan,
    after: Plan,
    matched: Iterable[DepartmentPair],
    goals: Mapping[GoalKey, str],
    statuses: tuple[StatusPair, ...],
) -> tuple[HeadChange, ...]:
    """Return the differences apart from the steps, except ids and names of departments in both.

    Args:
        before: The earlier plan.
        after: The later plan.
        matched: The departments that are in both.
        goals: The new titles of goals, by section and old title.
        statuses: The statuses that are in both.
    """
    return (
        *_compare("plan", "", before, after, _PLAN),
        *_compare_statuses(before.vocabulary, after.vocabulary, statuses),
        *_compare_sections(before.sections, after.sections),
        *_compare_goals(before, after, goals),
        *_compare_departments(before, after, tuple(matched)),
    )


def compare_remarks(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[HeadChange, ...]:
    """Return the differences in the fields that no command uses.

    These are the source, the phases, the categories and the glossary. Items of a list are numbered
    from 1: `source damage 1 page`.

    Args:
        before: The data of the earlier file, texts and not yet typed.
        after: The data of the later file.
    """
    old, new = (
        dict(pair for key, value in _list_remarks(data) for pair in _flatten(key, value))
        for data in (before, after)
    )
    return tuple(
        HeadChange("plan", "", field, old.get(field), new.get(field))
        for field in {**new, **old}
        if old.get(field) != new.get(field)
    )


def _list_remarks(data: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """Yield the fields that no question is asked of; the statuses are compared by their names."""
    for key, value in data.items():
        if key == "vocabulary" and isinstance(value, dict):
            yield key, {name: inner for name, inner in value.items() if name != "statuses"}
        elif key not in _ASKED:
            yield key, value


def _flatten(path: str, value: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(value, dict):
        pairs = list(value.items())
    elif isinstance(value, list):
        pairs = [(str(number), inner) for number, inner in enumerate(value, 1)]
    else:
        yield path, value
        return
    for key, inner in pairs:
        yield from _flatten(f"{path} {key}", inner)


def _compare(
    kind: HeadKind, one_id: str, before: object, after: object, fields: tuple[Spec, ...]
) -> Iterator[HeadChange]:
    for spec in fields:
        old, new = getattr(before, spec.attribute), getattr(after, spec.attribute)
        if old != new and (spec.key in _ORDERED or not _is_same_list(old, new)):
            yield HeadChange(kind, one_id, spec.key, old, new)


def _compare_statuses(
    before: Vocabulary, after: Vocabulary, matched: tuple[StatusPair, ...]
) -> Iterator[HeadChange]:
    if before.statuses == after.statuses:
        return
    for old, new in matched:
        yield from _compare("status", new.name, old, new, _STATUS)
        if old.kind is not new.kind:
            yield HeadChange("status", new.name, "kind", old.kind.word, new.kind.word)
    had, have = {old.name for old, _ in matched}, {new.name for _, new in matched}
    for status in after.statuses:
        if status.name not in have:
            yield HeadChange("status", status.name, WHOLE, None, status.kind.word)
    for status in before.statuses:
        if status.name not in had:
            yield HeadChange("status", status.name, WHOLE, status.kind.word, None)
    order = tuple(status.name for status in after.statuses if status.name in have)
    former = tuple(new.name for _, new in matched)
    if former != order:
        yield HeadChange("plan", "", "order of statuses", former, order)


def _is_same_list(old: Any, new: Any) -> bool:
    """Return whether two lists of texts differ only in their order."""
    return type(old) is type(new) is tuple and sorted(old) == sorted(new)


def _compare_sections(
    before: tuple[Section, ...], after: tuple[Section, ...]
) -> Iterator[HeadChange]:
    if before == after:
        return
    old = {section.id: section for section in before}
    new = {section.id: section for section in after}
    for section_id in {**new, **old}:
        if section_id in old and section_id in new:
            yield from _compare("section", section_id, old[section_id], new[section_id], _SECTION)
        else:
            yield HeadChange("section", section_id, WHOLE, old.get(section_id), new.get(section_id))


def _compare_goals(
    before: Plan, after: Plan, renamed: Mapping[GoalKey, str]
) -> Iterator[HeadChange]:
    if before.goals == after.goals:
        return
    for (section, old), new in renamed.items():
        yield HeadChange("goal", section, "title", old, new)
    became = {(section, new) for (section, _), new in renamed.items()}
    had, have = _by_key(before), _by_key(after)
    for (section, title), goal in had.items():
        new_key = (section, renamed.get((section, title), title))
        if new_key in have:
            yield from _compare("goal", section, goal, have[new_key], _GOAL)
    for section, title in sorted(have.keys() - had.keys() - became):
        yield HeadChange("goal", section, WHOLE, None, title)
    for section, title in sorted(had.keys() - have.keys() - renamed.keys()):
        yield HeadChange("goal", section, WHOLE, title, None)


def _by_key(plan: Plan) -> dict[GoalKey, Goal]:
    return {(goal.section.id, goal.title): goal for goal in plan.goals}


def _compare_departments(
    before: Plan, after: Plan, matched: tuple[DepartmentPair, ...]
) -> Iterator[HeadChange]:
    if before.departments == after.departments:
        return
    for old, new in matched:
        yield from _compare("department", new.id, old, new, _DEPARTMENT)
    kept = {new.id for _, new in matched}
    yield from (
        HeadChange("department", department.id, WHOLE, None, department)
        for department in after.departments
        if department.id not in kept
    )
    gone = {old.id for old, _ in matched}
    yield from (
        HeadChange("department", department.id, WHOLE, department, None)
        for department in before.departments
        if department.id not in gone
    )
