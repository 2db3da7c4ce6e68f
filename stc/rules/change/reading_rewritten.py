"""STC415: a recorded reading is changed or removed."""

from collections import Counter
from collections.abc import Iterator

from stc import codes
from stc.findings import Finding, Location
from stc.plan.measures import Measure, Measures, Reading
from stc.plan.periods import format_due
from stc.rules.rule import ChangeSubject, FileSubject, Rule, SideChange
from stc.text.nearest import quote

_ONE = """\
id: calls-diverted
readings:
  - {when: 2024-Q3, value: "9", source: Annual report}
"""
_MORE = '  - {when: 2024-Q3, value: "8", source: Annual report, note: The report was corrected.}\n'

DOC = Rule(
    codes.READING_REWRITTEN,
    why="A reading is what was published. Whoever corrects it adds another of the same period, "
    "with a note, so that both can be read; the last one stands.",
    bad=f"{_ONE}---\n{_ONE.replace('9', '8')}",
    good=f"{_ONE}---\n{_ONE}{_MORE}",
    scope="measures",
)
_Place = tuple[FileSubject[Measures], int]


def check(subject: ChangeSubject) -> Iterator[Finding]:
    """Yield a finding for every reading that its measure does not have any more."""
    for before, after, place in pair_measures(subject.beside.measures):
        if after is not None and before.readings and before.unit != after.unit:
            message = (
                f"Measure {before.id}: its unit was {quote(before.unit)}, so that every recorded"
                " reading means something else."
            )
            yield DOC.code.at(place, message, "Put it back, and begin another measure.")
        now = Counter(after.readings if after else ())
        lost = Counter(before.readings) - now
        for reading in dict.fromkeys(lost):
            message = (
                f"Measure {before.id}: the reading of {_describe(reading)} is changed or removed."
            )
            hint = "Put it back, and add one of the same period, with a note, that corrects it."
            yield DOC.code.at(place, message, hint)


def pair_measures(
    change: SideChange[Measures],
) -> Iterator[tuple[Measure, Measure | None, Location]]:
    """Yield each measure before a change, the one after it if it is still there, and its place."""
    now: dict[str, tuple[Measure, Location]] = {}
    for file in change.head:
        for number, measure in enumerate(file.value.measures):
            now[measure.id] = measure, file.place("measures", number)
    for then in change.base:
        for measure in then.measures:
            after, place = now.get(measure.id, (None, Location(change.place)))
            yield measure, after, place


def _describe(reading: Reading) -> str:
    return f"{format_due(reading.when)}, {reading.value},"
