"""Measures: whether anything gets better, in figures that were published.

A measure has readings, each with its source, and perhaps targets. A value is an exact decimal, kept
as it was written; nothing is computed from raw data, and nothing between two readings.
"""

from datetime import date, timedelta
from typing import TYPE_CHECKING, Annotated, Final, NamedTuple

from stc.errors import UsageProblem
from stc.findings import Location
from stc.plan.field import Field
from stc.plan.periods import first_day, format_due, last_day
from stc.plan.value_types import (
    DEADLINE,
    DECIMAL,
    DEPARTMENT_ID,
    DIRECTION,
    ID,
    MEASURE_KIND,
    TARGET,
    VERSION,
    Extra,
    fold_id,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from stc.plan.model import Plan

_YEAR: Final = timedelta(days=365)


class Figure(NamedTuple):
    """The value of a measure at a day or in a period: where it began, or where it is to be."""

    when: Annotated[date | None, Field("The day or the period.", type=DEADLINE)]
    value: Annotated[str, Field("The value.", type=DECIMAL, example='"9"')]
    source: Annotated[str | None, Field("Where it was published.", searched=True)]
    note: Annotated[str | None, Field("A remark for readers.", searched=True)]


class Reading(NamedTuple):
    """The value that a measure had on a day or in a period."""

    when: Annotated[date, Field("The day or the period; one that has ended.", type=DEADLINE)]
    value: Annotated[str, Field("The value, as it was published.", type=DECIMAL, example='"9"')]
    source: Annotated[str | None, Field("Where it was published.", searched=True)]
    note: Annotated[
        str | None,
        Field("A remark for readers; required where it corrects another reading.", searched=True),
    ]


class TargetMove(NamedTuple):
    """A target that was lowered, postponed or removed, and why."""

    before: Annotated[
        str,
        Field("The target before.", key="from", type=TARGET, example='"20 by 2028"'),
    ]
    after: Annotated[
        str | None,
        Field("The target after; none where it was removed.", key="to", type=TARGET),
    ]
    on: Annotated[date, Field("The day it was decided.")]
    reason: Annotated[str, Field("Why.", searched=True)]


class Measure(NamedTuple):
    """A measure, with its readings and its targets."""

    place: Location
    id: Annotated[str, Field("Its stable id, never used again.", type=ID, example="calls-diverted")]
    title: Annotated[str, Field("What is measured.", searched=True)]
    kind: Annotated[
        str | None,
        Field("How much was done, how well, or is anyone better off.", type=MEASURE_KIND),
    ]
    unit: Annotated[str, Field("The unit of every value.", example="of every 100 calls")]
    direction: Annotated[str, Field("Which way is better.", type=DIRECTION)]
    definition: Annotated[
        str | None,
        Field(
            "What is counted, and how.",
            searched=True,
            folded=True,
            example="A call counts that no officer answers.",
        ),
    ]
    departments: Annotated[
        tuple[str, ...],
        Field("The departments that answer for it.", type=DEPARTMENT_ID, inline=True),
    ]
    steps: Annotated[
        tuple[str, ...], Field("The action steps that are to move it.", type=ID, inline=True)
    ]
    sections: Annotated[
        tuple[str, ...], Field("The sections that it is about.", type=ID, inline=True)
    ]
    baseline: Annotated[Figure | None, Field("Where it began.")]
    targets: Annotated[
        tuple[Figure, ...],
        Field("Where it is to be, in the order of time; the last is the target.", lines=True),
    ]
    revisions: Annotated[
        tuple[TargetMove, ...], Field("How targets were moved, oldest first.", lines=True)
    ]
    readings: Annotated[tuple[Reading, ...], Field("What was published, oldest first.", lines=True)]
    extra: Annotated[
        Extra | None, Field("Other facts, in the words of the source.", example="{owner: Ada}")
    ] = None

    @property
    def target(self) -> Figure | None:
        """The last target; the ones before it lead there."""
        return self.targets[-1] if self.targets else None

    def reaches(self, value: str, wanted: str) -> bool:
        """Return whether a value is as good as another, by the direction of the measure."""
        from decimal import Decimal

        better = Decimal(value) - Decimal(wanted)
        return better >= 0 if self.direction == "up" else better <= 0


class Measures(NamedTuple):
    """The measures of a plan."""

    schema_version: Annotated[int, Field("The version of this format.", type=VERSION)]
    measures: Annotated[
        tuple[Measure, ...], Field("The measures, in the order they are shown.", required=True)
    ]


def join_measures(plan: "Plan", files: "Iterable[Measures]") -> "Plan":
    """Return the plan with the measures of the file beside it."""
    found = tuple(measure for file in files for measure in file.measures)
    return plan._replace(measures=found) if found else plan


def find_measure(measures: "Iterable[Measure]", typed: str) -> Measure:
    """Return the measure of an id; case does not matter.

    Raises:
        UsageProblem: There is none.
    """
    known = {fold_id(measure.id): measure for measure in measures}
    found = known.get(fold_id(typed))
    if found is None:
        from stc.text.nearest import Nearest, quote

        nearest = Nearest({measure.id: measure.id for measure in known.values()}).find(typed)
        hint = f"Did you mean {nearest}?" if nearest else "`stc measures` lists them."
        raise UsageProblem(f"There is no measure {quote(typed)} beside the plan.", hint)
    return found


def list_readings(measure: Measure, day: date) -> tuple[Reading, ...]:
    """Return the readings of periods that had ended by a day, oldest first, the corrected ones out.

    Of one period the last reading is the correction of those above it.
    """
    known = (reading for reading in measure.readings if last_day(reading.when) <= day)
    stands = {reading.when: reading for reading in known}
    return tuple(sorted(stands.values(), key=lambda reading: last_day(reading.when)))


def find_last_reading(measure: Measure, day: date) -> Reading | None:
    """Return the newest reading of a period that had ended by a day."""
    readings = list_readings(measure, day)
    return readings[-1] if readings else None


def has_missed(measure: Measure, day: date) -> bool:
    """Return whether the last target's time is over by a day, and no reading reached it."""
    target = measure.target
    if target is None or target.when is None or last_day(target.when) >= day:
        return False
    reading = find_last_reading(measure, day)
    return reading is None or not measure.reaches(reading.value, target.value)


def list_gaps(measure: Measure, day: date) -> tuple[str, ...]:
    """Return what a measure lacks on a day, in words.

    That is a reading, one for two periods, a source of a reading, or a target. A period is as
    long as that of the last reading; where that is of a day, it is a year.
    """
    gaps = []
    last = find_last_reading(measure, day)
    if last is None:
        gaps.append("no reading")
    else:
        length = last_day(last.when) - first_day(last.when) + timedelta(days=1)
        period = length if length > timedelta(days=1) else _YEAR
        if day - last_day(last.when) > 2 * period:
            gaps.append("no reading for two periods")
        if any(reading.source is None for reading in list_readings(measure, day)):
            gaps.append("no source")
    if measure.target is None:
        gaps.append("no target")
    return tuple(gaps)


def find_weakened(before: Measure, after: Measure | None) -> tuple[Figure, ...]:
    """Return the targets that a later version of a measure does not hold, and gives no reason for.

    A target is held where one asks for as much at the same time or earlier, in the same unit and
    direction. A revision that was added gives the reason, if it is from the target.
    """
    if after is None:
        return before.targets
    is_same = (before.unit, before.direction) == (after.unit, after.direction)
    moves = after.revisions[len(before.revisions) :]
    return tuple(
        target
        for target in before.targets
        if not (is_same and any(_holds(after, target, new) for new in after.targets))
        and not any(is_from(move, target) for move in moves)
    )


def _holds(measure: Measure, target: Figure, new: Figure) -> bool:
    if target.when is not None and (new.when is None or last_day(new.when) > last_day(target.when)):
        return False
    return measure.reaches(new.value, target.value)


def is_from(move: TargetMove, target: Figure) -> bool:
    """Return whether a revision is from a target: from its value, and its time where it says it."""
    value, by, when = move.before.partition(" by ")
    is_when = not by or (target.when is not None and when == format_due(target.when))
    return is_when and value == target.value


def describe_target(target: Figure) -> str:
    """Return a target as a revision writes it: `20 by 2028`."""
    return target.value if target.when is None else f"{target.value} by {format_due(target.when)}"
