"""What changed between two versions, as programs read it, and the values of a change."""

from collections.abc import Callable, Iterator, Mapping
from typing import Annotated, Any, Final, NamedTuple

from stc.history.compare import FIELDS, FieldChange, Renaming, read_field
from stc.history.differences import Differences, Fact, Wording
from stc.history.heads import HeadChange
from stc.history.selection import UPDATES
from stc.history.updates import UpdateChange
from stc.plan.dates import DateRange
from stc.plan.field import specs_of
from stc.plan.model import Department, Section, Step
from stc.plan.periods import Period
from stc.views.answer import dump, dump_block
from stc.views.describe import describe, name_department
from stc.views.shapes import As, Signed
from stc.views.update_changes import record_update_change

_NAMED: Final[Mapping[str, Callable[[Step], Any]]] = {
    "section": lambda step: step.section,
    "lead": lambda step: step.lead,
    "departments": lambda step: step.departments,
}
"""The fields whose values are ids for programs and names for people."""
_SPARSE: Final = frozenset(key for key, spec in specs_of(Step).items() if spec.field.sparse)
"""The fields that a step which has none of them is written without."""


def dump_value(value: Any) -> Any:
    """Return a value as programs read it."""
    if isinstance(value, DateRange):
        return {"start": value.start, "end": value.last}
    if isinstance(value, Period):
        return value.text
    if type(value) is tuple:
        return [dump_value(item) for item in value]
    if isinstance(value, Department | Section):
        return dump_block(value)
    return dump(value)


def find_ends(change: FieldChange | HeadChange | Renaming) -> tuple[Any, Any]:
    """Return what a field was and what it is: sections and departments themselves, not their ids.

    A department with another id or name is listed with both.
    """
    if isinstance(change, Renaming):
        return name_department(change.before), name_department(change.after)
    if isinstance(change, FieldChange) and change.former and change.field in _NAMED:
        find = _NAMED[change.field]
        return find(change.former), find(change.step)
    before, after = change.before, change.after
    if isinstance(change, HeadChange) and change.kind == "department" and not change.field:
        return before and name_department(before), after and name_department(after)
    return before, after


def describe_move(change: FieldChange) -> str:
    """Return that a step moved to another section, such as `moved from Governance to Policies`."""
    before, after = map(describe, find_ends(change))
    return f"moved from {before} to {after}"


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
    "update",
    "wording",
)
"""The kinds of changes, in the order of output."""


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
        *map(_record_update, found.updates),
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
    values = {field: read_field(step, field) for field in FIELDS}
    whole = {
        field: dump_value(value)
        for field, value in values.items()
        if field not in _SPARSE or value not in (None, ())
    }
    before, after = (None, whole) if kind == "added" else (whole, None)
    return _fill(kind, step, step.id, "", before, after)


def _record(kind: str, change: Wording) -> DifferenceRecord:
    step = change.step if isinstance(change, FieldChange) else None
    field = "name" if isinstance(change, Renaming) else change.field
    before, after = dump_value(change.before), dump_value(change.after)
    return _fill(kind, step, name_change(change), field, before, after)


def _record_update(change: UpdateChange) -> DifferenceRecord:
    update = dump(record_update_change(change))
    before, after = (None, update) if change.kind == "added" else (update, None)
    about = change.step_id or "plan"
    return _fill("update", change.step, about, UPDATES, before, after)


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
