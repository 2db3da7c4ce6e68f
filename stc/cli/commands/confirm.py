"""`stc confirm`."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated

from stc.cli.completion import complete_department, complete_step
from stc.cli.console import Outcome
from stc.cli.editing import EditOptions, edit_named_steps, edit_steps
from stc.cli.parameters import Argument, Option
from stc.cli.voices import VoiceOptions, resolve_day, resolve_voice
from stc.edit.updates import NewUpdate
from stc.edit.voices import add_update, describe_update, find_voice, require_department
from stc.edit.write import Amendment, join_amendments
from stc.errors import UsageProblem
from stc.plan.model import Department, Plan, Step
from stc.plan.resolve import resolve_departments
from stc.text.lists import format_some


def run(
    ids: Annotated[
        list[str] | None,
        Argument(metavar="[ID]...", help="The ids of the steps.", complete=complete_step),
    ] = None,
    *,
    dept: Annotated[
        str | None,
        Option(
            "--dept",
            "-d",
            metavar="DEPT",
            help="All open and ongoing steps of a department, which confirms them.",
            complete=complete_department,
        ),
    ] = None,
    voice: VoiceOptions,
    edit: EditOptions,
) -> Outcome:
    """Confirm that what the plan says of steps is still true.

    Each confirmation is an entry in the file of a department beside the plan.

    Example: stc confirm --dept 911
    """
    if bool(ids) == bool(dept):
        raise UsageProblem(
            "Name either the steps or a department.",
            "Write stc confirm COM-03, or stc confirm --dept 911.",
        )

    def find_department(plan: Plan) -> Department | None:
        return resolve_departments(plan, [dept])[0] if dept else None

    def decide(plan: Plan, steps: Sequence[Step], today: date) -> Amendment:
        named = resolve_voice(plan, voice.by) or find_department(plan)
        on = resolve_day(plan, voice.on, today)
        if not steps:
            return Amendment((), "", (f"{dept} has no open or ongoing steps to confirm.",))
        found = []
        for step in steps:
            by = find_voice(step, named)
            require_department(step, by)
            new = NewUpdate(by, step, on)
            found.append(add_update(step, new, describe_update(step, new)))
        subject = f"{format_some([step.id for step in steps])}: confirmed"
        return join_amendments(found, subject)

    def select(plan: Plan) -> Sequence[Step]:
        return [
            step
            for step in plan.steps
            if find_department(plan) in step.departments
            and (step.status.is_open or step.status.is_continuing)
        ]

    return edit_named_steps(ids, edit, decide) if ids else edit_steps(select, edit, decide)
