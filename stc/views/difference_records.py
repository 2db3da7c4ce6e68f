"""What changed between two versions, as programs read it: a record for every change."""

from collections.abc import Iterator
from typing import Annotated, Any, Final, NamedTuple

from stc.history.compare import FIELDS, FieldChange, Renaming, read_field
from stc.history.differences import Differences, Fact, Wording
from stc.history.heads import HeadChange
from stc.plan.model import Step
from stc.views.difference_values import dump_value
from stc.views.shapes import As, Signed

ORDER: Final = (
    "backwards",
    "completed",
    "status",
    "moved",
    "added",
    "removed",
    "excluded",
    "renamed",
    "departments",
    "reworded",
    "other",
    "plan",
    "wording",
)
"""The kinds of changes, in the order they are told."""


class DifferenceRecord(NamedTuple):
    """A change of a field, or a step that came or went."""

    kind: Annotated[str, As({"enum": list(ORDER)})]
    step: str | None
    about: str
    field: str
    before: Any
    after: Any
    days: Signed | None
    reasons: tuple[str, ...]
    silent: bool | None
    file: str | None
    line: int | None


def record_differences(found: Differences) -> tuple[DifferenceRecord, ...]:
    """Return the records of all changes: every change of a field is exactly one of them."""
    records = [
        *(record for fact in found.facts for record in _record_fact(fact)),
        *(_record_step("added", step) for step in found.added),
        *(_record_step("removed", step) for step in found.removed),
        *(_record("renamed", renaming) for renaming in found.renamed),
        *(_record("plan", change) for change in found.heads),
        *(_record("wording", change) for change in found.wording),
    ]
    return tuple(sorted(records, key=lambda record: ORDER.index(record.kind)))


def name_change(change: Wording) -> str:
    """Return what a change is about: the id of a step, or `department 911`."""
    if isinstance(change, FieldChange):
        return change.step.id
    if isinstance(change, Renaming):
        return f"department {change.after.id}"
    return name_head(change)


def name_head(change: HeadChange) -> str:
    """Return what of the plan a change is about: `plan`, `section COM`, `goal of COM`."""
    if change.kind == "plan":
        return "plan"
    return f"goal of {change.id}" if change.kind == "goal" else f"{change.kind} {change.id}"


def _record_fact(fact: Fact) -> Iterator[DifferenceRecord]:
    record = _record(fact.kind, fact.change)
    if fact.kind == "moved":
        record = record._replace(days=fact.days, reasons=fact.reasons, silent=fact.is_silent)
    yield record
    yield from (_record(fact.kind, change) for change in fact.more)


def _record_step(kind: str, step: Step) -> DifferenceRecord:
    whole = {field: dump_value(read_field(step, field)) for field in FIELDS}
    before, after = (None, whole) if kind == "added" else (whole, None)
    return _fill(kind, step, step.id, "", before, after)


def _record(kind: str, change: Wording) -> DifferenceRecord:
    step = change.step if isinstance(change, FieldChange) else None
    field = "name" if isinstance(change, Renaming) else change.field
    before, after = dump_value(change.before), dump_value(change.after)
    return _fill(kind, step, name_change(change), field, before, after)


def _fill(
    kind: str, step: Step | None, about: str, field: str, before: Any, after: Any
) -> DifferenceRecord:
    return DifferenceRecord(
        kind=kind,
        step=step.id if step else None,
        about=about,
        field=field,
        before=before,
        after=after,
        days=None,
        reasons=(),
        silent=None,
        file=step.place.path if step else None,
        line=step.place.line if step else None,
    )
