"""`stc set-deadline`."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated

from stc.cli.completion import complete_step
from stc.cli.console import Outcome
from stc.cli.context import parse_due_option
from stc.cli.editing import EditOptions, edit_named_steps, find_committed
from stc.cli.parameters import Argument, Option
from stc.edit.changes import Change
from stc.edit.deadline import NewDeadline, describe_new_deadline, find_correctable, set_deadline
from stc.edit.write import Amendment, refuse_empty_words
from stc.errors import UsageProblem
from stc.plan.model import Plan, Step
from stc.plan.periods import read_written
from stc.plan.resolve import NONE
from stc.text.lists import format_some


def run(
    words: Annotated[
        list[str],
        Argument(
            metavar="ID... DATE",
            help="The ids, then a day, a period such as 2026-Q3, or none to remove it.",
            complete=complete_step,
        ),
    ],
    *,
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
    edit: EditOptions,
) -> Outcome:
    """Move a deadline and record the move with its day and its reason.

    Several steps are moved all together or not at all; - reads their ids from standard input.

    The original deadline is kept for ever, and so is every move that is in git. A second move on
    the same day replaces the first if that is not committed yet; moving back removes it.

    A period counts by its last day: 2026-Q3, "fall 2026", "by the end of June 2026". A date that
    only says more (2026-12-31 for 2026-Q4) moves nothing, so that no move is recorded.

    Example: stc set-deadline COM-03 2027-03-31 --reason "The board meets in March."
    """
    refuse_empty_words("--reason", reason)
    if label is not None:
        refuse_empty_words("--label", label)

    if len(words) < 2:
        raise UsageProblem(
            "Name the steps and then the deadline: stc set-deadline COM-03 2027-03-31."
        )
    *ids, typed = words

    def decide(plan: Plan, steps: Sequence[Step], today: date) -> Amendment:
        is_none = typed.lower() == NONE
        due = None if is_none else parse_due_option(typed, "DATE", plan, today)
        decided = parse_due_option(on, "--on", plan, today) if on else today
        new = NewDeadline(due, reason, decided, label)
        committed = _find_committed(edit.plan, steps)
        changes: list[Change] = []
        lines: list[str] = []
        for step in steps:
            found = set_deadline(step, new, today, committed.get(step.id))
            changes += found
            lines += describe_new_deadline(step, new, found, committed.get(step.id))
        return Amendment(tuple(changes), _describe(steps, new, committed), tuple(lines))

    return edit_named_steps(ids, edit, decide)


def _describe(steps: Sequence[Step], new: NewDeadline, committed: dict[str, Step]) -> str:
    """Return the subject of the commit."""
    due, names = new.deadline, format_some([step.id for step in steps])
    before = {_find_before(step, new, committed.get(step.id)) for step in steps}
    if len(before) > 1:
        return f"{names}: deadline {due or NONE}"
    (old,) = before
    is_same = read_written(old) == read_written(due)
    move = f"{due or NONE} again" if is_same else f"{old or NONE} to {due or NONE}"
    return f"{names}: deadline {move}"


def _find_before(step: Step, new: NewDeadline, committed: Step | None) -> date | None:
    wrong = find_correctable(step, new, committed)
    return wrong.from_ if wrong else step.deadline


def _find_committed(file: str | None, steps: Sequence[Step]) -> dict[str, Step]:
    """Return the steps as the last commit has them, where git can tell and a move is recorded."""
    plan = find_committed(file) if any(step.revisions for step in steps) else None
    return {step.id: step for step in plan.steps} if plan else {}
