"""`stc fmt`."""

from pathlib import Path
from typing import Annotated

from stc.cli.console import Outcome, find_screen, say
from stc.cli.context import resolve_plan_path, show_path
from stc.cli.main import DONE, FINDINGS
from stc.cli.parameters import Argument, Option
from stc.edit.layout import FormattedFile, format_files, rewrite_files
from stc.files.beside import list_beside
from stc.files.kinds import BESIDE
from stc.files.plan_path import decode_path
from stc.files.store.source import WorkTree
from stc.output.formats.diff import render_diff


def run(
    files: Annotated[
        list[str] | None,
        Argument(
            metavar="[FILE]...",
            help="Plans and files beside them.  [default: the plan and what is beside it]",
        ),
    ] = None,
    check: Annotated[
        bool, Option("--check", help="Name the files that would change; write nothing.")
    ] = False,
    diff: Annotated[bool, Option("--diff", help="Show what would change; write nothing.")] = False,
) -> Outcome:
    """Put the plan and its files into the canonical layout.

    What they say stays. Steps that a department has and its updates do not list yet are
    added there. With --check or --diff, nothing is written and the exit code is 1 if a file would
    change.

    Example: stc fmt --check
    """
    plan = None if files else resolve_plan_path(None)
    paths = [Path(decode_path(file)) for file in dict.fromkeys(files or ())]
    formatted = format_files(_find_files(plan) if plan else paths, show_path, plan)
    written = not (check or diff)
    if written:
        rewrite_files(formatted, say)
    changed = [file for file in formatted if file.is_changed]
    exit_code = FINDINGS if changed and not written else DONE
    lines = tuple(line for file in formatted for line in file.describe(written=written))
    if diff:
        return Outcome(_build_diffs(changed), exit_code, messages=lines)
    return Outcome("".join(f"{line}\n" for line in lines), exit_code)


def _find_files(plan: Path) -> list[Path]:
    source = WorkTree()
    return [plan, *(path for kind in BESIDE for path in list_beside(kind, plan, source))]


def _build_diffs(changed: list[FormattedFile]) -> str:
    colour = find_screen("auto").colour
    # With the byte order mark, so that its loss is shown.
    texts = ((file.before.decode(), file.after.decode(), file.shown) for file in changed)
    return "".join(render_diff(*text, colour=colour) for text in texts)
