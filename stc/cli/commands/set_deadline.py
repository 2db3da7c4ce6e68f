"""`stc set-deadline`."""

from datetime import date
from typing import Annotated

from stc.cli.completion import complete_step
from stc.cli.console import Outcome
from stc.cli.context import parse_due_option, resolve_plan_path
from stc.cli.editing import edit_plan
from stc.cli.parameters import Argument, Option
from stc.edit.deadline import NewDeadline, describe_new_deadline, find_correctable, set_deadline
from stc.edit.write import Amendment, refuse_empty_words
from stc.plan.model import Plan, Step
from stc.plan.periods import read_written
from stc.plan.resolve import resolve_steps

NONE = "none"


def run(
    step_id: Annotated[
        str, Argument(metavar="ID", help="The id of the step.", complete=complete_step)
    ],
    typed: Annotated[
        str,
        Argument(metavar="DATE", help="A day, a period such as 2026-Q3, or none to remove it."),
    ],
    reason: Annotated[
        str, Option("--reason", metavar="TEXT", help="Why it moves; it is published.")
    ],
    on: Annotated[
        str | None,
        Option("--on", metavar="DATE", help="When it was decided, if not today."),
    ] = None,
    label: Annotated[
        str | None,
        Option("--label", metavar="TEXT", help="The published words, shown in its place."),
    ] = None,
    dry_run: Annotated[
        bool, Option("--dry-run", help="Show the change without writing it.")
    ] = False,
    file: Annotated[
        str | None, Option("--plan", metavar="FILE", help="The plan file; overrides STC_PLAN.")
    ] = None,
) -> Outcome:
    """Move a deadline and record the move with its day and its reason.

    The original deadline is kept for ever, and so is every move that is in git. A second move on
    the same day replaces the first if that is not committed yet; moving back removes it.

    A period counts by its last day: 2026-Q3, "fall 2026", "by the end of June 2026". A date that
    only says more (2026-12-31 for 2026-Q4) moves nothing, so that no move is recorded.

    Example: stc set-deadline COM-03 2027-03-31 --reason "The board meets in March."
    """
    refuse_empty_words("--reason", reason)
    if label is not None:
        refuse_empty_words("--label", label)

    def decide(plan: Plan, today: date) -> Amendment:
        is_none = typed.lower() == NONE
        due = None if is_none else parse_due_option(typed, "DATE", plan, today)
        decided = parse_due_option(on, "--on", plan, today) if on else today
        new = NewDeadline(due, reason, decided, label)
        (step,) = resolve_steps(plan, [step_id])
        committed = _find_committed(file, step) if step.revisions else None
        changes = set_deadline(step, new, today, committed)
        wrong = find_correctable(step, new, committed)
        before = wrong.from_ if wrong else step.deadline
        is_same = read_written(before) == read_written(due)
        move = f"{due or NONE} again" if is_same else f"{before or NONE} to {due or NONE}"
        subject = f"{step.id}: deadline {move}"
        return Amendment(changes, subject, describe_new_deadline(step, new, changes, committed))

    return edit_plan(file, decide, dry_run=dry_run)


def _find_committed(file: str | None, step: Step) -> Step | None:
    from stc.history.plan_at import read_committed

    plan = read_committed(resolve_plan_path(file))
    return plan.find_step(step.id) if plan else None
