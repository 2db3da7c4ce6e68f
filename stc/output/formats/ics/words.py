"""What a calendar of deadlines says: of itself, and of each step."""

from collections.abc import Iterable, Iterator
from datetime import date

from stc.history.departures import Departure
from stc.output.edition import Edition
from stc.output.formats.cells import format_cell, format_filter
from stc.output.provenance import describe_source
from stc.plan.deadlines import status_on
from stc.plan.model import Step
from stc.plan.status import StatusKind
from stc.text.plural import count_noun
from stc.views.step import list_entries

LONGEST_SUMMARY = 100
_TOLD_ELSEWHERE = ("Action step", "Text", "Items", "In the file")


def find_dated(steps: Iterable[Step], as_of: date) -> tuple[Step, ...]:
    """Return the steps that have an event: those with a deadline that are not closed."""
    return tuple(step for step in steps if step.deadline and not status_on(step, as_of).is_closed)


def find_cancelled(edition: Edition) -> tuple[Departure, ...]:
    """Return the departures of steps that had an event until they left the plan."""
    return tuple(
        departure
        for departure in edition.departures
        if departure.step.deadline and not departure.step.status.is_closed
    )


def name_calendar(edition: Edition) -> str:
    """Return the name a reader of calendars lists it under."""
    narrowed = format_filter(edition.context.filter)
    return f"{edition.context.plan_title}: deadlines" + (f" ({narrowed})" if narrowed else "")


def describe_edition(edition: Edition) -> str:
    """Return the sentences on which plan, as of when, from which revision."""
    revision = edition.context.revision
    at = f"revision {revision}" if revision else "no git revision"
    return f"{edition.context.plan_title}. As of {edition.as_of}, {at}."


def describe_calendar(edition: Edition) -> Iterator[str]:
    """Return the lines of the calendar's description: its source, and what it leaves out."""
    yield describe_edition(edition)
    narrowed = format_filter(edition.context.filter)
    if narrowed:
        yield f"Filter: {narrowed}."
    yield from edition.context.remarks
    yield from describe_source(edition.plan)
    yield from describe_left_out(edition)
    yield from edition.unknown


def describe_left_out(edition: Edition) -> Iterator[str]:
    """Return the sentences on how many steps have an event, and why the others have none."""
    steps, total = edition.steps, len(edition.plan.steps)
    number = len(find_dated(steps, edition.as_of))
    statuses = [status_on(step, edition.as_of) for step in steps]
    whole = edition.plan.vocabulary.count_parts(len(steps), "step")
    dated = f"{count_noun(number, 'deadline')} of {whole}"
    yield dated + (f", chosen from {total:,}." if len(steps) < total else ".")
    undated = [
        status
        for step, status in zip(steps, statuses, strict=True)
        if step.deadline is None and not status.is_closed
    ]
    is_open = sum(status.is_open for status in undated)
    ongoing = sum(status.is_continuing for status in undated)
    reasons = (
        (sum(status.is_done for status in statuses), "complete"),
        (sum(status.kind is StatusKind.UNMET for status in statuses), "unmet"),
        (sum(status.kind is StatusKind.EXCLUDED for status in statuses), "excluded"),
        (is_open, "open without a deadline"),
        (ongoing, "ongoing without a review date"),
        (len(undated) - is_open - ongoing, "of unknown status without a deadline"),
    )
    parts = [f"{number:,} {what}" for number, what in reasons if number]
    cancelled = len(find_cancelled(edition))
    if cancelled:
        yield f"{count_noun(cancelled, 'more event')} cancelled: taken out of the plan."
    if parts:
        yield f"Not in this calendar: {', '.join(parts)}."


def describe_summary(step: Step, what: str = "") -> str:
    """Return the line a calendar shows; a long text ends at a word, with an ellipsis.

    Args:
        step: The step.
        what: What is on the day, if not its deadline or its review.
    """
    what = what or ("review" if step.status.is_continuing else "deadline")
    head, action = f"{step.id} {what}: ", format_cell(step.action)
    room = LONGEST_SUMMARY - len(head)
    if len(action) <= room:
        return head + action
    begun, space, _ = action[:room].rpartition(" ")
    return head + (begun if space else action[: room - 1]).rstrip(" ,;:.") + "…"


def describe_step(step: Step, edition: Edition) -> Iterator[str]:
    """Return everything about a step, line by line; no text of the plan begins a line.

    Nothing in it changes with the day: an event that says by how long a step is overdue would be
    another one each morning.
    """
    yield step.action
    yield from (f"- {item}" for item in step.items)
    yield ""
    of_no_day = {"Start": (str(step.start),), "Deadline": (_describe_deadline(step),)}
    for name, entry in list_entries(step, edition.context, edition.ledger):
        if name in _TOLD_ELSEWHERE:
            continue
        texts = of_no_day.get(name, entry)
        if len(texts) == 1:
            yield f"{name}: {texts[0]}"
        else:
            yield f"{name}:"
            yield from (f"- {text}" for text in texts)


def _describe_deadline(step: Step) -> str:
    return f"{step.deadline_label} ({step.deadline})" if step.deadline_label else str(step.deadline)


def describe_departure(departure: Departure, edition: Edition) -> Iterator[str]:
    """Return how a step left the plan and what it was last, line by line."""
    step, first = departure.step, edition.ledger.of(departure.step).first
    yield step.action
    yield from (f"- {item}" for item in step.items)
    yield ""
    on = f" on {departure.day}" if departure.day else ""
    if departure.now:
        yield f"This id was given up{on}. The step goes on as {departure.now}."
    else:
        reason = f"Reason: {departure.reason}" if departure.reason else "No reason given."
        yield f"Taken out of the plan{on}. {reason}"
    yield f"Last status: {step.status.name}"
    yield f"Deadline: {_describe_deadline(step)}"
    if first is not None and first != step.deadline:
        yield f"Original deadline: {first}"
