"""A new deadline for a step, with the revision that says why it moved."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from stc.edit.changes import NULL, Change
from stc.errors import UsageProblem
from stc.plan.dates import describe_days, describe_deadline
from stc.plan.model import Revision, Step
from stc.plan.periods import first_day, format_due, read_written
from stc.text.nearest import quote, quote_last
from stc.yaml.scalars import Plain


class NewDeadline(NamedTuple):
    """What a person wants to record.

    Attributes:
        deadline: The new deadline, a day or a period; None takes it away.
        reason: Why it moves.
        on: The day of the decision, or the period it was made in.
        label: The words that people read in its place; None keeps those there are.
    """

    deadline: date | None
    reason: str
    on: date
    label: str | None = None


def set_deadline(
    step: Step, new: NewDeadline, today: date, committed: Step | None = None
) -> tuple[Change, ...]:
    """Return the changes that move a deadline; none if it is already there.

    The first revision's `from` is the original deadline, for ever: it is appended to, never
    rewritten. A first deadline is a revision from nothing. Only a revision that was never published
    may be corrected.

    Args:
        step: The step.
        new: What is to be recorded.
        today: The day the decision cannot lie after.
        committed: The step as the last commit has it; None where git cannot tell, so that every
            revision counts as published.

    Raises:
        UsageProblem: The reason is missing, or the day of the decision cannot be.
    """
    if not new.reason.strip():
        raise UsageProblem("--reason is empty.", "Say why the deadline moves; it is published.")
    if first_day(new.on) > today:
        raise UsageProblem(f"--on {new.on} lies after today, {today}.")
    wrong = find_correctable(step, new, committed)
    kept = step.revisions[:-1] if wrong else step.revisions
    if kept and new.on < first_day(kept[-1].on):
        last = kept[-1].on
        raise UsageProblem(f"--on {new.on} lies before the last revision of {step.id}, {last}.")
    if wrong:
        return tuple(_correct(step, wrong, new))
    if new.deadline == step.deadline:
        # A period that becomes its last day, or the other way round, moves nothing.
        return (*_rewrite(step, new), *_relabel(step, new))
    revision = {
        "from": _format(step.deadline),
        "to": _format(new.deadline),
        "on": _format(new.on),
        "reason": new.reason,
    }
    return (
        Change(step, "deadline", _format(new.deadline)),
        *_relabel(step, new),
        Change(step, "revisions", added=(revision,)),
    )


def find_correctable(step: Step, new: NewDeadline, committed: Step | None) -> Revision | None:
    """Return the last revision where the last commit does not have it and the new one is as old."""
    published = committed.revisions if committed else step.revisions
    is_added = (
        len(published) < len(step.revisions) and step.revisions[: len(published)] == published
    )
    return step.revisions[-1] if is_added and new.on <= step.revisions[-1].on else None


def _correct(step: Step, wrong: Revision, new: NewDeadline) -> Iterator[Change]:
    """Yield the changes that put another last revision in the place of a wrong one, or none."""
    last = len(step.revisions) - 1
    yield from (*_rewrite(step, new), *_relabel(step, new))
    if new.deadline == wrong.from_:
        yield Change(step, last, within=("revisions",)) if last else Change(step, "revisions")
        return
    within = ("revisions", last)
    if read_written(new.deadline) != read_written(wrong.to):
        yield Change(step, "to", _format(new.deadline) or NULL, within=within)
    if read_written(new.on) != read_written(wrong.on):
        yield Change(step, "on", _format(new.on), within=within)
    if new.reason != wrong.reason:
        yield Change(step, "reason", new.reason, within=within)


def _rewrite(step: Step, new: NewDeadline) -> Iterator[Change]:
    if read_written(new.deadline) != read_written(step.deadline):
        yield Change(step, "deadline", _format(new.deadline))


def _relabel(step: Step, new: NewDeadline) -> Iterator[Change]:
    """Yield the change of the published words; those of another last day are not kept."""
    if new.label is not None:
        if new.label != step.deadline_label:
            yield Change(step, "deadline_label", new.label)
    elif step.deadline_label is not None and new.deadline != step.deadline:
        yield Change(step, "deadline_label")


def _describe_label(step: Step, changes: tuple[Change, ...]) -> Iterator[str]:
    for change in changes:
        if change.field == "deadline_label" and change.value is not None:
            yield f"{step.id}: people read {quote_last(change.value, 200)}"
        elif change.field == "deadline_label":
            label = quote(step.deadline_label or "", 200)
            yield f"{step.id}: the label {label} is removed; --label writes another."


def _format(due: date | None) -> str | None:
    text = format_due(due) if due else ""
    # Other readers take a bare year for a number, so it is quoted.
    return text if text.isdigit() else Plain(text) if text else None


def describe_new_deadline(
    step: Step, new: NewDeadline, changes: tuple[Change, ...], committed: Step | None = None
) -> tuple[str, ...]:
    """Return sentences on how a deadline moves; the arguments are those of `set_deadline`."""
    if not changes:
        stands = f"the deadline is {step.deadline}" if step.deadline else "it has no deadline"
        return (f"{step.id}: {stands} already. Nothing to change.",)
    wrong = find_correctable(step, new, committed)
    if wrong:
        step = step._replace(deadline=wrong.from_, revisions=step.revisions[:-1])
    before, after = step.deadline, new.deadline
    labelled = tuple(_describe_label(step, changes))
    if not wrong and before == after:
        if read_written(before) == read_written(after):
            return labelled
        rewritten = f"{describe_deadline(before)} is now written as {describe_deadline(after)}"
        return (f"{step.id}: {rewritten}: the same last day, so no move is recorded.", *labelled)
    move = f"{describe_deadline(before)} to {describe_deadline(after)}"
    if before and after:
        days = (after - before).days
        move += f", {describe_days(abs(days))} {'later' if days > 0 else 'earlier'}"
    lines = [f"{step.id}: {move if before != after else f'back to {describe_deadline(after)}'}."]
    lines += labelled
    if wrong:
        verb = "replaces" if before != after else "removes"
        lines.append(
            f"{step.id}: this {verb} the revision of {wrong.on}, which is not in git yet:"
            f" {describe_deadline(wrong.from_)} to {describe_deadline(wrong.to)},"
            f" {quote_last(wrong.reason, 2000)}"
        )
    original = step.original_deadline
    if original and after and before not in (original, after):
        total = (after - original).days
        lines.append(f"{step.id}: {_describe_distance(total)} the original deadline, {original}.")
    if step.needs_review and "deadline" in step.needs_review.fields:
        lines.append(f"{step.id}: needs_review still names the deadline. Remove it when checked.")
    return tuple(lines)


def _describe_distance(days: int) -> str:
    if not days:
        return "back to"
    return f"{describe_days(abs(days))} {'after' if days > 0 else 'before'}"
