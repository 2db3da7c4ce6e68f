"""`stc set-target`."""

from typing import Annotated

from stc.cli.completion import complete_measure
from stc.cli.console import Outcome
from stc.cli.context import parse_due_option
from stc.cli.editing import WriteOptions, edit_measures_file
from stc.cli.parameters import Argument, Option
from stc.edit.measures import (
    MeasuresFile,
    NewFields,
    NewTarget,
    read_decimal,
    set_target,
)
from stc.edit.write import refuse_empty_words
from stc.errors import UsageProblem
from stc.plan.measures import find_measure
from stc.plan.periods import last_day
from stc.plan.resolve import NONE


def run(
    measure_id: Annotated[
        str, Argument(metavar="ID", help="The id of the measure.", complete=complete_measure)
    ],
    value: Annotated[str, Argument(metavar="VALUE", help="The value to be reached, or none.")],
    *,
    when: Annotated[
        str, Option("--when", metavar="DATE", help="The day or the period by whose end it is.")
    ],
    moved: Annotated[
        str | None,
        Option("--from", metavar="DATE", help="When the target that it moves was to be reached."),
    ] = None,
    reason: Annotated[
        str | None, Option("--reason", metavar="TEXT", help="Why the target is moved.")
    ] = None,
    source: Annotated[
        str | None, Option("--source", metavar="TEXT", help="Where it was published.")
    ] = None,
    note: Annotated[str | None, Option("--note", metavar="TEXT", help="A remark.")] = None,
    write: WriteOptions,
) -> Outcome:
    """Set a target of a measure, move it, or remove it; a weaker one needs a reason.

    The target of the same day or period gets the new value; with --from, that of another one is
    moved. none removes it. A target that is lowered, postponed or removed is recorded with its day
    and its reason, and stays readable for ever.

    Example: stc set-target calls-diverted 20 --when 2030 --source "Council resolution"
    """
    for option, text in (("--reason", reason), ("--source", source), ("--note", note)):
        refuse_empty_words(option, text)
    figure = None if value.lower() == NONE else read_decimal("VALUE", value)

    def decide(file: MeasuresFile) -> NewFields:
        measure = find_measure(file.measures.measures, measure_id)
        day = parse_due_option(when, "--when", file.plan, file.today)
        if last_day(day) < file.today:
            raise UsageProblem(f"--when: {day} is over.", "Set a target for a time to come.")
        before = parse_due_option(moved, "--from", file.plan, file.today) if moved else None
        wanted = NewTarget(figure, day, before, source, note, reason)
        return set_target(measure, wanted, file.today)

    return edit_measures_file(write, decide)
