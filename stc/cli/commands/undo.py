"""`stc undo`."""

from typing import Annotated

from stc.cli.console import Outcome, ask, find_screen, is_asking_possible, say, write_outcome
from stc.cli.context import resolve_plan_path, show_path
from stc.cli.parameters import Option
from stc.edit.undo import describe_files, describe_nothing, put_back
from stc.errors import CannotGoOn, UsageProblem
from stc.files.plan_path import find_past_plan
from stc.history.uncommitted import Uncommitted, find_uncommitted
from stc.output.formats.diff import render_diff
from stc.text.plural import count_noun


def run(
    yes: Annotated[bool, Option("--yes", "-y", help="Do not ask.")] = False,
    dry_run: Annotated[
        bool, Option("--dry-run", "-n", help="Show what would go, without writing.")
    ] = False,
    file: Annotated[
        str | None, Option("--plan", metavar="FILE", help="The plan file; overrides STC_PLAN.")
    ] = None,
) -> Outcome:
    """Put the plan, its timeline and its updates back as in the last commit.

    What goes is shown first, and a terminal asks. Everything that is not committed goes, not only
    the last change. What is staged stays staged. A commit is taken back with git; the command for
    that is printed where there is nothing to undo.

    Example: stc undo --dry-run
    """
    path = resolve_plan_path(file, find_past_plan)
    here, plan = path.parent, path.resolve()
    found = find_uncommitted(plan, lambda beside: show_path(here / beside.relative_to(plan.parent)))
    if not found.files:
        return Outcome("", messages=tuple(describe_nothing(found)))
    shown = Outcome(_show(found), messages=tuple(describe_files(found.files)))
    if dry_run:
        return shown._replace(messages=(*shown.messages, "Dry run: nothing was written."))
    if not yes:
        if not is_asking_possible():
            raise UsageProblem(
                "Nothing was undone: there is no terminal to ask on.",
                "Look with stc undo --dry-run, then add --yes.",
            )
        write_outcome(shown)
        shown = Outcome("")
        if not ask(f"Undo {count_noun(len(found.files), 'file')}?"):
            raise CannotGoOn("Nothing was written.", "Answer y, or use --yes.")
    put_back(found.files, say)
    done = "Done: the plan is as in the last commit."
    return shown._replace(messages=(*shown.messages, done))


def _show(found: Uncommitted) -> str:
    colour = find_screen("auto").colour
    return "".join(
        render_diff(_decode(file.before), _decode(file.after), file.shown, colour=colour)
        for file in found.files
    )


def _decode(data: bytes | None) -> str:
    return (data or b"").decode("utf-8", "replace")
