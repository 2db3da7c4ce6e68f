"""Open steps that have not changed for a long time: `stale`."""

from datetime import date
from typing import Final, NamedTuple

from stc.history.commit_range import CommitRange
from stc.history.gaps import describe_gaps
from stc.history.git.versions import Commit
from stc.history.log import Log
from stc.plan.dates import describe_days
from stc.plan.model import Step
from stc.plan.vocabulary import Vocabulary
from stc.text.plural import have
from stc.views.answer import Answer, dump
from stc.views.history import GapRecord, record_gaps
from stc.views.last_words import describe_source_day
from stc.views.shapes import Signed, fields_of
from stc.views.view import Block, Column, Context, Sentences, Table, View


class TouchRecord(NamedTuple):
    """A step, and the last commit that changed it."""

    id: str
    section: str
    status: str
    departments: tuple[str, ...]
    deadline: date | None
    touched: date
    days: Signed
    commit: str
    author: str
    subject: str
    action: str
    file: str
    line: int


class StaleTotals(NamedTuple):
    """The numbers of the answer."""

    steps: int
    open: int
    days: int
    record_begins: date | None


STALE: Final = Answer(
    "stc/stale/1",
    "Open steps that have not changed for a long time.",
    "steps",
    fields_of(TouchRecord),
    {**fields_of(StaleTotals), **fields_of(GapRecord)},
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
        days: The least number of days without a change.
        span: The time zone.
        context: What the answer says about itself.
    """
    columns = (
        Column("Step", "id"),
        Column("Changed", "date"),
        Column("Days", "number"),
        Column("Status", "status"),
        Column("Action step"),
        Column("Last change"),
    )
    rows = tuple(
        (
            row.step.id,
            row.day,
            row.days,
            row.step.status.name,
            row.step.action,
            (row.commit.author, f"{row.commit.id[:9]} {row.commit.subject}"),
        )
        for row in found
    )
    sentence = (
        f"{len(found):,} of {context.vocabulary.count_parts(considered, 'open step')}"
        f" {have(len(found), considered)} not changed in git for {describe_days(days)} or"
        f" more, as of {context.as_of}. Changes to only spaces, quotes or dashes do not count."
    )
    begins = span.day_of(log.versions[0][0]) if log.versions else None
    gaps = (
        *_describe_beginning(begins, context.vocabulary),
        *describe_gaps(log, log.skipped, span),
    )
    lines = Sentences((sentence, describe_source_day(context.source_as_of), *gaps))
    blocks: tuple[Block, ...] = (Table(columns, rows, "Stale"), lines) if rows else (lines,)
    return STALE.view(
        title="Stale",
        context=context,
        blocks=blocks,
        records=map(_record, found),
        totals={
            **dump(StaleTotals(len(found), considered, days, begins)),
            **dump(record_gaps(log, log.skipped, span)),
        },
        ids=tuple(row.step.id for row in found),
        notices=gaps,
    )


def _describe_beginning(day: date | None, words: Vocabulary) -> tuple[str, ...]:
    """Return a sentence on the day before which git knows of no touch."""
    if day is None:
        return ()
    return (
        f"The record in git begins on {day}. {words.say('The days of a step')} that has not"
        " changed since are counted from then.",
    )


def _record(touch: Touch) -> TouchRecord:
    step, commit = touch.step, touch.commit
    return TouchRecord(
        id=step.id,
        section=step.section.id,
        status=step.status.name,
        departments=tuple(department.id for department in step.departments),
        deadline=step.deadline,
        touched=touch.day,
        days=touch.days,
        commit=commit.id,
        author=commit.author,
        subject=commit.subject,
        action=step.action,
        file=step.place.path,
        line=step.place.line,
    )
