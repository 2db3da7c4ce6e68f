"""The part of a report on what departments reported in its period."""

from collections.abc import Iterator
from datetime import date, timedelta

from stc.plan.counts import FRESH_DAYS, count_verified
from stc.plan.model import Step
from stc.plan.periods import last_day
from stc.plan.updates import Update
from stc.text.plural import count_noun
from stc.views.report_changes import Report
from stc.views.report_steps import ID, build_part
from stc.views.updates import (
    MEANINGS,
    describe_content,
    describe_verified,
    list_plan_updates,
    name_kind,
)
from stc.views.view import Block, Cell, Column


def find_reported(report: Report) -> tuple[tuple[Update, Step | None], ...]:
    """Return the updates of the period, newest first, each with its step.

    The period begins on the day of the earlier version; without one it is the last 90 days.
    """
    now, first = report.now, _find_first(report)
    is_whole = len(now.steps) == len(now.plan.steps)
    found = list_plan_updates(now.plan.updates if is_whole else (), now.steps, now.day)
    return tuple(pair for pair in found if last_day(pair[0].on) >= first)


def _find_first(report: Report) -> date:
    comparison = report.comparison
    return comparison.day if comparison else report.now.day - timedelta(days=FRESH_DAYS)


def build_updates(report: Report) -> Iterator[Block]:
    """Return the part on the updates of the period; nothing where the plan has none at all."""
    now, found = report.now, find_reported(report)
    if not now.plan.has_updates:
        return
    kinds = [name_kind(update, step) for update, step in found]
    listed = [f"{kinds.count(kind):,} {kind}" for kind in MEANINGS if kind in kinds]
    steps = len({update.step_id for update, _ in found if update.step_id})
    words = now.plan.vocabulary
    said = (
        f"{count_noun(len(found), 'update')} from {_find_first(report)} through {now.day}, on"
        f" {steps:,} of {words.count_parts(len(now.steps), 'step')}"
    )
    lines = (
        f"{said}: {', '.join(listed)}." if listed else f"{said}.",
        *describe_verified(count_verified(now.steps, now.day), words),
    )
    columns = (
        Column("Day", "date"),
        ID,
        Column("By"),
        Column("What"),
        Column("Said"),
        Column("Evidence", "list"),
    )
    rows = (_row(update, step) for update, step in found)
    yield from build_part("Updates", lines, columns, rows, "Newest first.")


def _row(update: Update, step: Step | None) -> tuple[Cell, ...]:
    return (
        update.on,
        update.step_id or "the plan",
        update.by.name,
        name_kind(update, step),
        None if update.confirms else describe_content(update),
        update.evidence,
    )
