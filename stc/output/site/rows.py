"""What a list says of a step in its row, for the pages and for what a search finds."""

from datetime import date
from typing import NamedTuple

from stc.output.site.spelling import shorten
from stc.plan.deadlines import days_past, is_overdue, is_review_due, is_undated, status_on
from stc.plan.model import Department, Step
from stc.plan.periods import format_short_day
from stc.plan.status import Status
from stc.text.plural import count_noun

_LONGEST = 130


class Row(NamedTuple):
    """A row of a list of steps.

    Attributes:
        id: The id of the step.
        words: Its words, cut after a word.
        owners: The department that leads or comes first, and how many more there are.
        status: The status on the as-of day.
        mark: The kind of what is beside it: `overdue`, `review`, `undated`, or an empty text.
        note: What is beside it, such as `729 days late`.
        day: When it was completed, or else its deadline, in words.
    """

    id: str
    words: str
    owners: str
    status: Status
    mark: str
    note: str
    day: str


def describe_row(step: Step, as_of: date, *, has_moved: bool) -> Row:
    """Return the row of a step on a day."""
    day = _describe_day(step, as_of)
    return Row(
        step.id,
        shorten(step.action, _LONGEST),
        describe_owners(step.departments, step.lead),
        status_on(step, as_of),
        *_find_mark(step, as_of),
        f"{day}, moved" if day and has_moved else day or ("moved" if has_moved else ""),
    )


def describe_owners(departments: tuple[Department, ...], lead: Department | None) -> str:
    """Return `911 and 2 more`, the lead first; an empty text without a department."""
    if not departments:
        return ""
    rest = len(departments) - 1
    return f"{(lead or departments[0]).name}{f' and {rest:,} more' if rest else ''}"


def _find_mark(step: Step, as_of: date) -> tuple[str, str]:
    if is_overdue(step, as_of):
        return "overdue", f"{count_noun(days_past(step, as_of) or 0, 'day')} late"
    if is_review_due(step, as_of):
        return "review", "Review due"
    return ("undated", "No deadline") if is_undated(step, as_of) else ("", "")


def _describe_day(step: Step, as_of: date) -> str:
    status = status_on(step, as_of)
    if status != step.status and step.completed:
        return f"{step.status.name} since {format_short_day(step.completed)}"
    if status.is_done:
        return format_short_day(step.completed) if step.completed else "day not recorded"
    due = step.deadline_label or (format_short_day(step.deadline) if step.deadline else "")
    return f"due {due}" if due and status.is_open else due
