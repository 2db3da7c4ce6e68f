"""STC307: an entry fulfils what is no planned entry of the timeline."""

from collections.abc import Iterator

from stc import codes
from stc.findings import Finding
from stc.plan.timeline import TimelineEntry
from stc.rules.rule import Rule, TimelineSubject
from stc.text.nearest import Nearest, quote

DOC = Rule(
    codes.FULFILS_NO_PLAN,
    why="What was expected is set beside what happened, so `fulfils` names another entry that was "
    "planned, by its id, and stands in an entry that happened. One entry fulfils a plan.",
    bad="state: happened\nfulfils: draft\n",
    good="state: planned\nid: draft\n",
    scope="entry",
)


def check(subject: TimelineSubject) -> Iterator[Finding]:
    """Yield a finding for every entry that fulfils nothing, itself, or what happened."""
    entries = subject.value.entries
    known = {entry.id: entry for entry in entries if entry.id}
    meant = Nearest({entry.id: entry.id for entry in known.values() if entry.id})
    first: dict[str, int] = {}
    for position, entry in enumerate(entries):
        if entry.fulfils is None:
            continue
        place = subject.place("entries", position, "fulfils")
        wrong = _find_wrong(entry, known.get(entry.fulfils))
        if wrong:
            nearest = meant.find(entry.fulfils) if entry.fulfils not in known else None
            hint = f"Did you mean {nearest}?" if nearest else "Write the id of a planned entry."
            yield DOC.code.at(place, wrong, hint)
        elif entry.fulfils in first:
            other = subject.place("entries", first[entry.fulfils], "fulfils")
            message = f"Another entry fulfils {quote(entry.fulfils)} already."
            yield DOC.code.at(place, message, "Keep the one that did.", other)
        first.setdefault(entry.fulfils, position)


def _find_wrong(entry: TimelineEntry, fulfilled: TimelineEntry | None) -> str:
    if fulfilled is None:
        return f"The timeline has no entry {quote(entry.fulfils or '')}."
    if fulfilled is entry:
        return f"The entry {quote(entry.fulfils or '')} fulfils itself."
    if fulfilled.happened:
        return f"The entry {quote(entry.fulfils or '')} was not planned: it happened."
    if not entry.happened:
        return "An entry that is planned fulfils nothing yet."
    return ""
