"""The commits of a history, with their parents and times."""

from pathlib import Path
from typing import NamedTuple

from stc.errors import CannotGoOn
from stc.history.git.checkout import ask


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
