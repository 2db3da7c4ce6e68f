"""`stc fmt`."""

import os
from pathlib import Path
from typing import Annotated, NamedTuple

from stc.cli.console import Outcome, find_screen, say
from stc.cli.context import resolve_plan_path, show_path
from stc.cli.main import DONE, FINDINGS
from stc.cli.parameters import Argument, Option
from stc.edit.layout import format_file
from stc.errors import FileRefused, StcError
from stc.files.plan_path import timeline_beside
from stc.files.store.read import read_bytes
from stc.files.store.replace import make_last, open_for_edit
from stc.findings import Finding, sort_findings
from stc.output.formats.diff import render_diff
from stc.yaml.scan import take_out


class Formatted(NamedTuple):
    """A file as it is, and as the canonical layout has it.

    Attributes:
        taken: What invisible characters are taken out of it, and where.
    """

    path: Path
    before: bytes
    after: bytes
    taken: tuple[str, ...] = ()


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
    chosen = [_path(file) for file in dict.fromkeys(files)] if files else _find_files()
    formatted = _format_all(chosen)
    changed = [one for one in formatted if one.before != one.after]
    exit_code = FINDINGS if changed and (check or diff) else DONE
    if not (check or diff):
        _rewrite_all(formatted)
    written = not (check or diff)
    lines = tuple(line for one in formatted for line in _describe_all(one, written=written))
    if diff:
        return Outcome(_build_diffs(changed), exit_code, talk=lines)
    return Outcome("".join(f"{line}\n" for line in lines), exit_code)


def _find_files() -> list[Path]:
    plan = resolve_plan_path(None)
    timeline = timeline_beside(plan)
    return [plan, timeline] if timeline.exists() else [plan]


def _path(file: str) -> Path:
    # An argument is text; the name of a file is bytes, in any locale.
    return Path(os.fsdecode(file.encode("utf-8", "surrogateescape")))


def _format_all(paths: list[Path]) -> list[Formatted]:
    """Return the files formatted, all of them or none.

    Raises:
        FileRefused: Some cannot be read, with the findings of all of them.
    """
    formatted: list[Formatted] = []
    refusals: list[FileRefused] = []
    for path in paths:
        data = read_bytes(path)
        try:
            formatted.append(Formatted(path, data, *_format(data, path)))
        except FileRefused as refusal:
            refusals.append(refusal)
    if refusals:
        raise _join(refusals)
    return formatted


def _join(refusals: list[FileRefused]) -> FileRefused:
    findings: list[Finding] = [finding for refusal in refusals for finding in refusal.findings]
    return FileRefused(refusals[0].message, sort_findings(findings), refusals[0].hint)


def _format(data: bytes, path: Path) -> tuple[bytes, tuple[str, ...]]:
    shown = show_path(path)
    mended, taken = take_out(data, shown)
    return format_file(mended, shown), taken


def _rewrite_all(formatted: list[Formatted]) -> None:
    """Write one file after the other; where one fails, what was written before is said."""
    written: list[Formatted] = []
    try:
        for one in formatted:
            if one.before == one.after:
                make_last(one.path)
            else:
                _rewrite(one.path)
                written.append(one)
    except StcError:
        for one in written:
            for line in _describe_all(one, written=True):
                say(line)
        raise


def _rewrite(path: Path) -> None:
    with open_for_edit(path, say=say) as held:
        held.replace(_format(held.data, path)[0])


def _describe_all(one: Formatted, *, written: bool) -> tuple[str, ...]:
    """Return what became of a file, and each invisible character that it loses."""
    verb = "was taken out" if written else "is to be taken out"
    return (_describe(one, written=written), *(f"{said} {verb}." for said in one.taken))


def _describe(one: Formatted, *, written: bool) -> str:
    state = "formatted" if written else "to be formatted; stc fmt does it"
    if one.before == one.after:
        state = "in the canonical layout"
    return f"{show_path(one.path)}: {state}."


def _build_diffs(changed: list[Formatted]) -> str:
    colour = find_screen("auto").colour
    # With the byte order mark, so that its loss is shown.
    texts = ((one.before.decode(), one.after.decode(), show_path(one.path)) for one in changed)
    return "".join(render_diff(*text, colour=colour) for text in texts)
