"""What changed between two versions, as programs read it: a record for every change."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from stc.history.compare import FIELDS, FieldChange, Renaming, read_field
from stc.history.differences import Differences, Fact, Wording
from stc.history.heads import HeadChange
from stc.plan.model import Step
from stc.views.difference_values import dump_value

DIFFERENCE_FIELDS: Final = (
    "kind",
    "step",
    "about",
    "field",
    "before",
    "after",
    "days",
    "reasons",
    "silent",
    "file",
    "line",
)
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


def dump_differences(found: Differences) -> tuple[Mapping[str, Any], ...]:
    """Return the records of all changes: every change of a field is exactly one of them."""
    records = [
        *(record for fact in found.facts for record in _dump_fact(fact)),
        *(_dump_step("added", step) for step in found.added),
        *(_dump_step("removed", step) for step in found.removed),
        *(_dump("renamed", one) for one in found.renamed),
        *(_dump("plan", one) for one in found.heads),
        *(_dump("wording", one) for one in found.wording),
    ]
    return tuple(sorted(records, key=lambda record: ORDER.index(record["kind"])))


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


def _dump_fact(fact: Fact) -> Iterator[Mapping[str, Any]]:
    record = _dump(fact.kind, fact.change)
    if fact.kind == "moved":
        told = {"days": fact.days, "reasons": list(fact.reasons), "silent": fact.is_silent}
        record = {**record, **told}
    yield record
    yield from (_dump(fact.kind, one) for one in fact.more)


def _dump_step(kind: str, step: Step) -> Mapping[str, Any]:
    whole = {field: dump_value(read_field(step, field)) for field in FIELDS}
    before, after = (None, whole) if kind == "added" else (whole, None)
    return _fill(kind, step, step.id, "", before, after)


def _dump(kind: str, change: Wording) -> Mapping[str, Any]:
    step = change.step if isinstance(change, FieldChange) else None
    field = "name" if isinstance(change, Renaming) else change.field
    before, after = dump_value(change.before), dump_value(change.after)
    return _fill(kind, step, name_change(change), field, before, after)


def _fill(
    kind: str, step: Step | None, about: str, field: str, before: Any, after: Any
) -> Mapping[str, Any]:
    place = (step.place.path, step.place.line) if step else (None, None)
    step_id = step.id if step else None
    values = (kind, step_id, about, field, before, after, None, [], None, *place)
    return dict(zip(DIFFERENCE_FIELDS, values, strict=True))
