"""A report as programs read it: a record for every step of every part, and all its numbers."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Annotated, Any, Final, NamedTuple

from stc.plan.counts import count_verified, merge_words
from stc.plan.deadlines import days_past
from stc.plan.model import Step
from stc.plan.order import order_steps
from stc.plan.vocabulary import Vocabulary
from stc.views.answer import Answer, dump
from stc.views.last_words import LAST_WORDS, record_last_words
from stc.views.records import COUNTS, dump_counts
from stc.views.report_changes import Changes, Comparison, Move, Report
from stc.views.report_now import UNSETTLED
from stc.views.report_updates import find_reported
from stc.views.shapes import (
    COUNT,
    DAY,
    NUMBER,
    TEXT,
    As,
    Fields,
    Signed,
    fields_of,
    list_of,
    object_of,
    or_null,
)
from stc.views.since import HORIZONS, WINDOWS, Figures, find_horizon
from stc.views.updates import VERIFIED, UpdateRecord, dump_verified, record_update

SINCE_PARTS: Final = (
    "completed",
    "newly_overdue",
    "no_longer_overdue",
    "moved",
    "backwards",
    "added",
    "removed",
    "excluded",
    "restored",
    "came",
    "left",
    "status",
)
PARTS: Final = (*SINCE_PARTS, *WINDOWS, "overdue", *UNSETTLED)
"""The parts, in the order of output; a step has a record in every part it is in."""
CHANGE_COUNTS: Final = (
    *SINCE_PARTS,
    "later",
    "earlier",
    "days_later",
    "days_earlier",
    "taken_away",
    "set",
    "silent",
    "partial",
)
_DUE: Final = tuple(name for name in HORIZONS if name.startswith("due"))
_FIGURES: Final[Fields] = {
    **COUNTS,
    **dict.fromkeys((*_DUE, "current", "no_lead", "dated"), COUNT),
}
_SINCE: Final[Fields] = {
    "day": DAY,
    "commit": TEXT,
    "committed": DAY,
    **dict.fromkeys(CHANGE_COUNTS, COUNT),
}


class ReportRecord(NamedTuple):
    """A step in a part of the report."""

    part: Annotated[str, As({"enum": list(PARTS)})]
    id: str
    section: str
    departments: tuple[str, ...]
    status: str | None
    status_before: str | None
    deadline: date | None
    deadline_before: date | None
    days_past: Signed | None
    days_moved: Signed | None
    completed: date | None
    evidence: tuple[str, ...]
    reasons: tuple[str, ...]
    silent: bool | None
    action: str
    file: str
    line: int


REPORT: Final = Answer(
    "stc/report/1",
    "Report for a meeting; a step has a record in every part it is in.",
    "steps",
    fields_of(ReportRecord),
    {
        "now": object_of(_FIGURES),
        "then": or_null(object_of(_FIGURES)),
        "change": or_null(object_of(dict.fromkeys(_FIGURES, NUMBER))),
        "since": or_null(object_of(_SINCE)),
        "remarks": list_of(TEXT),
        **LAST_WORDS,
    },
    sparse_totals={
        **VERIFIED,
        "updates": {
            **list_of(object_of(fields_of(UpdateRecord))),
            "description": "The updates of the period, newest first, where the plan has any.",
        },
    },
)


class _Entry(NamedTuple):
    part: str
    step: Step
    move: Move | None = None


def record_report(report: Report) -> tuple[ReportRecord, ...]:
    """Return the records of all parts, in order."""
    entries = [*_list_since(report.comparison), *_list_now(report)]
    now = {step.id: step for step in report.now.plan.steps}
    then = (
        {step.id: step for step in report.comparison.compared.then.plan.steps}
        if report.comparison
        else {}
    )
    return tuple(
        _record(entry, now.get(entry.step.id), then.get(entry.step.id), report) for entry in entries
    )


def _list_since(comparison: Comparison | None) -> Iterator[_Entry]:
    if comparison is None:
        return
    parts = _find_parts(comparison.changes)
    moves = {move.step.id: move for move in comparison.changes.moves}
    for part in SINCE_PARTS:
        for step in parts[part]:
            yield _Entry(part, step, moves[step.id] if part == "moved" else None)


def _find_parts(changes: Changes) -> Mapping[str, tuple[Step, ...]]:
    return {
        "completed": tuple(change.step for change in changes.completed),
        "newly_overdue": order_steps(changes.turnover.newly, "deadline"),
        "no_longer_overdue": changes.turnover.ended,
        "moved": tuple(move.step for move in changes.moves),
        "backwards": tuple(backward.step for backward in changes.backwards),
        "added": changes.added,
        "removed": changes.removed,
        "excluded": tuple(change.step for change in changes.excluded),
        "restored": tuple(change.step for change in changes.restored),
        "came": changes.entered,
        "left": changes.left,
        "status": tuple(statu.step for statu in changes.status),
    }


def _list_now(report: Report) -> Iterator[_Entry]:
    now = report.now
    ahead = order_steps(now.steps, "deadline")
    for part in (*WINDOWS, "overdue"):
        yield from (_Entry(part, step) for step in ahead if find_horizon(step, now.day) == part)
    for part, test in UNSETTLED.items():
        yield from (_Entry(part, step) for step in now.steps if test(step, now.day))


def _record(entry: _Entry, now: Step | None, then: Step | None, report: Report) -> ReportRecord:
    step, move = now or entry.step, entry.move
    return ReportRecord(
        part=entry.part,
        id=step.id,
        section=step.section.id,
        departments=tuple(department.id for department in step.departments),
        status=now.status.name if now else None,
        status_before=then.status.name if then else None,
        deadline=now.deadline if now else None,
        deadline_before=then.deadline if then else None,
        days_past=days_past(now, report.now.day) if now else None,
        days_moved=move.days if move else None,
        completed=step.completed,
        evidence=step.evidence,
        reasons=tuple(_find_reasons(entry.part, step, move)),
        silent=move.is_silent if move else None,
        action=step.action,
        file=step.place.path,
        line=step.place.line,
    )


def _find_reasons(part: str, step: Step, move: Move | None) -> Iterable[str]:
    if move:
        return move.reasons
    has_reason = part in ("backwards", "excluded", "restored") and step.reason
    return (step.reason,) if has_reason and step.reason else ()


def dump_totals(report: Report, lines: tuple[str, ...]) -> Mapping[str, Any]:
    """Return the numbers of a report: now, then, and what changed; null without a then."""
    comparison, words = report.comparison, report.figures.counts.vocabulary
    said = {
        "remarks": list(lines),
        **dump(record_last_words(report.last_words)),
        **_dump_updates(report),
    }
    if comparison is None:
        now = dump_figures(report.figures, words)
        return {"now": now, "then": None, "change": None, "since": None, **said}
    words = merge_words(words, comparison.figures.counts.vocabulary)
    now, then = dump_figures(report.figures, words), dump_figures(comparison.figures, words)
    return {
        "now": now,
        "then": then,
        "change": {name: number - then[name] for name, number in now.items()},
        "since": {
            "day": comparison.day,
            "commit": comparison.compared.commit,
            "committed": comparison.compared.made,
            **_count_changes(comparison.changes),
        },
        **said,
    }


def _dump_updates(report: Report) -> Mapping[str, Any]:
    """Return what was reported in the period; nothing where the plan has no updates."""
    now = report.now
    if not now.plan.has_updates:
        return {}
    updates = [dump(record_update(update, step)) for update, step in find_reported(report)]
    return {**dump_verified(count_verified(now.steps, now.day)), "updates": updates}


def dump_figures(figures: Figures, words: Vocabulary) -> Mapping[str, int]:
    """Return the record of the numbers of a side, under the names of `words`."""
    horizons = {name: figures.horizons[name] for name in _DUE}
    others = {"current": figures.current, "no_lead": figures.without_lead, "dated": figures.dated}
    return {**dump_counts(figures.counts.rename(words)), **horizons, **others}


def _count_changes(changes: Changes) -> Mapping[str, int]:
    moved = [move for move in changes.moves if move.before is not None]
    parts = {name: len(steps) for name, steps in _find_parts(changes).items()}
    numbers = {
        **parts,
        "moved": len(moved),
        "later": sum((change.days or 0) > 0 for change in moved),
        "earlier": sum((change.days or 0) < 0 for change in moved),
        "days_later": sum(max(change.days or 0, 0) for change in moved),
        "days_earlier": sum(max(-(change.days or 0), 0) for change in moved),
        "taken_away": sum(change.after is None for change in moved),
        "set": len(changes.moves) - len(moved),
        "silent": sum(move.is_silent for move in moved),
        "partial": sum(change.is_partial for change in moved),
    }
    return {name: numbers[name] for name in CHANGE_COUNTS}
