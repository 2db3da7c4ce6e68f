"""A command that changes the plan: which file, and how the change is shown."""

from stc.cli.console import Outcome, find_screen, say
from stc.cli.context import now, resolve_plan_path, show_path
from stc.edit.write import Decide, edit_file
from stc.output.formats.diff import render_diff


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
    edited = edit_file(path, shown, decide, now=now(), say=say, dry_run=dry_run)
    colour = find_screen("auto").colour
    diffs = (render_diff(*file.texts, file.shown, colour=colour) for file in edited.files)
    return Outcome("".join(diffs), messages=edited.lines)
