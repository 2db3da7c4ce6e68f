"""The tables of what changed between two versions, in the order people need them."""

from collections.abc import Iterable, Iterator
from typing import Final

from stc.history.compare import FieldChange
from stc.history.differences import Differences, Fact
from stc.history.heads import HeadChange
from stc.history.updates import UpdateChange
from stc.plan.deadlines import show_deadline
from stc.plan.model import Step
from stc.plan.status import StatusKind
from stc.text.typography import find_rewording
from stc.views.describe import NOTHING, describe, describe_cell
from stc.views.difference_records import describe_move, find_ends, name_change, name_head
from stc.views.update_changes import describe_update_change
from stc.views.view import Block, Cell, Column, Rewordings, Sentences, Table

_STEP, _ACTION = Column("Step", "id"), Column("Action step")
_FIELD, _FROM, _TO = Column("Field"), Column("From"), Column("To")
_ROOM: Final = 4_000_000
"""Pairs of words that may be compared in all; a hostile plan must not take all day."""


def build_differences(found: Differences) -> Iterator[Block]:
    """Return the blocks of a difference, only for what changed."""
    yield from _status_table("Gone backwards", found.of("backwards"))
    yield from _status_table("Completed", found.of("completed"))
    yield from _status_table("Other changes of status", found.of("status"))
    yield from _move_table(found.of("moved"))
    yield from _step_table("Added", found.added)
    yield from _step_table("Removed", found.removed)
    yield from _status_table(StatusKind.EXCLUDED.word.capitalize(), found.of("excluded"))
    yield from _department_tables(found)
    yield from _rewordings(found.of("reworded"))
    yield from _other_tables(found)
    yield from _update_table("Updates", found.updates, "added")
    yield from _update_table("Updates taken away", found.updates, "removed")
    if found.wording:
        names = ", ".join(dict.fromkeys(map(name_change, found.wording)))
        yield Sentences((f"Only spaces, quotes, dashes or hyphens changed in: {names}.",))


def _table(title: str, columns: Iterable[Column], rows: Iterable[tuple[Cell, ...]]) -> list[Table]:
    filled = tuple(rows)
    return [Table(tuple(columns), filled, title)] if filled else []


def _status_table(title: str, facts: tuple[Fact, ...]) -> list[Table]:
    columns = (_STEP, Column("From", "status"), Column("To", "status"), _ACTION)
    rows = (
        (
            fact.change.step.id,
            fact.change.before,
            fact.change.after,
            (
                fact.change.step.action,
                *(f"{spec.field.capitalize()}: {describe(spec.after)}" for spec in fact.more),
            ),
        )
        for fact in facts
    )
    return _table(title, columns, rows)


def _move_table(facts: tuple[Fact, ...]) -> list[Table]:
    columns = (
        _STEP,
        Column("From", "date"),
        Column("To", "date"),
        Column("Days later", "number"),
        Column("Action step and reason"),
    )
    rows = (
        (
            fact.change.step.id,
            fact.change.before or NOTHING,
            fact.change.after or NOTHING,
            fact.days,
            (fact.change.step.action, *_describe_reasons(fact)),
        )
        for fact in facts
    )
    return _table("Deadlines", columns, rows)


def _describe_reasons(fact: Fact) -> tuple[str, ...]:
    return tuple(f"Reason: {reason}" for reason in fact.reasons) or ("no reason recorded",)


def _step_table(title: str, steps: tuple[Step, ...]) -> list[Table]:
    columns = (
        _STEP,
        Column("Deadline", "date"),
        Column("Status", "status"),
        _ACTION,
        Column("Departments", "list"),
    )
    rows = (
        (
            step.id,
            show_deadline(step),
            step.status.name,
            (step.action, *(f"- {item}" for item in step.items)),
            tuple(department.name for department in step.departments),
        )
        for step in steps
    )
    return _table(title, columns, rows)


def _department_tables(found: Differences) -> Iterator[Table]:
    names = (find_ends(renaming) for renaming in found.renamed)
    yield from _table("Departments renamed", (_FROM, _TO), names)
    ids = {renaming.before.id: renaming.after.id for renaming in found.renamed}
    rows = []
    for fact in found.of("departments"):
        had = {
            ids.get(department.id, department.id): department.name
            for department in find_ends(fact.change)[0]
        }
        has = {department.id: department.name for department in fact.change.step.departments}
        lines = (
            *(f"without {name}" for department_id, name in had.items() if department_id not in has),
            *(f"with {name}" for department_id, name in has.items() if department_id not in had),
        )
        rows.append((fact.change.step.id, lines, fact.change.step.action))
    columns = (_STEP, Column("Departments"), _ACTION)
    yield from _table("Departments changed", columns, rows)


def _rewordings(facts: tuple[Fact, ...]) -> Iterator[Rewordings]:
    entries, room = [], _ROOM
    for fact in facts:
        change = fact.change
        before, after = (_join(value) for value in (change.before, change.after))
        name = f"{change.step.id} items" if change.field == "items" else change.step.id
        entries.append((name, find_rewording(before, after, min(room, 250_000))))
        room -= min(room, before.count(" ") * after.count(" "))
    if entries:
        yield Rewordings("Reworded", tuple(entries))


def _join(value: str | tuple[str, ...]) -> str:
    return value if isinstance(value, str) else " ".join(f"- {item}" for item in value)


def _other_tables(found: Differences) -> Iterator[Table]:
    others = found.of("other")
    moved = (
        (fact.change.step.id, describe_move(fact.change), fact.change.step.action)
        for fact in others
        if fact.change.field == "section"
    )
    yield from _table("In another section", (_STEP, Column("Section"), _ACTION), moved)
    rows = (
        (fact.change.step.id, _describe(fact.change.field), *_format_both(fact.change))
        for fact in others
        if fact.change.field != "section"
    )
    yield from _table("Other fields", (_STEP, _FIELD, _FROM, _TO), rows)
    heads = ((name_head(head), _describe_head(head), *_format_both(head)) for head in found.heads)
    yield from _table("Apart from the steps", (Column("What"), _FIELD, _FROM, _TO), heads)


def _update_table(title: str, updates: Iterable[UpdateChange], kind: str) -> list[Table]:
    columns = (_STEP, Column("Update"))
    rows = (
        (change.step_id or "the plan", (sentence, *lines))
        for change in updates
        if change.kind == kind
        for sentence, lines in (describe_update_change(change),)
    )
    return _table(title, columns, rows)


def _format_both(change: FieldChange | HeadChange) -> tuple[Cell, Cell]:
    before, after = find_ends(change)
    return describe_cell(before), describe_cell(after)


def _describe(field: str) -> str:
    return field.replace("_", " ")


def _describe_head(change: HeadChange) -> str:
    if change.field:
        return _describe(change.field)
    return "added" if change.before is None else "removed"
