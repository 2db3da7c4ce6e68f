"""Sentences that name what a count leaves out, so that nothing is hidden."""

from collections.abc import Iterable, Sequence
from datetime import date

from stc.plan.counts import Counts
from stc.plan.deadlines import status_on
from stc.plan.model import Step
from stc.plan.status import OPEN_THAT_DAY
from stc.text.plural import count_noun

MOST_NAMES = 20
"""The most names that a sentence has."""


def describe_overdue(counts: Counts, *, filtered: bool = False) -> tuple[str, ...]:
    """Return the total of overdue steps, and what stands beside it without being counted.

    Args:
        counts: Counts over the steps considered.
        filtered: They are not all steps of the plan, so what is named needs the same filters.
    """
    steps = count_noun(counts.open, "open step")
    review = _point(counts.review_due, "ongoing due for review", "stc overdue --ongoing", filtered)
    undated = _point(counts.undated, "undated", "stc list --undated", filtered)
    return (f"{counts.overdue:,} overdue of {steps}; {review}; {undated}.",)


def describe_due(
    number: int, counts: Counts, as_of: date, last: date, *, filtered: bool = False
) -> tuple[str, ...]:
    """Return the total of steps due in a window, and what is open outside of it."""
    steps = count_noun(counts.open, "open step")
    overdue = _point(counts.overdue, "overdue already", "stc overdue", filtered)
    undated = _point(counts.undated, "undated", "stc list --undated", filtered)
    return (f"{number:,} due of {steps}, from {as_of} to {last}; {overdue}; {undated}.",)


def _point(number: int, what: str, command: str, filtered: bool) -> str:
    """Return the number of what is not counted, and the command that lists it."""
    if not number:
        return f"0 {what}"
    return f"{number:,} {what} ({command}{' with the same filters' if filtered else ''})"


def describe_hindsight(
    steps: Iterable[Step], which: str, as_of: date, plan_day: date
) -> tuple[str, ...]:
    """Return sentences on a plan that is judged on a day before its own; none on any other day.

    Args:
        steps: The steps that are judged.
        which: What the plan is, such as `Today's plan`.
        as_of: The day they are judged on.
        plan_day: The day the plan is of.
    """
    pairs = [(step, status_on(step, as_of)) for step in steps]
    later = [step for step, status in pairs if status == OPEN_THAT_DAY]
    if as_of >= plan_day and not later:
        return ()
    lines = [f"{which}, seen from {as_of}; --at {as_of} shows the plan as it stood."]
    if later:
        days = [f"{step.id} ({step.completed})" for step in later]
        verb = "was open that day and is" if len(later) == 1 else "were open that day and are"
        lines.append(f"{count_noun(len(later), 'step')} {verb} Complete since: {name_some(days)}.")
    unknown = [one.id for one, status in pairs if status.is_done and one.completed is None]
    if unknown:
        verb = "does not say when and counts" if len(unknown) == 1 else "do not say when and count"
        complete = count_noun(len(unknown), "Complete step")
        lines.append(f"{complete} {verb} as complete that day: {name_some(unknown)}.")
    return tuple(lines)


def name_some(names: Sequence[str]) -> str:
    """Return the names joined by commas; of more than 20 the first, and how many more."""
    more = f" and {len(names) - MOST_NAMES:,} more" if len(names) > MOST_NAMES else ""
    return ", ".join(names[:MOST_NAMES]) + more


def describe_shown(shown: int, plan: Counts) -> tuple[str, ...]:
    """Return how many of the plan's steps an answer holds."""
    steps = count_noun(plan.total, "step")
    return (f"{shown:,} of {steps}.",) if shown else (f"No step matches; 0 of {steps}.",)


def share(number: int, whole: int) -> str:
    """Return `n/N (p%)`, or `0/0` where there is nothing to take a share of.

    The percentage is rounded, but never up to 100 or down to 0 where it is neither.
    """
    if whole == 0:
        return "0/0"
    percent = round(100 * number / whole)
    if 0 < number < whole:
        percent = min(max(percent, 1), 99)
    return f"{number:,}/{whole:,} ({percent}%)"


def build_bar(number: int, whole: int, width: int = 20) -> str:
    """Return a bar of `#` and `.` that is read without colour; full only where all is done."""
    if whole == 0:
        return "." * width
    filled = width * number // whole
    if number and not filled:
        filled = 1
    return "#" * filled + "." * (width - filled)
