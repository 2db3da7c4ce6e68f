"""The tables of what changed between two versions: one a kind of event, bad news first."""

from collections.abc import Iterable, Iterator

from stc.history.differences import Wording
from stc.views.difference_records import name_change
from stc.views.event_kinds import ADDED, EventKind
from stc.views.events import Event, group_by_kind
from stc.views.view import Block, Cell, Column, Rewordings, Sentences, Table

_STEP = (Column("Step", "id"), Column("Change"), Column("Action step"))
_OWNERS = Column("Departments", "list")
_OTHER = (Column("What"), Column("Change"))


def build_differences(events: Iterable[Event], wording: tuple[Wording, ...]) -> Iterator[Block]:
    """Return the blocks of a difference.

    Args:
        events: What changed.
        wording: The changes of only typography.
    """
    for kind, held in group_by_kind(events):
        yield from _build_kind(kind, held)
    if wording:
        names = ", ".join(dict.fromkeys(map(name_change, wording)))
        yield Sentences((f"Only spaces, quotes, dashes or hyphens changed in: {names}.",))


def _build_kind(kind: EventKind, events: tuple[Event, ...]) -> Iterator[Block]:
    of_steps = tuple(event for event in events if event.step and event.text)
    others = tuple((event.about, event.text) for event in events if not event.step)
    if of_steps and kind is ADDED:
        yield Table((*_STEP, _OWNERS), tuple(map(_list_added, of_steps)), kind.tag)
    elif of_steps:
        rows = tuple((event.about, event.text, event.words) for event in of_steps)
        yield Table(_STEP, rows, kind.tag)
    if others:
        yield Table(_OTHER, others, kind.tag)
    wordings = tuple(
        (event.about if field == "action" else f"{event.about} {field}", pieces)
        for event in events
        for field, pieces in event.wordings
    )
    if wordings:
        yield Rewordings(f"{kind.tag}, word by word" if of_steps else kind.tag, wordings)


def _list_added(event: Event) -> tuple[Cell, ...]:
    """Return the cells of a new step, with all that it consists of."""
    items = event.step.items if event.step else ()
    owners = event.step.departments if event.step else ()
    words = (event.words, *(f"- {item}" for item in items)) if items else event.words
    return event.about, event.text, words, tuple(owner.name for owner in owners)
