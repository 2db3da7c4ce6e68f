"""The tables of a package about the steps that were chosen."""

from collections.abc import Callable, Iterator
from operator import attrgetter
from typing import Any

from stc.output.edition import Edition
from stc.output.formats.datapackage.columns import (
    REVIEW,
    Column,
    flag,
    number,
    show_added,
    take,
    take_day,
    take_optional,
)
from stc.output.formats.datapackage.plan_tables import format_review, number_goals
from stc.output.formats.datapackage.table import Link, Row, Table
from stc.plan.deadlines import standing_of
from stc.plan.model import Plan, Step
from stc.views.columns import list_added
from stc.views.updates import MEANINGS, record_update

_STEP = take("step", "Step.id", description="The action step.")
_TO_STEP = Link(("step",), "steps", ("id",))
_GOAL = number("goal", "The goal it is a step toward, by its number in the section.")
_STANDINGS = ["overdue", "review due", "undated", "due"]


def _have_all_goals(plan: Plan) -> bool:
    return all(step.goal for step in plan.steps)


def _find_steps(edition: Edition) -> Iterator[Row]:
    positions = {step.id: position for position, step in enumerate(edition.plan.steps, 1)}
    goals, added = number_goals(edition.plan), list_added(edition.plan)
    for step in edition.steps:
        yield (
            step.id,
            positions[step.id],
            step.section.id,
            *((goals[step.goal],) * 2 if step.goal else (None, None)),
            step.status.name,
            step.action,
            step.lead.id if step.lead else None,
            step.deadline,
            edition.ledger.of(step).first,
            standing_of(step, edition.as_of) or None,
            edition.as_of,
            step.completed,
            step.reason,
            step.note,
            step.page,
            *format_review(step.needs_review),
            *(_format_added(column.value(step, edition.as_of)) for column in added),
        )


def _format_added(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


def _find_departments(edition: Edition) -> Iterator[Row]:
    for step in edition.steps:
        for position, department in enumerate(step.departments, 1):
            yield step.id, position, department.id, department == step.lead


def _find_texts(list_of: Callable[[Step], tuple[str, ...]]) -> Callable[[Edition], Iterator[Row]]:
    def find_rows(edition: Edition) -> Iterator[Row]:
        for step in edition.steps:
            for position, text in enumerate(list_of(step), 1):
                yield step.id, position, text

    return find_rows


def _find_moves(edition: Edition) -> Iterator[Row]:
    gone = tuple(departure.step for departure in edition.departures)
    left = {step.id for step in gone}
    for step in (*edition.steps, *gone):
        for position, move in enumerate(edition.ledger.of(step).moves, 1):
            yield (
                step.id,
                position,
                move.before,
                move.after,
                move.day,
                "; ".join(move.reasons) or None,
                move.is_silent,
                move.is_recorded,
                move.commit,
                move.days,
                move.author or None,
                step.id not in left,
            )


def _find_updates(edition: Edition) -> Iterator[Row]:
    for position, (update, step) in enumerate(edition.list_updates(), 1):
        record = record_update(update, step)
        yield position, *record[:-1], record.evidence or None


def _find_revisions(edition: Edition) -> Iterator[Row]:
    for step in edition.steps:
        for position, revision in enumerate(step.revisions, 1):
            yield step.id, position, revision.from_, revision.to, revision.on, revision.reason


STEP_TABLE = Table(
    "steps",
    "Action steps",
    "The action steps, in the order of the plan. One row per step.",
    (
        take("id", "Step.id"),
        number("position", "The step's place in the plan, from 1."),
        take("section", "Section.id", description="The section the step stands in."),
        _GOAL._replace(is_used=_have_all_goals),
        _GOAL._replace(required=False, is_used=lambda plan: not _have_all_goals(plan)),
        take("status", "Step.status"),
        take("action", "Step.action"),
        take_optional("lead", "Step.lead"),
        take_day("deadline", "Step.deadline", "The current deadline, YYYY-MM-DD."),
        Column(
            "first_deadline",
            description="The first deadline that git or the plan's file knows; it stays when the"
            " deadline moves.",
            type="date",
            required=False,
        ),
        Column(
            "standing",
            description="Where the step stands against its deadline on the as-of day: an open step"
            " is overdue once its deadline lies before the day, due until then, undated without"
            " one; {continuing} step is due for review once its date has passed. Empty otherwise.",
            type="string",
            required=False,
            facts={"enum": _STANDINGS},
        ),
        Column("as_of", description="The day the standing is for.", type="date"),
        take_optional("completed", "Step.completed"),
        take_optional("reason", "Step.reason"),
        take_optional("note", "Step.note"),
        take_optional("page", "Step.page"),
        *REVIEW,
    ),
    ("id",),
    _find_steps,
    (
        Link(("section",), "sections", ("id",)),
        Link(("section", "goal"), "goals", ("section", "number")),
        Link(("status",), "statuses", ("name",)),
        Link(("lead",), "departments", ("id",)),
    ),
)


def add_columns(plan: Plan) -> Table:
    """Return the table of steps with the columns that every format has for a plan."""
    added = map(show_added, list_added(plan))
    return STEP_TABLE._replace(columns=(*STEP_TABLE.columns, *added))


STEP_DEPARTMENT_TABLE = Table(
    "step_departments",
    "Departments of the steps",
    "Which departments a step names, in the order published. One row per step and department, so"
    " that a count of steps is taken from `steps` and not from here.",
    (
        _STEP,
        number("number", "The department's place among those of the step, from 1."),
        take("department", "Department.id", description="The department."),
        flag("is_lead", "The department leads the step."),
    ),
    ("step", "department"),
    _find_departments,
    (_TO_STEP, Link(("department",), "departments", ("id",))),
)
ITEM_TABLE = Table(
    "step_items",
    "Sub-items of the steps",
    "The sub-items of the published steps. One row per sub-item.",
    (
        _STEP,
        number("number", "Its place in the step, from 1."),
        take("text", "Step.items", description="The sub-item as published."),
    ),
    ("step", "number"),
    _find_texts(attrgetter("items")),
    (_TO_STEP,),
)
EVIDENCE_TABLE = Table(
    "evidence",
    "Evidence",
    "What shows that a step was completed. One row per address or document.",
    (
        _STEP,
        number("number", "Its place in the step's evidence, from 1."),
        take("evidence", "Step.evidence", description="An address or the name of a document."),
    ),
    ("step", "number"),
    _find_texts(attrgetter("evidence")),
    (_TO_STEP,),
)
MOVE_TABLE = Table(
    "moves",
    "Moves of deadlines",
    "The moves of deadlines that git or the plan's file knows, oldest first. One row per move."
    " Those of steps that left the plan come last.",
    (
        _STEP._replace(description="The action step, which may have left the plan."),
        number("number", "The move's place among those of the step, from 1."),
        Column("from", description="The deadline before.", type="date", required=False),
        Column("to", description="The deadline after.", type="date", required=False),
        Column(
            "day",
            description="The day of the commit that made the move; where git did not see it, the"
            " recorded day of the decision.",
            type="date",
            required=False,
        ),
        Column(
            "reason",
            description="Why, as recorded in the same change; several are joined by semicolons.",
            type="string",
            required=False,
        ),
        flag("silent", "No reason was recorded in the same change."),
        flag("recorded", "The plan's file has a revision for the move."),
        Column(
            "commit",
            description="The commit of git that made the move, where git saw it.",
            type="string",
            required=False,
        ),
        Column(
            "days",
            description="The days from the deadline before to the one after; below 0 to an earlier"
            " day.",
            type="integer",
            required=False,
        ),
        Column("author", description="Who made that commit.", type="string", required=False),
        flag("in_plan", "The step is in the plan; one that left it is in `removed_steps`."),
    ),
    ("step", "number"),
    _find_moves,
)
UPDATE_TABLE = Table(
    "updates",
    "Updates",
    "What departments reported of the steps and of the plan, newest first. One row per update.",
    (
        number("number", "The update's place, from 1."),
        _STEP._replace(required=False, description="The action step; empty for the plan."),
        take_day("on", "Entry.on", "The day it is true of.")._replace(required=True),
        Column(
            "period",
            description="The period, if that is not a day.",
            type="string",
            required=False,
        ),
        take("by", "Department.id", description="The department whose voice it is."),
        Column(
            "kind",
            description="Whether it reports or verifies a status, notes something, or confirms.",
            type="string",
            facts={"enum": list(MEANINGS)},
        ),
        take_optional("says", "Entry.says")._replace(description="The status it says."),
        take_optional("text", "Entry.text"),
        Column(
            "evidence",
            "Entry.evidence",
            type="array",
            required=False,
        ),
    ),
    ("number",),
    _find_updates,
    (
        _TO_STEP,
        Link(("by",), "departments", ("id",)),
        Link(("says",), "statuses", ("name",)),
    ),
)
REVISION_TABLE = Table(
    "revisions",
    "Recorded revisions of deadlines",
    "The moves of deadlines that the plan's file records, oldest first. One row per revision.",
    (
        _STEP,
        number("number", "The revision's place among those of the step, from 1."),
        take_day("from", "Revision.from", "The deadline before; empty for none."),
        take_day("to", "Revision.to", "The deadline after; empty for none."),
        take_day("on", "Revision.on", "The day of the decision.")._replace(required=True),
        take("reason", "Revision.reason"),
    ),
    ("step", "number"),
    _find_revisions,
    (_TO_STEP,),
)
