"""`stc fmt`."""

from pathlib import Path
from typing import Annotated

from stc.cli.console import Outcome, find_screen, say
from stc.cli.context import resolve_plan_path, show_path
from stc.cli.main import DONE, FINDINGS
from stc.cli.parameters import Argument, Option
from stc.edit.layout import FormattedFile, format_files, rewrite_files
from stc.files.plan_path import decode_path, timeline_beside
from stc.output.formats.diff import render_diff


def run(
    files: Annotated[
        list[str] | None,
        Argument(
            metavar="[FILE]...", help="Plans and timelines.  [default: the plan and its timeline]"
        ),
    ] = None,
    check: Annotated[
        bool, Option("--check", help="Name the files that would change; write nothing.")
    ] = False,
    diff: Annotated[bool, Option("--diff", help="Show what would change; write nothing.")] = False,
) -> Outcome:
    """Put the plan and the timeline into the canonical layout, without changing what they mean.

    With --check or --diff, nothing is written and the exit code is 1 if a file would change.

    Example: stc fmt --check
    """
    paths = [Path(decode_path(file)) for file in dict.fromkeys(files)] if files else _find_files()
    formatted = format_files(paths, show_path)
    written = not (check or diff)
    if written:
        rewrite_files(formatted, say)
    changed = [file for file in formatted if file.is_changed]
    exit_code = FINDINGS if changed and not written else DONE
    lines = tuple(line for file in formatted for line in file.describe(written=written))
    if diff:
        return Outcome(_build_diffs(changed), exit_code, messages=lines)
    return Outcome("".join(f"{line}\n" for line in lines), exit_code)


def _find_files() -> list[Path]:
    plan = resolve_plan_path(None)
    timeline = timeline_beside(plan)
    return [plan, timeline] if timeline.exists() else [plan]


def _build_diffs(changed: list[FormattedFile]) -> str:
    colour = find_screen("auto").colour
    # With the byte order mark, so that its loss is shown.
    texts = ((file.before.decode(), file.after.decode(), file.shown) for file in changed)
    return "".join(render_diff(*text, colour=colour) for text in texts)
