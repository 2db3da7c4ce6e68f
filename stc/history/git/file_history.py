"""The path and content of the plan at every commit of a history."""

from collections.abc import Sequence

from stc.history.git.checkout import Checkout
from stc.history.git.commits import CommitNode, FileState
from stc.history.git.objects import Objects
from stc.history.git.origins import Origins

_FIRST_STRIDE = 256


def follow(
    checkout: Checkout, objects: Objects, links: Sequence[CommitNode], origins: Origins
) -> dict[str, FileState]:
    """Return the state of the plan at every commit, following renames back in time.

    Args:
        checkout: Where the plan is now.
        objects: The objects of its repository.
        links: The history, every commit before its parents.
        origins: Finds where the plan was before a commit.
    """
    history = _HistoryWalk(checkout, _Blobs(objects, links), origins, links)
    states = history.walk(thoroughly=False)
    # A branch older than the plan has none; most histories need no question about each.
    if history.has_renames or any(_is_gone(link, states) for link in links):
        states = history.walk(thoroughly=True)
    return states


def _is_gone(link: CommitNode, states: dict[str, FileState]) -> bool:
    before = any(states[parent].blob is not None for parent in link.parents)
    return before and states[link.commit].blob is None


class _HistoryWalk:
    """A walk along a history that asks git each question only once."""

    def __init__(
        self, checkout: Checkout, blobs: "_Blobs", origins: Origins, links: Sequence[CommitNode]
    ) -> None:
        self._checkout = checkout
        self._blobs = blobs
        self._origins = origins
        self._links = links
        self._old_paths: dict[str, dict[str, None]] = {}

    @property
    def has_renames(self) -> bool:
        return bool(self._old_paths)

    def walk(self, *, thoroughly: bool) -> dict[str, FileState]:
        """Return the state at every commit.

        Args:
            thoroughly: Also look for a rename if a merge has the plan from another parent.
        """
        states: dict[str, FileState] = {}
        for link in self._links:
            if link.commit not in states:
                states[link.commit] = self._blobs.look(link.commit, self._checkout.path)
            path, blob = states[link.commit]
            before = [
                states.get(parent) or self._blobs.look(parent, path) for parent in link.parents
            ]
            is_held = any(state.blob is not None for state in before)
            for parent, state in zip(link.parents, before, strict=True):
                states[parent] = state
                if state.blob is None and blob is not None and (thoroughly or not is_held):
                    states[parent] = self._find_old(link, parent, state, is_held=is_held)
        return states

    def _find_old(
        self, link: CommitNode, parent: str, state: FileState, *, is_held: bool
    ) -> FileState:
        """Return the state of the plan at a parent that had another path for it."""
        path = state.path
        if is_held:
            # The other parent says what the plan is: this one has it under a path known by now,
            # or under one that git sees renamed.
            for old in self._old_paths.get(path, ()):
                known = self._blobs.look(parent, old)
                if known.blob is not None:
                    return known
            found = self._origins.find_renamed(link.commit, parent, path)
        else:
            found = self._origins.find_origin(link.commit, parent, path)
        if found is None:
            return state
        self._old_paths.setdefault(path, {})[found] = None
        return self._blobs.look(parent, found)


class _Blobs:
    """The ids of the plan's blobs, requested for many of the next commits at once.

    The number grows while it pays off, so that a path used by few commits is not requested for all.
    """

    def __init__(self, objects: Objects, links: Sequence[CommitNode]) -> None:
        self._objects = objects
        self._order = [link.commit for link in links]
        self._at = {commit: i for i, commit in enumerate(self._order)}
        self._known: dict[str, dict[str, str | None]] = {}
        self._strides: dict[str, int] = {}

    def look(self, commit: str, path: str) -> FileState:
        """Return the state at a commit, if the plan has this path there."""
        known = self._known.setdefault(path, {})
        if commit not in known:
            stride = self._strides.get(path, _FIRST_STRIDE)
            self._strides[path] = 2 * stride
            begin = self._at.get(commit, 0)
            wanted = [
                commit for commit in self._order[begin : begin + stride] if commit not in known
            ]
            names = [f"{commit}:{path}" for commit in wanted]
            known.update(zip(wanted, self._objects.find_all(names, "blob"), strict=True))
        return FileState(path, known.get(commit))
