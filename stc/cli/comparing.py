"""The two versions of a plan to compare: in git, in the work tree, or in two files."""

import os
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import NamedTuple

from stc.cli.clock import now, today_of
from stc.cli.context import (
    AS_OF_VARIABLE,
    read_variable,
    resolve_as_of,
    resolve_plan_path,
    show_path,
)
from stc.errors import FileRefused, UsageProblem
from stc.files.load import load_plan
from stc.files.plan_path import find_past_plan
from stc.files.store.read import read_bytes
from stc.history.compare import Difference, compare_plans
from stc.history.git.revision import find_revision
from stc.history.heads import compare_remarks
from stc.plan.model import Plan
from stc.text.nearest import quote
from stc.views.view import Context
from stc.yaml.document import Document
from stc.yaml.values import to_data

HEAD = "HEAD"


class Version(NamedTuple):
    """A version of the plan.

    Attributes:
        document: The text of its file.
        shown: What it is called.
        path: Its file, as it is shown.
        revision: The git revision, or None where it is a file alone.
        day: The day it was asked for by, if it was.
        notices: Sentences on how it was found.
        is_checked_out: It is the file in the work tree.
    """

    plan: Plan
    document: Document
    shown: str
    path: str
    revision: str | None
    day: date | None = None
    notices: tuple[str, ...] = ()
    is_checked_out: bool = False


def open_versions(named: str | None, asked: list[str]) -> tuple[Version, Version]:
    """Return the earlier and the later version; where their bytes are the same, they are read once.

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
        raise UsageProblem(f"{quote(asked[0])} has three dots.", "Write two: A..B.")
    if dots:
        # Two commits are compared; the plan need not be in the work tree.
        path = resolve_plan_path(named, find_past_plan)
        earlier = _open_past(path, before or HEAD)
        return earlier, _open_past(path, after or HEAD, earlier)
    path = resolve_plan_path(named)
    earlier = _open_past(path, before)
    return earlier, _open_work_tree(path, earlier)


def compare_versions(before: Version, after: Version) -> tuple[Difference, str]:
    """Return all that differs, and a sentence where that is nothing but the layout."""
    if before.document is after.document:
        return compare_plans(before.plan, after.plan), ""
    difference = compare_plans(before.plan, after.plan)
    remarks = compare_remarks(*(to_data(one.document.root) for one in (before, after)))
    difference = replace(difference, heads=(*difference.heads, *remarks))
    if difference or _is_same_text(before, after):
        return difference, ""
    return difference, "The files differ, but only in layout, order or comments."


def _is_same_text(before: Version, after: Version) -> bool:
    """Return whether two files are the same, but for line ends that a checkout has turned.

    With `core.autocrlf` the file in the work tree has CRLF where git has LF.
    """
    old, new = before.document.data, after.document.data
    return old == new or (after.is_checked_out and old == new.replace(b"\r\n", b"\n"))


def describe_versions(before: Version, version: Version) -> Context:
    """Return the context of a comparison: the later version, as of the day asked for."""
    title = f"{version.plan.title}, {version.plan.phase}"
    as_of = resolve_as_of(None, today_of(version.plan))
    if version.day and not read_variable(AS_OF_VARIABLE):
        as_of = version.day
    notices = tuple(dict.fromkeys((*before.notices, *version.notices)))
    return Context(as_of, title, version.path, version.revision, notices=notices)


def _open_files(named: str | None, asked: list[str]) -> tuple[Version, Version]:
    # An argument is text; the name of a file is bytes, in any locale.
    paths = [Path(os.fsdecode(one.encode("utf-8", "surrogateescape"))) for one in asked]
    # A name that is too long for a file raises with pathlib.
    there = [os.path.exists(path) for path in paths]  # noqa: PTH110
    missing = next((one for one, is_there in zip(asked, there, strict=True) if not is_there), None)
    if len(asked) > 2 or missing is not None:
        said = "Only two files can be compared."
        if missing is not None:
            said = f"There is no file {quote(missing)}, and two files are compared."
        raise UsageProblem(said, "To compare two revisions, write A..B.")
    if named is not None:
        raise UsageProblem("Two files are compared as they are.", "Leave out --plan.")
    first, second = ((read_bytes(path), show_path(path), show_path(path)) for path in paths)
    earlier = _load(*first)
    return earlier, _load(*second, earlier)


def _open_work_tree(path: Path, earlier: Version) -> Version:
    data = read_bytes(path)
    revision = find_revision(path.resolve(), data)
    version = _load(data, show_path(path), show_path(path), earlier)
    shown = f"{version.shown} in the work tree"
    shown_revision = str(revision) if revision else None
    return version._replace(shown=shown, revision=shown_revision, is_checked_out=True)


def _open_past(path: Path, typed: str, earlier: Version | None = None) -> Version:
    from stc.history.plan_at import read_plan_at
    from stc.history.times import describe_shifts

    try:
        past = read_plan_at(path, show_path(path), typed, now())
    except UsageProblem as problem:
        hint = problem.hint
        if Path(typed).is_file():
            hint = "Name two files to compare them, or the plan with --plan."
        # Reading the past is what --at is for; here nobody typed it.
        raise UsageProblem(problem.message.removeprefix("--at: "), hint) from None
    version = _load(past.data, past.shown, show_path(path), earlier)
    notices = describe_shifts(past.shifts, version.plan.timezone)
    return version._replace(revision=past.commit.id[:9], day=past.day, notices=notices)


def _load(data: bytes, shown: str, path: str, earlier: Version | None = None) -> Version:
    if earlier is not None and earlier.document.data == data:
        return Version(earlier.plan, earlier.document, shown, path, None)
    loaded = load_plan(data, shown)
    if loaded.value is None:
        hint = "Mend the lines above, or compare with another version."
        raise FileRefused(f"{shown} cannot be read, so it is not compared.", loaded.findings, hint)
    return Version(loaded.value, loaded.document, shown, path, None)
