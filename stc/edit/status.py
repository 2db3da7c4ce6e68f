"""A new status for steps, with what belongs to it: the day, the evidence, the reason."""

from collections.abc import Iterator
from datetime import date
from typing import Final, NamedTuple

from stc.edit.changes import Change
from stc.errors import CannotGoOn, UsageProblem
from stc.plan.model import Step
from stc.plan.status import Status, StatusKind
from stc.plan.vocabulary import DEFAULT, UNKNOWN, Vocabulary
from stc.text.nearest import quote_last
from stc.yaml.scalars import Plain

_SHOWN: Final = 2000
"""How many characters of a text that is replaced are shown."""
_WORDS: Final = {"completed": "day of completion", "reason": "reason", "note": "note"}


class NewStatus(NamedTuple):
    """The values to record; an empty field keeps what is there.

    Attributes:
        replace: Another note, reason or day of completion may be replaced.
    """

    status: Status
    completed: date | None = None
    evidence: tuple[str, ...] = ()
    reason: str | None = None
    note: str | None = None
    replace: bool = False


def set_status(
    step: Step, new: NewStatus, today: date, words: Vocabulary = DEFAULT
) -> tuple[Change, ...]:
    """Return the changes that record a status; none where it is all there already.

    Raises:
        UsageProblem: What belongs to the status is missing or contradicts it.
        CannotGoOn: Something that a person wrote would be replaced unasked.
    """
    _refuse_contradictions(step, new, today, words)
    changes = tuple(_changes(step, new))
    if not new.replace:
        _refuse_replacing(step, new, changes)
    return changes


def _refuse_replacing(step: Step, new: NewStatus, changes: tuple[Change, ...]) -> None:
    """Refuse changes of what a person wrote; the reason goes with the status that is left."""
    for field, old in _find_replaced(step, changes):
        if field != "reason" or step.status == new.status:
            raise CannotGoOn(
                f"{step.id}: --{field} would replace what is already recorded: {old}",
                "Add --replace to replace it.",
            )


def _find_replaced(step: Step, changes: tuple[Change, ...]) -> Iterator[tuple[str, str]]:
    """Yield each field that has another value, and that value as the end of a sentence."""
    fields = [change.field for change in changes if change.value is not None]
    if "completed" in fields and step.completed:
        yield "completed", f"{step.completed}."
    if "reason" in fields and step.reason:
        yield "reason", quote_last(step.reason, _SHOWN)
    if "note" in fields and step.note:
        yield "note", quote_last(step.note, _SHOWN)


def _refuse_contradictions(step: Step, new: NewStatus, today: date, words: Vocabulary) -> None:
    evidence = (("--evidence", text) for text in new.evidence)
    for option, text in (("--reason", new.reason), ("--note", new.note), *evidence):
        if text is not None and not text.strip():
            raise UsageProblem(f"{option} is empty.", "Write a text, or leave the option out.")
    if new.completed and not new.status.is_done:
        done = words.list_of_kind(StatusKind.COMPLETE)
        raise UsageProblem(
            f"--completed is for the status {done[0].name}, not {new.status.name}.",
            f"Leave it out, or set the status to {done[0].name}.",
        )
    if new.completed and new.completed > today:
        raise UsageProblem(f"--completed {new.completed} lies after today, {today}.")
    if step.status == new.status:
        return
    if new.status.needs_reason or step.status.is_done:
        _demand_reason(step, new)
    if new.status == UNKNOWN and step.needs_review is None:
        raise UsageProblem(
            f"{step.id}: {UNKNOWN.name} is only for a step whose published copy is unreadable.",
            "Say so in its needs_review first.",
        )


def _demand_reason(step: Step, new: NewStatus) -> None:
    """Refuse an old reason, which explains nothing new; CI refuses it, too (STC408, STC409)."""
    if new.status.kind is StatusKind.EXCLUDED:
        what = "excluding it"
    elif new.status.needs_reason:
        what = f"setting it to {new.status.name}"
    else:
        what = f"going back from {step.status.name}"
    if not new.reason:
        raise UsageProblem(f"{step.id}: {what} needs --reason TEXT.")
    if new.reason == step.reason:
        raise UsageProblem(
            f"{step.id}: {what} needs a new --reason.", "The reason given is already recorded."
        )


def _changes(step: Step, new: NewStatus) -> Iterator[Change]:
    if step.status != new.status:
        yield Change(step, "status", new.status.name)
    if new.completed and step.completed != new.completed:
        yield Change(step, "completed", Plain(new.completed.isoformat()))
    if step.completed and not new.status.is_done:
        yield Change(step, "completed")
    added = tuple(url for url in dict.fromkeys(new.evidence) if url not in step.evidence)
    if added:
        yield Change(step, "evidence", added=added)
    if new.reason and new.reason != step.reason:
        yield Change(step, "reason", new.reason)
    if new.note and new.note != step.note:
        yield Change(step, "note", new.note)


def describe_changes(step: Step, new: NewStatus, changes: tuple[Change, ...]) -> tuple[str, ...]:
    """Return sentences on the changes of a step, and on what is still missing."""
    if not changes:
        return (f"{step.id}: {step.status.name} already. Nothing to change.",)
    fields = [str(change.field) for change in changes]
    lines = [f"{step.id}: {_describe_status(step, new, fields)}"]
    for field, old in _find_replaced(step, changes):
        lines.append(f"{step.id}: this replaces the {_WORDS[field]} recorded before: {old}")
    if "completed" in fields and step.completed and not new.completed:
        lines.append(f"{step.id}: the day it was completed, {step.completed}, was removed.")
    if "evidence" in fields and step.evidence:
        count = next(len(change.added) for change in changes if change.field == "evidence")
        verb = "is" if count == 1 else "are"
        lines.append(
            f"{step.id}: {count:,} {verb} added to the evidence recorded before:"
            f" {quote_last('; '.join(step.evidence), _SHOWN)}"
        )
    if step.evidence and step.status.is_done and not new.status.is_done:
        lines.append(f"{step.id}: its evidence is kept. Remove by hand what no longer holds.")
    if new.status.is_done and not (new.completed or step.completed):
        lines.append(f"{step.id}: no completion date is recorded. Add it with --completed DATE.")
    if new.status.is_done and not (new.evidence or step.evidence):
        lines.append(f"{step.id}: no evidence is recorded. Add it with --evidence TEXT.")
    if step.reason and "reason" not in fields and step.status != new.status:
        lines.append(
            f"{step.id}: its reason is still the old one. Use --reason TEXT --replace to change it."
        )
    if step.needs_review and "status" in step.needs_review.fields:
        lines.append(f"{step.id}: needs_review still names the status. Remove it when checked.")
    return tuple(lines)


def _describe_status(step: Step, new: NewStatus, fields: list[str]) -> str:
    if step.status == new.status:
        return f"{step.status.name} stays; {', '.join(fields)} recorded."
    return f"{step.status.name} to {new.status.name}."
