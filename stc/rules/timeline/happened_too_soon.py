"""STC302: an entry that happened is in the future."""

from collections.abc import Iterator

from stc import codes
from stc.findings import Finding
from stc.rules.rule import Rule, TimelineSubject
from stc.text.nearest import quote

DOC = Rule(
    codes.HAPPENED_TOO_SOON,
    why="Nothing can have happened on a day that has not come; it is planned.",
    bad="when: 2098-03\nlabel: March 2098\nstate: happened\n",
    good="when: 2098-03\nlabel: March 2098\nstate: planned\n",
    scope="entry",
)


def check(subject: TimelineSubject) -> Iterator[Finding]:
    """Return a finding for every entry that happened in a period that begins after today."""
    for position, entry in enumerate(subject.value.entries):
        if entry.happened and entry.period.start > subject.today:
            place = subject.place("entries", position, "state")
            message = f"{quote(entry.title)} happened in {entry.when}, which is in the future."
            yield DOC.code.at(place, message, "Write state: planned, or correct the period.")
