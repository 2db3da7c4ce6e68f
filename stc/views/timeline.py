"""What happened and what was planned for when: `timeline`."""

from datetime import date

from stc.plan.entries import state_of
from stc.plan.timeline import Timeline, TimelineEntry
from stc.text.plural import count_noun
from stc.views.columns import dump_review
from stc.views.view import Block, Context, Details, Sentences, View

_FIELDS = (
    "when",
    "start",
    "end",
    "label",
    "state",
    "standing",
    "title",
    "items",
    "steps",
    "source",
    "note",
    "needs_review",
    "file",
    "line",
)
_STANDINGS = {
    "happened": "happened",
    "planned": "planned",
    "passed": "window passed, not confirmed",
}


def view_timeline(timeline: Timeline, entries: tuple[TimelineEntry, ...], context: Context) -> View:
    """Return these entries of the timeline, in the order published."""
    passed = [one for one in entries if state_of(one, context.as_of) == "passed"]
    lines = [f"{len(entries):,} of {count_noun(len(timeline.entries), 'entry', 'entries')}."]
    if passed:
        verb = "its window has" if len(passed) == 1 else "their windows have"
        lines.append(
            f"{count_noun(len(passed), 'entry was', 'entries were')} planned and {verb} passed"
            f" without a word, as of {context.as_of}; --state passed lists them."
        )
    blocks: tuple[Block, ...] = tuple(_details(one, context.as_of) for one in entries)
    return View(
        schema="stc/timeline/1",
        title=timeline.title,
        context=context,
        blocks=(*blocks, Sentences(tuple(lines))),
        collection="entries",
        fields=_FIELDS,
        records=tuple(_dump(one, context.as_of) for one in entries),
        totals={"entries": len(timeline.entries), "shown": len(entries), "passed": len(passed)},
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


def _dump(entry: TimelineEntry, as_of: date) -> dict[str, object]:
    values = (
        entry.when,
        entry.period.start,
        entry.period.last,
        entry.label,
        "happened" if entry.happened else "planned",
        _standing(entry, as_of),
        entry.title,
        [{"text": item.text, "items": list(item.items)} for item in entry.items],
        list(entry.steps),
        entry.source,
        entry.note,
        dump_review(entry.needs_review),
        entry.place.path,
        entry.place.line,
    )
    return dict(zip(_FIELDS, values, strict=True))
