"""The measures of a plan: what was read last, what is to be reached, and what is missing."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from typing import Annotated, Any, Final, NamedTuple

from stc.plan.dates import describe_days
from stc.plan.measures import (
    Measure,
    Reading,
    describe_target,
    find_last_reading,
    has_missed,
    list_gaps,
    list_readings,
)
from stc.plan.periods import describe_end, describe_when, first_day, format_due, last_day
from stc.text.drawing import draw_sparkline
from stc.text.plural import be, count_noun, have
from stc.views.answer import Answer, dump, dump_block
from stc.views.shapes import fields_of
from stc.views.view import Block, Column, Context, Details, Sentences, Table, View

KIND_WORDS: Final = {
    "how-much": "How much was done",
    "how-well": "How well it was done",
    "better-off": "Is anyone better off",
    None: "Of no kind",
}
"""The kinds of Results Based Accountability, in the order they are shown."""


class MeasureRecord(NamedTuple):
    """A measure, and how it stands on the day."""

    id: str
    title: str
    kind: str | None
    unit: str
    direction: str
    definition: str | None
    departments: tuple[str, ...]
    steps: tuple[str, ...]
    sections: tuple[str, ...]
    last_when: Annotated[str | None, "The day or the period of the last reading."]
    last_value: Annotated[str | None, "The last reading, as it was published."]
    last_source: str | None
    age_days: Annotated[int | None, "The days since the last reading's time ended."]
    target_when: str | None
    target_value: str | None
    missed: Annotated[bool, "The last target's time is over, and it was not reached."]
    gaps: Annotated[tuple[str, ...], "What is missing."]
    readings: Annotated[int, "How many readings stand."]
    moved: Annotated[int, "How many moves of targets are recorded."]
    file: str
    line: int


class MeasuresTotals(NamedTuple):
    """The numbers of the answer."""

    measures: int
    shown: int
    with_reading: int
    with_target: int
    missed: int
    with_gaps: int


MEASURES: Final = Answer(
    "stc/measures/1",
    "Measures: list, and with gaps.",
    "measures",
    fields_of(MeasureRecord),
    fields_of(MeasuresTotals),
)


class ReadingRecord(NamedTuple):
    """A reading of a measure."""

    id: str
    when: str
    start: date
    end: date
    value: str
    unit: str
    source: str | None
    note: str | None
    stands: Annotated[bool, "No later reading of the same time corrects it."]


class ReadingsTotals(NamedTuple):
    """The numbers about one measure."""

    readings: int
    targets: int
    moves: int


READINGS: Final = Answer(
    "stc/readings/1",
    "The readings of a measure.",
    "readings",
    fields_of(ReadingRecord),
    fields_of(ReadingsTotals),
)


def view_measures(measures: Sequence[Measure], shown: Sequence[Measure], context: Context) -> View:
    """Return measures with their last reading and their target.

    Args:
        measures: All measures of the plan.
        shown: Those that are shown.
        context: The plan and the day.
    """
    day = context.as_of
    columns = (
        Column("Measure", "id"),
        Column("Last", "number"),
        Column("When", "date"),
        Column("Days ago", "number"),
        Column("Target", "number"),
        Column("What is measured"),
        Column("Unit", "list"),
        Column("Better", "list"),
        Column("Line", "list"),
        Column("Missing", "list"),
    )
    rows = tuple(_make_row(measure, day) for measure in shown)
    totals = count_measures(measures, shown, day)
    return MEASURES.view(
        title="Measures",
        context=context,
        blocks=(
            *([Table(columns, rows, "Measures")] if rows else []),
            Sentences(describe_measures(totals, day)),
        ),
        records=[record_measure(measure, day) for measure in shown],
        totals=dump(totals),
        ids=tuple(measure.id for measure in shown),
    )


def count_measures(
    measures: Sequence[Measure], shown: Sequence[Measure], day: date
) -> MeasuresTotals:
    """Return the numbers about measures on a day."""
    return MeasuresTotals(
        len(measures),
        len(shown),
        sum(find_last_reading(measure, day) is not None for measure in measures),
        sum(measure.target is not None for measure in measures),
        sum(has_missed(measure, day) for measure in measures),
        sum(bool(list_gaps(measure, day)) for measure in measures),
    )


def describe_measures(totals: MeasuresTotals, day: date) -> tuple[str, ...]:
    """Return sentences on the measures of a plan."""
    whole = count_noun(totals.measures, "measure")
    if not totals.measures:
        return ("The plan has no measures.",)
    reading, target = totals.with_reading, totals.with_target
    lines = [
        f"{reading:,} of {whole} {have(reading, totals.measures)} a reading by {day};"
        f" {target:,} {have(target)} a target."
    ]
    if totals.missed:
        lines.append(f"{count_noun(totals.missed, 'target')} {be(totals.missed)} missed.")
    if totals.with_gaps:
        lines.append(
            f"{totals.with_gaps:,} of {whole} {have(totals.with_gaps, totals.measures)} gaps"
            " (stc measures --gaps)."
        )
    return tuple(lines)


def _make_row(measure: Measure, day: date) -> tuple[Any, ...]:
    last = find_last_reading(measure, day)
    return (
        measure.id,
        last.value if last else "",
        format_due(last.when) if last else "",
        (day - last_day(last.when)).days if last else None,
        describe_target(measure.target) if measure.target else "",
        measure.title,
        (measure.unit,),
        (measure.direction,),
        (draw_readings(list_readings(measure, day)),),
        list_gaps(measure, day),
    )


def draw_readings(readings: Sequence[Reading]) -> str:
    """Return a letter a reading; nothing for a single one, or where one is below 0."""
    from decimal import Decimal

    values = [Decimal(reading.value) for reading in readings]
    if len(values) < 2 or min(values) < 0:
        return ""
    places = max(-int(value.as_tuple().exponent) for value in values)
    return draw_sparkline(int(value.scaleb(places)) for value in values)


def record_measure(measure: Measure, day: date) -> MeasureRecord:
    """Return a measure for programs."""
    last, target = find_last_reading(measure, day), measure.target
    return MeasureRecord(
        id=measure.id,
        title=measure.title,
        kind=measure.kind,
        unit=measure.unit,
        direction=measure.direction,
        definition=measure.definition,
        departments=measure.departments,
        steps=measure.steps,
        sections=measure.sections,
        last_when=format_due(last.when) if last else None,
        last_value=last.value if last else None,
        last_source=last.source if last else None,
        age_days=(day - last_day(last.when)).days if last else None,
        target_when=format_due(target.when) if target and target.when else None,
        target_value=target.value if target else None,
        missed=has_missed(measure, day),
        gaps=list_gaps(measure, day),
        readings=len(list_readings(measure, day)),
        moved=len(measure.revisions),
        file=measure.place.path,
        line=measure.place.line,
    )


def view_measure(measure: Measure, context: Context) -> View:
    """Return one measure: its readings, its targets and how they were moved."""
    day = context.as_of
    blocks = (_make_details(measure, day), *_make_tables(measure))
    stands = set(list_readings(measure, day))
    return READINGS.view(
        title=measure.title,
        context=context,
        blocks=blocks,
        records=[_record(measure, reading, stands) for reading in measure.readings],
        totals=dump(
            ReadingsTotals(len(measure.readings), len(measure.targets), len(measure.revisions))
        ),
        ids=(measure.id,),
    )


def _record(measure: Measure, reading: Reading, stands: Collection[Reading]) -> ReadingRecord:
    return ReadingRecord(
        measure.id,
        format_due(reading.when),
        first_day(reading.when),
        last_day(reading.when),
        reading.value,
        measure.unit,
        reading.source,
        reading.note,
        reading in stands,
    )


def describe_last(measure: Measure, day: date) -> str:
    """Return a sentence on the last reading: its value, its time and its age."""
    last = find_last_reading(measure, day)
    if last is None:
        return "No reading is recorded."
    ago = describe_days((day - last_day(last.when)).days)
    return f"{last.value} {measure.unit} {describe_when(last.when)}, {ago} ago."


def describe_goal(measure: Measure, day: date) -> str:
    """Return a sentence on the target, and whether it was missed."""
    target = measure.target
    if target is None:
        return "No target is set."
    by = f" {describe_end(target.when)}" if target.when else ""
    missed = " It was missed." if has_missed(measure, day) else ""
    return f"{target.value} {measure.unit}{by}.{missed}"


def _make_details(measure: Measure, day: date) -> Details:
    known = dump_block(measure)
    line = draw_readings(list_readings(measure, day))
    entries = [
        ("Kind", (KIND_WORDS[measure.kind],) if measure.kind else ()),
        ("Last", (describe_last(measure, day),)),
        ("Target", (describe_goal(measure, day),)),
        ("Better", (measure.direction,)),
        ("Line", (line,) if line else ()),
        ("Definition", (measure.definition,) if measure.definition else ()),
        ("Departments", (", ".join(measure.departments),) if measure.departments else ()),
        ("Action steps", (", ".join(measure.steps),) if measure.steps else ()),
        ("Sections", (", ".join(measure.sections),) if measure.sections else ()),
        ("Missing", (", ".join(list_gaps(measure, day)),) if list_gaps(measure, day) else ()),
        *((key, (text,)) for key, text in (known.get("extra") or {}).items()),
    ]
    return Details(
        f"{measure.id}: {measure.title}", tuple((name, text) for name, text in entries if text)
    )


def _make_tables(measure: Measure) -> Iterable[Block]:
    figure = (Column("When"), Column("Value"), Column("Source"), Column("Note"))
    if measure.baseline:
        yield Table(figure, (_make_figure(measure.baseline),), "Baseline")
    if measure.targets:
        yield Table(figure, tuple(map(_make_figure, measure.targets)), "Targets")
    if measure.revisions:
        columns = (Column("On", "date"), Column("From"), Column("To"), Column("Reason"))
        moves = tuple(
            (move.on, move.before, move.after or "none", move.reason) for move in measure.revisions
        )
        yield Table(columns, moves, "Targets moved")
    if measure.readings:
        yield Table(figure, tuple(map(_make_figure, measure.readings)), "Readings")


def _make_figure(figure: Any) -> tuple[str, ...]:
    when = format_due(figure.when) if figure.when else ""
    return (when, figure.value, figure.source or "", figure.note or "")
