"""A cell as people read it, in any format."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from stc.text.escape import escape_control
from stc.views.view import Cell, Context


def format_cell(cell: Cell) -> str:
    """Return a cell as visible text on one line; nothing is empty, lists are joined by commas."""
    if cell is None:
        return ""
    if isinstance(cell, date):
        return str(cell)
    if isinstance(cell, int):
        return f"{cell:,}"
    if isinstance(cell, tuple):
        return ", ".join(escape_control(part) for part in cell)
    return escape_control(" ".join(cell.split("\n")))


def format_context(context: Context | None) -> tuple[str, ...]:
    """Return the lines an answer to people begins with: which plan, and as of when.

    An answer that is about no plan begins with none.
    """
    if context is None:
        return ()
    revision = f" at {context.revision}" if context.revision else ", no git revision"
    narrowed = format_filter(context.filter)
    sentence = f"As of {context.as_of}. Plan {context.plan_path}{revision}."
    return (
        escape_control(context.plan_title),
        escape_control(sentence + (f" Filter: {narrowed}." if narrowed else "")),
        *map(escape_control, context.remarks),
    )


def format_filter(narrowed: Mapping[str, Any]) -> str:
    """Return what an answer was narrowed to, such as `dept 911; section COM or GOV`."""
    return "; ".join(f"{name} {_format_typed(value)}" for name, value in narrowed.items())


def _format_typed(value: object) -> str:
    if value is True:
        return "only"
    return " or ".join(map(str, value)) if isinstance(value, list) else str(value)
