"""Sentences and phrases that several answers share."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

from stc.plan.counts import Counts
from stc.plan.dates import describe_days, describe_deadline
from stc.plan.deadlines import status_on
from stc.plan.model import Step
from stc.plan.periods import Period
from stc.plan.status import OPEN_THAT_DAY, StatusKind
from stc.plan.vocabulary import Vocabulary
from stc.text.nearest import quote
from stc.text.plural import be, have

if TYPE_CHECKING:
    from stc.plan.ledger import Move, StepLedger
    from stc.plan.slips import Slips

MOST_LETTERS = 80
"""The most characters that a sentence quotes of the words for a deadline."""
MOST_NAMES = 20
"""The most names that a sentence has."""


def describe_overdue(
    counts: Counts, *, filtered: bool = False, named: bool = True
) -> tuple[str, ...]:
    """Return the total of overdue steps, and the totals that are not part of it.

    Args:
        counts: Counts over the steps considered.
        filtered: They are not all steps of the plan, so the commands need the same filters.
        named: Name the commands that list the other steps.
    """
    count = counts.vocabulary.count_parts
    steps = count(counts.open, "open step")
    reviewed = count(counts.review_due, counts.reviewed_noun)
    review = f"{reviewed} {be(counts.review_due)} due for review"
    undated = _describe_undated(counts)
    late = ""
    if counts.late_to_start is not None:
        number = counts.late_to_start
        steps_late = f"{counts.vocabulary.count_parts(number, 'step')} {be(number)} late to start"
        late = f" {_point(number * named, steps_late, 'stc list --late-to-start', filtered)}"
    return (
        f"{counts.overdue:,} of {steps} {be(counts.overdue, counts.open)} overdue."
        f" {_point(counts.review_due * named, review, 'stc overdue --ongoing', filtered)}"
        f" {_point(counts.undated * named, undated, 'stc list --undated', filtered)}{late}",
    )


def describe_unmet(counts: Counts) -> tuple[str, ...]:
    """Return how many steps ended and were not done; nothing where the plan has no such status."""
    statuses = counts.vocabulary.list_of_kind(StatusKind.UNMET)
    if not statuses:
        return ()
    number = counts.count_kind(StatusKind.UNMET)
    names = " or ".join(status.name for status in statuses)
    return (
        f"{share(number, counts.counted)} of the counted {counts.vocabulary.name('steps')} ended"
        f" without being done ({names}).",
    )


def describe_meanings(counts: Counts) -> tuple[str, ...]:
    """Return what the plan's own statuses mean that a step has, where the plan says so."""
    words = counts.vocabulary
    if not words.has_own_statuses:
        return ()
    return tuple(
        f"{status.name}: {status.meaning}"
        for status in words.statuses
        if status.meaning and counts.by_status[status.name]
    )


def describe_due(
    number: int, counts: Counts, as_of: date, last: date, *, filtered: bool = False
) -> tuple[str, ...]:
    """Return the total of steps due in a window, and what is open outside of it."""
    steps = counts.vocabulary.count_parts(counts.open, "open step")
    overdue = f"{counts.overdue:,} {be(counts.overdue)} already overdue"
    undated = _describe_undated(counts, "")
    return (
        f"{number:,} of {steps} {be(number, counts.open)} due from {as_of} through {last}."
        f" {_point(counts.overdue, overdue, 'stc overdue', filtered)}"
        f" {_point(counts.undated, undated, 'stc list --undated', filtered)}",
    )


def _describe_undated(counts: Counts, noun: str = "open step") -> str:
    """Return how many open steps have no deadline, and what most of them say in its place."""
    labels = describe_labels(counts)
    if labels:
        steps = counts.vocabulary.count_parts(counts.undated, "open step")
        return f"{steps} {have(counts.undated)} no date; {labels}"
    steps = counts.vocabulary.count_parts(counts.undated, noun) if noun else f"{counts.undated:,}"
    return f"{steps} {be(counts.undated)} undated"


def describe_labels(counts: Counts) -> str:
    """Return what most undated steps say in place of a deadline; an empty text where none does."""
    if not counts.labels:
        return ""
    (label, number), *_ = counts.labels
    say = "says" if number == 1 else "say"
    return f"{number:,} of them {say} {quote(label, MOST_LETTERS)}"


def _point(number: int, sentence: str, command: str, filtered: bool) -> str:
    """Return a sentence on steps that are not counted, with the command that lists them."""
    if not number:
        return f"{sentence}."
    return f"{sentence} ({command}{' with the same filters' if filtered else ''})."


def describe_hindsight(
    steps: Iterable[Step], which: str, as_of: date, plan_day: date, words: Vocabulary
) -> tuple[str, ...]:
    """Return sentences on a plan that is judged on a day before its own; none on any other day.

    Args:
        steps: The steps that are judged.
        which: The subject of the sentence, such as `Today's plan`.
        as_of: The day they are judged on.
        plan_day: The day the plan is of.
        words: The words of the plan.
    """
    pairs = [(step, status_on(step, as_of)) for step in steps]
    later = [step for step, status in pairs if status == OPEN_THAT_DAY]
    if as_of >= plan_day and not later:
        return ()
    lines = [f"{which} is judged as of {as_of}. Use --at {as_of} to see the plan as it was then."]
    if later:
        days = [f"{step.id} ({step.completed})" for step in later]
        verb = "was open that day and has" if len(later) == 1 else "were open that day and have"
        steps_since = words.count_parts(len(later), "step")
        lines.append(f"{steps_since} {verb} since been completed: {name_some(days)}.")
    undated = [step for step, status in pairs if status.is_done and step.completed is None]
    unknown = [step.id for step in undated]
    if unknown:
        verb = (
            "has no completion date and counts"
            if len(unknown) == 1
            else ("have no completion date and count")
        )
        names = " or ".join(dict.fromkeys(step.status.name for step in undated))
        complete = (
            f"{len(unknown):,} {names} {words.name('step' if len(unknown) == 1 else 'steps')}"
        )
        lines.append(f"{complete} {verb} as complete that day: {name_some(unknown)}.")
    return tuple(lines)


def name_some(names: Sequence[str]) -> str:
    """Return the names joined by commas; of more than 20 the first, and how many more."""
    more = f" and {len(names) - MOST_NAMES:,} more" if len(names) > MOST_NAMES else ""
    return ", ".join(names[:MOST_NAMES]) + more


def describe_shown(shown: int, plan: Counts) -> tuple[str, ...]:
    """Return how many of the plan's steps an answer holds."""
    steps = plan.vocabulary.count_parts(plan.total, "step")
    return (
        (f"{shown:,} of {steps}.",)
        if shown
        else (f"{plan.vocabulary.say('No step matches')}; 0 of {steps}.",)
    )


def share(number: int, whole: int) -> str:
    """Return `n/N (p%)`, or `0/0` where there is nothing to take a share of.

    The percentage is rounded, but never up to 100 or down to 0 where it is neither.
    """
    if whole == 0:
        return "0/0"
    return f"{number:,}/{whole:,} ({format_percent(number, whole)})"


def format_percent(number: int, whole: int) -> str:
    """Return a percentage of a whole that is not 0, rounded likewise."""
    percent = round(100 * number / whole)
    if 0 < number < whole:
        percent = min(max(percent, 1), 99)
    return f"{percent}%"


def build_bar(number: int, whole: int, width: int = 20) -> str:
    """Return a bar of `#` and `.` that is read without colour; full only where all is done."""
    if whole == 0:
        return "." * width
    filled = width * number // whole
    if number and not filled:
        filled = 1
    return "#" * filled + "." * (width - filled)


def describe_moves(known: "StepLedger") -> Iterator[str]:
    """Return a line a move, and where the file and git disagree."""
    for move in known.listed:
        yield _describe_move(move)
    for sentence in known.disagreements:
        yield f"disagreement: {sentence}"


def _describe_move(move: "Move") -> str:
    day = move.on or move.day or "not committed"
    if not move.is_silent:
        return f"{day}: {'; '.join(move.reasons)}"
    by = f" ({move.author})" if move.author else ""
    is_of_periods = isinstance(move.before, Period) or isinstance(move.after, Period)
    return f"{day}: silent, {'from ' * is_of_periods}{describe_ends(move)}{by}"


def describe_ends(move: "Move") -> str:
    """Return from when to when a deadline moved."""
    return f"{describe_deadline(move.before)} to {describe_deadline(move.after)}"


def describe_distance(days: int | None) -> str:
    """Return how far a deadline moved, or an empty text where the days cannot be counted."""
    if days is None:
        return ""
    return f"{describe_days(abs(days))} {'later' if days >= 0 else 'earlier'}"


def describe_ways(slips: "Slips") -> str:
    """Return how many deadlines are later and how many earlier, each with their days."""
    ways = (
        (slips.later, slips.days_later, "later"),
        (slips.earlier, slips.days_earlier, "earlier"),
    )
    parts: list[str] = []
    for number, days, way in ways:
        if number:
            whole = " in all" if number > 1 and not parts else ""
            parts.append(f"{number:,} {way} ({describe_days(days)}{whole})")
    if slips.back:
        parts.append(f"{slips.back:,} back at the first deadline")
    if slips.taken_away:
        parts.append(f"{slips.taken_away:,} taken away (no days to count)")
    return ", ".join(parts)


def describe_disagreements(slips: "Slips", words: Vocabulary) -> Iterator[str]:
    """Return a sentence on how many steps the file and git disagree about."""
    if slips.disagreements:
        yield f"For {words.count_parts(slips.disagreements, 'step')}, the file and git disagree."
