"""The standing of a step against its deadline on a day."""

from datetime import date, timedelta
from typing import TYPE_CHECKING

from stc.plan.model import Step
from stc.plan.status import OPEN_THAT_DAY, Status
from stc.plan.updates import last_word

if TYPE_CHECKING:
    from stc.plan.ledger import Ledger


def as_promised(step: Step, ledger: "Ledger") -> Step:
    """Return the step with its first deadline as the current one."""
    return step._replace(deadline=ledger.of(step).first)


def status_on(step: Step, as_of: date) -> Status:
    """Return the status a step had on a day, as far as the plan's file records it.

    A step that was completed after the day was open on it. No other status has a date.
    """
    if step.completed is not None and step.completed > as_of and step.status.is_done:
        return OPEN_THAT_DAY
    return step.status


def is_open(step: Step, as_of: date) -> bool:
    """Return whether the step was open on the day."""
    return status_on(step, as_of).is_open


def is_reported_on(step: Step, as_of: date) -> bool:
    """Return whether somebody should report on the step: it was open on the day, or continues."""
    status = status_on(step, as_of)
    return status.is_open or status.is_continuing


def describe_status(step: Step, as_of: date) -> str:
    """Return the status for people, such as `Open that day, Done since 2026-11-20`."""
    status = status_on(step, as_of)
    if status == OPEN_THAT_DAY:
        return f"{status.name}, {step.status.name} since {step.completed}"
    return status.name


def is_overdue(step: Step, as_of: date) -> bool:
    """Return whether the step is open and its deadline is before the day; due today is not."""
    return step.deadline is not None and step.deadline < as_of and is_open(step, as_of)


def is_review_due(step: Step, as_of: date) -> bool:
    """Return whether the step continues and its date is before the day, or its review is due.

    A step with `review_every` is due for review so long after the last word on it, unless it is
    overdue; where nothing was recorded of it, its date counts.
    """
    if step.review_every and (step.status.is_continuing or is_open(step, as_of)):
        last = last_word(step, as_of)
        if last is not None:
            return _add(last.on, step.review_every) < as_of and not is_overdue(step, as_of)
    return step.status.is_continuing and step.deadline is not None and step.deadline < as_of


def describe_interval(interval: str) -> str:
    """Return an interval such as `6m` in words: `6 months`, `year`."""
    noun = "year" if interval.endswith("y") else "month"
    number = interval[:-1]
    return noun if number == "1" else f"{number} {noun}s"


def _add(day: date, interval: str) -> date:
    """Return the day so many months or years later, or the last one of its month."""
    from calendar import monthrange

    months = int(interval[:-1]) * (12 if interval.endswith("y") else 1)
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def is_undated(step: Step, as_of: date) -> bool:
    """Return whether the step is open and has no deadline, so that it can never be overdue."""
    return step.deadline is None and is_open(step, as_of)


def is_due(step: Step, as_of: date, last: date) -> bool:
    """Return whether the step is open and due from the day to `last`, both included."""
    return step.deadline is not None and as_of <= step.deadline <= last and is_open(step, as_of)


def is_late_to_start(step: Step, as_of: date) -> bool:
    """Return whether the work should have begun before the day, and its status is the first one."""
    if step.start is None or step.start >= as_of:
        return False
    status = status_on(step, as_of)
    return status.is_open and status.rank == 0


def show_deadline(step: Step) -> date | str | None:
    """Return the deadline for people: its published words, else the day or the period."""
    return step.deadline_label or step.deadline


def days_past(step: Step, as_of: date) -> int | None:
    """Return the days since the deadline (negative before it), or None without one."""
    return None if step.deadline is None else (as_of - step.deadline).days


def standing_of(step: Step, as_of: date) -> str:
    """Return the standing: `overdue`, `review due`, `undated`, `due` or an empty text."""
    if is_overdue(step, as_of):
        return "overdue"
    if is_review_due(step, as_of):
        return "review due"
    if is_undated(step, as_of):
        return "undated"
    return "due" if is_open(step, as_of) else ""


def window_passed(last: date, as_of: date) -> bool:
    """Return whether the last day of a planned window is before the day."""
    return last + timedelta(days=1) <= as_of
