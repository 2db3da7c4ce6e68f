"""The columns of a step for programs, a row each: JSON, CSV and their schema loop over them.

The order is published. The workbook and the data package name the columns they begin with
themselves; a new one comes behind those, too.
"""

from collections.abc import Callable
from datetime import date
from operator import attrgetter
from typing import Any, Final, NamedTuple

from stc.plan.counts import is_verified
from stc.plan.deadlines import (
    days_past,
    is_late_to_start,
    is_overdue,
    is_review_due,
    standing_of,
    status_on,
)
from stc.plan.field import Spec, specs_of
from stc.plan.model import NeedsReview, Plan, Revision, Step, read_inherited
from stc.plan.order import natural_key
from stc.plan.periods import Period, last_day
from stc.plan.updates import Update, find_report, find_verification, last_word
from stc.views.answer import dump
from stc.views.shapes import (
    COUNT,
    DAY,
    FLAG,
    NUMBER,
    TEXT,
    Shape,
    fields_of,
    list_of,
    object_of,
    or_null,
    shape_of_spec,
)

_TEXTS: Final = list_of(TEXT)
EMPTY: Final[tuple[Any, ...]] = (None, "", [], ())


class StepColumn(NamedTuple):
    """A column of a step.

    Attributes:
        name: Its key in JSON and its heading in CSV.
        doc: What it holds, in a sentence.
        shape: The JSON Schema of its values.
        value: Return its value for a step on a day, as plain data.
        title: Its heading for people; empty for the name in words.
        is_sparse: It is left out where no step of the plan has a value in it.
        is_of_updates: It is left out where no department has reported in a file of its own.
        reads: The attributes of a step it is read from; it is empty where all of them are.
    """

    name: str
    doc: str
    shape: Shape
    value: Callable[[Step, date], Any]
    title: str = ""
    is_sparse: bool = False
    is_of_updates: bool = False
    reads: tuple[str, ...] = ()

    @property
    def heading(self) -> str:
        """The heading for people."""
        return self.title or self.name.replace("_", " ").capitalize()

    def describe(self) -> Shape:
        """Return the JSON Schema with what the column holds."""
        return {**self.shape, "description": self.doc}

    def is_used(self, plan: Plan) -> bool:
        """Return whether answers about a plan have the column."""
        if not self.is_sparse:
            return True
        if self.is_of_updates:
            return plan.has_updates
        if self.reads:
            # To call `value` for each step and column would take a tenth of a long list.
            columns = (map(attrgetter(name), plan.steps) for name in self.reads)
            return any(value not in EMPTY for column in columns for value in column)
        return any(self.value(step, date.max) not in EMPTY for step in plan.steps)


def _read_says(update: Update | None) -> str | None:
    return update.says.name if update and update.says else None


def _read_period(due: date | None) -> str | None:
    return due.text if isinstance(due, Period) else None


PUBLISHED: Final = (
    StepColumn("id", "The id of the step.", TEXT, lambda step, _: step.id),
    StepColumn("section", "The id of its section.", TEXT, lambda step, _: step.section.id),
    StepColumn(
        "section_title", "The title of its section.", TEXT, lambda step, _: step.section.title
    ),
    StepColumn(
        "goal",
        "The goal it is a step toward.",
        or_null(TEXT),
        lambda step, _: step.goal_title,
    ),
    StepColumn(
        "status", "The status, as the file records it.", TEXT, lambda step, _: step.status.name
    ),
    StepColumn("action", "The text, as published.", TEXT, lambda step, _: step.action),
    StepColumn("items", "The list within the step.", _TEXTS, lambda step, _: list(step.items)),
    StepColumn(
        "departments",
        "The ids of its departments, in the order published.",
        _TEXTS,
        lambda step, _: [department.id for department in step.departments],
    ),
    StepColumn(
        "department_names",
        "Their names, in the same order.",
        _TEXTS,
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
        list_of(object_of(fields_of(Revision))),
        lambda step, _: dump(step.revisions),
    ),
    StepColumn(
        "evidence",
        "Addresses or names of documents that show its completion.",
        _TEXTS,
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
        or_null(object_of(fields_of(NeedsReview))),
        lambda step, _: dump(step.needs_review),
    ),
    StepColumn("file", "The file of the step.", TEXT, lambda step, _: step.place.path),
    StepColumn("line", "The line it begins on.", COUNT, lambda step, _: step.place.line),
)
COMPUTED: Final[tuple[StepColumn, ...]] = (
    StepColumn(
        "deadline_period",
        "The period whose last day the deadline is, as the file has it; null for a day.",
        or_null(TEXT),
        lambda step, _: _read_period(step.deadline),
        is_sparse=True,
    ),
    StepColumn(
        "start_period",
        "The period whose last day the start is, as the file has it; null for a day.",
        or_null(TEXT),
        lambda step, _: _read_period(step.start),
        is_sparse=True,
    ),
    StepColumn(
        "late_to_start",
        "Its status is the first one although its start has passed; null without a start.",
        or_null(FLAG),
        lambda step, day: is_late_to_start(step, day) if step.start else None,
        is_sparse=True,
        reads=("start",),
    ),
    StepColumn(
        "goal_id",
        "The id of its goal.",
        or_null(TEXT),
        lambda step, _: step.goal.id if step.goal else None,
        is_sparse=True,
    ),
    StepColumn(
        "under",
        "The titles of the levels above its section and above its goal, outermost first.",
        _TEXTS,
        lambda step, _: list(step.under),
        is_sparse=True,
    ),
    StepColumn(
        "last_word",
        "The newest day up to the as-of day on which something was recorded of it.",
        or_null(DAY),
        lambda step, day: word.on if (word := last_word(step, day)) else None,
        is_sparse=True,
        is_of_updates=True,
    ),
    StepColumn(
        "last_word_by",
        "The id of the department whose last word it is; null for a move of the deadline.",
        or_null(TEXT),
        lambda step, day: word.by.id if (word := last_word(step, day)) and word.by else None,
        is_sparse=True,
        is_of_updates=True,
    ),
    StepColumn(
        "reported_status",
        "The newest status that one of its departments reported.",
        or_null(TEXT),
        lambda step, day: _read_says(find_report(step, day)),
        is_sparse=True,
        is_of_updates=True,
    ),
    StepColumn(
        "verified_status",
        "The newest status that another voice found.",
        or_null(TEXT),
        lambda step, day: _read_says(find_verification(step, day)),
        is_sparse=True,
        is_of_updates=True,
    ),
    StepColumn(
        "verified_by",
        "The id of the department that found it.",
        or_null(TEXT),
        lambda step, day: found.by.id if (found := find_verification(step, day)) else None,
        is_sparse=True,
        is_of_updates=True,
    ),
    StepColumn(
        "verified_on",
        "The day the verification is of, of a period the last one.",
        or_null(DAY),
        lambda step, day: last_day(found.on) if (found := find_verification(step, day)) else None,
        is_sparse=True,
        is_of_updates=True,
    ),
    StepColumn(
        "verified",
        "Whether another voice says that a complete step is; null for other steps.",
        or_null(FLAG),
        lambda step, day: is_verified(step, day) if status_on(step, day).is_done else None,
        is_sparse=True,
        is_of_updates=True,
    ),
)
"""Columns that are not fields of a step."""
NEW_FIELDS: Final = tuple(
    spec
    for spec in specs_of(Step).values()
    if spec.key not in {column.name for column in PUBLISHED}
)
"""The fields of a step that every format shows behind the published ones."""


def _show_field(spec: Spec) -> StepColumn:
    def read(step: Step, _: date) -> Any:
        return dump(read_inherited(step, spec))

    doc, shape, name = spec.field.doc, shape_of_spec(spec), spec.attribute
    reads = (name, f"section.{name}") if spec.field.inherited else (name,)
    return StepColumn(spec.key, doc, shape, read, spec.title, spec.field.sparse, reads=reads)


_EXTRA: Final = specs_of(Step)["extra"]
ADDED: Final = (*(_show_field(spec) for spec in NEW_FIELDS if spec is not _EXTRA), *COMPUTED)
"""The columns behind the published ones, in every format."""
STEP_COLUMNS: Final = (*PUBLISHED, *ADDED)
_WITHOUT_UPDATES: Final = tuple(column for column in ADDED if not column.is_of_updates)
SPARSE: Final = frozenset(column.name for column in STEP_COLUMNS if column.is_sparse)


def list_added(plan: Plan) -> tuple[StepColumn, ...]:
    """Return the columns behind the published ones that answers about a plan have."""
    added = ADDED if plan.has_updates else _WITHOUT_UPDATES
    keys = dict.fromkeys(key for step in plan.steps for key, _ in step.extra or ())
    return (
        *(column for column in added if column.is_used(plan)),
        *map(_show_extra, sorted(keys, key=natural_key)),
    )


def _show_extra(key: str) -> StepColumn:
    def read(step: Step, _: date) -> Any:
        return dict(step.extra or ()).get(key)

    title = f"Extra: {key.replace('_', ' ')}"
    name = f"{_EXTRA.key}.{key}"
    return StepColumn(name, _EXTRA.field.doc, or_null(TEXT), read, title, is_sparse=True)


def is_sparse_name(name: str) -> bool:
    """Return whether a column is one that only some plans have."""
    return name in SPARSE or name.startswith(f"{_EXTRA.key}.")
