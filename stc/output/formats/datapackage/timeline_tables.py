"""The tables of a package about the progress timeline, where the edition has one."""

from collections.abc import Iterator

from stc.output.edition import Edition
from stc.output.formats.datapackage.columns import REVIEW, Column, number, take, take_optional
from stc.output.formats.datapackage.plan_tables import format_review
from stc.output.formats.datapackage.table import Link, Row, Table
from stc.plan.timeline import TimelineEntry

_ENTRY = number("entry", "The entry, by its number.")
_TO_ENTRY = Link(("entry",), "timeline", ("number",))


def _number_entries(edition: Edition) -> Iterator[tuple[int, TimelineEntry]]:
    if edition.timeline is not None:
        yield from enumerate(edition.timeline.entries, 1)


def _find_entries(edition: Edition) -> Iterator[Row]:
    for position, entry in _number_entries(edition):
        yield (
            position,
            entry.when,
            entry.period.start,
            entry.period.last,
            entry.label,
            "happened" if entry.happened else "planned",
            entry.title,
            entry.source,
            entry.note,
            *format_review(entry.needs_review),
        )


def _find_items(edition: Edition) -> Iterator[Row]:
    for position, entry in _number_entries(edition):
        for place, item in enumerate(entry.items, 1):
            yield position, place, 0, item.text
            for below, text in enumerate(item.items, 1):
                yield position, place, below, text


def _find_steps(edition: Edition) -> Iterator[Row]:
    chosen = {step.id for step in edition.steps}
    for position, entry in _number_entries(edition):
        for step_id in dict.fromkeys(entry.steps):
            if step_id in chosen:
                yield position, step_id


def _find_links(edition: Edition) -> Iterator[Row]:
    for position, entry in _number_entries(edition):
        if entry.id or entry.kind or entry.fulfils:
            yield position, entry.id, entry.kind, entry.fulfils


def has_links(edition: Edition) -> bool:
    """Return whether an entry has a name, a kind, or a planned entry that it fulfils."""
    return any(True for _ in _find_links(edition))


LINK_TABLE = Table(
    "timeline_links",
    "Links of the timeline",
    "What kind of event an entry is, and which planned entry it fulfils. One row per entry that"
    " says any of it.",
    (
        _ENTRY,
        take_optional("id", "TimelineEntry.id"),
        take_optional("kind", "TimelineEntry.kind"),
        take_optional("fulfils", "TimelineEntry.fulfils"),
    ),
    ("entry",),
    _find_links,
    (_TO_ENTRY,),
)
ENTRY_TABLE = Table(
    "timeline",
    "Timeline",
    "What happened and what was planned for when, in the order published. One row per entry.",
    (
        number("number", "The entry's place in the timeline, from 1; another edition may differ."),
        take("when", "TimelineEntry.when"),
        Column("start", description="The first day of the period.", type="date"),
        Column("end", description="The last day of the period.", type="date"),
        take("label", "TimelineEntry.label"),
        take("state", "TimelineEntry.state"),
        take("title", "TimelineEntry.title"),
        take_optional("source", "TimelineEntry.source"),
        take_optional("note", "TimelineEntry.note"),
        *REVIEW,
    ),
    ("number",),
    _find_entries,
)
ENTRY_ITEM_TABLE = Table(
    "timeline_items",
    "Lines of the timeline",
    "The lines of the entries of the timeline, as published. One row per line.",
    (
        _ENTRY,
        number("item", "The line's place in the entry, from 1."),
        number("subitem", "0 for the line itself; from 1 for the lines below it.", first=0),
        take("text", "TimelineItem.text"),
    ),
    ("entry", "item", "subitem"),
    _find_items,
    (_TO_ENTRY,),
)
ENTRY_STEP_TABLE = Table(
    "timeline_steps",
    "Steps in the timeline",
    "Which action steps an entry of the timeline is about. One row per entry and step.",
    (_ENTRY, take("step", "Step.id", description="The action step.")),
    ("entry", "step"),
    _find_steps,
    (_TO_ENTRY, Link(("step",), "steps", ("id",))),
)
