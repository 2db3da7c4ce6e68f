"""The columns of a step for programs, a row each: JSON, CSV and their schema loop over them.

The order is published. The workbook and the data package name the columns they begin with
themselves; a new one comes behind those, too.
"""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, Final, NamedTuple

from stc.plan.deadlines import days_past, is_overdue, is_review_due, standing_of
from stc.plan.field import Spec, specs_of
from stc.plan.model import Department, NeedsReview, Revision, Step
from stc.plan.status import Status
from stc.views.shapes import (
    COUNT,
    DAY,
    FLAG,
    NUMBER,
    REVIEW,
    REVISIONS,
    TEXT,
    TEXTS,
    Shape,
    list_of,
    or_null,
)


class StepColumn(NamedTuple):
    """A column of a step.

    Attributes:
        name: Its key in JSON and its heading in CSV.
        doc: What it holds, in a sentence.
        shape: The JSON Schema of its values.
        value: Return its value for a step on a day, as plain data.
        title: Its heading for people; empty for the name in words.
    """

    name: str
    doc: str
    shape: Shape
    value: Callable[[Step, date], Any]
    title: str = ""

    @property
    def heading(self) -> str:
        """The heading for people."""
        return self.title or self.name.replace("_", " ").capitalize()

    def describe(self) -> Shape:
        """Return the JSON Schema with what the column holds."""
        return {**self.shape, "description": self.doc}


def dump_revision(revision: Revision) -> Mapping[str, Any]:
    """Return the record of a recorded move of a deadline."""
    return {
        "from": revision.from_,
        "to": revision.to,
        "on": revision.on,
        "reason": revision.reason,
    }


def dump_review(review: NeedsReview | None) -> Mapping[str, Any] | None:
    """Return the record of what needs review, or None."""
    return None if review is None else {"fields": list(review.fields), "note": review.note}


def dump(value: Any) -> Any:
    """Return a value of a field as plain data; a department is its id."""
    if isinstance(value, Status):
        return value.name
    if isinstance(value, Department):
        return value.id
    if type(value) is tuple:
        return [dump(part) for part in value]
    if hasattr(value, "_fields"):
        specs = specs_of(type(value)).values()
        return {spec.key: dump(getattr(value, spec.attribute)) for spec in specs}
    return value


PUBLISHED: Final = (
    StepColumn("id", "The id of the step.", TEXT, lambda step, _: step.id),
    StepColumn("section", "The id of its section.", TEXT, lambda step, _: step.section.id),
    StepColumn(
        "section_title", "The title of its section.", TEXT, lambda step, _: step.section.title
    ),
    StepColumn("goal", "The goal it is a step toward.", TEXT, lambda step, _: step.goal.title),
    StepColumn(
        "status", "The status, as the file records it.", TEXT, lambda step, _: step.status.name
    ),
    StepColumn("action", "The text, as published.", TEXT, lambda step, _: step.action),
    StepColumn("items", "The list within the step.", TEXTS, lambda step, _: list(step.items)),
    StepColumn(
        "departments",
        "The ids of its departments, in the order published.",
        TEXTS,
        lambda step, _: [department.id for department in step.departments],
    ),
    StepColumn(
        "department_names",
        "Their names, in the same order.",
        TEXTS,
        lambda step, _: [department.name for department in step.departments],
    ),
    StepColumn(
        "lead",
        "The id of the department that leads.",
        or_null(TEXT),
        lambda step, _: step.lead.id if step.lead else None,
    ),
    StepColumn("deadline", "The current deadline.", or_null(DAY), lambda step, _: step.deadline),
    StepColumn(
        "recorded_first_deadline",
        "The first deadline, as the file records it; git may know of another.",
        or_null(DAY),
        lambda step, _: step.original_deadline,
    ),
    StepColumn(
        "standing",
        "How it stands on the as-of day: overdue, review due, undated, due or empty.",
        TEXT,
        standing_of,
    ),
    StepColumn("overdue", "It is open and past its deadline.", FLAG, is_overdue),
    StepColumn("review_due", "It continues and is past its date.", FLAG, is_review_due),
    StepColumn(
        "days_past",
        "Days from the deadline to the as-of day, below 0 before it.",
        or_null(NUMBER),
        days_past,
    ),
    StepColumn(
        "completed",
        "The day it was completed, where that is recorded.",
        or_null(DAY),
        lambda step, _: step.completed,
    ),
    StepColumn(
        "revisions",
        "The moves of its deadline that the file records, oldest first.",
        REVISIONS,
        lambda step, _: [dump_revision(revision) for revision in step.revisions],
    ),
    StepColumn(
        "evidence",
        "Addresses or names of documents that show its completion.",
        TEXTS,
        lambda step, _: list(step.evidence),
    ),
    StepColumn(
        "reason",
        "Why it was excluded, reopened or the like.",
        or_null(TEXT),
        lambda step, _: step.reason,
    ),
    StepColumn("note", "A remark for readers.", or_null(TEXT), lambda step, _: step.note),
    StepColumn(
        "page", "The page of the published plan.", or_null(COUNT), lambda step, _: step.page
    ),
    StepColumn(
        "needs_review",
        "What a person must check against the printed plan.",
        REVIEW,
        lambda step, _: dump_review(step.needs_review),
    ),
    StepColumn("file", "The file the step stands in.", TEXT, lambda step, _: step.place.path),
    StepColumn("line", "The line it begins on.", COUNT, lambda step, _: step.place.line),
)
COMPUTED: Final[tuple[StepColumn, ...]] = ()
"""New columns that are no fields of the file stand here."""
NEW_FIELDS: Final = tuple(
    spec
    for spec in specs_of(Step).values()
    if spec.key not in {column.name for column in PUBLISHED}
)
"""The fields of a step that every format shows behind the published ones."""


def _shape_of(spec: Spec) -> Shape:
    schema = spec.type.schema if spec.type else {"type": "object"}
    shape = {name: schema[name] for name in ("type", "format") if name in schema}
    if spec.many:
        return list_of(shape)
    return or_null(shape) if spec.none else shape


def _show_field(spec: Spec) -> StepColumn:
    def read(step: Step, _: date) -> Any:
        return dump(getattr(step, spec.attribute))

    return StepColumn(spec.key, spec.field.doc, _shape_of(spec), read, spec.title)


ADDED: Final = (*map(_show_field, NEW_FIELDS), *COMPUTED)
"""The columns behind the published ones, in every format."""
STEP_COLUMNS: Final = (*PUBLISHED, *ADDED)
