"""STC503: a reading names no source."""

from collections.abc import Iterator

from stc import codes
from stc.findings import Finding
from stc.plan.measures import Measures
from stc.plan.periods import format_due
from stc.rules.rule import FileSubject, Rule

DOC = Rule(
    codes.READING_WITHOUT_SOURCE,
    why="Nobody can check a figure without knowing where it was published.",
    bad='readings:\n  - {when: 2024-Q3, value: "9"}\n',
    good='readings:\n  - {when: 2024-Q3, value: "9", source: Annual report}\n',
    scope="measure",
)


def check(subject: FileSubject[Measures]) -> Iterator[Finding]:
    """Yield a finding for every reading without a source."""
    for number, measure in enumerate(subject.value.measures):
        for position, reading in enumerate(measure.readings):
            if reading.source is None:
                place = subject.place("measures", number, "readings", position)
                when = format_due(reading.when)
                message = f"Measure {measure.id}: the reading of {when} has no source."
                yield DOC.code.at(place, message, "Write where it was published as its source.")
