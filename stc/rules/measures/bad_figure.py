"""STC501: a value or a period of a measure is wrong."""

from collections.abc import Iterator
from itertools import pairwise

from stc import codes
from stc.findings import Finding
from stc.plan.measures import Measure, Measures
from stc.plan.periods import describe_end, format_due, last_day
from stc.rules.rule import FileSubject, Rule

DOC = Rule(
    codes.BAD_FIGURE,
    why="A reading is what was published of a time that is over, as a plain decimal. Of one "
    "period there is one, unless a note says that it corrects the other. Targets are in the "
    "order of time and come after the baseline; revisions of targets are listed oldest first.",
    bad='readings:\n  - {when: 2098-Q3, value: "9", source: Annual report}\n',
    good='readings:\n  - {when: 2024-Q3, value: "9", source: Annual report}\n',
    scope="measure",
)


def check(subject: FileSubject[Measures]) -> Iterator[Finding]:
    """Yield a finding for every figure that cannot be right where it stands."""
    for number, measure in enumerate(subject.value.measures):
        yield from _check_readings(subject, number, measure)
        yield from _check_targets(subject, number, measure)
        yield from _check_revisions(subject, number, measure)


def _check_readings(
    subject: FileSubject[Measures], number: int, measure: Measure
) -> Iterator[Finding]:
    known = set()
    for position, reading in enumerate(measure.readings):
        place = subject.place("measures", number, "readings", position, "when")
        when = format_due(reading.when)
        if last_day(reading.when) > subject.today:
            message = f"Measure {measure.id}: the reading is of {when}, which has not ended."
            yield DOC.code.at(place, message, "Record it when the period is over.")
        if reading.when in known and reading.note is None:
            message = f"Measure {measure.id}: there is another reading of {when} above."
            yield DOC.code.at(place, message, "Add a note that says why this one stands.")
        known.add(reading.when)
    for position, (above, below) in enumerate(pairwise(measure.readings), 1):
        if last_day(below.when) < last_day(above.when):
            place = subject.place("measures", number, "readings", position, "when")
            message = (
                f"Measure {measure.id}: the reading of {format_due(below.when)} is below that of"
                f" {format_due(above.when)}."
            )
            yield DOC.code.at(place, message, "Put the older one first.")


def _check_targets(
    subject: FileSubject[Measures], number: int, measure: Measure
) -> Iterator[Finding]:
    last = measure.baseline.when if measure.baseline else None
    name = "baseline"
    for position, target in enumerate(measure.targets):
        if target.when is None:
            continue
        if last is not None and last_day(target.when) <= last_day(last):
            place = subject.place("measures", number, "targets", position, "when")
            message = (
                f"Measure {measure.id}: the target is to be reached {describe_end(target.when)},"
                f" not after the {name} of {format_due(last)}."
            )
            yield DOC.code.at(place, message, "Put the targets in the order of time.")
        last, name = target.when, "target"


def _check_revisions(
    subject: FileSubject[Measures], number: int, measure: Measure
) -> Iterator[Finding]:
    days = [revision.on for revision in measure.revisions]
    for position, (earlier, later) in enumerate(pairwise(days), 1):
        if later < earlier:
            place = subject.place("measures", number, "revisions", position, "on")
            message = f"Measure {measure.id}: the revision of {later} is below that of {earlier}."
            yield DOC.code.at(place, message, "Put the older one first.")
    for position, day in enumerate(days):
        if day > subject.today:
            place = subject.place("measures", number, "revisions", position, "on")
            message = f"Measure {measure.id}: the revision is of {day}, which is in the future."
            yield DOC.code.at(place, message, "Correct the day.")
