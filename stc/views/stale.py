"""Open steps that nobody touched for long: `stale`."""

from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

from stc.history.commit_range import CommitRange
from stc.history.gaps import describe_gaps
from stc.history.git.versions import Commit
from stc.history.log import Log
from stc.plan.dates import describe_days
from stc.plan.model import Step
from stc.text.plural import count_noun
from stc.views.history import dump_gaps
from stc.views.view import Block, Column, Context, Sentences, Table, View

_FIELDS = (
    "id",
    "section",
    "status",
    "departments",
    "deadline",
    "touched",
    "days",
    "commit",
    "author",
    "subject",
    "action",
    "file",
    "line",
)


class Touch(NamedTuple):
    """A step, and the last commit that changed it.

    Attributes:
        days: The days from the commit to the as-of day.
    """

    step: Step
    commit: Commit
    day: date
    days: int


def view_stale(
    log: Log,
    found: tuple[Touch, ...],
    considered: int,
    days: int,
    span: CommitRange,
    context: Context,
) -> View:
    """Return the steps with the last touch of each, longest ago first.

    Args:
        log: All that git knows.
        found: The steps.
        considered: How many open steps were looked at.
        days: For how long nobody touched them, at least.
        span: The time zone.
        context: What the answer says about itself.
    """
    columns = (
        Column("Step", "id"),
        Column("Touched", "date"),
        Column("Days", "number"),
        Column("Status", "status"),
        Column("Action step"),
        Column("Last by"),
    )
    rows = tuple(
        (
            one.step.id,
            one.day,
            one.days,
            one.step.status.name,
            one.step.action,
            (one.commit.author, f"{one.commit.id[:9]} {one.commit.subject}"),
        )
        for one in found
    )
    said = (
        f"{len(found):,} of {count_noun(considered, 'open step')} untouched in git for"
        f" {describe_days(days)} or more, as of {context.as_of}."
        " A change of spaces, quotes or dashes only is no touch."
    )
    begins = span.day_of(log.versions[0][0]) if log.versions else None
    gaps = (*_describe_beginning(begins), *describe_gaps(log, log.skipped, span))
    lines = Sentences((said, *gaps))
    blocks: tuple[Block, ...] = (Table(columns, rows, "Stale"), lines) if rows else (lines,)
    return View(
        schema="stc/stale/1",
        title="Stale",
        context=context,
        blocks=blocks,
        collection="steps",
        fields=_FIELDS,
        records=tuple(map(_dump, found)),
        totals={
            "steps": len(found),
            "open": considered,
            "days": days,
            "record_begins": begins,
            **dump_gaps(log, log.skipped, span),
        },
        ids=tuple(one.step.id for one in found),
        notices=gaps,
    )


def _describe_beginning(day: date | None) -> tuple[str, ...]:
    """Return a sentence on the day before which git knows of no touch."""
    if day is None:
        return ()
    return (
        f"The record in git begins on {day}: the days of a step that nobody touched since are"
        " counted from then.",
    )


def _dump(touch: Touch) -> Mapping[str, Any]:
    step, commit = touch.step, touch.commit
    values = (
        step.id,
        step.section.id,
        step.status.name,
        [one.id for one in step.departments],
        step.deadline,
        touch.day,
        touch.days,
        commit.id,
        commit.author,
        commit.subject,
        step.action,
        step.place.path,
        step.place.line,
    )
    return dict(zip(_FIELDS, values, strict=True))
