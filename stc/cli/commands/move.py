"""`stc move`."""

from typing import Annotated

from stc.cli.completion import complete_goal, complete_section, complete_step
from stc.cli.console import Outcome
from stc.cli.parameters import Argument, Option
from stc.cli.restructuring import restructure_plan
from stc.edit.move import Move, move_step


def run(
    step_id: Annotated[
        str, Argument(metavar="ID", help="The id of the step.", complete=complete_step)
    ],
    section: Annotated[
        str | None,
        Option("--to", metavar="SECTION", help="Its new section.", complete=complete_section),
    ] = None,
    goal: Annotated[
        str | None,
        Option("--goal", metavar="GOAL", help="Its new goal, or none.", complete=complete_goal),
    ] = None,
    dry_run: Annotated[
        bool, Option("--dry-run", "-n", help="Show the change without writing it.")
    ] = False,
    file: Annotated[
        str | None, Option("--plan", metavar="FILE", help="The plan file; overrides STC_PLAN.")
    ] = None,
) -> Outcome:
    """Move a step to the end of another goal or section. Its id and its text stay.

    The lines of the step are moved as they are, with the comments above them. A goal is named by
    its id, its title or a part of it; none means the section itself. A goal that has no step left
    stays in the plan.

    Example: stc move COM-03 --to GOV --goal "communications plan"
    """
    wanted = Move(step_id, section, goal)
    return restructure_plan(file, lambda opened: move_step(opened, wanted), dry_run=dry_run)
