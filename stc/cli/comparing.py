"""From what was typed for `stc diff` to the two versions of the plan."""

import os
from pathlib import Path
from typing import TYPE_CHECKING

from stc.cli.context import (
    AS_OF_VARIABLE,
    now,
    read_variable,
    resolve_as_of,
    resolve_plan_path,
    show_path,
    today_of,
)
from stc.errors import UsageProblem
from stc.files.plan_path import decode_path, find_past_plan
from stc.history.compare_versions import (
    Version,
    VersionFile,
    load_versions,
    read_file_version,
    read_version_at,
    read_work_tree,
)
from stc.history.differences import Differences
from stc.plan.ledger import FILE_ONLY, Ledger
from stc.text.nearest import quote
from stc.views.view import Context

if TYPE_CHECKING:
    from stc.history.log import Log

HEAD = "HEAD"


def open_versions(named: str | None, asked: list[str]) -> tuple[Version, Version]:
    """Return the earlier and the later version.

    Args:
        named: The plan, or None for the one found from here.
        asked: What was typed: nothing, `A`, `A..B`, `A..`, `..B`, or two files.

    Raises:
        UsageProblem: It is none of these, or a revision is unknown.
        CannotGoOn: There is no plan, no checkout, or not enough history.
        FileRefused: A version cannot be read.
    """
    if len(asked) > 1:
        return _open_files(named, asked)
    before, dots, after = (asked[0] if asked else HEAD).partition("..")
    if after.startswith("."):
        raise UsageProblem(f"{quote(asked[0])} has three dots.", "Write two dots: A..B.")
    if dots:
        # Two commits are compared; the plan need not be in the work tree.
        path = resolve_plan_path(named, find_past_plan)
        return load_versions(_open_past(path, before or HEAD), _open_past(path, after or HEAD))
    path = resolve_plan_path(named)
    return load_versions(_open_past(path, before), read_work_tree(path, show_path(path)))


def describe_versions(before: Version, version: Version) -> Context:
    """Return the context of a comparison: the later version, as of the day asked for."""
    plan, file = version
    as_of = resolve_as_of(None, plan, today_of(plan))
    if file.day and not read_variable(AS_OF_VARIABLE):
        as_of = file.day
    notices = tuple(dict.fromkeys((*before.notices, *version.notices)))
    return Context(
        as_of,
        plan.full_title,
        file.path,
        file.revision,
        notices=notices,
        vocabulary=plan.vocabulary,
        source_as_of=plan.source_as_of,
    )


def find_first_deadlines(found: Differences, after: Version) -> Ledger:
    """Return the first deadlines that git knows; without a completed step, none is told of."""
    if after.file.origin is None or not found.of("completed"):
        return FILE_ONLY
    from stc.history.known import find_deadlines
    from stc.history.log import read_log
    from stc.rules.validate import find_version_errors

    path, commit = after.file.origin

    def find_log() -> "Log | None":
        log = read_log(path, commit, find_version_errors)
        return log if log.listed else None

    return find_deadlines(after.plan, path, find_log).ledger


def _open_files(named: str | None, asked: list[str]) -> tuple[Version, Version]:
    paths = [Path(decode_path(file)) for file in asked]
    # A name that is too long for a file raises with pathlib.
    there = [os.path.exists(path) for path in paths]  # noqa: PTH110
    missing = next(
        (name for name, is_there in zip(asked, there, strict=True) if not is_there), None
    )
    if len(asked) > 2 or missing is not None:
        message = "Only two files can be compared."
        if missing is not None:
            message = f"There is no file {quote(missing)}."
        raise UsageProblem(message, "To compare two revisions, write A..B.")
    if named is not None:
        raise UsageProblem("--plan has no use here: two files are compared.", "Leave out --plan.")
    before, after = (read_file_version(path, show_path(path)) for path in paths)
    return load_versions(before, after)


def _open_past(path: Path, typed: str) -> VersionFile:
    try:
        return read_version_at(path, show_path(path), typed, now())
    except UsageProblem as problem:
        hint = problem.hint
        if Path(typed).is_file():
            hint = "Name two files to compare them, or the plan with --plan."
        # Reading the past is what --at is for; here nobody typed it.
        raise UsageProblem(problem.message.removeprefix("--at: "), hint) from None
