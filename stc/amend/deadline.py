"""A new deadline for a step, with the revision that says why it moved."""

from datetime import date
from typing import NamedTuple

from stc.amend.changes import Change
from stc.plan.model import Step
from stc.words.dates import describe_days
from stc.words.errors import UsageProblem
from stc.yamldoc.scalars import Plain


class NewDeadline(NamedTuple):
    """What a person wants to record.

    Attributes:
        deadline: The new deadline; None takes it away.
        reason: Why it moves.
        on: The day of the decision.
    """

    deadline: date | None
    reason: str
    on: date


def set_deadline(step: Step, new: NewDeadline, today: date) -> tuple[Change, ...]:
    """Gives the changes that move a deadline; none where it stands there already.

    The first revision's `from` is the original deadline, for ever: it is appended to, never
    rewritten. A first deadline is a revision from nothing.

    Raises:
        UsageProblem: The reason is missing, or the day of the decision cannot be.
    """
    if not new.reason.strip():
        raise UsageProblem("--reason is empty.", "Say why the deadline moves; it is published.")
    if new.on > today:
        raise UsageProblem(f"--on {new.on} lies after today, {today}.")
    if step.revisions and new.on < step.revisions[-1].on:
        last = step.revisions[-1].on
        raise UsageProblem(f"--on {new.on} lies before the last revision of {step.id}, {last}.")
    if new.deadline == step.deadline:
        return ()
    revision = {
        "from": _spell(step.deadline),
        "to": _spell(new.deadline),
        "on": _spell(new.on),
        "reason": new.reason,
    }
    return (
        Change(step, "deadline", _spell(new.deadline)),
        Change(step, "revisions", added=(revision,)),
    )


def _spell(day: date | None) -> Plain | None:
    return Plain(day.isoformat()) if day else None


def tell_deadline(step: Step, new: NewDeadline, changes: tuple[Change, ...]) -> tuple[str, ...]:
    """Gives sentences on how a deadline moves."""
    if not changes:
        stands = f"the deadline is {step.deadline}" if step.deadline else "it has no deadline"
        return (f"{step.id}: {stands} already; nothing to change.",)
    before, after = step.deadline, new.deadline
    move = f"{before or 'no deadline'} to {after or 'no deadline'}"
    if before and after:
        days = (after - before).days
        move += f", {describe_days(abs(days))} {'later' if days > 0 else 'earlier'}"
    lines = [f"{step.id}: {move}."]
    original = step.original_deadline
    if original and after and original != before:
        total = (after - original).days
        lines.append(f"{step.id}: {_tell_distance(total)} the original deadline, {original}.")
    if step.needs_review and "deadline" in step.needs_review.fields:
        lines.append(f"{step.id}: needs_review still names the deadline; remove it when checked.")
    return tuple(lines)


def _tell_distance(days: int) -> str:
    if not days:
        return "back to"
    return f"{describe_days(abs(days))} {'after' if days > 0 else 'before'}"
