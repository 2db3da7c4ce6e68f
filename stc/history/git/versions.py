"""The versions of the plan: the commits that changed it, through renames, deletions and merges."""

from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from stc.errors import CannotGoOn
from stc.history.git.checkout import open_checkout
from stc.history.git.commits import Commit, find_commit, list_links, parse_commit
from stc.history.git.file_history import follow
from stc.history.git.mailmap import MAILMAP, Mailmap, parse_mailmap
from stc.history.git.objects import Objects
from stc.history.git.origins import Origins, Unfollowed
from stc.history.times import settle, settle_times

__all__ = ["Commit", "Version", "VersionList", "list_versions"]


class Version(NamedTuple):
    """The plan in a commit whose parents all have it otherwise.

    Attributes:
        commit: The commit.
        path: Where the plan is in the repository at that commit.
        blob: The id of its content; None if the commit deleted it.
        parents: The same id in each parent; None if the plan is not there.
        unfollowed: Where the history may continue before the first version; else None.
    """

    commit: Commit
    path: str
    blob: str | None
    parents: tuple[str | None, ...]
    unfollowed: Unfollowed | None = None

    @property
    def is_cut(self) -> bool:
        """Whether the clone is cut here: the commit has parents that the checkout lacks."""
        return len(self.parents) != len(self.commit.parents)


class VersionList(NamedTuple):
    """The versions of the plan.

    Attributes:
        versions: Oldest first, every one after those it was made from.
        is_shallow: The clone is shallow, so there may be older ones.
        head: The id of the plan's content at the last commit; None if it is not there.
    """

    versions: tuple[Version, ...]
    is_shallow: bool
    head: str | None = None


def read_mailmap(objects: Objects, commit: str) -> Mailmap:
    """Return the `.mailmap` of a commit; an empty one if a partial clone lacks it."""
    with suppress(CannotGoOn):
        held = objects.read(f"{commit}:{MAILMAP}")
        if held is not None and held.kind == "blob":
            return parse_mailmap(held.data)
    return Mailmap()


def list_versions(plan: Path, commit: str = "HEAD") -> VersionList:
    """Return the versions of the plan up to a commit; none if git never had it.

    A merge is included only if its content is in none of its parents.

    Args:
        plan: The path of the plan, without symbolic links; it need not be in the work tree.
        commit: The last commit, by any name.

    Raises:
        UsageProblem: The commit is unknown.
        CannotGoOn: There is no checkout, or git cannot answer.
    """
    checkout = open_checkout(plan)
    last = find_commit(checkout.folder, commit)
    links = list_links(checkout.folder, last.id)
    with Objects(checkout.folder) as objects:
        origins = Origins(checkout, objects, last.id)
        states = follow(checkout, objects, links, origins)
        changed = []
        for link in reversed(links):
            path, blob = states[link.commit]
            before = tuple(states[parent].blob for parent in link.parents)
            if blob not in (before or (None,)):
                changed.append((link.commit, path, blob, before))
        read = objects.read_all([entry[0] for entry in changed])
        mailmap = read_mailmap(objects, last.id)
        first, past = origins.find_unfollowed(links, states)
    times = settle_times(reversed(links))
    versions = []
    for entry, found in zip(changed, read, strict=True):
        stated = parse_commit(entry[0], found.data if found else b"", mailmap)
        unfollowed = past if entry[0] == first else None
        versions.append(Version(settle(stated, times[entry[0]]), *entry[1:], unfollowed))
    return VersionList(tuple(versions), checkout.is_shallow, states[last.id].blob)
