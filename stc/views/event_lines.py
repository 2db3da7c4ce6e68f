"""The one line that tells an event, by what happened."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any, Final

from stc.history.compare import FieldChange, Renaming
from stc.history.departures import find_reason
from stc.history.differences import find_new_revisions
from stc.history.heads import HeadChange
from stc.history.updates import UpdateChange
from stc.plan.dates import DateRange, describe_days
from stc.plan.field import specs_of
from stc.plan.model import Revision, Step
from stc.plan.periods import Period, format_short_day
from stc.plan.status import Status
from stc.plan.value_types import EXTRA, TEXT
from stc.plan.vocabulary import Vocabulary
from stc.text.lists import join_names
from stc.text.typography import Piece, find_rewording
from stc.views.describe import describe, describe_cell
from stc.views.difference_records import describe_move, find_ends

_LONG: Final = 60
_ROOM: Final = 4_000_000
"""Pairs of words that may be compared in all; a hostile history must not take all day."""
_MOST_PAIRS: Final = 250_000
_TEXTS: Final = (None, TEXT, EXTRA)
"""The types of fields whose values are shown in quotes."""
_NO_REASON: Final = "No reason given."


class Reworder:
    """Compares texts word by word, as long as its allowance lasts."""

    def __init__(self) -> None:
        self._room = _ROOM

    def compare(self, change: FieldChange) -> tuple[Piece, ...]:
        """Return the words of a text before and after."""
        before, after = _join(change.before), _join(change.after)
        pieces = find_rewording(before, after, min(self._room, _MOST_PAIRS))
        self._room -= min(self._room, before.count(" ") * after.count(" "))
        return pieces


def _join(value: str | tuple[str, ...]) -> str:
    return value if isinstance(value, str) else " ".join(f"- {item}" for item in value)


def is_long(change: FieldChange) -> bool:
    """Return whether a text became another one, too long for both to stand on a line."""
    ends = change.before, change.after
    return all(type(end) is str for end in ends) and max(map(len, ends)) > _LONG


def describe_completion(step: Step, first: date | None) -> str:
    """Return how a completion relates to the first deadline, and whether nothing shows it."""
    line = _describe_distance(step.completed, first)
    return line if step.evidence else f"{line} No evidence given."


def _describe_distance(day: date | None, first: date | None) -> str:
    if first is None:
        on = f"On {format_short_day(day)}. " if day else ""
        return f"{on}It never had a deadline."
    if day is None:
        return f"The day is not recorded; its first deadline was {format_short_day(first)}."
    named = f"its first deadline ({format_short_day(first)})"
    days = (day - first).days
    if not days:
        return f"On {named}."
    return f"{describe_days(abs(days))} {'after' if days > 0 else 'before'} {named}."


def describe_return(change: FieldChange, completed: FieldChange | None) -> str:
    """Return that a status went backwards, and since when it was another one."""
    was = change.before
    if completed and completed.before and not completed.after:
        was = f"{was} since {format_short_day(completed.before)}"
    again = " again" if change.step.status.is_open else " now"
    return f"Was {was}, is {change.after}{again}."


def describe_start(change: FieldChange) -> str:
    """Return both statuses."""
    return f"{change.before} → {change.after}."


def quote_reason(change: FieldChange | None, *, is_needed: bool) -> str:
    """Return the reason that was recorded with a change.

    Args:
        change: The change of the reason, if it changed.
        is_needed: Say that there is none.
    """
    if change and change.after:
        return quote_reasons((change.after,))
    return _NO_REASON if is_needed else ""


def quote_reasons(reasons: Iterable[str]) -> str:
    """Return reasons as a sentence."""
    return f"Reason: {' '.join(f'“{reason}”' for reason in reasons)}"


def describe_added(step: Step, words: Vocabulary) -> str:
    """Return a new step's status, if it has begun, its deadline and its departments."""
    parts = [step.status.name] if step.status != words.first else []
    if due := _describe_due(step):
        parts.append(due)
    owners = join_names([department.name for department in step.departments] or [""])
    lines = (", ".join(parts), owners)
    return " ".join(f"{line[0].upper()}{line[1:]}." for line in lines if line)


def describe_removed(step: Step) -> str:
    """Return a step's last status and deadline, and its reason if it had been taken out."""
    was = ", ".join(part for part in (step.status.name, _describe_due(step)) if part)
    reason = find_reason(step)
    return f"Was {was}. {quote_reasons((reason,)) if reason else _NO_REASON}"


def _describe_due(step: Step) -> str:
    if step.deadline_label:
        return f"due “{step.deadline_label}”"
    return f"due {format_short_day(step.deadline)}" if step.deadline else ""


def describe_deadline_move(
    change: FieldChange, first: date | None, reasons: tuple[str, ...], is_partial: bool
) -> str:
    """Return from when to when a deadline moved, how far, and why.

    Args:
        change: The change of the deadline.
        first: The first deadline.
        reasons: The reasons recorded with the moves.
        is_partial: Some of the moves have none.
    """
    line = _describe_ends(change.before, change.after, first)
    if not reasons:
        return line
    part = " No reason was given for a part of the way." if is_partial else ""
    return f"{line} {quote_reasons(reasons)}{part}"


def _describe_ends(before: date | None, after: date | None, first: date | None) -> str:
    if after is None:
        return f"Was {format_short_day(before)}, has no deadline now." if before else ""
    if before is None:
        if first is None or first == after:
            return f"Due {format_short_day(after)}."
        was = f"no deadline (first {format_short_day(first)})"
        return f"From {was} to {format_short_day(after)}."
    days = (after - before).days
    way = "later" if days > 0 else "earlier"
    distance = f"{describe_days(abs(days))} {way}"
    return f"From {format_short_day(before)} to {format_short_day(after)}: {distance}."


def describe_update(change: UpdateChange, status: Status | None, words: Vocabulary) -> str:
    """Return who said what, and of which day.

    Args:
        change: The update.
        status: The status that the step had in the plan.
        words: The words of the plan.
    """
    entry = change.entry
    on = entry.on
    when = f"in {on}" if isinstance(on, Period) else f"on {format_short_day(on)}"
    said = entry.says or ""
    if said and change.verifies and status and change.kind == "added":
        agrees = words.name_now(said) == words.name_now(status.name)
        plan = "as the plan says" if agrees else f"but the plan says {status.name}"
        said = f"{said}, {plan}"
    said = " ".join(
        part for part in (said and f"{said}.", entry.text and f"“{entry.text}”") if part
    )
    if change.kind == "removed":
        of = f"The update of {change.name} {when} was taken away."
        return f"{of} It said: {said}" if said else of
    return f"{change.name} {when}: {said or 'nothing has changed.'}"


def describe_head(change: HeadChange | Renaming) -> str:
    """Return what changed beside the steps."""
    before, after = map(_format, find_ends(change))
    if isinstance(change, Renaming):
        return _end(f"Was “{before}”, is “{after}”")
    if not change.field:
        return _end(f"Added: “{after}”" if after else f"Taken away: “{before}”")
    quoted = isinstance(change.before or change.after, str)
    return _describe_ends_of(change.field, find_ends(change), quoted=quoted)


def describe_field(change: FieldChange) -> str:
    """Return what a field of a step was and is."""
    if change.field == "section":
        move = describe_move(change)
        return f"{move[0].upper()}{move[1:]}."
    if change.field == "revisions":
        return " ".join(_describe_revisions(change))
    if is_long(change):
        return f"{_name(change.field)} reworded."
    spec = specs_of(Step).get(change.field)
    quoted = spec is None or spec.type in _TEXTS
    return _describe_ends_of(change.field, find_ends(change), quoted=quoted)


def describe_owners(change: FieldChange, renamed: Mapping[str, str]) -> str:
    """Return which departments a step got and which it lost.

    Args:
        change: The change of its departments.
        renamed: The new ids of departments that have another one.
    """
    before, after = find_ends(change)
    if change.former is None:
        return _describe_ends_of(change.field, (before, after), quoted=False)
    had = {renamed.get(owner.id, owner.id): owner for owner in before}
    has = {owner.id: owner for owner in after}
    ends = (
        tuple(owner for owner_id, owner in had.items() if owner_id not in has),
        tuple(owner for owner_id, owner in has.items() if owner_id not in had),
    )
    return _describe_ends_of(change.field, ends, quoted=False)


def describe_removed_evidence(change: FieldChange) -> str:
    """Return which evidence was taken away."""
    gone = find_added(change._replace(before=change.after, after=change.before))
    return f"Evidence taken away: {'; '.join(gone)}." if gone else ""


def find_added(change: FieldChange) -> tuple[str, ...]:
    """Return what a list has now and had not before."""
    return tuple(part for part in change.after if part not in change.before)


def _describe_revisions(change: FieldChange) -> Iterator[str]:
    added = find_new_revisions(change)
    for revision in added:
        yield f"Recorded: {_describe_revision(revision)}"
    if len(change.after) - len(added) < len(change.before):
        yield "Recorded moves of the deadline were rewritten."


def _describe_revision(revision: Revision) -> str:
    ends = (revision.from_, revision.to)
    before, after = (format_short_day(day) if day else "no deadline" for day in ends)
    on = format_short_day(revision.on)
    return (
        f"the deadline moved from {before} to {after} ({on}). {quote_reasons((revision.reason,))}"
    )


def _describe_ends_of(field: str, ends: tuple[Any, Any], *, quoted: bool) -> str:
    """Return what a value was and is; of a list what came and went."""
    name = _name(field)
    cells = [describe_cell(end) if end not in (None, (), "") else () for end in ends]
    if any(cell and isinstance(cell, tuple) for cell in cells):
        old, new = (cell if isinstance(cell, tuple) else (str(cell),) for cell in cells)
        came = [part for part in new if part not in old]
        went = [part for part in old if part not in new]
        if came or went:
            parts = [f"added {_list(came, quoted=quoted)}"] if came else []
            parts += [f"taken away {_list(went, quoted=quoted)}"] if went else []
            return _end(f"{name}: {', '.join(parts)}")
    before, after = (_quote(_format(end), quoted=quoted) for end in ends)
    if before and after:
        return _end(f"{name} from {before} to {after}")
    return _end(f"{name} set to {after}" if after else f"{name} taken away, was {before}")


def _end(sentence: str) -> str:
    """Return a sentence with its full stop, unless a quoted text at its end has one."""
    return sentence if sentence.endswith((".”", "!”", "?”")) else f"{sentence}."


def _list(parts: list[str], *, quoted: bool) -> str:
    return ", ".join(_quote(part, quoted=quoted) for part in parts)


def _quote(text: str, *, quoted: bool) -> str:
    return f"“{text}”" if text and quoted else text


def _format(value: Any) -> str:
    """Return a value on one line, an empty text for none."""
    if value in (None, (), ""):
        return ""
    if isinstance(value, DateRange) and value.start != value.last:
        return f"{format_short_day(value.start)} through {format_short_day(value.last)}"
    day = value.start if isinstance(value, DateRange) else value
    return format_short_day(day) if isinstance(day, date) else describe(value)


def _name(field: str) -> str:
    return field.replace("_", " ").capitalize()
