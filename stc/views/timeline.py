"""What happened and what was planned for when: `timeline`."""

from datetime import date
from typing import Final, Literal, NamedTuple

from stc.plan.model import NeedsReview
from stc.plan.timeline import Timeline, TimelineEntry, TimelineItem, state_of
from stc.text.plural import count_noun
from stc.views.answer import Answer, dump
from stc.views.shapes import fields_of
from stc.views.view import Block, Context, Details, Sentences, View


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
)
_STANDINGS = {
    "happened": "happened",
    "planned": "planned",
    "passed": "window passed, not confirmed",
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
        records=(_record(entry, context.as_of) for entry in entries),
        totals=dump(TimelineTotals(len(timeline.entries), len(entries), len(passed))),
    )


def _standing(entry: TimelineEntry, as_of: date) -> str:
    return _STANDINGS[state_of(entry, as_of)]


def _details(entry: TimelineEntry, as_of: date) -> Details:
    lines = []
    for item in entry.items:
        lines.append(f"- {item.text}")
        lines.extend(f"    - {part}" for part in item.items)
    review = entry.needs_review
    entries = (
        ("State", (_standing(entry, as_of),)),
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
