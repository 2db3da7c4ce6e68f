"""Values as people read them: the one place that knows how each is written."""

from datetime import date
from typing import Any, Final

from stc.plan.dates import DateRange, describe_deadline, describe_span
from stc.plan.model import Department, NeedsReview, Revision, Section, Step
from stc.text.lists import join_list
from stc.views.columns import NEW_FIELDS
from stc.views.view import Cell

NOTHING: Final = "none"


def describe(value: Any) -> str:
    """Return a value on one line; `none` stands for nothing."""
    cell = describe_cell(value)
    return join_list(cell) if isinstance(cell, tuple) else str(cell)


def describe_cell(value: Any) -> Cell:
    """Return a value for a cell of a table; a list has a part for each of its values."""
    if value is None or value in ((), ""):
        return NOTHING
    if isinstance(value, DateRange):
        return describe_span(value)
    if type(value) is tuple:
        return tuple(map(describe, value))
    if isinstance(value, Revision):
        move = f"from {describe_deadline(value.from_)} to {describe_deadline(value.to)}"
        return f"{value.on}: {move}. {value.reason}"
    if isinstance(value, NeedsReview):
        return f"{', '.join(value.fields)}: {value.note}"
    if isinstance(value, Department):
        return value.name
    if isinstance(value, Section):
        return value.title
    if isinstance(value, int):
        return f"{value:,}"
    return value if isinstance(value, date) else str(value)


def describe_new_fields(step: Step) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return the title and the lines of each field of a step that has no place of its own."""
    found = []
    for spec in NEW_FIELDS:
        value = getattr(step, spec.attribute)
        if value not in (None, ()):
            lines = tuple(map(describe, value)) if spec.many else (describe(value),)
            found.append((spec.title, lines))
    return tuple(found)


def name_department(department: Department) -> str:
    """Return the name of a department with its id, where that is another word."""
    if department.id == department.name:
        return department.name
    return f"{department.name} ({department.id})"
