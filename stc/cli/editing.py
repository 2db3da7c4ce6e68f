"""Commands that change the plan: which file, which steps, and how the change is shown."""

import os
from collections.abc import Callable, Sequence
from datetime import date
from typing import Annotated, Final, NamedTuple

from stc.cli.console import Outcome, ask, find_screen, is_asking_possible, say
from stc.cli.context import now, resolve_plan_path, show_path
from stc.cli.parameters import Option
from stc.cli.progress import show_work
from stc.cli.step_ids import STDIN, find_steps, read_ids
from stc.edit.measures import Decide as DecideMeasure
from stc.edit.measures import edit_measures
from stc.edit.write import Amendment, Decide, Edited, edit_file
from stc.errors import CannotGoOn
from stc.output.formats.diff import render_diff
from stc.plan.model import Plan, Step
from stc.text.plural import count_noun

_UNASKED: Final = 3
"""How many steps are changed without a question on a terminal."""

Select = Callable[[Plan], Sequence[Step]]
"""Return the steps that a command is to change."""
DecideSteps = Callable[[Plan, Sequence[Step], date], Amendment]
"""From the plan, the steps and today to what is to be changed."""


DryRun = Annotated[bool, Option("--dry-run", "-n", help="Show the change without writing it.")]
PlanFile = Annotated[
    str | None, Option("--plan", metavar="FILE", help="The plan file; overrides STC_PLAN.")
]


class WriteOptions(NamedTuple):
    """What every command has that writes."""

    dry_run: DryRun = False
    plan: PlanFile = None


class EditOptions(NamedTuple):
    """What every command has that changes steps."""

    dry_run: DryRun = False
    yes: Annotated[
        bool, Option("--yes", "-y", help="Do not ask before more than three steps change.")
    ] = False
    plan: PlanFile = None


def edit_named_steps(words: Sequence[str], options: EditOptions, decide: DecideSteps) -> Outcome:
    """Change the steps of ids, all or none; return the diff and what to do next.

    Args:
        words: The ids as typed; `-` stands for those on standard input.
        options: How, and in which file.
        decide: From the plan, the steps and today to what is to be changed.

    Raises:
        StcError: Nothing was written, for the reason it gives.
    """
    ids = read_ids(words)
    if not ids:
        return Outcome("", messages=("Standard input has no ids: nothing to change.",))
    is_piped = STDIN in words
    return edit_steps(lambda plan: find_steps(plan, ids), options, decide, is_piped=is_piped)


def edit_steps(
    select: Select, options: EditOptions, decide: DecideSteps, *, is_piped: bool = False
) -> Outcome:
    """Change some steps, all or none; return the diff and what to do next.

    On a terminal a person is asked before more than three change. The change is made once
    beforehand, without writing it, so that what is refused is refused without a question.

    Args:
        select: From the plan to the steps.
        options: How, and in which file.
        decide: From the plan, the steps and today to what is to be changed.
        is_piped: Standard input is what the ids came from, so that it has no answer.

    Raises:
        StcError: Nothing was written, for the reason it gives.
    """

    def decide_all(plan: Plan, today: date) -> Amendment:
        steps = select(plan)
        wanted = decide(plan, steps, today)
        counted = describe_count(len(steps), len(list_changed(wanted)))
        return wanted._replace(lines=(*counted, *wanted.lines))

    def count_changed() -> int:
        changed: list[str] = []

        def decide_first(plan: Plan, today: date) -> Amendment:
            wanted = decide(plan, select(plan), today)
            changed.extend(list_changed(wanted))
            return wanted

        edit_plan(options.plan, decide_first, dry_run=True)
        return len(changed)

    require_yes(options, count_changed, is_piped=is_piped)
    return edit_plan(options.plan, decide_all, dry_run=options.dry_run)


def edit_plan(named: str | None, decide: Decide, *, dry_run: bool) -> Outcome:
    """Change the plan and what is beside it; return the diff and what to do next.

    Args:
        named: The plan the user named, or None.
        decide: From the plan and today to what is to be changed.
        dry_run: Show the change without writing it.

    Raises:
        StcError: Nothing was written, for the reason it gives.
    """
    path = resolve_plan_path(named)
    shown = show_path(path)
    with show_work("Changing the plan"):
        edited = edit_file(path, shown, decide, now=now(), say=say, dry_run=dry_run)
    return show_edit(edited)


def edit_measures_file(options: WriteOptions, decide: DecideMeasure) -> Outcome:
    """Change the measures beside the plan; return the diff and what to do next.

    Raises:
        StcError: Nothing was written, for the reason it gives.
    """
    path = resolve_plan_path(options.plan)
    dry_run = options.dry_run
    edited = edit_measures(path, show_path(path), decide, now=now(), say=say, dry_run=dry_run)
    return show_edit(edited)


def show_edit(edited: Edited) -> Outcome:
    """Return the diff of a change and the sentences about it."""
    colour = find_screen("auto").colour
    diffs = (render_diff(*file.texts, file.shown, colour=colour) for file in edited.files)
    return Outcome("".join(diffs), messages=edited.lines)


def find_committed(named: str | None) -> Plan | None:
    """Return the plan as the last commit has it; None where git cannot tell."""
    from stc.history.plan_at import read_committed

    return read_committed(resolve_plan_path(named))


def list_changed(wanted: Amendment) -> list[str]:
    """Return the ids of the steps that change, or get an update."""
    changed = [change.step.id for change in wanted.changes]
    return [*dict.fromkeys((*changed, *(new.step.id for new in wanted.updates if new.step)))]


def describe_count(named: int, changed: int) -> tuple[str, ...]:
    """Return a sentence on how many steps change, where several are named."""
    if named < 2:
        return ()
    kept = named - changed
    if not kept:
        return (f"{count_noun(changed, 'step')}.",)
    return (f"{count_noun(named, 'step')}: {changed:,} to change, {kept:,} as they are.",)


def require_yes(
    options: EditOptions, count_changed: Callable[[], int], *, is_piped: bool = False
) -> None:
    """Ask before more than three steps change, where a person is there: not in a pipe or a CI job.

    Args:
        options: Whether to ask at all.
        count_changed: Make the change without writing it, and return how many steps it changes.
        is_piped: Standard input is what the ids came from, so that it has no answer.

    Raises:
        CannotGoOn: The answer is no.
    """
    if options.yes or options.dry_run or os.environ.get("CI"):
        return
    if not is_asking_possible(is_piped=is_piped):
        return
    changed = count_changed()
    question = f"Change {count_noun(changed, 'step')}?"
    if changed > _UNASKED and not ask(question, is_piped=is_piped):
        raise CannotGoOn("Nothing was written.", "Answer y, or use --yes.")
