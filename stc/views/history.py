"""What changed, when, by whom: `history`."""

from collections.abc import Iterator
from datetime import date
from typing import Annotated, Any, Final, NamedTuple

from stc.history.commit_range import CommitRange
from stc.history.compare import FieldChange, Renaming
from stc.history.differences import find_new_revisions, is_wording
from stc.history.gaps import describe_gaps
from stc.history.heads import HeadChange
from stc.history.log import Change, Log, LogEntry, Skip, StepChange
from stc.history.selection import UPDATES
from stc.history.updates import UpdateChange
from stc.plan.dates import describe_days, describe_range
from stc.plan.model import Department, NeedsReview, Revision
from stc.plan.periods import Period
from stc.text.plural import be, count_noun
from stc.views.answer import Answer, dump
from stc.views.describe import NOTHING, describe
from stc.views.difference_records import describe_move, find_ends
from stc.views.shapes import As, fields_of
from stc.views.update_changes import describe_update_change, record_update_change
from stc.views.updates import UpdateRecord
from stc.views.view import Block, Column, Context, Sentences, Table, View


class ChangeRecord(NamedTuple):
    """A change of a field, and the commit that made it."""

    day: date
    when: Annotated[str, As({"type": "string", "format": "date-time"})]
    commit: str
    author: str
    subject: str
    kind: str
    id: str
    field: str
    before: Any
    after: Any
    wording: bool


class SkippedRecord(NamedTuple):
    """A version that could not be read."""

    day: date
    commit: str
    author: str
    reason: str


class GapRecord(NamedTuple):
    """What of the history is missing."""

    shallow: bool
    skipped: tuple[SkippedRecord, ...]


class HistoryTotals(NamedTuple):
    """The numbers of a history."""

    changes: int
    commits: int
    wording: int


HISTORY: Final = Answer(
    "stc/history/1",
    "What changed, from git.",
    "changes",
    fields_of(ChangeRecord),
    {**fields_of(HistoryTotals), **fields_of(GapRecord)},
)
_SHORT = 40


def view_history(
    log: Log,
    entries: tuple[LogEntry, ...],
    span: CommitRange,
    context: Context,
    lines: tuple[str, ...] = (),
    *,
    fold: bool,
) -> View:
    """Return changes, newest first.

    Args:
        log: All that git knows.
        entries: The changes that were asked for.
        span: From when to when was asked; it knows the plan's time zone.
        context: What the answer says about itself.
        lines: Sentences on what is not as it was asked for.
        fold: Name changes that are only typography in a sentence and not in the table.
    """
    shown = [entry for entry in entries if not (fold and _is_wording(entry.change))]
    columns = (
        Column("Day", "date"),
        Column("Commit", "id"),
        Column("Step", "id"),
        Column("Change"),
        Column("Author and message"),
    )
    rows = tuple(
        (
            span.day_of(entry.commit),
            entry.commit.id[:9],
            name_change(entry.change)[1],
            tuple(describe_change(entry.change)),
            (entry.commit.author, entry.commit.subject),
        )
        for entry in shown
    )
    skipped = tuple(pair for pair in log.skipped if span.accepts(pair[0]))
    notices = (*lines, *describe_gaps(log, skipped, span))
    sentences = Sentences((_describe_entries(entries, len(entries) - len(shown)), *notices))
    blocks: tuple[Block, ...] = (
        (Table(columns, rows, "History"), sentences) if rows else (sentences,)
    )
    return HISTORY.view(
        title="History",
        context=context,
        blocks=blocks,
        records=(_record(entry, span) for entry in entries),
        totals={**dump(_count(entries)), **dump(record_gaps(log, skipped, span))},
        ids=tuple(dict.fromkeys(entry.step.id for entry in entries if entry.step)),
        notices=notices,
    )


def name_change(change: Change) -> tuple[str, str, str]:
    """Return what a change is about: the kind, the id, the field."""
    if isinstance(change, FieldChange):
        return "step", change.step.id, change.field
    if isinstance(change, StepChange):
        return change.kind, change.step.id, ""
    if isinstance(change, Renaming):
        return "department", change.after.id, "name"
    if isinstance(change, HeadChange):
        return change.kind, change.id, change.field
    if isinstance(change, UpdateChange):
        return "update", change.step_id or "", UPDATES
    return change.kind, "", ""


def record_gaps(log: Log, skipped: tuple[Skip, ...], span: CommitRange) -> GapRecord:
    """Return what is missing, for programs."""
    records = (
        SkippedRecord(span.day_of(skip.commit), skip.commit.id, skip.commit.author, skip.reason)
        for skip in skipped
    )
    return GapRecord(log.is_shallow, tuple(records))


def _is_wording(change: Change) -> bool:
    return isinstance(change, FieldChange | Renaming | HeadChange) and is_wording(change)


def _describe_entries(entries: tuple[LogEntry, ...], folded: int) -> str:
    if not entries:
        return "No change found."
    commits = count_noun(len({entry.commit.id for entry in entries}), "commit")
    sentence = f"{count_noun(len(entries), 'change')} in {commits}."
    if folded:
        sentence += (
            f" {folded:,} of them {be(folded)} not listed: only spaces, quotes or dashes changed."
        )
    return sentence


def describe_change(change: Change) -> Iterator[str]:
    """Return a change in words: a line, or its field, the text before and the text after."""
    if isinstance(change, FieldChange) and change.field == "revisions":
        added = find_new_revisions(change)
        for revision in added:
            yield f"revision of {describe(revision)}"
        if len(change.after) - len(added) < len(change.before):
            yield "recorded revisions were rewritten"
        return
    if isinstance(change, FieldChange) and change.field == "section":
        yield describe_move(change)
        return
    if isinstance(change, UpdateChange):
        sentence, lines = describe_update_change(change)
        yield sentence
        yield from lines
        return
    before, after, field = format_change(change)
    if max(len(before), len(after)) > _SHORT:
        yield from (f"{field}:", f"- {before or NOTHING}", f"+ {after or NOTHING}")
    elif before or after:
        days = describe_move_days(change)
        yield f"{field}: {before or NOTHING} to {after or NOTHING}{days}"
    else:
        yield field


def format_change(change: Change) -> tuple[str, str, str]:
    """Return the value before and the one after, empty texts for none, and what it is of."""
    kind, _, field = name_change(change)
    if isinstance(change, StepChange):
        return "", "", f"{kind}: {change.step.status.name}, {change.step.action}"
    if isinstance(change, FieldChange | Renaming | HeadChange):
        before, after = map(_describe, find_ends(change))
        of = field.replace("_", " ") if kind == "step" else f"{kind} {field}".strip()
        return before, after, of
    return "", "", f"the file was {'deleted' if kind == 'deleted' else 'brought back'}"


def describe_move_days(change: Change) -> str:
    """Return how many days a deadline moved, in brackets; an empty text for all else."""
    if not isinstance(change, FieldChange) or change.field != "deadline":
        return ""
    if change.before is None or change.after is None:
        return ""
    days = (change.after - change.before).days
    if not days:
        return ""
    return f" ({describe_days(abs(days))} {'later' if days > 0 else 'earlier'})"


def _describe(value: Any) -> str:
    """Return a value on one line, an empty text for none."""
    if value in (None, (), ""):
        return ""
    return describe_range(value) if isinstance(value, Period) else describe(value)


def _count(entries: tuple[LogEntry, ...]) -> HistoryTotals:
    return HistoryTotals(
        changes=len(entries),
        commits=len({entry.commit.id for entry in entries}),
        wording=sum(_is_wording(entry.change) for entry in entries),
    )


def _record(entry: LogEntry, span: CommitRange) -> ChangeRecord:
    change, commit = entry.change, entry.commit
    kind, about, field = name_change(change)
    before, after = _ends_of(change)
    return ChangeRecord(
        day=span.day_of(commit),
        when=commit.when.isoformat(),
        commit=commit.id,
        author=commit.author,
        subject=commit.subject,
        kind=kind,
        id=about,
        field=field,
        before=_plain(before),
        after=_plain(after),
        wording=_is_wording(change),
    )


def _ends_of(change: Change) -> tuple[Any, Any]:
    if isinstance(change, UpdateChange):
        update = record_update_change(change)
        return (None, update) if change.kind == "added" else (update, None)
    if isinstance(change, StepChange):
        text = change.step.action
        return (None, text) if change.kind == "added" else (text, None)
    if isinstance(change, FieldChange | Renaming | HeadChange):
        return change.before, change.after
    return None, None


def _plain(value: Any) -> Any:
    """Return a value as programs read it."""
    if isinstance(value, Revision | NeedsReview | UpdateRecord):
        return dump(value)
    if type(value) is tuple:
        return [_plain(item) for item in value]
    if isinstance(value, Department):
        return f"{value.id} ({value.name})"
    if isinstance(value, Period):
        return value.text
    return value if value is None or isinstance(value, str | int | date) else describe(value)
