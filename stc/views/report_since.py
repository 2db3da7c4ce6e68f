"""The parts of a report on what was done since the last time, and what fell behind."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from stc.plan.dates import describe_days
from stc.plan.deadlines import describe_status, is_open, show_deadline
from stc.plan.model import Step
from stc.plan.order import order_steps
from stc.plan.status import StatusKind
from stc.plan.vocabulary import Vocabulary
from stc.text.plural import be, count_noun, is_one
from stc.views.report_changes import Changes, Comparison, Move, Report, StatusChange
from stc.views.report_steps import (
    ACTION,
    DEADLINE,
    DEPARTMENTS,
    ID,
    PAST_COLUMNS,
    build_part,
    row_of,
    row_past,
)
from stc.views.sentences import name_some, share
from stc.views.view import Block, Column

EXCLUDED: Final = StatusKind.EXCLUDED.word.capitalize()
NO_REASON: Final = "moved without a recorded reason"
_PART_REASON: Final = "no reason is recorded for part of the move"


def build_completed(report: Report, comparison: Comparison) -> Iterator[Block]:
    """Return the part on the steps completed since, each with its day and evidence."""
    changed, counted = comparison.changes.completed, report.figures.counts.counted
    words = report.now.plan.vocabulary
    done, named = words.name_kind(StatusKind.COMPLETE), words.name("steps")
    sentence = f"{share(len(changed), counted)} of the counted {named} were reported {done} since"
    lines = (
        f"{sentence} {comparison.day}{_describe_unproved(changed)}.",
        *_describe_done_before(changed, comparison),
    )
    if not changed:
        was = "was" if is_one(0, counted) else "were"
        lines = (
            f"0 of {words.count_parts(counted, 'counted step')} {was} reported {done} since"
            f" {comparison.day}.",
        )
    columns = (ID, Column("Completed", "date"), DEADLINE, Column("Evidence"), ACTION, DEPARTMENTS)
    rows = (
        row_of(
            change.step,
            change.step.completed or "no day",
            show_deadline(change.step),
            change.step.evidence or "none recorded",
        )
        for change in changed
    )
    yield from build_part("Completed", lines, columns, rows)


def _describe_done_before(
    changed: tuple[StatusChange, ...], comparison: Comparison
) -> Iterator[str]:
    """Return a sentence on the steps that were completed before the period of the report."""
    days = [change.step.completed for change in changed]
    before = sum(day is not None and day < comparison.day for day in days)
    if before:
        yield (
            f"{share(before, len(changed))} of them have a completion date before"
            f" {comparison.day} and"
            " were reported later."
        )


def _describe_unproved(changed: tuple[StatusChange, ...]) -> str:
    undated = sum(change.step.completed is None for change in changed)
    unproved = sum(not change.step.evidence for change in changed)
    gaps = [f"{number:,} without {what}" for number, what in
            ((undated, "a recorded day"), (unproved, "evidence")) if number]  # fmt: skip
    return f", {' and '.join(gaps)}" if gaps else ""


def build_newly_overdue(report: Report, comparison: Comparison) -> Iterator[Block]:
    """Return the part on the steps that are overdue now and were not then."""
    newly, day = comparison.changes.turnover.newly, comparison.day
    overdue = report.figures.horizons["overdue"]
    words = report.now.plan.vocabulary
    named = words.say("of the overdue steps")
    lines = [f"{share(len(newly), overdue)} {named} were not overdue on {day}."]
    if not newly:
        lines = [
            f"{words.say('No step is newly overdue')}; {words.count_parts(overdue, 'step')}"
            f" {be(overdue)} overdue."
        ]
    lines += _describe_turnover(report, comparison)
    rows = (row_past(step, report.now.day) for step in order_steps(newly, "deadline"))
    caption = "Longest overdue first."
    yield from build_part("Newly overdue", tuple(lines), PAST_COLUMNS, rows, caption)


def _describe_turnover(report: Report, comparison: Comparison) -> Iterator[str]:
    words = report.now.plan.vocabulary
    turnover, after = comparison.changes.turnover, {step.id: step for step in report.now.plan.steps}
    if turnover.ended:
        ended = (
            f"{step.id} ({_describe_end(after.get(step.id), report.now.day)})"
            for step in turnover.ended
        )
        yield (
            f"{share(len(turnover.ended), comparison.figures.horizons['overdue'])}"
            f" {words.say('of the steps overdue')} on {comparison.day} are no longer overdue:"
            f" {', '.join(ended)}."
        )
    for how, steps in (("entered", turnover.entered), ("left", turnover.left)):
        if steps:
            names = ", ".join(step.id for step in steps)
            number = words.count_parts(len(steps), "step")
            yield f"{number} overdue on both days {how} the filter: {names}."


def _describe_end(after: Step | None, day: date) -> str:
    """Return why a step is not overdue any more, from how it is now."""
    if after is None:
        return "removed"
    if not is_open(after, day):
        return describe_status(after, day)
    return f"moved to {show_deadline(after)}" if after.deadline else "its deadline was taken away"


def build_moves(report: Report, comparison: Comparison) -> Iterator[Block]:
    """Return the part on the deadlines that moved: from, to, how far and why."""
    changes = comparison.changes
    lines = (
        *_describe_moves(changes, comparison, report.now.plan.vocabulary),
        *describe_reverted(comparison, "deadline"),
    )
    columns = (
        ID,
        Column("From", "date"),
        Column("To", "date"),
        Column("Days later", "number"),
        Column("Why"),
        ACTION,
        DEPARTMENTS,
    )
    rows = (
        row_of(
            move.step, move.before or "none", move.after or "none", move.days, _describe_why(move)
        )
        for move in changes.moves
    )
    caption = "Most days later first."
    yield from build_part("Deadlines moved", lines, columns, rows, caption)


def _describe_why(move: Move) -> str:
    if move.is_silent:
        return NO_REASON
    if move.is_first and not move.reasons:
        return "a first deadline"
    return "; ".join((*move.reasons, *((_PART_REASON,) if move.is_partial else ())))


def _describe_moves(changes: Changes, comparison: Comparison, words: Vocabulary) -> Iterator[str]:
    moved = [move for move in changes.moves if move.before is not None]
    firsts = sum(move.is_first for move in changes.moves)
    again = [move.step.id for move in changes.moves if move.before is None and not move.is_first]
    if not moved:
        deadlines = count_noun(changes.dated, "deadline")
        yield f"None of the {deadlines} of {comparison.day} moved."
    else:
        sentence = f"{share(len(moved), changes.dated)} of the deadlines of {comparison.day} moved"
        yield f"{sentence}: {'; '.join(_describe_ways(moved))}."
        silent = sum(move.is_silent for move in moved)
        partial = sum(change.is_partial for change in moved)
        yield f"{share(silent, len(moved))} of them moved without a recorded reason."
        if partial:
            yield f"For {partial:,} more, a reason is recorded for only part of the move."
    if firsts:
        yield f"{words.count_parts(firsts, 'step')} got a first deadline, which is not a move."
    if again:
        steps = words.count_parts(len(again), "step")
        yield (
            f"{steps} had no deadline on {comparison.day}, but had one before or has moved since:"
            f" {name_some(again)}."
        )


def _describe_ways(moved: list[Move]) -> Iterator[str]:
    for sign, way in ((1, "later"), (-1, "earlier")):
        days = [sign * change.days for change in moved if change.days and sign * change.days > 0]
        if days:
            mean = describe_days(round(sum(days) / len(days)))
            yield f"{len(days):,} {way}, by {mean}{' on average' if len(days) > 1 else ''}"
    gone = sum(change.after is None for change in moved)
    if gone:
        yield f"{gone:,} taken away"


def build_backwards(report: Report, comparison: Comparison) -> Iterator[Block]:
    """Return the part on the statuses that take back what was reported, reopened steps too."""
    changed, whole = comparison.changes.backwards, len(comparison.changes.kept)
    words = report.now.plan.vocabulary
    done, both = words.name_kind(StatusKind.COMPLETE), words.say("of the steps in both versions")
    reopened = sum(change.is_reopened for change in changed)
    sentence = f"{share(len(changed), whole)} {both} went backwards in status"
    lines = [f"{sentence}, {reopened:,} of them reopened after {done}."]
    if not changed:
        lines = [
            f"0 of {words.count_parts(whole, 'step')} in both versions went backwards in status."
        ]
    lines += describe_reverted(comparison, "status")
    rows = (
        row_of(change.step, change.before, change.after, change.step.reason or "none recorded")
        for change in changed
    )
    columns = (
        ID,
        Column("From", "status"),
        Column("To", "status"),
        Column("Why"),
        ACTION,
        DEPARTMENTS,
    )
    yield from build_part("Gone backwards", tuple(lines), columns, rows)


def describe_reverted(comparison: Comparison, field: str) -> Iterator[str]:
    """Return what happened to a field in between, and cannot be seen on the two days."""
    span = comparison.compared.span
    found = [detour for detour in comparison.compared.reverted if detour.change.field == field]
    for entry in found:
        step, before, after = entry.change.step, entry.change.before, entry.change.after or "none"
        what = "the deadline of " * (field == "deadline")
        yield (
            f"In between, {what}{step.id} went from {before} to {after} on"
            f" {span.day_of(entry.commit)}, which was reversed by the as-of day."
        )


def build_membership(report: Report, comparison: Comparison) -> Iterator[Block]:
    """Return the part on the steps that came into the plan, left it, or cross the filter."""
    changes = comparison.changes
    groups = (
        ("Added", changes.added),
        ("Removed", changes.removed),
        (EXCLUDED, tuple(change.step for change in changes.excluded)),
        ("Included again", tuple(change.step for change in changes.restored)),
        ("Entered the filter", changes.entered),
        ("Left the filter", changes.left),
    )
    then, now = comparison.figures.counts.total, report.figures.counts.total
    listed = ", ".join(
        f"{len(steps):,} {name[0].lower()}{name[1:]}"
        for name, steps in groups
        if steps or name in ("Added", "Removed", EXCLUDED)
    )
    lines = (
        f"{report.now.plan.vocabulary.count_parts(then, 'step')} on {comparison.day},"
        f" {now:,} now: {listed}.",
    )
    rows = (
        row_of(step, name, step.status.name, step.reason if name in _WITH_REASON else "")
        for name, steps in groups
        for step in steps
    )
    columns = (
        ID,
        Column("What happened", "status"),
        Column("Status", "status"),
        Column("Why"),
        ACTION,
        DEPARTMENTS,
    )
    yield from build_part("Entering and leaving the plan", lines, columns, rows)


_WITH_REASON: Final = (EXCLUDED, "Included again")


def build_other_statuses(report: Report, comparison: Comparison) -> Iterator[Block]:
    """Return the part on all other changes of status, which are mostly on the way."""
    changed, whole = comparison.changes.status, len(comparison.changes.kept)
    words = report.now.plan.vocabulary
    both = words.say("of the steps in both versions")
    lines = (f"{share(len(changed), whole)} {both} changed otherwise.",)
    if not changed:
        lines = (f"No other status changed among {words.count_parts(whole, 'step')}.",)
    rows = (row_of(change.step, change.before, change.after) for change in changed)
    columns = (ID, Column("From", "status"), Column("To", "status"), ACTION, DEPARTMENTS)
    yield from build_part("Other changes of status", lines, columns, rows)


SINCE: Final = (
    build_completed,
    build_newly_overdue,
    build_moves,
    build_backwards,
    build_membership,
    build_other_statuses,
)
"""The parts, in the order a meeting takes them."""
