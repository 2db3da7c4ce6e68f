"""A step as programs read it: every field, always there."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from stc.plan.counts import Counts
from stc.plan.deadlines import days_past, is_overdue, is_review_due, standing_of
from stc.plan.ledger import Ledger, Move
from stc.plan.model import NeedsReview, Revision, Step
from stc.plan.status import OPEN_THAT_DAY, STATUSES

STEP_FIELDS = (
    "id",
    "section",
    "section_title",
    "goal",
    "status",
    "action",
    "items",
    "departments",
    "department_names",
    "lead",
    "deadline",
    "recorded_first_deadline",
    "standing",
    "overdue",
    "review_due",
    "days_past",
    "completed",
    "revisions",
    "evidence",
    "reason",
    "note",
    "page",
    "needs_review",
    "file",
    "line",
)
LEDGER_FIELDS = ("first_deadline", "slip_days", "moves", "disagreements")
KNOWN_FIELDS = (*STEP_FIELDS, *LEDGER_FIELDS)
"""The fields of a step in answers that ask git for the ledger of deadlines."""


def record_step(step: Step, as_of: date) -> Mapping[str, Any]:
    """Gives the record of a step; `days_past` counts days since the deadline, below 0 before it."""
    values = (
        step.id,
        step.section.id,
        step.section.title,
        step.goal.title,
        step.status.name,
        step.action,
        list(step.items),
        [one.id for one in step.departments],
        [one.name for one in step.departments],
        step.lead.id if step.lead else None,
        step.deadline,
        step.original_deadline,
        standing_of(step, as_of),
        is_overdue(step, as_of),
        is_review_due(step, as_of),
        days_past(step, as_of),
        step.completed,
        [record_revision(one) for one in step.revisions],
        list(step.evidence),
        step.reason,
        step.note,
        step.page,
        record_review(step.needs_review),
        step.place.path,
        step.place.line,
    )
    return dict(zip(STEP_FIELDS, values, strict=True))


def record_known_step(step: Step, as_of: date, ledger: Ledger) -> Mapping[str, Any]:
    """Return the record of a step with its first deadline and its moves."""
    known = ledger.of(step)
    return {
        **record_step(step, as_of),
        "first_deadline": known.first,
        "slip_days": known.days,
        "moves": [record_move(move) for move in known.moves],
        "disagreements": list(known.disagreements),
    }


def record_move(move: Move) -> Mapping[str, Any]:
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


def record_revision(revision: Revision) -> Mapping[str, Any]:
    """Gives the record of a recorded move of a deadline."""
    return {
        "from": revision.from_,
        "to": revision.to,
        "on": revision.on,
        "reason": revision.reason,
    }


def record_review(review: NeedsReview | None) -> Mapping[str, Any] | None:
    """Gives the record of what needs review, or None."""
    return None if review is None else {"fields": list(review.fields), "note": review.note}


def record_counts(counts: Counts) -> Mapping[str, Any]:
    """Gives the record of counts; the key of a status is its typed form with underscores."""
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
