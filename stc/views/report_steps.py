"""The parts of a report that list steps: a title, what it comes to, and the steps."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final

from stc.plan.deadlines import days_past, describe_status, show_deadline
from stc.plan.model import Step
from stc.text.plural import count_noun
from stc.views.view import Block, Cell, Column, Sentences, Table

ID: Final = Column("Step", "id")
ACTION: Final = Column("Action step")
DEADLINE: Final = Column("Deadline", "date")
STATUS: Final = Column("Status", "status")
DEPARTMENTS: Final = Column("Departments", "list")


def build_part(
    title: str,
    lines: tuple[str, ...],
    columns: tuple[Column, ...],
    rows: Iterable[tuple[Cell, ...]],
    caption: str = "In the order of the plan.",
) -> Iterator[Block]:
    """Return a part: its sentences, and a table where there is a row.

    Args:
        title: What the part is about.
        lines: What it comes to.
        columns: The columns of the table.
        rows: The rows.
        caption: How the table is ordered.
    """
    shown = tuple(rows)
    yield Sentences(lines, title)
    if shown:
        yield Table(columns, shown, "", caption)


def row_of(step: Step, *cells: Cell) -> tuple[Cell, ...]:
    """Return the row of a step: its id, the cells, its text and its departments."""
    items = f" ({count_noun(len(step.items), 'item')})" if step.items else ""
    departments = tuple(department.name for department in step.departments)
    return (step.id, *cells, f"{step.action}{items}", departments)


def row_past(step: Step, as_of: date) -> tuple[Cell, ...]:
    """Return the row of a step whose deadline has passed, with the days since."""
    return row_of(step, show_deadline(step), days_past(step, as_of), describe_status(step, as_of))


def row_ahead(step: Step, as_of: date) -> tuple[Cell, ...]:
    """Return the row of a step whose deadline lies ahead, with the days left."""
    left = -(days_past(step, as_of) or 0)
    return row_of(step, show_deadline(step), left, describe_status(step, as_of))


PAST_COLUMNS: Final = (
    ID, DEADLINE, Column("Days past", "number", "late"), STATUS, ACTION, DEPARTMENTS,
)  # fmt: skip
AHEAD_COLUMNS: Final = (
    ID, DEADLINE, Column("Days left", "number", "due"), STATUS, ACTION, DEPARTMENTS,
)  # fmt: skip
