"""What happened and what was planned for when: `timeline`."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Annotated, Any, Final, Literal, NamedTuple

from stc.plan.model import NeedsReview
from stc.plan.timeline import Drift, Timeline, TimelineEntry, TimelineItem, state_of
from stc.text.plural import be, count_noun
from stc.views.answer import Answer, dump
from stc.views.shapes import Signed, fields_of
from stc.views.view import Block, Column, Context, Details, Sentences, Table, View


class EntryRecord(NamedTuple):
    """An entry, and its standing on the day."""

    when: str
    start: date
    end: date
    label: str
    state: Literal["happened", "planned"]
    standing: str
    title: str
    items: tuple[TimelineItem, ...]
    steps: tuple[str, ...]
    source: str | None
    note: str | None
    needs_review: NeedsReview | None
    file: str
    line: int


class LinkRecord(NamedTuple):
    """What an entry also says where the timeline uses it."""

    id: str | None
    kind: str | None
    fulfils: str | None


class DriftRecord(NamedTuple):
    """A planned entry beside the one that fulfilled it."""

    id: str | None
    title: str
    expected: str
    expected_start: date
    expected_end: date
    standing: str
    happened: str | None
    happened_title: str | None
    days: Annotated[Signed | None, "The days after the window; 0 within it, below 0 before it."]
    file: str
    line: int


class DriftTotals(NamedTuple):
    """The numbers of the answer."""

    planned: int
    fulfilled: int
    late: int
    passed: int


class TimelineTotals(NamedTuple):
    """The numbers of the answer."""

    entries: int
    shown: int
    passed: int


TIMELINE: Final = Answer(
    "stc/timeline/1",
    "What happened and what was planned.",
    "entries",
    fields_of(EntryRecord),
    fields_of(TimelineTotals),
    sparse=fields_of(LinkRecord),
)
DRIFT: Final = Answer(
    "stc/drift/1",
    "What was expected beside what happened.",
    "entries",
    fields_of(DriftRecord),
    fields_of(DriftTotals),
)
_STANDINGS = {
    "happened": "happened",
    "planned": "planned",
    "passed": "window passed, not confirmed",
    "fulfilled": "planned, confirmed",
}


def view_timeline(timeline: Timeline, entries: tuple[TimelineEntry, ...], context: Context) -> View:
    """Return these entries of the timeline, in the order published."""
    passed = [entry for entry in entries if state_of(entry, context.as_of) == "passed"]
    lines = [f"{len(entries):,} of {count_noun(len(timeline.entries), 'entry', 'entries')}."]
    if passed:
        lines.append(
            f"{count_noun(len(passed), 'planned entry', 'planned entries')} passed without"
            f" confirmation, as of {context.as_of} (stc timeline --state passed)."
        )
    blocks: tuple[Block, ...] = tuple(_details(entry, context.as_of) for entry in entries)
    return TIMELINE.view(
        title=timeline.title,
        context=context,
        blocks=(*blocks, Sentences(tuple(lines))),
        records=_record_all(timeline, entries, context.as_of),
        totals=dump(TimelineTotals(len(timeline.entries), len(entries), len(passed))),
    )


def _record_all(
    timeline: Timeline, entries: Iterable[TimelineEntry], as_of: date
) -> Iterator[dict[str, Any]]:
    """Yield the entries for programs; all have a sparse field where the timeline uses it."""
    used = [
        name
        for name in LinkRecord._fields
        if any(getattr(entry, name) is not None for entry in timeline.entries)
    ]
    for entry in entries:
        record = {name: getattr(entry, name) for name in used}
        yield {**dump(_record(entry, as_of)), **record}


def view_drift(timeline: Timeline, pairs: Sequence[Drift], context: Context) -> View:
    """Return what was expected beside what happened, in the order published."""
    as_of = context.as_of
    columns = (
        Column("Expected", "date"),
        Column("Happened", "date"),
        Column("Days later", "number"),
        Column("What was planned"),
    )
    rows = tuple(
        (
            pair.planned.label,
            pair.happened.label if pair.happened else _describe_open(pair.planned, as_of),
            pair.days,
            pair.planned.title,
        )
        for pair in pairs
    )
    tables = [Table(columns, rows, "Expected and happened")] if rows else []
    totals = DriftTotals(
        len(pairs),
        sum(pair.happened is not None for pair in pairs),
        sum((pair.days or 0) > 0 for pair in pairs),
        sum(pair.happened is None and state_of(pair.planned, as_of) == "passed" for pair in pairs),
    )
    whole = count_noun(totals.planned, "planned entry", "planned entries")
    late = f", {totals.late:,} of them after the window" if totals.late else ""
    lines = (
        f"{totals.fulfilled:,} of {whole} {be(totals.fulfilled, totals.planned)} confirmed{late}."
        f" {totals.passed:,} passed without confirmation, as of {as_of}.",
        "Days later is counted from the last day of what was expected; 0 is within it.",
    )
    return DRIFT.view(
        title=timeline.title,
        context=context,
        blocks=(*tables, Sentences(lines)),
        records=[_record_drift(pair, as_of) for pair in pairs],
        totals=dump(totals),
    )


def _describe_open(planned: TimelineEntry, as_of: date) -> str:
    return "not confirmed" if state_of(planned, as_of) == "passed" else "still planned"


def _record_drift(pair: Drift, as_of: date) -> DriftRecord:
    planned, happened, days = pair
    return DriftRecord(
        planned.id,
        planned.title,
        planned.when,
        planned.period.start,
        planned.period.last,
        _standing(planned, as_of) if happened is None else "confirmed",
        happened.when if happened else None,
        happened.title if happened else None,
        days,
        planned.place.path,
        planned.place.line,
    )


def describe_entry(entry: TimelineEntry, as_of: date) -> str:
    """Return an entry on one line, for what it speaks of: its time, title and standing."""
    standing = "" if entry.happened else f" ({_standing(entry, as_of)})"
    return f"{entry.label}: {entry.title}{standing}"


def _standing(entry: TimelineEntry, as_of: date) -> str:
    standing = _STANDINGS[state_of(entry, as_of)]
    return f"{standing}: {entry.confirmed}" if entry.confirmed else standing


def _details(entry: TimelineEntry, as_of: date) -> Details:
    lines = []
    for item in entry.items:
        lines.append(f"- {item.text}")
        lines.extend(f"    - {part}" for part in item.items)
    review = entry.needs_review
    entries = (
        ("State", (_standing(entry, as_of),)),
        ("Kind", (entry.kind,) if entry.kind else ()),
        ("Fulfils", (entry.fulfils,) if entry.fulfils else ()),
        ("Published", tuple(lines)),
        ("Action steps", (", ".join(entry.steps),) if entry.steps else ()),
        ("Source", (entry.source,) if entry.source else ()),
        ("Note", (entry.note,) if entry.note else ()),
        ("Needs review", (f"{', '.join(review.fields)}: {review.note}",) if review else ()),
    )
    heading = f"{entry.label}: {entry.title}"
    return Details(heading, tuple((name, text) for name, text in entries if text))


def _record(entry: TimelineEntry, as_of: date) -> EntryRecord:
    return EntryRecord(
        when=entry.when,
        start=entry.period.start,
        end=entry.period.last,
        label=entry.label,
        state="happened" if entry.happened else "planned",
        standing=_standing(entry, as_of),
        title=entry.title,
        items=entry.items,
        steps=entry.steps,
        source=entry.source,
        note=entry.note,
        needs_review=entry.needs_review,
        file=entry.place.path,
        line=entry.place.line,
    )
