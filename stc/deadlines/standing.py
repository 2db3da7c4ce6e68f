"""Where a step stands against its deadline on a day."""

from collections.abc import Mapping
from datetime import date, timedelta

from stc.plan.model import Step


def original_of(step: Step, originals: Mapping[str, date]) -> date | None:
    """Gives the first deadline that is known: that of git, else the one the file records.

    Args:
        step: The step.
        originals: The first deadlines that git knows, by the id of the step.
    """
    return originals.get(step.id) or step.original_deadline


def as_promised(step: Step, originals: Mapping[str, date] | None = None) -> Step:
    """Gives the step as if its original deadline still stood, to be judged against that."""
    return step._replace(deadline=original_of(step, originals or {}))


def slip_days(step: Step) -> int | None:
    """Gives the days from the original to the current deadline, or None where one is missing."""
    if step.original_deadline is None or step.deadline is None:
        return None
    return (step.deadline - step.original_deadline).days


def is_overdue(step: Step, as_of: date) -> bool:
    """Says whether the step is open and its deadline lies before the day; due today is not."""
    return step.status.is_open and step.deadline is not None and step.deadline < as_of


def is_review_due(step: Step, as_of: date) -> bool:
    """Says whether the step continues (Ongoing) and its date lies before the day."""
    return step.status.is_continuing and step.deadline is not None and step.deadline < as_of


def is_undated(step: Step) -> bool:
    """Says whether the step is open and has no deadline, so that it can never be overdue."""
    return step.status.is_open and step.deadline is None


def is_due(step: Step, as_of: date, last: date) -> bool:
    """Says whether the step is open and its deadline lies from the day to `last`, both included."""
    return step.status.is_open and step.deadline is not None and as_of <= step.deadline <= last


def days_past(step: Step, as_of: date) -> int | None:
    """Gives the days since the deadline (negative before it), or None without one."""
    return None if step.deadline is None else (as_of - step.deadline).days


def standing_of(step: Step, as_of: date) -> str:
    """Gives the standing in words: `overdue`, `review due`, `undated`, `due` or an empty text."""
    if is_overdue(step, as_of):
        return "overdue"
    if is_review_due(step, as_of):
        return "review due"
    if is_undated(step):
        return "undated"
    return "due" if step.status.is_open else ""


def window_passed(last: date, as_of: date) -> bool:
    """Says whether the last day of a planned window lies before the day."""
    return last + timedelta(days=1) <= as_of
