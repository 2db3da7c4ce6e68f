"""A step at a glance: `show` on a terminal."""

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Final

from stc.history.commit_range import CommitRange
from stc.history.compare import FieldChange, compare_plans
from stc.history.differences import classify
from stc.history.log import Log, StepChange
from stc.plan.dates import describe_days
from stc.plan.deadlines import days_past, describe_status, is_overdue, is_review_due, status_on
from stc.plan.ledger import Ledger, StepLedger
from stc.plan.model import Plan, Step
from stc.plan.periods import Period, describe_end, format_short_day
from stc.views.commit_events import list_commit_events
from stc.views.events import Event, list_events
from stc.views.glance import (
    GlanceBlock,
    Happening,
    Happenings,
    Head,
    Phrase,
    Remarks,
    StatusLine,
    Texts,
    say,
)
from stc.views.step import list_entries
from stc.views.strip import find_strip, read_status_days
from stc.views.view import Context, Details

if TYPE_CHECKING:
    from stc.history.known import KnownDeadlines

_SAID: Final = ("Status", "Action step", "Items", "Goal", "Original deadline", "Completed")
"""What stands above the facts."""


def glance_at_steps(
    plan: Plan, steps: tuple[Step, ...], context: Context, known: "KnownDeadlines"
) -> tuple[GlanceBlock, ...]:
    """Return all that is known of some steps: words, status, strip, facts, history.

    Args:
        plan: The plan.
        steps: The steps.
        context: What the answer says about itself.
        known: What is known of their past.
    """
    blocks = [block for step in steps for block in _glance(plan, step, context, known)]
    lines = (*context.remarks, *known.lines)
    return (*blocks, Remarks(lines)) if lines else tuple(blocks)


def _glance(
    plan: Plan, step: Step, context: Context, known: "KnownDeadlines"
) -> Iterator[GlanceBlock]:
    ledger, as_of = known.ledger.of(step), context.as_of
    goal = f", {step.goal.title}" if step.goal else ""
    yield Head(
        say((step.id, "id"), (f"  {step.section.title}{goal}", "mute")), as_of, is_strong=False
    )
    yield Texts((step.action, *(f"- {item}" for item in step.items)))
    yield StatusLine(describe_status(step, as_of), describe_standing(step, ledger, as_of))
    changes = [*_list_status_changes(step, known.log, plan)]
    past = read_status_days(changes, plan.vocabulary)
    begins_before = known.log is None or _is_in_first(step, known.log)
    strip = find_strip(step, ledger, past, as_of, begins_before=begins_before)
    if strip:
        yield strip
    yield Details("", (*_list_facts(step, context, known.ledger),))
    if known.log:
        rows = (
            *_list_pending(step, plan, known.log),
            *_list_past(step, plan, known.log, known.ledger),
        )
        if rows:
            yield Happenings(rows)


def describe_standing(step: Step, known: StepLedger, as_of: date) -> tuple[Phrase, ...]:
    """Return what follows the status in a sentence: when, how late, by which deadline.

    Args:
        step: The step.
        known: Its first deadline and the moves.
        as_of: The day.
    """
    status, past = status_on(step, as_of), days_past(step, as_of)
    if status.is_done:
        return _describe_done(step, known)
    if is_overdue(step, as_of) and step.deadline and past:
        late = (f"overdue by {describe_days(past)}", "late")
        return say(", ", late, f": it was due {_say_end(step.deadline)}{_say_first(known)}.")
    if is_review_due(step, as_of):
        return say(", ", ("due for review", "due"), ".")
    if status.is_open and step.deadline and past is not None:
        when = f"due in {describe_days(-past)}" if past else "due today"
        return say(f", {when}, {_say_end(step.deadline)}{_say_first(known)}.")
    if status.is_open:
        return say(", without a deadline: it can never be overdue.")
    return say(f". {status.meaning}" if status.meaning else ".")


def _describe_done(step: Step, known: StepLedger) -> tuple[Phrase, ...]:
    first, last, day = known.first, step.deadline, step.completed
    if day is None:
        due = f"; its first deadline was {format_short_day(first)}" if first else ""
        return say(f", on a day that is not recorded{due}.")
    on = f" on {format_short_day(day)}"
    if first is None:
        return say(f"{on}. It never had a deadline.")
    parts: list[str | tuple[str, str]] = [
        f"{on}, ",
        _say_distance(day, first, "its first deadline"),
    ]
    if last is not None and last != first:
        parts += [", ", _say_distance(day, last, "the moved deadline")]
    return say(*parts, ".")


def _say_distance(day: date, deadline: date, name: str) -> tuple[str, str]:
    days = (day - deadline).days
    if not days:
        return f"on {name}", "done"
    way, hue = ("after", "late") if days > 0 else ("before", "")
    return f"{describe_days(abs(days))} {way} {name}", hue


def _say_end(day: date) -> str:
    return describe_end(day) if isinstance(day, Period) else f"on {format_short_day(day)}"


def _say_first(known: StepLedger) -> str:
    if known.first is None or not known.days:
        return ""
    return f"; the first deadline was {format_short_day(known.first)}"


def _list_facts(
    step: Step, context: Context, ledger: Ledger
) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield what is known of a step and is not said above, nor below as what happened."""
    is_in_git = all(move.commit for move in ledger.of(step).listed)
    for name, lines in list_entries(step, context, ledger):
        is_told = name in _SAID or (name == "Moves" and is_in_git and ledger.is_from_git)
        if is_told or (name == "Section" and len(lines) == 1):
            continue
        yield name, lines
        if name == "Departments" and step.lead is None:
            yield "Lead", ("not named",)


def _is_in_first(step: Step, log: Log) -> bool:
    return bool(log.versions) and any(known.id == step.id for known in log.versions[0][1].steps)


def _list_status_changes(
    step: Step, log: Log | None, plan: Plan
) -> Iterator[tuple[date, str | None]]:
    """Yield the day of each change of the status that git saw, and the new status; oldest first."""
    if log is None or not log.versions:
        return
    span, (oldest, first) = CommitRange(plan.timezone), log.versions[0]
    for known in first.steps:
        if known.id == step.id:
            yield span.day_of(oldest), known.status.name
    for entry in reversed(log.entries):
        change = entry.change
        if entry.step is None or entry.step.id != step.id:
            continue
        if isinstance(change, FieldChange) and change.field == "status":
            yield span.day_of(entry.commit), change.after
        elif isinstance(change, StepChange) and change.kind == "added":
            yield span.day_of(entry.commit), change.step.status.name


def _list_pending(step: Step, plan: Plan, log: Log) -> Iterator[Happening]:
    """Yield what changed in the file and is in no commit yet."""
    head = log.head
    before = next((known for known in head.steps if known.id == step.id), None) if head else None
    if head is None or before is None:
        yield Happening("not committed", "Added", "started", "The step is in no commit yet.")
        return
    pair = (head._replace(steps=(before,)), plan._replace(steps=(step,)))
    for event in list_events(classify(compare_plans(*pair)), words=plan.vocabulary):
        if event.step_id == step.id:
            yield _tell(event, "not committed")


def _list_past(step: Step, plan: Plan, log: Log, ledger: Ledger) -> Iterator[Happening]:
    """Yield what git saw of a step, newest first, and last that it was there from the beginning."""
    entries = tuple(entry for entry in log.entries if entry.step and entry.step.id == step.id)
    for commit in list_commit_events(log._replace(entries=entries), plan.timezone, ledger):
        for event in commit.events:
            yield _tell(event, str(commit.day), f"({commit.commit.author})")
    if _is_in_first(step, log):
        day = CommitRange(plan.timezone).day_of(log.versions[0][0])
        words = "the oldest version here" if log.is_shallow else "the first version"
        yield Happening(str(day), "In the plan", "mute", f"It is in {words} that git has.")


def _tell(event: Event, day: str, *more: str) -> Happening:
    words = event.text or ("Both wordings: stc history." if event.wordings else "")
    tag, _, rest = event.kind.tag.partition(", ")
    parts = (words, f"{rest[0].upper()}{rest[1:]}." if rest else "", *more)
    return Happening(day, tag, event.kind.hue, " ".join(part for part in parts if part))
