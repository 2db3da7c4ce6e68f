"""A step as programs read it: every field, always there."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from stc.plan.counts import Counts
from stc.plan.ledger import Ledger, Move
from stc.plan.model import Step
from stc.plan.status import OPEN_THAT_DAY, STATUSES
from stc.views.columns import STEP_COLUMNS

STEP_FIELDS = tuple(column.name for column in STEP_COLUMNS)
_VALUES = tuple((column.name, column.value) for column in STEP_COLUMNS)
LEDGER_FIELDS = ("first_deadline", "slip_days", "moves", "disagreements")
KNOWN_FIELDS = (*STEP_FIELDS, *LEDGER_FIELDS)
"""The fields of a step in answers that ask git for the ledger of deadlines."""


def dump_step(step: Step, as_of: date) -> Mapping[str, Any]:
    """Return the record of a step; `days_past` counts days since the deadline."""
    return {name: value(step, as_of) for name, value in _VALUES}


def dump_known_step(step: Step, as_of: date, ledger: Ledger) -> Mapping[str, Any]:
    """Return the record of a step with its first deadline and its moves."""
    known = ledger.of(step)
    return {
        **dump_step(step, as_of),
        "first_deadline": known.first,
        "slip_days": known.days,
        "moves": [dump_move(move) for move in known.moves],
        "disagreements": list(known.disagreements),
    }


def dump_move(move: Move) -> Mapping[str, Any]:
    """Return the record of a move of a deadline."""
    return {
        "from": move.before,
        "to": move.after,
        "days": move.days,
        "day": move.day,
        "on": move.on,
        "reasons": list(move.reasons),
        "silent": move.is_silent,
        "recorded": move.is_recorded,
        "commit": move.commit,
        "author": move.author or None,
    }


def dump_counts(counts: Counts) -> Mapping[str, Any]:
    """Return the record of counts; the key of a status is its typed form with underscores."""
    return {
        "steps": counts.total,
        **{status.key: counts.by_status[status.name] for status in (*STATUSES, OPEN_THAT_DAY)},
        "counted": counts.counted,
        "open": counts.open,
        "overdue": counts.overdue,
        "review_due": counts.review_due,
        "undated": counts.undated,
        "needs_review": counts.needs_review,
    }
