"""What changed, when, by whom: `history`."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from stc.history.commit_range import CommitRange
from stc.history.compare import FieldChange, Renaming
from stc.history.differences import find_new_revisions, is_wording
from stc.history.gaps import describe_gaps
from stc.history.heads import HeadChange
from stc.history.log import Change, Fate, Log, LogEntry, Skip
from stc.plan.dates import describe_days
from stc.plan.model import Department, NeedsReview, Revision
from stc.text.plural import count_noun
from stc.views.columns import dump_review, dump_revision
from stc.views.describe import NOTHING, describe
from stc.views.difference_values import describe_move, find_ends
from stc.views.view import Block, Column, Context, Sentences, Table, View

_FIELDS = (
    "day",
    "when",
    "commit",
    "author",
    "subject",
    "kind",
    "id",
    "field",
    "before",
    "after",
    "wording",
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
    shown = [one for one in entries if not (fold and _is_wording(one.change))]
    columns = (
        Column("Day", "date"),
        Column("Commit", "id"),
        Column("Step", "id"),
        Column("Change"),
        Column("Who and what for"),
    )
    rows = tuple(
        (
            span.day_of(one.commit),
            one.commit.id[:9],
            name_change(one.change)[1],
            tuple(describe_change(one.change)),
            (one.commit.author, one.commit.subject),
        )
        for one in shown
    )
    skipped = tuple(pair for pair in log.skipped if span.accepts(pair[0]))
    notices = (*lines, *describe_gaps(log, skipped, span))
    said = Sentences((_describe_entries(entries, len(entries) - len(shown)), *notices))
    blocks: tuple[Block, ...] = (Table(columns, rows, "History"), said) if rows else (said,)
    return View(
        schema="stc/history/1",
        title="History",
        context=context,
        blocks=blocks,
        collection="changes",
        fields=_FIELDS,
        records=tuple(_dump(one, span) for one in entries),
        totals={
            "changes": len(entries),
            "commits": len({one.commit.id for one in entries}),
            "wording": sum(_is_wording(one.change) for one in entries),
            **dump_gaps(log, skipped, span),
        },
        ids=tuple(dict.fromkeys(one.step.id for one in entries if one.step)),
        notices=notices,
    )


def name_change(change: Change) -> tuple[str, str, str]:
    """Return what a change is about: the kind, the id, the field."""
    if isinstance(change, FieldChange):
        return "step", change.step.id, change.field
    if isinstance(change, Fate):
        return change.kind, change.step.id, ""
    if isinstance(change, Renaming):
        return "department", change.after.id, "name"
    if isinstance(change, HeadChange):
        return change.kind, change.id, change.field
    return change.kind, "", ""


def dump_gaps(log: Log, skipped: tuple[Skip, ...], span: CommitRange) -> Mapping[str, Any]:
    """Return what is missing, for programs."""
    told = [
        {
            "day": span.day_of(one.commit),
            "commit": one.commit.id,
            "author": one.commit.author,
            "reason": one.reason,
        }
        for one in skipped
    ]
    return {"shallow": log.is_shallow, "skipped": told}


def _is_wording(change: Change) -> bool:
    return isinstance(change, FieldChange | Renaming | HeadChange) and is_wording(change)


def _describe_entries(entries: tuple[LogEntry, ...], folded: int) -> str:
    if not entries:
        return "No change found."
    commits = count_noun(len({one.commit.id for one in entries}), "commit")
    said = f"{count_noun(len(entries), 'change')} in {commits}."
    if folded:
        verb = "is" if folded == 1 else "are"
        said += f" {folded:,} of them {verb} only spaces, quotes or dashes, not listed above."
    return said


def describe_change(change: Change) -> Iterator[str]:
    """Return a change in words: a line, or its field, the text before and the text after."""
    if isinstance(change, FieldChange) and change.field == "revisions":
        added = find_new_revisions(change)
        for one in added:
            yield f"revision of {describe(one)}"
        if len(change.after) - len(added) < len(change.before):
            yield "recorded revisions were rewritten"
        return
    if isinstance(change, FieldChange) and change.field == "section":
        yield describe_move(change)
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
    if isinstance(change, Fate):
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
    return f" ({describe_days(abs(days))} {'later' if days > 0 else 'earlier'})"


def _describe(value: Any) -> str:
    """Return a value on one line, an empty text for none."""
    return "" if value in (None, (), "") else describe(value)


def _dump(entry: LogEntry, span: CommitRange) -> Mapping[str, Any]:
    change = entry.change
    before, after = _ends_of(change)
    values = (
        span.day_of(entry.commit),
        entry.commit.when.isoformat(),
        entry.commit.id,
        entry.commit.author,
        entry.commit.subject,
        *name_change(change),
        _plain(before),
        _plain(after),
        _is_wording(change),
    )
    return dict(zip(_FIELDS, values, strict=True))


def _ends_of(change: Change) -> tuple[Any, Any]:
    if isinstance(change, Fate):
        text = change.step.action
        return (None, text) if change.kind == "added" else (text, None)
    if isinstance(change, FieldChange | Renaming | HeadChange):
        return change.before, change.after
    return None, None


def _plain(value: Any) -> Any:
    """Return a value as programs read it."""
    if isinstance(value, Revision):
        return dump_revision(value)
    if isinstance(value, NeedsReview):
        return dump_review(value)
    if type(value) is tuple:
        return [_plain(one) for one in value]
    if isinstance(value, Department):
        return f"{value.id} ({value.name})"
    return value if value is None or isinstance(value, str | int | date) else describe(value)
