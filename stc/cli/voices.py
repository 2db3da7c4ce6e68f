"""Commands that record updates: whose voice it is, and of which day."""

from datetime import date
from typing import Annotated, Final, NamedTuple

from stc.cli.completion import complete_department
from stc.cli.context import parse_due_option, read_variable
from stc.cli.parameters import Option
from stc.edit.voices import refuse_future
from stc.errors import UsageProblem
from stc.plan.model import Department, Plan
from stc.plan.resolve import resolve_departments

DEPT_VARIABLE: Final = "STC_DEPT"


class VoiceOptions(NamedTuple):
    """What every command has that records updates."""

    by: Annotated[
        str | None,
        Option(
            "--by",
            metavar="DEPT",
            help="Who reports; else STC_DEPT, the lead of the step, or its only department.",
            complete=complete_department,
        ),
    ] = None
    on: Annotated[
        str | None,
        Option("--on", metavar="DATE", help="The day it is true of, or a period; today if none."),
    ] = None


def resolve_voice(plan: Plan, typed: str | None) -> Department | None:
    """Return the department that speaks: `--by`, then `STC_DEPT`; None where neither is given.

    Raises:
        UsageProblem: It is unknown.
    """
    if typed is not None:
        return resolve_departments(plan, [typed])[0]
    named = read_variable(DEPT_VARIABLE)
    if named is None:
        return None
    try:
        return resolve_departments(plan, [named])[0]
    except UsageProblem as problem:
        raise UsageProblem(f"{DEPT_VARIABLE}: {problem.message}", problem.hint) from None


def resolve_day(plan: Plan, typed: str | None, today: date) -> date:
    """Return the day or the period of an update, as typed; today where nothing was.

    Raises:
        UsageProblem: It is neither, or it is in the future.
    """
    if typed is None:
        return today
    on = parse_due_option(typed, "--on", plan, today)
    refuse_future("--on", on, today)
    return on
