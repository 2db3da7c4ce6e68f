"""Change a plan file: read, check, amend, prove and only then write."""

import re
import shlex
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from itertools import chain, count
from pathlib import Path
from typing import Final, NamedTuple

from stc.edit.changes import Change, amend_document
from stc.errors import UsageProblem
from stc.files.blocks import Memory
from stc.files.store.lock import Say
from stc.files.store.read import read_bytes
from stc.files.store.replace import open_for_edit
from stc.history.git.checkout import find_branches
from stc.history.git.revision import find_revision
from stc.plan.dates import DateRange
from stc.plan.model import Plan
from stc.plan.periods import parse_due
from stc.rules.load_checked import load_checked_plan
from stc.text.empty import says_nothing
from stc.text.nearest import quote


class Amendment(NamedTuple):
    """The changes to make, and sentences about them.

    Attributes:
        changes: The changes; none where nothing is to be done.
        subject: A subject for the commit.
        lines: Sentences for people.
    """

    changes: tuple[Change, ...]
    subject: str
    lines: tuple[str, ...]


Decide = Callable[[Plan, date], Amendment]
Write = Callable[[bytes], None]


class Edited(NamedTuple):
    """The text of a file before and after a change, and sentences about it.

    Attributes:
        before: The text as it was.
        after: The text as it is; the same where nothing was to be changed.
        lines: Sentences for people.
    """

    before: str
    after: str
    lines: tuple[str, ...]


def edit_file(
    path: Path, shown: str, decide: Decide, *, now: datetime, say: Say, dry_run: bool
) -> Edited:
    """Change a plan file and return when the new text is on disk.

    Args:
        path: The plan.
        shown: How its path is shown.
        decide: From the plan and today to what is to be changed.
        now: The current moment.
        say: Called with a sentence when there is another writer to wait for.
        dry_run: Make the change without writing it.

    Raises:
        StcError: Nothing was written, for the reason it gives.
    """
    with _hold(path, say, dry_run) as (data, write):
        memory = Memory()
        plan, document, today = load_checked_plan(data, shown, now, read=memory.read_in_place)
        wanted = decide(plan, today)
        if not wanted.changes:
            # What a command before this one wrote may not be on disk yet.
            write(data)
            return Edited(document.text, document.text, wanted.lines)
        new = amend_document(document, wanted.changes, today, memory)
        write(new)
    if dry_run:
        after: tuple[str, ...] = ("Dry run: nothing was written.",)
    else:
        after = _describe_next(path, shown, new, wanted.subject)
    early = describe_early_days(wanted.changes, plan.began)
    return Edited(document.text, new.decode("utf-8-sig"), (*wanted.lines, *early, *after))


def refuse_empty_words(option: str, text: str | None) -> None:
    """Refuse a text that says nothing, as the check of a pull request does (STC424).

    Raises:
        UsageProblem: The text says nothing.
    """
    if text and says_nothing(text):
        raise UsageProblem(
            f"{option}: {quote(text)} says nothing.", "Write a sentence for readers."
        )


@contextmanager
def _hold(path: Path, say: Say, dry_run: bool) -> Iterator[tuple[bytes, Write]]:
    """Yield the bytes of a file and how to replace them; a dry run reads only."""
    if dry_run:
        yield read_bytes(path), _write_nothing
        return
    with open_for_edit(path, say=say) as held:
        yield held.data, held.replace


def _write_nothing(_: bytes) -> None:
    """Write nothing, in a dry run."""


def _describe_next(path: Path, shown: str, new: bytes, subject: str) -> tuple[str, ...]:
    """Return sentences on what was written and what to do next."""
    written = f"Written to {shown}."
    commit = f"git commit -m {shlex.quote(subject)} -- {shlex.quote(shown)}"
    revision = find_revision(path.resolve(), new)
    if revision and not revision.is_modified:
        return (written, "Nothing to do next: the plan is again as in the last commit.")
    branches = find_branches(path.resolve()) if revision else None
    if branches and branches.is_main:
        commit = f"git switch -c {_name_branch(subject, branches.names)} && {commit}"
    return (written, f"Next: {commit}, then open a pull request.")


def _name_branch(subject: str, taken: Collection[str]) -> str:
    """Return a name that no branch has yet, made of the letters and digits of a subject."""
    name = re.sub("[^a-z0-9]+", "-", subject.casefold())[:40].strip("-")
    names = (f"{name}-{number}" for number in count(2))
    return next(free for free in chain([name], names) if free not in taken)


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
