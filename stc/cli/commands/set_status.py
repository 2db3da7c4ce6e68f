"""`stc set-status`."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated

from stc.cli.completion import complete_step_or_status
from stc.cli.console import Outcome
from stc.cli.context import parse_day_option
from stc.cli.editing import EditOptions, edit_named_steps
from stc.cli.parameters import Argument, Option
from stc.edit.changes import Change
from stc.edit.status import NewStatus, describe_changes, set_status
from stc.edit.write import Amendment, refuse_empty_words
from stc.errors import UsageProblem
from stc.plan.model import Plan, Step
from stc.plan.resolve import resolve_statuses
from stc.text.lists import format_some


def run(
    words: Annotated[
        list[str],
        Argument(
            metavar="ID... STATUS",
            help="The ids of the steps, then their new status.",
            complete=complete_step_or_status,
        ),
    ],
    *,
    completed: Annotated[
        str | None, Option("--completed", metavar="DATE", help="The day it was completed.")
    ] = None,
    evidence: Annotated[
        list[str] | None,
        Option("--evidence", metavar="TEXT", help="An address or document that shows it."),
    ] = None,
    reason: Annotated[
        str | None,
        Option("--reason", metavar="TEXT", help="Why; needed to exclude or to reopen."),
    ] = None,
    note: Annotated[
        str | None, Option("--note", metavar="TEXT", help="A remark for readers.")
    ] = None,
    replace: Annotated[
        bool,
        Option("--replace", help="Replace a note, reason or completion date already recorded."),
    ] = False,
    edit: EditOptions,
) -> Outcome:
    """Change the status of steps, and nothing else in the file. All of them change, or none.

    With - in place of the ids they are read from standard input:
    stc list --dept 911 --format ids | stc set-status - complete

    Example: stc set-status COM-03 complete --completed 2026-11-20 --evidence https://example.org
    """
    if len(words) < 2:
        raise UsageProblem("Name the steps and then their status: stc set-status COM-03 complete.")
    refuse_empty_words("--reason", reason)
    refuse_empty_words("--note", note)
    for document in evidence or ():
        refuse_empty_words("--evidence", document)
    *ids, typed = words

    def decide(plan: Plan, steps: Sequence[Step], today: date) -> Amendment:
        (status,) = resolve_statuses(plan, [typed])
        day = parse_day_option(completed, "--completed", today) if completed else None
        new = NewStatus(status, day, tuple(evidence or ()), reason, note, replace)
        changes: list[Change] = []
        lines: list[str] = []
        for step in steps:
            found = set_status(step, new, today, plan.vocabulary)
            changes += found
            lines += describe_changes(step, new, found)
        changed = [*dict.fromkeys(change.step.id for change in changes)]
        subject = f"{format_some(changed)}: {status.name}"
        return Amendment(tuple(changes), subject, tuple(lines))

    return edit_named_steps(ids, edit, decide)
