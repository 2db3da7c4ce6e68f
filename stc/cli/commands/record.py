"""`stc record`."""

from typing import Annotated

from stc.cli.completion import complete_measure
from stc.cli.console import Outcome
from stc.cli.context import parse_due_option
from stc.cli.editing import WriteOptions, edit_measures_file
from stc.cli.parameters import Argument, Option
from stc.edit.measures import (
    MeasuresFile,
    NewFields,
    read_decimal,
    record_reading,
)
from stc.edit.write import refuse_empty_words
from stc.errors import UsageProblem
from stc.plan.measures import find_measure
from stc.plan.periods import format_due, last_day
from stc.text.nearest import quote


def run(
    measure_id: Annotated[
        str, Argument(metavar="ID", help="The id of the measure.", complete=complete_measure)
    ],
    value: Annotated[str, Argument(metavar="VALUE", help="The value, as it was published.")],
    *,
    when: Annotated[
        str, Option("--when", metavar="DATE", help="The day or the period; one that has ended.")
    ],
    source: Annotated[
        str | None, Option("--source", metavar="TEXT", help="Where it was published.")
    ] = None,
    note: Annotated[
        str | None,
        Option("--note", metavar="TEXT", help="A remark; why it corrects another reading."),
    ] = None,
    unit: Annotated[
        str | None,
        Option("--unit", metavar="UNIT", help="The unit of the value, to make sure."),
    ] = None,
    write: WriteOptions,
) -> Outcome:
    """Record a reading of a measure: a value that was published, and where.

    A value is a plain decimal in the unit of the measure. It is recorded as it was published;
    nothing is computed. A reading that was recorded stays; another of the same period, with a
    note, corrects it.

    Example: stc record calls-diverted 9 --when 2025-01-24 --source "City news of that day"
    """
    for option, text in (("--source", source), ("--note", note)):
        refuse_empty_words(option, text)
    figure = read_decimal("VALUE", value)

    def decide(file: MeasuresFile) -> NewFields:
        measure = find_measure(file.measures.measures, measure_id)
        if unit is not None and unit != measure.unit:
            raise UsageProblem(
                f"--unit: {measure.id} is measured in {quote(measure.unit)}, not in {quote(unit)}.",
                "Record the value in that unit.",
            )
        day = parse_due_option(when, "--when", file.plan, file.today)
        if last_day(day) > file.today:
            raise UsageProblem(
                f"--when: {day} is not over, so nothing can have been read of it.",
                "Record the reading when it is.",
            )
        reading = {"when": format_due(day), "value": figure, "source": source, "note": note}
        return record_reading(measure, {key: text for key, text in reading.items() if text})

    return edit_measures_file(write, decide)
