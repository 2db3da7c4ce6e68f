"""Commits: listing those of a history, parsing one, and finding the one that a person means."""

import re
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from stc.errors import CannotGoOn, StcError, UsageProblem
from stc.history.git.checkout import ask, explain_missing, is_shallow, too_shallow
from stc.history.git.command import write_argument
from stc.history.git.mailmap import Mailmap
from stc.text.nearest import find_nearest, quote


class CommitNode(NamedTuple):
    """A commit and its parents, by their ids, as far as the checkout has them.

    Attributes:
        second: The date of the commit in seconds since 1970.
    """

    commit: str
    parents: tuple[str, ...]
    second: int = 0


class FileState(NamedTuple):
    """The path and blob of the plan at a commit; None if it was not there."""

    path: str
    blob: str | None


def list_links(folder: Path, commit: str, *options: str) -> list[CommitNode]:
    """Return a commit and all its ancestors, each before its parents.

    Args:
        folder: A folder in the checkout.
        commit: The id of the commit.
        options: Options of `git rev-list` that select commits.

    Raises:
        CannotGoOn: Part of the history is missing.
    """
    asked = ("rev-list", "--topo-order", "--timestamp", "--parents", *options)
    listed = ask(folder, *asked, "--end-of-options", commit, "--")
    if listed.code != 0:
        hint = "Check the repository with git fsck."
        raise CannotGoOn("git cannot list the history: part of it is missing.", hint)
    lines = listed.printed.decode("ascii", "replace").splitlines()
    return [
        CommitNode(ids[0], tuple(ids[1:]), int(second)) for second, *ids in map(str.split, lines)
    ]


_ID = re.compile("[0-9a-f]{40}|[0-9a-f]{64}")
_PERSON = re.compile(r"(.*?) ?<(.*)> *(-?[0-9]*)(?: [+-][0-9]+)?$")
# Python has encodings that are not of text, and some that are very slow.
_ENCODING = re.compile(
    "((us-)?ascii|utf-?8|(iso[-_]?8859|latin|windows|cp)[-_]?[0-9]{1,5}"
    "|koi8[-_]?[rtu]|mac[-_]?(roman|cyrillic|greek|turkish|latin2)|euc[-_]?(jp|kr)"
    "|s(hift)?[-_]?jis|big5([-_]?hkscs)?|gb(2312|k|18030)|iso[-_]?2022[-_]?(jp|kr)|tis[-_]?620)",
    re.IGNORECASE,
)
_LAST_SECOND = 253402300799
_MOST_NAMES = 1000
_NO_MAILMAP = Mailmap()


class Commit(NamedTuple):
    """A commit.

    Attributes:
        id: Its full id.
        parents: The ids of the commits it was made from.
        author: The name of the author; it may be any text.
        when: The moment it was committed; in a history, never before that of its first parent.
        subject: The first paragraph of its message, on one line; it may be any text.
        stated: The date of the commit itself, if `when` is later.
    """

    id: str
    parents: tuple[str, ...]
    author: str
    when: datetime
    subject: str
    stated: datetime | None = None


def parse_commit(commit: str, data: bytes, mailmap: Mailmap = _NO_MAILMAP) -> Commit:
    """Parse the commit of this id from its bytes; any bytes are accepted."""
    head, _, message = data.partition(b"\n\n")
    parents = []
    fields = {b"author": b"", b"committer": b"", b"encoding": b"utf-8"}
    for line in head.split(b"\n"):
        name, _, value = line.partition(b" ")
        if name == b"parent":
            parents.append(value.decode("ascii", "replace"))
        elif name in fields:
            fields[name] = value
    encoding = fields[b"encoding"]
    author, address, _ = _parse_person(_decode(fields[b"author"], encoding))
    _, _, second = _parse_person(_decode(fields[b"committer"], encoding))
    paragraph = _decode(message.lstrip(b"\n").partition(b"\n\n")[0], encoding)
    subject = " ".join(paragraph.strip("\n").split("\n"))
    person = mailmap.find_name(author, address)
    return Commit(commit, tuple(parents), person, find_moment(second), subject)


def find_moment(second: int) -> datetime:
    """Return the moment of a second since 1970, or the first moment if it is out of range."""
    return datetime.fromtimestamp(second if 0 <= second <= _LAST_SECOND else 0, UTC)


def find_commit(folder: Path, typed: str, source: str = "git") -> Commit:
    """Return the commit that a person means by an id, a tag, a branch, or any other name git knows.

    Args:
        folder: A folder in the checkout.
        typed: What was typed.
        source: The option it came from, for the message.

    Raises:
        UsageProblem: It is unknown or ambiguous; the message suggests the nearest name.
        CannotGoOn: There is no checkout, no git, or not enough history.
    """
    try:
        name = write_argument(typed)
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
    """Return whether there is a branch or a tag of this name."""
    names = [f"refs/{kind}/{typed}" for kind in ("tags", "heads")]
    known = ask(folder, "for-each-ref", "--format=%(refname)", *names).printed
    return any(name.encode() in known.split(b"\n") for name in names)


def _decode(text: bytes, encoding: bytes) -> str:
    """Return a text of a commit in the encoding that the commit names, else as UTF-8."""
    name = encoding.decode("ascii", "replace")
    if _ENCODING.fullmatch(name):
        with suppress(LookupError):
            return text.decode(name, "replace")
    return text.decode("utf-8", "replace")


def _parse_person(value: str) -> tuple[str, str, int]:
    """Return the name of a person, the address, and the second."""
    found = _PERSON.match(value)
    if found is None:
        return value, "", 0
    # More digits are out of range anyway, and Python refuses to read 5,000 of them.
    return found[1].strip(), found[2].strip(), int(found[3][:20].rstrip("-") or "0")


def _say_ambiguous(typed: str, source: str) -> UsageProblem:
    return UsageProblem(
        f"{source}: {quote(typed)} is ambiguous in this repository.",
        f"Write tags/{typed} for a tag, heads/{typed} for a branch, or more of the commit's id.",
    )


def _say_unknown(folder: Path, name: str, typed: str, source: str) -> StcError:
    if is_shallow(folder):
        return too_shallow(typed)
    if typed == "HEAD":
        return CannotGoOn(
            "This checkout has no commit yet, so there is no history.", "Commit the plan first."
        )
    named = ask(folder, "rev-parse", "--verify", "--end-of-options", name)
    known = named.printed.decode("ascii", "replace").strip()
    if known != typed and _ID.fullmatch(known):
        kind = ask(folder, "cat-file", "-t", known).printed
        peeled = ask(folder, "rev-parse", "--verify", f"{known}^{{commit}}")
        if kind in (b"", b"commit\n") and peeled.code != 0:
            return explain_missing(folder, quote(typed))
    kinds = ("refs/heads", "refs/tags", "refs/remotes")
    limit = f"--count={_MOST_NAMES}"
    names = ask(folder, "for-each-ref", limit, "--format=%(refname:short)", *kinds).printed
    nearest = find_nearest(typed, names.decode("utf-8", "replace").splitlines())
    meant = f"Did you mean {quote(nearest)}?" if nearest else "Name a branch, a tag or a commit."
    return UsageProblem(
        f"{source}: unknown revision {quote(typed)}.",
        f"{meant} Run git fetch if it is only on the server.",
    )
