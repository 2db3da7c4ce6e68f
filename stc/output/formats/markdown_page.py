"""Markdown: the plan, its source, its counts, and a table a section."""

from collections.abc import Iterator

from stc.output.edition import Edition
from stc.output.exports import ExportOptions
from stc.output.formats.markdown import render_block, render_head
from stc.output.provenance import describe_edition, describe_source, dump_steps
from stc.plan.counts import group_steps
from stc.plan.deadlines import describe_status, show_deadline, standing_of
from stc.plan.model import Step
from stc.plan.status import StatusKind
from stc.text.plural import be
from stc.views.arrange import tabulate
from stc.views.sentences import (
    describe_meanings,
    describe_overdue,
    describe_shown,
    describe_unmet,
    share,
)
from stc.views.view import Block, Cell, Column, Sentences, Table, View, use_words

TITLE = "Action steps"
_COLUMNS = (
    Column("Step", "id"),
    Column("Action step"),
    Column("Departments", "list"),
    Column("Deadline", "date"),
    Column("Status", "status"),
)


def render(edition: Edition, options: ExportOptions) -> bytes:
    """Return the Markdown of an edition, in which no text of the plan is markup."""
    view = View("", TITLE, describe_edition(edition), (), "steps", (), ())
    parts = [
        render_head(view).rstrip(),
        *map(
            render_block, use_words(_make_blocks(edition, options.columns), edition.plan.vocabulary)
        ),
    ]
    return ("\n\n".join(parts) + "\n").encode("utf-8", "replace")


def _make_blocks(edition: Edition, columns: tuple[str, ...]) -> Iterator[Block]:
    yield Sentences((*_describe_counts(edition), *describe_source(edition.plan), *edition.unknown))
    for group in group_steps(edition.plan, edition.steps, "section"):
        title = f"{group.id}: {group.title}"
        if columns:
            yield tabulate(dump_steps(edition._replace(steps=group.steps)), columns, title)
        else:
            rows = tuple(_make_row(step, edition) for step in group.steps)
            yield Table(_COLUMNS, rows, title)


def _describe_counts(edition: Edition) -> tuple[str, ...]:
    counts = edition.count_steps(edition.steps)
    shown = describe_shown(counts.total, edition.count_steps(edition.plan.steps))
    if not counts.total:
        return shown
    count = counts.vocabulary.count_parts
    excluded = f"{count(counts.excluded, 'step')} {be(counts.excluded)} excluded"
    name = edition.plan.vocabulary.name_kind(StatusKind.COMPLETE)
    done = f"{name}: {share(counts.complete, counts.counted)}"
    check = f"{count(counts.needs_review, 'step')} to be checked against the printed plan."
    return (
        *shown,
        *describe_overdue(counts, named=False),
        f"{done}. {excluded} and not counted.",
        *describe_unmet(counts),
        *describe_meanings(counts),
        *((check,) if counts.needs_review else ()),
    )


def _make_row(step: Step, edition: Edition) -> tuple[Cell, ...]:
    standing = standing_of(step, edition.as_of)
    is_late = standing in ("overdue", "review due")
    status = describe_status(step, edition.as_of) + (f", {standing}" if is_late else "")
    action = (step.action, *(f"- {item}" for item in step.items))
    departments = tuple(department.name for department in step.departments)
    return (step.id, action, departments, show_deadline(step), status)
