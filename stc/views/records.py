"""A step as programs read it: every field, always there."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any, Final, NamedTuple

from stc.plan.counts import Counts, count_steps
from stc.plan.model import Step
from stc.plan.updates import list_updates
from stc.plan.vocabulary import DEFAULT
from stc.views.answer import Answer, dump
from stc.views.columns import PUBLISHED, STEP_COLUMNS, StepColumn
from stc.views.shapes import (
    COUNT,
    STATUS_COUNT,
    Fields,
    Signed,
    fields_of,
    list_of,
    object_of,
)
from stc.views.updates import UpdateRecord, record_update

if TYPE_CHECKING:
    from stc.plan.ledger import Ledger, Move

FirstDeadline = Annotated[date | None, "The first deadline that git or the file knows."]


class MoveRecord(NamedTuple):
    """A move of a deadline."""

    from_: date | None
    to: date | None
    days: Signed | None
    day: date | None
    on: date | None
    reasons: tuple[str, ...]
    silent: bool
    recorded: bool
    commit: str | None
    author: str | None


class LedgerRecord(NamedTuple):
    """What answers that ask git also say of a step."""

    first_deadline: FirstDeadline
    slip_days: Signed | None
    moves: tuple[MoveRecord, ...]
    disagreements: tuple[str, ...]


_VALUES = tuple((column.name, column.value) for column in PUBLISHED)
LEDGER_FIELDS = LedgerRecord._fields


def list_step_fields(added: Iterable[StepColumn]) -> tuple[str, ...]:
    """Return the fields of the record of a step."""
    return (*(name for name, _ in _VALUES), *(column.name for column in added))


def dump_step(step: Step, as_of: date, added: Iterable[StepColumn]) -> Mapping[str, Any]:
    """Return the record of a step; `days_past` counts days since the deadline."""
    record = {name: value(step, as_of) for name, value in _VALUES}
    record.update((column.name, column.value(step, as_of)) for column in added)
    return record


def dump_known_step(
    step: Step, as_of: date, ledger: "Ledger", added: Iterable[StepColumn]
) -> Mapping[str, Any]:
    """Return the record of a step with its first deadline and its moves."""
    known, added = ledger.of(step), tuple(added)
    moves = tuple(map(record_move, known.moves))
    record = LedgerRecord(known.first, known.days, moves, known.disagreements)
    dumped = {**dump_step(step, as_of, added), **dump(record)}
    if has_updates(added):
        updates = list_updates(step, as_of)
        dumped[UPDATES] = [dump(record_update(update, step)) for update in updates]
    return dumped


def record_move(move: "Move") -> MoveRecord:
    """Return the record of a move of a deadline."""
    return MoveRecord(
        from_=move.before,
        to=move.after,
        days=move.days,
        day=move.day,
        on=move.on,
        reasons=move.reasons,
        silent=move.is_silent,
        recorded=move.is_recorded,
        commit=move.commit,
        author=move.author or None,
    )


def dump_counts(counts: Counts) -> Mapping[str, Any]:
    """Return the record of counts; the key of a status is its typed form with underscores."""
    return {
        "steps": counts.total,
        **{status.key: counts.by_status[status.name] for status in counts.vocabulary.shown},
        "counted": counts.counted,
        "open": counts.open,
        "overdue": counts.overdue,
        "review_due": counts.review_due,
        "undated": counts.undated,
        "needs_review": counts.needs_review,
    }


def dump_totals(counts: Counts, added: Iterable[StepColumn]) -> Mapping[str, Any]:
    """Return the record of counts over a whole answer.

    Args:
        counts: The counts.
        added: The columns behind the published ones; a plan with starts has `late_to_start`.
    """
    if not any(column.name == LATE_TO_START for column in added):
        return dump_counts(counts)
    return {**dump_counts(counts), LATE_TO_START: counts.late_to_start or 0}


def has_updates(added: Iterable[StepColumn]) -> bool:
    """Return whether the columns behind the published ones are those of a plan with updates."""
    return any(column.is_of_updates for column in added)


UPDATES: Final = "updates"
_UPDATES: Final[Fields] = {
    UPDATES: {
        **list_of(object_of(fields_of(UpdateRecord))),
        "description": "Its updates up to the as-of day, newest first, where the plan has any.",
    }
}
LATE_TO_START: Final = "late_to_start"
SPARSE_TOTALS: Final[Fields] = {
    LATE_TO_START: {**COUNT, "description": "Steps late to start, where the plan has starts."}
}
COUNTS: Final[Fields] = {
    **dict.fromkeys(dump_counts(count_steps((), date.min, DEFAULT)), COUNT),
    **{status.key: STATUS_COUNT for status in DEFAULT.shown},
}
STEPS: Final = Answer(
    "stc/steps/2",
    "Steps: overdue, due, list, show.",
    "steps",
    {column.name: column.describe() for column in STEP_COLUMNS if not column.is_sparse},
    COUNTS,
    more=fields_of(LedgerRecord),
    sparse={
        **{column.name: column.describe() for column in STEP_COLUMNS if column.is_sparse},
        **_UPDATES,
    },
    sparse_totals=SPARSE_TOTALS,
)
KNOWN_STEPS: Final = STEPS._replace(record={**STEPS.record, **STEPS.more}, more={})
"""Steps of which git was asked, too."""


class GroupHead(NamedTuple):
    """What the counts of a record are of, and what was grouped by."""

    by: str
    id: str
    title: str
