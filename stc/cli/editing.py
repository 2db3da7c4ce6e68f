"""How a command changes the plan: read, amend, prove, show, and only then write."""

import re
import shlex
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from datetime import date
from itertools import chain, count
from pathlib import Path
from typing import NamedTuple

from stc.cli.clock import now
from stc.cli.console import Outcome, find_screen, say
from stc.cli.context import choose_plan, show_path
from stc.edit.changes import Change, amend_document
from stc.edit.early import tell_early_days
from stc.errors import UsageProblem
from stc.files.store.read import read_bytes
from stc.files.store.replace import open_for_edit
from stc.history.git.branches import find_branches
from stc.history.git.revision import find_revision
from stc.output.formats.diff import render_diff
from stc.plan.model import Plan
from stc.rules.load_checked import load_checked_plan
from stc.text.empty import says_nothing
from stc.text.nearest import quote


class Amendment(NamedTuple):
    """What a command wants to change, and what it says about it.

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


def edit_plan(named: str | None, decide: Decide, *, dry_run: bool) -> Outcome:
    """Gives the outcome of a change of the plan: its diff, and what to do next.

    Args:
        named: The plan the user named, or None.
        decide: From the plan and today to what is to be changed.
        dry_run: Show the change without writing it.

    Raises:
        StcError: Nothing was written, for the reason it gives.
    """
    path = choose_plan(named)
    with _hold(path, dry_run) as (data, write):
        plan, document, today = load_checked_plan(data, show_path(path), now())
        wanted = decide(plan, today)
        if not wanted.changes:
            # What a command before this one wrote may not be on disk yet.
            write(data)
            return Outcome("", talk=wanted.lines)
        new = amend_document(document, wanted.changes, today)
        write(new)
    colour = find_screen("auto").colour
    text = render_diff(document.text, _decode(new), show_path(path), colour=colour)
    lines = (*wanted.lines, *tell_early_days(wanted.changes, plan.began))
    return Outcome(text, talk=(*lines, *_tell_next(path, new, wanted.subject, dry_run)))


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
def _hold(path: Path, dry_run: bool) -> Iterator[tuple[bytes, Write]]:
    """Gives the bytes of the file and the way to replace them; a dry run reads only."""
    if dry_run:
        yield read_bytes(path), _write_nothing
        return
    with open_for_edit(path, say=say) as held:
        yield held.data, held.replace


def _write_nothing(_: bytes) -> None:
    """Stands for the writer in a dry run."""


def _decode(data: bytes) -> str:
    return data.decode("utf-8-sig")


def _tell_next(path: Path, new: bytes, subject: str, dry_run: bool) -> tuple[str, ...]:
    if dry_run:
        return ("Dry run: nothing was written.",)
    shown = show_path(path)
    written = f"Written to {shown}."
    commit = f"git commit -m {shlex.quote(subject)} -- {shlex.quote(shown)}"
    revision = find_revision(path.resolve(), new)
    if revision and not revision.is_modified:
        return (written, "Next: nothing; the plan is again as the last commit has it.")
    branches = find_branches(path.resolve()) if revision else None
    if branches and branches.is_main:
        commit = f"git switch -c {_name_branch(subject, branches.names)} && {commit}"
    return (written, f"Next: {commit}, then open a pull request.")


def _name_branch(subject: str, taken: Collection[str]) -> str:
    """Return a name that no branch has yet, made of the letters and digits of a subject."""
    name = re.sub("[^a-z0-9]+", "-", subject.casefold())[:40].strip("-")
    names = (f"{name}-{number}" for number in count(2))
    return next(one for one in chain([name], names) if one not in taken)
