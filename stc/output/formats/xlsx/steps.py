"""The columns of a step in a workbook, and the sheets that have a row a step or a row a move."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Final, NamedTuple

from stc.output.edition import Edition
from stc.output.formats.records import format_value
from stc.output.formats.xlsx.links import EVIDENCE, ID, link_evidence
from stc.output.formats.xlsx.sheet import Row, Sheet, SheetColumn, Value
from stc.plan.deadlines import days_past, standing_of, status_on
from stc.plan.ledger import Move
from stc.plan.model import NeedsReview, Step
from stc.plan.periods import Period
from stc.plan.updates import Update
from stc.text.lists import join_list
from stc.text.plural import count_noun
from stc.views.arrange import name_column
from stc.views.columns import PUBLISHED, SPARSE, STEP_COLUMNS
from stc.views.columns import StepColumn as AddedColumn
from stc.views.records import dump_known_step
from stc.views.updates import MEANINGS, name_kind


class StepColumn(NamedTuple):
    """A column of a step.

    Attributes:
        title: Its heading.
        width: Its width in characters.
        tell: What it holds of a step, in an edition.
        meaning: What that means, where the heading does not say it.
        is_number: It holds numbers.
    """

    title: str
    width: int
    tell: Callable[[Step, Edition], Value]
    meaning: str = ""
    is_number: bool = False


def _describe_departments(step: Step, _: Edition) -> Value:
    return join_list(department.name for department in step.departments)


def _describe_standing(step: Step, edition: Edition) -> Value:
    return standing_of(step, edition.as_of).capitalize()


def _count_days(step: Step, edition: Edition) -> Value:
    status = status_on(step, edition.as_of)
    matters = status.is_open or status.is_continuing
    return days_past(step, edition.as_of) if matters else None


def _describe_review(step: Step, _: Edition) -> Value:
    return format_review(step.needs_review) if step.needs_review else None


def format_review(review: NeedsReview) -> str:
    """Return what a person must check, and why."""
    return f"{', '.join(review.fields)}: {review.note}"


def _show_added(column: AddedColumn) -> StepColumn:
    """Return the column of the workbook for one that every format has."""

    def tell(step: Step, edition: Edition) -> Value:
        value = column.value(step, edition.as_of)
        if value is None or isinstance(value, date | int):
            return value
        return format_value(value)

    shape = column.shape.get("anyOf", [column.shape])[0]
    return StepColumn(column.heading, 16, tell, column.doc, shape.get("type") == "integer")


def _list(texts: tuple[str, ...]) -> Value:
    return "\n".join(f"- {text}" for text in texts)


COLUMNS: Final = (
    StepColumn(ID, 11, lambda step, _: step.id),
    StepColumn("Section", 15, lambda step, _: step.section.title),
    StepColumn("Goal", 22, lambda step, _: step.goal_title),
    StepColumn("Action step", 50, lambda step, _: step.action),
    StepColumn("Items", 26, lambda step, _: _list(step.items), "The list within the step."),
    StepColumn(
        "Departments",
        24,
        _describe_departments,
        "All of them, joined by semicolons.",
    ),
    StepColumn("Status", 12, lambda step, _: step.status.name, "As the city reports it."),
    StepColumn("Deadline", 12, lambda step, _: step.deadline, "The current one."),
    StepColumn(
        "Original deadline",
        12,
        lambda step, edition: edition.ledger.of(step).first,
        "The first one that git or the plan's file knows.",
    ),
    StepColumn(
        "Standing",
        11,
        _describe_standing,
        "Overdue, Review due, Undated or Due, on the as-of day; empty for the others.",
    ),
    StepColumn(
        "Days past",
        8,
        _count_days,
        "Days from the deadline to the as-of day, below 0 before it; only of steps that are open"
        " or ongoing.",
        True,
    ),
    StepColumn(
        "Needs review",
        22,
        _describe_review,
        "What a person must check against the printed plan, because the copy is damaged there.",
    ),
    StepColumn("Lead", 20, lambda step, _: step.lead.name if step.lead else None, "If recorded."),
    StepColumn(
        "Days later",
        8,
        lambda step, edition: edition.ledger.of(step).days,
        "Days from the original to the current deadline.",
        True,
    ),
    StepColumn(
        "Moves",
        8,
        lambda step, edition: len(edition.ledger.of(step).moves),
        "How often the deadline moved.",
        True,
    ),
    StepColumn(
        "Completed", 12, lambda step, _: step.completed, "The day; empty where not recorded."
    ),
    StepColumn(EVIDENCE, 30, lambda step, _: _list(step.evidence)),
    StepColumn(
        "Reason", 30, lambda step, _: step.reason, "Why it was excluded, reopened or the like."
    ),
    StepColumn("Note", 30, lambda step, _: step.note),
    StepColumn("Page", 7, lambda step, _: step.page, "The page of the published plan.", True),
)
PRINTED: Final = 12
"""The columns that are printed, up to what needs review: more would not be readable on paper."""


def list_columns(edition: Edition, chosen: Iterable[str] = ()) -> tuple[StepColumn, ...]:
    """Return the columns of the steps of an edition, or those that were chosen by their names."""
    used = {column.name for column in (*PUBLISHED, *edition.context.added)}
    unused = SPARSE - used
    named = tuple(
        StepColumn(name_column(name), 16, lambda *_: None) if name in unused else _show_chosen(name)
        for name in chosen
    )
    return named or (*COLUMNS, *map(_show_added, edition.context.added))


def _show_chosen(name: str) -> StepColumn:
    declared = {column.name: column for column in STEP_COLUMNS}
    if name in declared:
        return _show_added(declared[name])

    def tell(step: Step, edition: Edition) -> Value:
        value = dump_known_step(step, edition.as_of, edition.ledger, ())[name]
        return value if value is None or isinstance(value, date | int) else format_value(value)

    return StepColumn(name_column(name), 16, tell)


_MOVE_COLUMNS: Final = (
    SheetColumn(ID, 11),
    SheetColumn("Day", 12),
    SheetColumn("From", 12),
    SheetColumn("To", 12),
    SheetColumn("Days later", 8, True),
    SheetColumn("Reason", 50),
    SheetColumn("Recorded", 10),
    SheetColumn("Departments", 30),
    SheetColumn("Action step", 60),
)


_UPDATE_COLUMNS: Final = (
    SheetColumn(ID, 11),
    SheetColumn("Day", 12),
    SheetColumn("By", 24),
    SheetColumn("Kind", 12),
    SheetColumn("Status", 12),
    SheetColumn("Text", 50),
    SheetColumn(EVIDENCE, 30),
    SheetColumn("Action step", 60),
)


def make_step_rows(
    edition: Edition, columns: Iterable[StepColumn], places: Mapping[Value, int]
) -> dict[str, Row]:
    """Return the row of every step by its id; it is on the first sheet and its section's.

    Args:
        edition: What is published.
        columns: The columns of the steps.
        places: Where the evidence of a step begins on the sheet of evidence.
    """
    columns = tuple(columns)
    at = next((n for n, column in enumerate(columns) if column.title == EVIDENCE), None)
    rows = {
        step.id: tuple(column.tell(step, edition) for column in columns) for step in edition.steps
    }
    if at is None:
        return rows
    return {step.id: link_evidence(rows[step.id], at, step, places) for step in edition.steps}


def make_step_sheet(
    name: str, table: str, rows: Iterable[Row], about: str, columns: Iterable[StepColumn]
) -> Sheet:
    """Return a sheet of rows of steps."""
    heads = tuple(SheetColumn(column.title, column.width, column.is_number) for column in columns)
    return Sheet(name, table, heads, tuple(rows), PRINTED, about)


def make_move_sheet(edition: Edition) -> Sheet:
    """Return the sheet with a row for every move, in the order of the plan."""
    rows = tuple(
        _describe_move(step, move, edition)
        for step in edition.steps
        for move in edition.ledger.of(step).listed
    )
    about = (
        "Every move of a deadline. From is empty for a first deadline. The moves of steps that"
        " left the plan are not here; stc slips lists them. A move without a reason in the same"
        " change is silent. The day is that of the decision if it is recorded, else that of the"
        " commit. Recorded says whether the plan's file has the move."
    )
    described = f"{about} {count_noun(len(rows), 'row')}."
    return Sheet("Moves", "Moves", _MOVE_COLUMNS, rows, about=described)


def make_update_sheet(edition: Edition) -> Sheet:
    """Return the sheet with a row for every update, newest first."""
    rows = tuple(_describe_update(update, step) for update, step in edition.list_updates())
    meanings = " ".join(f"{kind.capitalize()}: {text}" for kind, text in MEANINGS.items())
    about = f"What departments reported, newest first. {meanings}"
    told = f"{about} {count_noun(len(rows), 'row')}."
    return Sheet("Updates", "Updates", _UPDATE_COLUMNS, rows, about=told)


def _describe_update(update: Update, step: Step | None) -> Row:
    return (
        update.step_id or "The plan",
        update.on.text if isinstance(update.on, Period) else update.on,
        update.by.name,
        name_kind(update, step).capitalize(),
        update.says.name if update.says else None,
        update.text,
        _list(update.evidence),
        step.action if step else None,
    )


def _describe_move(step: Step, move: Move, edition: Edition) -> Row:
    return (
        step.id,
        move.on or move.day,
        move.before,
        move.after,
        move.days,
        "; ".join(move.reasons) or "Silent",
        "Yes" if move.is_recorded else "No",
        _describe_departments(step, edition),
        step.action,
    )
