"""Sentences that name what a count leaves out, so that nothing is hidden."""

from datetime import date

from stc.progress.counts import Counts


def count_noun(number: int, noun: str, plural: str = "") -> str:
    """Gives the number with its noun: `1 step`, `2 steps`."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def tell_overdue(counts: Counts, as_of: date) -> tuple[str, ...]:
    """Gives the total of overdue steps, and what stands beside it without being counted."""
    steps = count_noun(counts.open, "open step")
    lines = [f"{counts.overdue:,} overdue of {steps}, as of {as_of}."]
    if counts.review_due:
        verb = "is" if counts.review_due == 1 else "are"
        ongoing = count_noun(counts.review_due, "ongoing step")
        lines.append(
            f"{ongoing} {verb} past {'its' if counts.review_due == 1 else 'their'} date and due"
            " for review, not counted as overdue; stc overdue --ongoing lists them."
        )
    if counts.undated:
        undated = count_noun(counts.undated, "open step")
        verb = "has" if counts.undated == 1 else "have"
        lines.append(
            f"{undated} {verb} no deadline and cannot be overdue; stc list --undated lists them."
        )
    return tuple(lines)


def tell_due(number: int, counts: Counts, as_of: date, last: date) -> tuple[str, ...]:
    """Gives the total of steps due in a window, and what is open outside of it."""
    steps = count_noun(counts.open, "open step")
    lines = [f"{number:,} due of {steps}, from {as_of} to {last}."]
    if counts.overdue:
        verb = "is" if counts.overdue == 1 else "are"
        lines.append(f"{counts.overdue:,} {verb} overdue already; stc overdue lists them.")
    if counts.undated:
        verb = "has" if counts.undated == 1 else "have"
        undated = count_noun(counts.undated, "open step")
        lines.append(f"{undated} {verb} no deadline; stc list --undated lists them.")
    return tuple(lines)


def tell_shown(shown: int, plan: Counts) -> tuple[str, ...]:
    """Gives how many of the plan's steps an answer holds."""
    steps = count_noun(plan.total, "step")
    return (f"{shown:,} of {steps}.",) if shown else (f"No step matches; 0 of {steps}.",)


def share(number: int, whole: int) -> str:
    """Gives `n/N (p%)`, or `0/0` where there is nothing to take a share of.

    The percentage is rounded, but never up to 100 or down to 0 where it is neither.
    """
    if whole == 0:
        return "0/0"
    percent = round(100 * number / whole)
    if 0 < number < whole:
        percent = min(max(percent, 1), 99)
    return f"{number:,}/{whole:,} ({percent}%)"


def draw_bar(number: int, whole: int, width: int = 20) -> str:
    """Gives a bar of `#` and `.` that is read without colour; full only where all is done."""
    if whole == 0:
        return "." * width
    filled = width * number // whole
    if number and not filled:
        filled = 1
    return "#" * filled + "." * (width - filled)
