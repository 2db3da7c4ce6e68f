"""What a field was and is, for programs and for people."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from stc.history.compare import FieldChange, Renaming
from stc.history.heads import HeadChange
from stc.plan.dates import DateRange
from stc.plan.model import Department, Section, Step
from stc.plan.periods import Period
from stc.views.answer import dump, dump_block
from stc.views.describe import describe, name_department

_NAMED: Final[Mapping[str, Callable[[Step], Any]]] = {
    "section": lambda step: step.section,
    "lead": lambda step: step.lead,
    "departments": lambda step: step.departments,
}
"""The fields whose values are ids for programs and names for people."""


def dump_value(value: Any) -> Any:
    """Return a value as programs read it."""
    if isinstance(value, DateRange):
        return {"start": value.start, "end": value.last}
    if isinstance(value, Period):
        return value.text
    if type(value) is tuple:
        return [dump_value(one) for one in value]
    if isinstance(value, Department | Section):
        return dump_block(value)
    return dump(value)


def find_ends(change: FieldChange | HeadChange | Renaming) -> tuple[Any, Any]:
    """Return what a field was and what it is: sections and departments themselves, not their ids.

    A department that is known by another id or name is told with both.
    """
    if isinstance(change, Renaming):
        return name_department(change.before), name_department(change.after)
    if isinstance(change, FieldChange) and change.former and change.field in _NAMED:
        find = _NAMED[change.field]
        return find(change.former), find(change.step)
    before, after = change.before, change.after
    if isinstance(change, HeadChange) and change.kind == "department" and not change.field:
        return before and name_department(before), after and name_department(after)
    return before, after


def describe_move(change: FieldChange) -> str:
    """Return that a step moved to another section, such as `moved from Governance to Policies`."""
    before, after = map(describe, find_ends(change))
    return f"moved from {before} to {after}"
