"""`stc set-lead`."""

from datetime import date
from typing import Annotated

from stc.cli.completion import complete_department, complete_step
from stc.cli.console import Outcome
from stc.cli.editing import edit_plan
from stc.cli.parameters import Argument, Option
from stc.edit.lead import describe_lead, set_lead
from stc.edit.write import Amendment
from stc.plan.model import Plan
from stc.plan.resolve import resolve_departments, resolve_steps

NONE = "none"


def run(
    step_id: Annotated[
        str, Argument(metavar="ID", help="The id of the step.", complete=complete_step)
    ],
    typed: Annotated[
        str,
        Argument(
            metavar="DEPT",
            help="The department that leads: one of the step's, or none.",
            complete=complete_department,
        ),
    ],
    dry_run: Annotated[
        bool, Option("--dry-run", help="Show the change without writing it.")
    ] = False,
    file: Annotated[
        str | None, Option("--plan", metavar="FILE", help="The plan file; overrides STC_PLAN.")
    ] = None,
) -> Outcome:
    """Record which of a step's departments leads it; nothing is inferred.

    Example: stc set-lead COM-03 911
    """

    def decide(plan: Plan, _: date) -> Amendment:
        (step,) = resolve_steps(plan, [step_id])
        (lead,) = (None,) if typed.lower() == NONE else resolve_departments(plan, [typed])
        changes = set_lead(step, lead)
        subject = f"{step.id}: lead {lead.id if lead else NONE}"
        return Amendment(changes, subject, describe_lead(step, lead, changes))

    return edit_plan(file, decide, dry_run=dry_run)
