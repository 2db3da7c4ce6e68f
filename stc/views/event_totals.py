"""What happened in a time, in a sentence with numbers."""

from collections.abc import Iterable
from typing import Final

from stc.plan.vocabulary import Vocabulary
from stc.text.plural import count_noun
from stc.views import event_kinds as kinds
from stc.views.events import Event

_FIRST: Final = kinds.COMPLETED
_MOVES: Final = (kinds.SILENT, kinds.MOVED)


def describe_events(events: Iterable[Event], words: Vocabulary) -> str:
    """Return how many steps events are about, by what happened, and how many deadlines moved.

    Such as `6 steps were completed, 2 went backwards, 3 started. No deadline moved.`
    """
    steps: dict[str, set[str]] = {}
    for event in events:
        steps.setdefault(event.kind.key, set()).add(event.about)
    told = sorted(kinds.KINDS, key=lambda kind: kind is not _FIRST)
    parts: list[str] = []
    for kind in told:
        number = len(steps.get(kind.key, ()))
        if kind.past and number:
            noun = "" if parts else f" {words.name('step' if number == 1 else 'steps')}"
            parts.append(f"{number:,}{noun} {kind.past[number > 1]}")
    if not parts:
        parts = [f"no {words.name('step')} changed its status"]
    return f"{', '.join(parts)}. {_describe_moves(steps)}"


def _describe_moves(steps: dict[str, set[str]]) -> str:
    silent, moved = (steps.get(kind.key, set()) for kind in _MOVES)
    number = len(silent | moved)
    if not number:
        return "No deadline moved."
    line = f"{count_noun(number, 'deadline')} moved"
    if not silent:
        return f"{line}."
    of = f"{len(silent):,} of them " if number > 1 else ""
    return f"{line}, {of}without a reason."
