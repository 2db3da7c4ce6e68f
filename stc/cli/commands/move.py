"""`stc move`."""

from typing import Annotated

from stc.cli.completion import complete_goal, complete_section, complete_step
from stc.cli.console import Outcome
from stc.cli.editing import EditOptions, describe_count, require_yes
from stc.cli.parameters import Argument, Option
from stc.cli.restructuring import restructure_plan
from stc.cli.step_ids import STDIN, find_steps, read_ids
from stc.edit.move import move_steps
from stc.edit.structure import PlanFile, Restructured


def run(
    words: Annotated[
        list[str],
        Argument(metavar="ID...", help="The ids of the steps.", complete=complete_step),
    ],
    *,
    section: Annotated[
        str | None,
        Option("--to", metavar="SECTION", help="Its new section.", complete=complete_section),
    ] = None,
    goal: Annotated[
        str | None,
        Option("--goal", metavar="GOAL", help="Its new goal, or none.", complete=complete_goal),
    ] = None,
    edit: EditOptions,
) -> Outcome:
    """Move steps to the end of another goal or section. Their ids and texts stay.

    The lines of a step are moved as they are, with the comments above them. A goal is named by
    its id, its title or a part of it; none means the section itself. A goal that has no step left
    stays in the plan.

    Several steps are moved all together or not at all; - reads their ids from standard input.

    Example: stc move COM-03 --to GOV --goal "communications plan"
    """
    ids = read_ids(words)
    if not ids:
        return Outcome("", messages=("Standard input has no ids: nothing to change.",))
    moved: list[str] = []

    def decide(file: PlanFile) -> Restructured:
        steps = find_steps(file.plan, ids)
        made = move_steps(file, steps, section, goal)
        moved[:] = made.changed
        counted = describe_count(len(steps), len(moved))
        return made._replace(lines=(*counted, *made.lines))

    def count_moved() -> int:
        restructure_plan(edit.plan, decide, dry_run=True)
        return len(moved)

    require_yes(edit, count_moved, is_piped=STDIN in words)
    return restructure_plan(edit.plan, decide, dry_run=edit.dry_run)
