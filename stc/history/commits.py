"""Commits: what one says about itself, and how the one that a person means is found."""

import os
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from stc.history.checkout import ask, explain_missing, is_shallow, too_shallow
from stc.words.errors import CannotGoOn, StcError, UsageProblem
from stc.words.nearest import find_nearest, quote

_ID = re.compile("[0-9a-f]{40}|[0-9a-f]{64}")
_PERSON = re.compile(rb"(.*?) ?<(.*)> *(-?\d*)(?: [+-]\d+)?$")
_LAST_SECOND = 253402300799
_MOST_NAMES = 1000


class Commit(NamedTuple):
    """A commit.

    Attributes:
        id: Its full id.
        parents: The ids of the commits it was made from.
        author: The name of who made the change; any text may stand there.
        when: The moment it was committed; in a history, never before that of its first parent.
        subject: The first paragraph of its message, on one line; any text may stand there.
        stated: The moment the commit itself names, where `when` is a later one.
    """

    id: str
    parents: tuple[str, ...]
    author: str
    when: datetime
    subject: str
    stated: datetime | None = None


def parse_commit(commit: str, data: bytes) -> Commit:
    """Gives the commit of this id from what git holds of it; no bytes are refused."""
    head, _, message = data.partition(b"\n\n")
    parents, people = [], {b"author": ("", 0), b"committer": ("", 0)}
    for line in head.split(b"\n"):
        name, _, value = line.partition(b" ")
        if name == b"parent":
            parents.append(value.decode("ascii", "replace"))
        elif name in people:
            people[name] = _parse_person(value)
    when = find_moment(people[b"committer"][1])
    paragraph = message.lstrip(b"\n").partition(b"\n\n")[0]
    subject = " ".join(paragraph.decode("utf-8", "replace").strip("\n").split("\n"))
    return Commit(commit, tuple(parents), people[b"author"][0], when, subject)


def find_moment(second: int) -> datetime:
    """Return the moment of a second since 1970; the first one where the calendar has none."""
    return datetime.fromtimestamp(second if 0 <= second <= _LAST_SECOND else 0, UTC)


def find_commit(folder: Path, typed: str, source: str = "git") -> Commit:
    """Gives the commit that a person means by an id, a tag, a branch, or any other name git knows.

    Args:
        folder: A folder in the checkout.
        typed: What was typed.
        source: What gave it, for the message.

    Raises:
        UsageProblem: It is unknown, or it means several things; the nearest name is told.
        CannotGoOn: There is no checkout, no git, or not enough history.
    """
    try:
        # An argument is text; git reads bytes, in any locale.
        name = os.fsdecode(typed.encode("utf-8", "surrogateescape"))
    except UnicodeError:
        name = ""
    if name.startswith("-") or not name.strip() or "\0" in name or "\n" in name:
        raise UsageProblem(f"{source}: {quote(typed)} is not a revision.", "Name one: main.")
    asked = ("rev-parse", "--verify", "--end-of-options", f"{name}^{{commit}}")
    found = ask(folder, "-c", "core.warnAmbiguousRefs=true", *asked)
    commit = found.printed.decode("ascii", "replace").strip()
    if "ambiguous" in found.complaint and typed not in ("HEAD", commit):
        raise _say_ambiguous(typed, source)
    if found.code != 0 or not _ID.fullmatch(commit):
        raise _say_unknown(folder, name, typed, source)
    held = ask(folder, "cat-file", "commit", commit)
    if held.code != 0:
        raise explain_missing(folder, quote(commit[:9]))
    return parse_commit(commit, held.printed)


def is_name(folder: Path, typed: str) -> bool:
    """Says whether a branch or a tag is called so."""
    names = [f"refs/{kind}/{typed}" for kind in ("tags", "heads")]
    known = ask(folder, "for-each-ref", "--format=%(refname)", *names).printed
    return any(name.encode() in known.split(b"\n") for name in names)


def _parse_person(value: bytes) -> tuple[str, int]:
    """Gives the name of a person, or the address where there is none, and the second."""
    found = _PERSON.match(value)
    if found is None:
        return value.decode("utf-8", "replace"), 0
    name, address = (part.decode("utf-8", "replace").strip() for part in found.groups()[:2])
    # More digits than these are beyond the calendar already; Python refuses to read 5,000 of them.
    return name or address, int(found[3][:20].rstrip(b"-") or b"0")


def _say_ambiguous(typed: str, source: str) -> UsageProblem:
    return UsageProblem(
        f"{source}: {quote(typed)} means several things in this repository.",
        f"Write tags/{typed} for a tag, heads/{typed} for a branch, or more of the commit's id.",
    )


def _say_unknown(folder: Path, name: str, typed: str, source: str) -> StcError:
    if is_shallow(folder):
        return too_shallow(typed)
    if typed == "HEAD":
        return CannotGoOn("This checkout has no commit yet, so there is no history.")
    named = ask(folder, "rev-parse", "--verify", "--end-of-options", name)
    known = named.printed.decode("ascii", "replace").strip()
    if known != typed and _ID.fullmatch(known):
        kind = ask(folder, "cat-file", "-t", known)
        if kind.code != 0 or kind.printed == b"commit\n":
            return explain_missing(folder, quote(typed))
    kinds = ("refs/heads", "refs/tags", "refs/remotes")
    limit = f"--count={_MOST_NAMES}"
    names = ask(folder, "for-each-ref", limit, "--format=%(refname:short)", *kinds).printed
    nearest = find_nearest(typed, names.decode("utf-8", "replace").splitlines())
    meant = f"Did you mean {quote(nearest)}?" if nearest else "Name a branch, a tag or a commit."
    return UsageProblem(
        f"{source}: unknown revision {quote(typed)}.",
        f"{meant} git fetch brings those of the server.",
    )
