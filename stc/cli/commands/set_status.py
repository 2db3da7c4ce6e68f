"""`stc set-status`."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated

from stc.cli.completion import complete_department, complete_step_or_status
from stc.cli.console import Outcome
from stc.cli.context import parse_day_option
from stc.cli.editing import EditOptions, edit_named_steps, list_changed
from stc.cli.parameters import Argument, Option
from stc.cli.voices import resolve_voice
from stc.edit.status import NewStatus, describe_changes, set_status
from stc.edit.updates import NewUpdate
from stc.edit.voices import add_update, describe_update, find_voice
from stc.edit.write import Amendment, join_amendments, refuse_empty_words
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
    update: Annotated[
        str | None, Option("--update", metavar="TEXT", help="Also record an update: what was done.")
    ] = None,
    by: Annotated[
        str | None,
        Option(
            "--by",
            metavar="DEPT",
            help="Whose update it is; else STC_DEPT, the lead, or the only department.",
            complete=complete_department,
        ),
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
    refuse_empty_words("--update", update)
    if by and not update:
        raise UsageProblem("--by names who speaks in --update; there is none.")
    for document in evidence or ():
        refuse_empty_words("--evidence", document)
    *ids, typed = words

    def decide(plan: Plan, steps: Sequence[Step], today: date) -> Amendment:
        (status,) = resolve_statuses(plan, [typed])
        day = parse_day_option(completed, "--completed", today) if completed else None
        new = NewStatus(status, day, tuple(evidence or ()), reason, note, replace)
        voice = resolve_voice(plan, by) if update else None
        found = []
        for step in steps:
            changes = set_status(step, new, today, plan.vocabulary)
            found.append(Amendment(changes, "", describe_changes(step, new, changes)))
            if update:
                entry = NewUpdate(find_voice(step, voice), step, today, text=update)
                found.append(add_update(step, entry, describe_update(step, entry)))
        joined = join_amendments(found, "")
        what = status.name if joined.changes else "update"
        subject = f"{format_some(list_changed(joined))}: {what}"
        return joined._replace(subject=subject)

    return edit_named_steps(ids, edit, decide)
