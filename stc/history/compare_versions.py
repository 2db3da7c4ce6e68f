"""Two versions of a plan to compare: revisions, the work tree, or files."""

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import NamedTuple

from stc.errors import FileRefused
from stc.files.beside import SideFile, read_side_files
from stc.files.kinds import UPDATES
from stc.files.load import (
    load_plan,
    load_voice,
    read_data,
    read_head,
    read_plan,
)
from stc.files.store.read import read_bytes
from stc.history.compare import Difference, compare_plans
from stc.history.git.revision import find_revision
from stc.history.heads import compare_remarks
from stc.history.plan_at import read_plan_at, read_side_files_at
from stc.history.times import Shift, describe_shifts
from stc.history.updates import Key, Spoken, UpdateChange, compare_updates, read_spoken
from stc.plan.model import Plan


class VersionFile(NamedTuple):
    """The file of a version of the plan, not yet read as one.

    Attributes:
        data: Its bytes.
        shown: Its name in messages.
        path: Its path, as it is shown.
        revision: The git revision, or None for a file outside git.
        day: The day by which it was asked for, if any.
        shifts: The commits that do not count from their own day, found on the way to it.
        is_checked_out: It is the file in the work tree.
        beside: The files beside it.
        origin: Its path and the commit whose history it has; None for a file outside git.
    """

    data: bytes
    shown: str
    path: str
    revision: str | None = None
    day: date | None = None
    shifts: tuple[Shift, ...] = ()
    is_checked_out: bool = False
    beside: tuple[SideFile, ...] = ()
    origin: tuple[Path, str] | None = None

    @property
    def title(self) -> str:
        """Its name, and whether it is in the work tree."""
        return f"{self.shown} in the work tree" if self.is_checked_out else self.shown

    @property
    def beside_data(self) -> dict[tuple[str, str], bytes]:
        """The bytes of the files beside it, by their kinds and names."""
        return {(file.kind.name, file.name): file.data for file in self.beside}


class Version(NamedTuple):
    """A version of the plan; without sections and steps where the other version is the same."""

    plan: Plan
    file: VersionFile

    @property
    def notices(self) -> tuple[str, ...]:
        """Sentences on how it was found."""
        return describe_shifts(self.file.shifts, self.plan.timezone)


def load_versions(before: VersionFile, after: VersionFile) -> tuple[Version, Version]:
    """Return two versions; where they are the same, only their head is read.

    Raises:
        FileRefused: One of them cannot be read.
    """
    if before.data != after.data:
        return Version(_load(before), before), Version(_load(after), after)
    is_same = before.beside_data == after.beside_data
    plan = (is_same and read_head(before.data)) or _load(before)
    return Version(plan, before), Version(plan, after)


def compare_versions(before: Version, after: Version) -> tuple[Difference, str]:
    """Return all differences, and a sentence if only the layout differs."""
    difference = compare_plans(before.plan, after.plan)._replace(
        updates=tuple(_compare_voices(before, after))
    )
    files = before.file, after.file
    if before.file.data == after.file.data:
        return difference, ""
    remarks = compare_remarks(*(read_data(file.data, file.shown) for file in files))
    difference = difference._replace(heads=(*difference.heads, *remarks))
    if difference or _is_same_text(*files):
        return difference, ""
    return difference, "The files differ, but only in layout, order or comments."


def _compare_voices(before: Version, after: Version) -> Iterator[UpdateChange]:
    if before.file.beside_data == after.file.beside_data:
        return
    plan = after.plan
    yield from compare_updates(_read_spoken(before, plan), _read_spoken(after, plan), plan)


def _read_spoken(version: Version, plan: Plan) -> dict[Key, Spoken]:
    spoken: dict[Key, Spoken] = {}
    for file in version.file.beside:
        if file.kind is not UPDATES:
            continue
        found = read_spoken(file.data, file.shown, plan)
        if found is None:
            findings = load_voice(file.data, file.shown).findings
            hint = "Fix the errors above, or compare with another version."
            raise FileRefused(f"{file.shown} has errors, so it cannot be compared.", findings, hint)
        spoken |= {entry.key: entry for entry in found}
    return spoken


def _is_same_text(before: VersionFile, after: VersionFile) -> bool:
    """Return whether two files are equal apart from line ends that a checkout converted.

    With `core.autocrlf` the file in the work tree has CRLF where git has LF.
    """
    old, new = before.data, after.data
    return old == new or (after.is_checked_out and old == new.replace(b"\r\n", b"\n"))


def read_file_version(path: Path, shown: str) -> VersionFile:
    """Return a file outside of git; one that cannot be read raises `CannotGoOn`."""
    return VersionFile(read_bytes(path), shown, shown, beside=_read_beside(path))


def read_work_tree(path: Path, shown: str) -> VersionFile:
    """Return the file in the work tree; one that cannot be read raises `CannotGoOn`."""
    file = read_file_version(path, shown)
    revision = find_revision(path.resolve(), file.data)
    return file._replace(
        revision=str(revision) if revision else None,
        is_checked_out=True,
        origin=(path.resolve(), "HEAD"),
    )


def _read_beside(plan: Path) -> tuple[SideFile, ...]:
    return tuple(read_side_files(plan, lambda path: f"{path.parent.name}/{path.name}"))


def read_version_at(path: Path, shown: str, typed: str, now: datetime) -> VersionFile:
    """Return the file as it was at a revision, or before a day.

    Raises:
        UsageProblem: The revision is unknown.
        CannotGoOn: There is no checkout, or not enough history.
    """
    past = read_plan_at(path, shown, typed, now)
    return VersionFile(
        past.data,
        past.shown,
        shown,
        revision=past.commit.id[:9],
        day=past.day,
        shifts=past.shifts,
        beside=tuple(read_side_files_at(past)),
        origin=(past.path, past.commit.id),
    )


def _load(file: VersionFile) -> Plan:
    plan = read_plan(file.data, file.shown)
    if plan is not None:
        return plan
    loaded = load_plan(file.data, file.shown)
    if loaded.value is None:
        hint = "Fix the errors above, or compare with another version."
        message = f"{file.shown} has errors, so it cannot be compared."
        raise FileRefused(message, loaded.findings, hint)
    return loaded.value
