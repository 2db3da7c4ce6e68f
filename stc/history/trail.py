"""Where the plan was and what it held, at every commit of a history."""

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from stc.history.checkout import Checkout, ask, explain_missing
from stc.history.objects import Objects
from stc.words.errors import CannotGoOn

_FIRST_STRIDE = 256


class Link(NamedTuple):
    """A commit and its parents, by their ids, as far as the checkout has them.

    Attributes:
        second: The second since 1970 that the commit states.
    """

    commit: str
    parents: tuple[str, ...]
    second: int = 0


class Stand(NamedTuple):
    """Where the plan was at a commit, and the id of what it held; None where it was not there."""

    path: str
    blob: str | None


def list_links(folder: Path, commit: str, *options: str) -> list[Link]:
    """Gives a commit and all before it, every one before its parents.

    Args:
        folder: A folder in the checkout.
        commit: The id of the commit.
        options: Options of `git rev-list` that narrow it.

    Raises:
        CannotGoOn: A part of the history is missing.
    """
    asked = ("rev-list", "--topo-order", "--timestamp", "--parents", *options)
    listed = ask(folder, *asked, "--end-of-options", commit, "--")
    if listed.code != 0:
        hint = "git fsck tells whether the repository is whole."
        raise CannotGoOn("git cannot list the history: a part of it is missing.", hint)
    lines = listed.printed.decode("ascii", "replace").splitlines()
    return [Link(ids[0], tuple(ids[1:]), int(second)) for second, *ids in map(str.split, lines)]


def follow(checkout: Checkout, objects: Objects, links: Sequence[Link]) -> dict[str, Stand]:
    """Gives the stand of the plan at every commit, following it back through its renames.

    Args:
        checkout: Where the plan is now.
        objects: The objects of its repository.
        links: The history, every commit before its parents.
    """
    trail = _Trail(checkout, _Blobs(objects, links), links)
    stands = trail.walk(thoroughly=False)
    # A branch made before the plan was has no plan; most histories need not be asked about each.
    if trail.has_renames or any(_is_gone(link, stands) for link in links):
        stands = trail.walk(thoroughly=True)
    return stands


def _is_gone(link: Link, stands: dict[str, Stand]) -> bool:
    before = any(stands[parent].blob is not None for parent in link.parents)
    return before and stands[link.commit].blob is None


class _Trail:
    """A walk along a history; what git was asked once is not asked again."""

    def __init__(self, checkout: Checkout, blobs: "_Blobs", links: Sequence[Link]) -> None:
        self._checkout = checkout
        self._blobs = blobs
        self._links = links
        self._old_paths: dict[tuple[str, str, str], str | None] = {}

    @property
    def has_renames(self) -> bool:
        return any(path is not None for path in self._old_paths.values())

    def walk(self, *, thoroughly: bool) -> dict[str, Stand]:
        """Gives the stand at every commit.

        Args:
            thoroughly: Look for a rename also where a merge has the plan from another parent.
        """
        stands: dict[str, Stand] = {}
        for link in self._links:
            if link.commit not in stands:
                stands[link.commit] = self._blobs.look(link.commit, self._checkout.path)
            path, blob = stands[link.commit]
            before = [stands.get(one) or self._blobs.look(one, path) for one in link.parents]
            is_held = any(stand.blob is not None for stand in before)
            for parent, stand in zip(link.parents, before, strict=True):
                stands[parent] = stand
                if stand.blob is None and blob is not None and (thoroughly or not is_held):
                    old = self._find_old_path(link.commit, parent, path)
                    stands[parent] = self._blobs.look(parent, old) if old else stand
        return stands

    def _find_old_path(self, commit: str, parent: str, path: str) -> str | None:
        """Gives the path that the parent had in place of this one, where git sees a rename."""
        key = (commit, parent, path)
        if key not in self._old_paths:
            ways = ("-r", "-z", "-M", "--diff-filter=R", "--name-status", "--no-commit-id")
            answer = ask(self._checkout.folder, "diff-tree", *ways, parent, commit, "--")
            if answer.code != 0:
                raise explain_missing(self._checkout.folder, f"the files of {commit[:9]}")
            fields = answer.printed.decode("utf-8", "surrogateescape").split("\0")
            olds = dict(zip(fields[2::3], fields[1::3], strict=False))
            self._old_paths[key] = olds.get(path)
        return self._old_paths[key]


class _Blobs:
    """The ids of the plan's blobs, asked for many commits at once: those that will be next.

    How many grows with every time it was worth it, so that a path held for few commits is not
    asked of all the rest.
    """

    def __init__(self, objects: Objects, links: Sequence[Link]) -> None:
        self._objects = objects
        self._order = [link.commit for link in links]
        self._at = {commit: i for i, commit in enumerate(self._order)}
        self._known: dict[str, dict[str, str | None]] = {}
        self._strides: dict[str, int] = {}

    def look(self, commit: str, path: str) -> Stand:
        """Gives the stand at a commit, if the plan has this path there."""
        known = self._known.setdefault(path, {})
        if commit not in known:
            stride = self._strides.get(path, _FIRST_STRIDE)
            self._strides[path] = 2 * stride
            begin = self._at.get(commit, 0)
            wanted = [one for one in self._order[begin : begin + stride] if one not in known]
            names = [f"{one}:{path}" for one in wanted]
            known.update(zip(wanted, self._objects.find_all(names, "blob"), strict=True))
        return Stand(path, known.get(commit))
