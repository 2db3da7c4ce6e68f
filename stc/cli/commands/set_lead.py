"""`stc set-lead`."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated

from stc.cli.completion import complete_step_or_department
from stc.cli.console import Outcome
from stc.cli.editing import EditOptions, edit_named_steps
from stc.cli.parameters import Argument
from stc.edit.changes import Change
from stc.edit.lead import describe_lead, set_lead
from stc.edit.write import Amendment
from stc.errors import UsageProblem
from stc.plan.model import Plan, Step
from stc.plan.resolve import NONE, resolve_departments
from stc.text.lists import format_some


def run(
    words: Annotated[
        list[str],
        Argument(
            metavar="ID... DEPT",
            help="The ids, then the department that leads: one of each step's, or none.",
            complete=complete_step_or_department,
        ),
    ],
    edit: EditOptions,
) -> Outcome:
    """Record which of a step's departments leads it; nothing is inferred.

    Several steps are changed all together or not at all; - reads their ids from standard input.

    Example: stc set-lead COM-03 911
    """
    if len(words) < 2:
        raise UsageProblem("Name the steps and then the department: stc set-lead COM-03 911.")
    *ids, typed = words

    def decide(plan: Plan, steps: Sequence[Step], _: date) -> Amendment:
        (lead,) = (None,) if typed.lower() == NONE else resolve_departments(plan, [typed])
        changes: list[Change] = []
        lines: list[str] = []
        for step in steps:
            found = set_lead(step, lead)
            changes += found
            lines += describe_lead(step, lead, found)
        changed = [*dict.fromkeys(change.step.id for change in changes)]
        subject = f"{format_some(changed)}: lead {lead.id if lead else NONE}"
        return Amendment(tuple(changes), subject, tuple(lines))

    return edit_named_steps(ids, edit, decide)
