"""Two versions of a plan to compare: revisions, the work tree, or files."""

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import NamedTuple

from stc.errors import FileRefused
from stc.files.load import (
    VoiceFile,
    load_plan,
    load_voice,
    read_data,
    read_plan,
)
from stc.files.store.read import read_bytes
from stc.files.voices import read_voice_files
from stc.history.compare import Difference, compare_plans
from stc.history.git.revision import find_revision
from stc.history.heads import compare_remarks
from stc.history.plan_at import read_plan_at, read_updates_at
from stc.history.times import describe_shifts
from stc.history.updates import Key, Spoken, UpdateChange, compare_updates, read_spoken
from stc.plan.model import Plan


class Version(NamedTuple):
    """A version of the plan.

    Attributes:
        data: The bytes of its file.
        shown: Its name in messages.
        path: Its file, as it is shown.
        revision: The git revision, or None for a file outside git.
        day: The day by which it was asked for, if any.
        notices: Sentences on how it was found.
        is_checked_out: It is the file in the work tree.
        voices: The files of the updates beside it.
    """

    plan: Plan
    data: bytes
    shown: str
    path: str
    revision: str | None
    day: date | None = None
    notices: tuple[str, ...] = ()
    is_checked_out: bool = False
    voices: tuple[VoiceFile, ...] = ()


def compare_versions(before: Version, after: Version) -> tuple[Difference, str]:
    """Return all differences, and a sentence if only the layout differs."""
    difference = compare_plans(before.plan, after.plan)._replace(
        updates=tuple(_compare_voices(before, after))
    )
    if before.data == after.data:
        return difference, ""
    remarks = compare_remarks(
        *(read_data(version.data, version.shown) for version in (before, after))
    )
    difference = difference._replace(heads=(*difference.heads, *remarks))
    if difference or _is_same_text(before, after):
        return difference, ""
    return difference, "The files differ, but only in layout, order or comments."


def _compare_voices(before: Version, after: Version) -> Iterator[UpdateChange]:
    old, new = ({file.name: file.data for file in version.voices} for version in (before, after))
    if old == new:
        return
    yield from compare_updates(_read_spoken(before), _read_spoken(after), after.plan)


def _read_spoken(version: Version) -> dict[Key, Spoken]:
    spoken: dict[Key, Spoken] = {}
    for file in version.voices:
        found = read_spoken(file.data, file.shown)
        if found is None:
            findings = load_voice(file.data, file.shown).findings
            hint = "Fix the errors above, or compare with another version."
            raise FileRefused(f"{file.shown} has errors, so it cannot be compared.", findings, hint)
        spoken |= {one.key: one for one in found}
    return spoken


def _is_same_text(before: Version, after: Version) -> bool:
    """Return whether two files are equal apart from line ends that a checkout converted.

    With `core.autocrlf` the file in the work tree has CRLF where git has LF.
    """
    old, new = before.data, after.data
    return old == new or (after.is_checked_out and old == new.replace(b"\r\n", b"\n"))


def read_file_version(path: Path, shown: str, earlier: Version | None = None) -> Version:
    """Return the plan in a file outside of git.

    Args:
        path: The file.
        shown: How its path is shown.
        earlier: The other version; equal bytes are not read again.

    Raises:
        CannotGoOn: The file cannot be read.
        FileRefused: The plan cannot be read.
    """
    version = _load(read_bytes(path), shown, shown, earlier)
    return version._replace(voices=_read_voices(path))


def read_work_tree(path: Path, shown: str, earlier: Version) -> Version:
    """Return the plan in the work tree; the arguments are those of `read_file_version`.

    Raises:
        CannotGoOn: The file cannot be read.
        FileRefused: The plan cannot be read.
    """
    data = read_bytes(path)
    revision = find_revision(path.resolve(), data)
    version = _load(data, shown, shown, earlier)
    return version._replace(
        shown=f"{shown} in the work tree",
        revision=str(revision) if revision else None,
        is_checked_out=True,
        voices=_read_voices(path),
    )


def _read_voices(plan: Path) -> tuple[VoiceFile, ...]:
    return tuple(read_voice_files(plan, lambda path: f"{path.parent.name}/{path.name}"))


def read_version_at(
    path: Path, shown: str, typed: str, now: datetime, earlier: Version | None = None
) -> Version:
    """Return the plan as it was at a revision, or before a day.

    Raises:
        UsageProblem: The revision is unknown.
        CannotGoOn: There is no checkout, or not enough history.
        FileRefused: The plan cannot be read.
    """
    past = read_plan_at(path, shown, typed, now)
    version = _load(past.data, past.shown, shown, earlier)
    notices = describe_shifts(past.shifts, version.plan.timezone)
    return version._replace(
        revision=past.commit.id[:9],
        day=past.day,
        notices=notices,
        voices=tuple(read_updates_at(past)),
    )


def _load(data: bytes, shown: str, path: str, earlier: Version | None = None) -> Version:
    if earlier is not None and earlier.data == data:
        return Version(earlier.plan, data, shown, path, None)
    plan = read_plan(data, shown)
    if plan is None:
        loaded = load_plan(data, shown)
        if loaded.value is None:
            hint = "Fix the errors above, or compare with another version."
            message = f"{shown} has errors, so it cannot be compared."
            raise FileRefused(message, loaded.findings, hint)
        plan = loaded.value
    return Version(plan, data, shown, path, None)
