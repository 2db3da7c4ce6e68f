"""A command that changes the structure of the plan: which file, and how the change is shown."""

from stc.cli.console import Outcome, say
from stc.cli.context import now, resolve_plan_path, show_path
from stc.cli.editing import show_edit
from stc.edit.structure import Decide, restructure_file
from stc.history.plan_at import read_committed


def restructure_plan(named: str | None, decide: Decide, *, dry_run: bool) -> Outcome:
    """Change the structure of the plan; return its diff and what to do next.

    Args:
        named: The plan the user named, or None.
        decide: From the plan to its new text.
        dry_run: Show the change without writing it.

    Raises:
        StcError: Nothing was written, for the reason it gives.
    """
    path = resolve_plan_path(named)
    shown, base = show_path(path), read_committed(path)
    edited = restructure_file(path, shown, decide, base, now=now(), say=say, dry_run=dry_run)
    return show_edit(edited)
