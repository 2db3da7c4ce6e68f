"""Steps with no word for a long time: `stale`."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Annotated, Final, NamedTuple

from stc.history.commit_range import CommitRange
from stc.history.gaps import describe_gaps
from stc.history.git.versions import Commit
from stc.history.log import Log
from stc.plan.dates import describe_days
from stc.plan.model import Step
from stc.plan.updates import LastWord, last_word
from stc.plan.vocabulary import Vocabulary
from stc.text.plural import have
from stc.views.answer import Answer, dump
from stc.views.history import GapRecord, record_gaps
from stc.views.last_words import describe_source_day
from stc.views.shapes import Signed, fields_of
from stc.views.view import Block, Column, Context, Sentences, Table, View


class SilenceRecord(NamedTuple):
    """A step, the last word on it, and the last commit that changed it."""

    id: str
    section: str
    status: str
    departments: tuple[str, ...]
    deadline: date | None
    last_word: Annotated[date | None, "The day of the last word; null where there is none."]
    last_word_by: Annotated[
        str | None, "The department whose word it is; null for a move of the deadline."
    ]
    days: Annotated[Signed | None, "Days since the last word; null where there is none."]
    touched: Annotated[date | None, "The day of the last change in git."]
    commit: str | None
    author: str | None
    subject: str | None
    action: str
    file: str
    line: int


class StaleTotals(NamedTuple):
    """The numbers of the answer."""

    steps: int
    open: int
    days: int
    record_begins: date | None
    last_word_none: int


STALE: Final = Answer(
    "stc/stale/1",
    "Open and ongoing steps with no word for a long time.",
    "steps",
    fields_of(SilenceRecord),
    {**fields_of(StaleTotals), **fields_of(GapRecord)},
)


class Silence(NamedTuple):
    """A step, the last word on it, and the last commit that changed it.

    Attributes:
        word: The last word; None where there is none.
        days: The days from it to the as-of day.
        commit: The commit; None where git has no version with the step.
    """

    step: Step
    word: LastWord | None
    days: int | None
    commit: Commit | None

    def is_long(self, days: int) -> bool:
        """Return whether the last word is so many days old, or there is none."""
        return self.days is None or self.days >= days


def find_silence(step: Step, as_of: date, commit: Commit | None) -> Silence:
    """Return how long a step has been without a word."""
    word = last_word(step, as_of)
    return Silence(step, word, (as_of - word.on).days if word else None, commit)


def order_silences(silences: Iterable[Silence]) -> tuple[Silence, ...]:
    """Return the steps without any word first, then the longest silence."""
    return tuple(sorted(silences, key=lambda found: (found.days is not None, -(found.days or 0))))


def view_stale(
    log: Log | None,
    found: tuple[Silence, ...],
    considered: int,
    days: int,
    span: CommitRange,
    context: Context,
) -> View:
    """Return the steps with the last word on each, longest ago first.

    Args:
        log: All that git knows; None where it has no version of the plan.
        found: The steps.
        considered: How many open and ongoing steps were looked at.
        days: The least number of days without a word.
        span: The time zone.
        context: What the answer says about itself.
    """
    columns = (
        Column("Step", "id"),
        Column("Last word", "date"),
        Column("Days", "number"),
        Column("By"),
        Column("Status", "status"),
        Column("Changed in git", "date"),
        Column("Action step"),
    )
    rows = tuple(
        (
            row.step.id,
            row.word.on if row.word else "none",
            row.days,
            row.word.by.name if row.word and row.word.by else None,
            row.step.status.name,
            span.day_of(row.commit) if row.commit else None,
            row.step.action,
        )
        for row in found
    )
    never = sum(row.word is None for row in found)
    steps = context.vocabulary.count_parts(considered, "open or ongoing step")
    sentence = (
        f"There was no word on {len(found):,} of {steps} for {describe_days(days)} or more, as of"
        f" {context.as_of}. {never:,} of them {have(never)} none at all."
    )
    begins = span.day_of(log.versions[0][0]) if log and log.versions else None
    gaps = tuple(_describe_record(log, begins, span, context.vocabulary))
    known = record_gaps(log, log.skipped, span) if log else GapRecord(shallow=False, skipped=())
    lines = Sentences((sentence, describe_source_day(context.source_as_of), *gaps))
    blocks: tuple[Block, ...] = (Table(columns, rows, "Stale"), lines) if rows else (lines,)
    return STALE.view(
        title="Stale",
        context=context,
        blocks=blocks,
        records=(_record(row, span) for row in found),
        totals={
            **dump(StaleTotals(len(found), considered, days, begins, never)),
            **dump(known),
        },
        ids=tuple(row.step.id for row in found),
        notices=gaps,
    )


def _describe_record(
    log: Log | None, begins: date | None, span: CommitRange, words: Vocabulary
) -> Iterator[str]:
    """Return sentences on what git knows of the last changes."""
    if log is None:
        yield "git has no version of this plan, so it does not know when a step was last changed."
        return
    if begins:
        yield (
            f"The record in git begins on {begins}. {words.say('A step')} that has not changed"
            " since has that day."
        )
    yield from describe_gaps(log, log.skipped, span)


def _record(row: Silence, span: CommitRange) -> SilenceRecord:
    step, commit = row.step, row.commit
    return SilenceRecord(
        id=step.id,
        section=step.section.id,
        status=step.status.name,
        departments=tuple(department.id for department in step.departments),
        deadline=step.deadline,
        last_word=row.word.on if row.word else None,
        last_word_by=row.word.by.id if row.word and row.word.by else None,
        days=row.days,
        touched=span.day_of(commit) if commit else None,
        commit=commit.id if commit else None,
        author=commit.author if commit else None,
        subject=commit.subject if commit else None,
        action=step.action,
        file=step.place.path,
        line=step.place.line,
    )
