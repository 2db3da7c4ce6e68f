"""Change a plan and what is beside it: read, check, amend, prove and only then write."""

import os
import re
import shlex
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from itertools import chain, count
from pathlib import Path
from typing import Final, NamedTuple

from stc.edit.changes import Change, amend_document
from stc.edit.updates import NewUpdate, amend_voice, begin_voice
from stc.errors import UsageProblem
from stc.files.beside import read_side_files
from stc.files.blocks import Memory
from stc.files.plan_path import updates_beside
from stc.files.store.lock import Say
from stc.files.store.read import read_bytes
from stc.files.store.replace import HeldFile, HeldFolders, hold_folders, replace_files
from stc.history.git.checkout import find_branches, is_tracked
from stc.history.git.revision import find_revision
from stc.plan.dates import DateRange
from stc.plan.model import Department, Plan
from stc.plan.periods import parse_due
from stc.rules.load_checked import load_checked_plan, load_joined
from stc.text.empty import says_nothing
from stc.text.lists import join_names
from stc.text.nearest import quote


class Amendment(NamedTuple):
    """The changes to make, and sentences about them.

    Attributes:
        changes: The changes of the plan.
        subject: A subject for the commit.
        lines: Sentences for people.
        updates: The entries to add to the files of voices.
        recorded: The voices that have an entry already, so that their files only have to last.
    """

    changes: tuple[Change, ...]
    subject: str
    lines: tuple[str, ...]
    updates: tuple[NewUpdate, ...] = ()
    recorded: tuple[Department, ...] = ()


def join_amendments(amendments: Iterable[Amendment], subject: str) -> Amendment:
    """Return the changes of several amendments as those of one."""
    found = tuple(amendments)
    changes = tuple(change for amendment in found for change in amendment.changes)
    lines = tuple(line for amendment in found for line in amendment.lines)
    updates = tuple(update for amendment in found for update in amendment.updates)
    recorded = tuple(by for amendment in found for by in amendment.recorded)
    return Amendment(changes, subject, lines, updates, recorded)


Decide = Callable[[Plan, date], Amendment]


class EditedFile(NamedTuple):
    """The text of a file before and after a change.

    Attributes:
        path: The file.
        shown: How its path is shown.
        before: The bytes as they were; none of a file that is new.
        after: The bytes as they are.
    """

    path: Path
    shown: str
    before: bytes
    after: bytes

    @property
    def is_changed(self) -> bool:
        """Whether its bytes are others."""
        return self.before != self.after

    @property
    def texts(self) -> tuple[str, str]:
        """The text before and after."""
        return self.before.decode("utf-8-sig"), self.after.decode("utf-8-sig")


class Edited(NamedTuple):
    """The files that a change concerns, and sentences about it.

    Attributes:
        files: The files in the order in which they are written; the plan is the last.
        lines: Sentences for people.
    """

    files: tuple[EditedFile, ...]
    lines: tuple[str, ...]


def edit_file(
    path: Path, shown: str, decide: Decide, *, now: datetime, say: Say, dry_run: bool
) -> Edited:
    """Change a plan and files of voices beside it; return when the new texts are on disk.

    All are made and proved first, and then replaced one by one, the plan last. After a crash in
    between each of them is old or new; the same change again completes it.

    Args:
        path: The plan.
        shown: How its path is shown.
        decide: From the plan and today to what is to be changed.
        now: The current moment.
        say: Called with a sentence when there is another writer to wait for.
        dry_run: Make the change without writing it.

    Raises:
        StcError: Nothing was written, for the reason it gives, or it says what was.
    """
    with hold_files(say, dry_run) as held:
        memory, data = Memory(), held.read(path)
        plan, document, today = load_checked_plan(data, shown, now, read=memory.read_in_place)
        folder, folder_shown = updates_beside(path), updates_beside(Path(shown))
        said = read_side_files(path, lambda file: str(folder_shown / file.name))
        plan = load_joined(plan, said, str(folder_shown), today)
        wanted = decide(plan, today)
        files = [*_amend_voices(held, wanted, plan, today, folder, folder_shown)]
        new = data
        if wanted.changes:
            new = amend_document(document, wanted.changes, today, memory)
        files.append(EditedFile(path, shown, data, new))
        # What a command before this one wrote may not be on disk yet: it is synced again.
        held.replace([file.after for file in files])
    early = describe_early_days(wanted.changes, plan.began)
    after_that: tuple[str, ...] = ()
    if any(file.is_changed for file in files):
        done = ("Dry run: nothing was written.",)
        after_that = done if dry_run else describe_next(files, wanted.subject)
    return Edited(tuple(files), (*wanted.lines, *early, *after_that))


def _amend_voices(
    held: "HeldChange", wanted: Amendment, plan: Plan, today: date, folder: Path, shown: Path
) -> Iterator[EditedFile]:
    """Yield the files of the voices that a change concerns, with its entries.

    Args:
        held: The files of the change.
        wanted: The change.
        plan: The plan.
        today: The day the result is judged on.
        folder: The folder of the updates.
        shown: How its path is shown.
    """
    updated = [update.by for update in wanted.updates]
    for by in dict.fromkeys((*updated, *wanted.recorded)):
        name = f"{by.id}.yaml"
        if by not in updated and not os.path.lexists(folder / name):
            # It speaks in the file of an id that the department had before.
            continue
        before = held.read_inside(folder, name)
        updates = [update for update in wanted.updates if update.by == by]
        text = before or begin_voice(by, plan)
        after = amend_voice(text, str(shown / name), plan, today, updates)
        yield EditedFile(folder / name, str(shown / name), before, after)


def refuse_empty_words(option: str, text: str | None) -> None:
    """Refuse a text that says nothing, as the check of a pull request does (STC424).

    Raises:
        UsageProblem: The text says nothing.
    """
    if text and says_nothing(text):
        raise UsageProblem(
            f"{option}: {quote(text)} says nothing.", "Write a sentence for readers."
        )


class HeldChange:
    """The files of one change: held to be replaced, or only read where nothing is written."""

    def __init__(self, folders: HeldFolders | None) -> None:
        self._folders = folders
        self._held: list[HeldFile] = []

    def read(self, path: Path) -> bytes:
        """Return the bytes of the plan, which is replaced last."""
        if self._folders is None:
            return read_bytes(path)
        self._held.append(self._folders.open(path))
        return self._held[-1].data

    def read_inside(self, folder: Path, name: str) -> bytes:
        """Return the bytes of a file in a folder beside the plan; none where it is missing."""
        if self._folders is None:
            return read_bytes(folder / name) if os.path.lexists(folder / name) else b""
        self._held.insert(-1, self._folders.open_inside(str(folder), name))
        return self._held[-2].data

    def replace(self, texts: Iterable[bytes]) -> None:
        """Replace the files by texts, in the order in which these are given."""
        if self._folders is not None:
            replace_files(zip(self._held, texts, strict=True))


@contextmanager
def hold_files(say: Say, dry_run: bool) -> Iterator["HeldChange"]:
    """Yield the files of a change, the plan first; a dry run locks nothing."""
    if dry_run:
        yield HeldChange(None)
        return
    with hold_folders(say=say) as folders:
        yield HeldChange(folders)


def describe_next(files: list[EditedFile], subject: str) -> tuple[str, ...]:
    """Return sentences on what was written and what to do next."""
    written = f"Written to {join_names([file.shown for file in files if file.is_changed])}."
    *voices, plan = ((file, find_revision(file.path.resolve(), file.after)) for file in files)
    # A voice that a run before this one wrote belongs to the change, too.
    to_commit = [
        voice for voice in voices if voice[0].is_changed or (voice[1] and voice[1].is_modified)
    ]
    to_commit += [plan] if plan[0].is_changed else []
    if all(revision and not revision.is_modified for _, revision in to_commit):
        return (written, "Nothing to do next: the plan is again as in the last commit.")
    names = " ".join(shlex.quote(file.shown) for file, _ in to_commit)
    commands = [f"git commit -m {shlex.quote(subject)} -- {names}"]
    new = [shlex.quote(file.shown) for file, _ in to_commit if not is_tracked(file.path.resolve())]
    if new:
        commands.insert(0, f"git add -- {' '.join(new)}")
    branches = find_branches(plan[0].path.resolve()) if plan[1] else None
    if branches and branches.is_main:
        commands.insert(0, f"git switch -c {_name_branch(subject, branches.names)}")
    return (written, f"Next: {' && '.join(commands)}, then open a pull request.")


def _name_branch(subject: str, used: Collection[str]) -> str:
    """Return a name that no branch has yet, made of the letters and digits of a subject."""
    name = re.sub("[^a-z0-9]+", "-", subject.casefold())[:40].strip("-")
    names = (f"{name}-{number}" for number in count(2))
    return next(free for free in chain([name], names) if free not in used)


_WHAT: Final = {
    "completed": "the day it was completed",
    "deadline": "the deadline",
    "on": "the day of the decision",
}


def describe_early_days(changes: Iterable[Change], began: DateRange | None) -> tuple[str, ...]:
    """Return a sentence for each day before the plan began; `validate` warns of it, too."""
    return tuple(
        f"{change.step.id}: {_WHAT[field]}, {day}, is before the plan began on {began.start}."
        " Check the year."
        for change in changes
        for field, day in _list_days(change)
        if began and day < began.start
    )


def _list_days(change: Change) -> Iterator[tuple[str, date]]:
    if change.field in _WHAT:
        yield from _read_day(str(change.field), change.value)
    for added in change.added:
        if isinstance(added, dict):
            yield from _read_day("on", added.get("on"))


def _read_day(field: str, text: str | None) -> Iterator[tuple[str, date]]:
    day = parse_due(text) if text else None
    if day:
        yield field, day
