"""Values as people read them: the one place that knows how each is written."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, Final

from stc.plan.dates import DateRange, describe_deadline, describe_span
from stc.plan.model import (
    Department,
    HeadingId,
    NeedsReview,
    Revision,
    Section,
    Step,
    read_inherited,
)
from stc.plan.value_types import Extra
from stc.text.lists import join_list
from stc.views.columns import NEW_FIELDS
from stc.views.view import Cell

NOTHING: Final = "none"
_TOLD_WITH_DEADLINE: Final = ("start", "deadline_label")
"""New fields of a step that are shown beside its deadline."""


CASES: Final[Mapping[type, Callable[[Any], Cell]]] = {
    date: lambda day: day,
    int: "{:,}".format,
    Extra: lambda pairs: tuple(f"{key}: {text}" for key, text in pairs),
    tuple: lambda values: tuple(map(describe, values)),
    DateRange: describe_span,
    Department: lambda department: department.name,
    HeadingId: lambda group: group.heading,
    Section: lambda section: section.title,
    Revision: lambda move: (
        f"{move.on}: from {describe_deadline(move.from_)} to {describe_deadline(move.to)}."
        f" {move.reason}"
    ),
    NeedsReview: lambda review: f"{', '.join(review.fields)}: {review.note}",
}
"""How a value is written, by its type or the nearest one above that has a case."""


def describe(value: Any) -> str:
    """Return a value on one line; no value is `none`."""
    cell = describe_cell(value)
    return join_list(cell) if isinstance(cell, tuple) else str(cell)


def describe_cell(value: Any) -> Cell:
    """Return a value for a cell of a table; a list has a part for each of its values."""
    if value is None or value in ((), ""):
        return NOTHING
    case = next((CASES[kind] for kind in type(value).__mro__ if kind in CASES), str)
    return case(value)


def describe_new_fields(step: Step) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return the title and the lines of each field of a step that has no place of its own."""
    found = []
    for spec in NEW_FIELDS:
        if spec.key in _TOLD_WITH_DEADLINE:
            continue
        value = read_inherited(step, spec)
        if value not in (None, ()):
            cell = describe_cell(value)
            lines = cell if isinstance(cell, tuple) else (str(cell),)
            found.append((spec.title, lines))
    return tuple(found)


def name_department(department: Department) -> str:
    """Return the name of a department with its id, where that is another word."""
    if department.id == department.name:
        return department.name
    return f"{department.name} ({department.id})"
