"""STC301: the label and the period disagree."""

from collections.abc import Iterator

from stc import codes
from stc.findings import Finding
from stc.rules.labels import parse_label
from stc.rules.rule import Rule, TimelineSubject
from stc.text.nearest import quote

DOC = Rule(
    codes.LABEL_DISAGREES,
    why="People read the label, programs the period; both must mean the same days. A label that "
    "is not a day, month, season or year, or a range of two of them, is not checked.",
    bad="when: 2024-23\nlabel: Summer 2024\n",
    good="when: 2024-22\nlabel: Summer 2024\n",
    scope="entry",
)


def check(subject: TimelineSubject) -> Iterator[Finding]:
    """Return a finding for every entry whose label and period mean different days."""
    for position, entry in enumerate(subject.value.entries):
        meant = parse_label(entry.label)
        if meant and (meant.start, meant.last) != (entry.period.start, entry.period.last):
            place, period = subject.place("entries", position, "when"), entry.period
            message = (
                f"{quote(entry.label)} means {meant.start} to {meant.last}, but its period means"
                f" {period.start} to {period.last}."
            )
            hint = "Correct the one that is wrong."
            yield DOC.code.at(place, message, hint, subject.place("entries", position, "label"))
