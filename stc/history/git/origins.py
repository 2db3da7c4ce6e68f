"""The origin of a plan: the file it was renamed, copied or rewritten from."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import PurePosixPath
from typing import NamedTuple

from stc.errors import CannotGoOn
from stc.files.plan_head import is_plan
from stc.history.git.checkout import Checkout, ask, explain_missing
from stc.history.git.command import run_git
from stc.history.git.commits import CommitNode, FileState
from stc.history.git.objects import Objects
from stc.history.git.raw_diff import RENAME_LIMIT, read_changes
from stc.text.nearest import quote

_SUFFIXES = (".yaml", ".yml")


class Unfollowed(NamedTuple):
    """Where the history of a plan may continue, before the first known version.

    Attributes:
        others: The paths of earlier plans, each with a commit that has it.
        copied: The path of a plan that still exists, of which this one is a copy.
        problem: Why git cannot show whether there was one; else empty.
    """

    others: Mapping[str, str]
    copied: str | None
    problem: str = ""


class Origins:
    """Finds the path that a plan had before a commit that added it.

    Args:
        checkout: Where the plan is now.
        objects: The objects of its repository.
        head: The commit whose history is searched.
        only_renames: Find only renames that git sees, not copies or deleted plans.
    """

    def __init__(
        self, checkout: Checkout, objects: Objects, head: str, *, only_renames: bool = False
    ) -> None:
        self._only_renames = only_renames
        self._folder = checkout.folder
        self._objects = objects
        self._head = head
        self._renames: dict[tuple[str, str, str], tuple[Mapping[str, str], Mapping[str, str]]] = {}

    def find_renamed(self, commit: str, parent: str, path: str) -> str | None:
        """Return the path in the parent, if git sees a rename."""
        return self._list_changes(commit, parent, "-M")[0].get(path)

    def find_origin(self, commit: str, parent: str, path: str) -> str | None:
        """Return the path of the plan that became this one in a commit, or None.

        It is the file that git sees renamed, the only plan that the commit deleted, or a plan that
        was copied and that the head does not have. A partial clone may lack the needed objects.
        """
        if self._only_renames:
            return self.find_renamed(commit, parent, path)
        with suppress(CannotGoOn):
            return self._find_origin(commit, parent, path)
        return None

    def _find_origin(self, commit: str, parent: str, path: str) -> str | None:
        try:
            renamed, deleted = self._list_changes(commit, parent, "-M")
        except CannotGoOn:
            # A rename without a change is recognized by the id alone.
            renamed, deleted = self._list_changes(commit, parent, "-M100%")
        if path in renamed:
            return renamed[path]
        gone = [
            old_path
            for old_path in _list_alike(deleted, path)
            if self._holds_plan(deleted[old_path])
        ]
        if gone:
            return gone[0] if len(gone) == 1 and self._is_plan(commit, path) else None
        source = self._find_copied(commit, parent, path)
        return source if source and not self._is_there(self._head, source) else None

    def find_unfollowed(
        self, links: Sequence[CommitNode], states: Mapping[str, FileState]
    ) -> tuple[str, Unfollowed | None]:
        """Return the commit that added the plan, and where its history may continue."""
        first = _find_first(links, states)
        if first is None or not first.parents:
            return first.commit if first else "", None
        path, parent = states[first.commit].path, first.parents[0]
        try:
            self._find_origin(first.commit, parent, path)
            return first.commit, self._find_others(links, first, path)
        except CannotGoOn as problem:
            return first.commit, Unfollowed({}, None, problem.message)

    def _find_others(
        self, links: Sequence[CommitNode], first: CommitNode, path: str
    ) -> Unfollowed | None:
        parent = first.parents[0]
        others = dict.fromkeys(self._list_plans(parent, path), parent)
        others |= self._find_deleted(links, first, path)
        others = {
            old_path: at
            for old_path, at in others.items()
            if not self._is_there(self._head, old_path)
        }
        copied = self._find_copied(first.commit, parent, path)
        if not (others or copied) or not self._is_plan(first.commit, path):
            return None
        return Unfollowed(others, None if copied in others else copied)

    def _find_copied(self, commit: str, parent: str, path: str) -> str | None:
        """Return the plan that git sees copied to a path."""
        plans = self._list_plans(parent, path)
        if not plans:
            return None
        ways = ("-r", "-z", "-C", "--find-copies-harder", RENAME_LIMIT, "--diff-filter=CR", "--raw")
        named = (f":(top,literal){name}" for name in (path, *plans))
        answer = ask(self._folder, "diff-tree", *ways, parent, commit, "--", *named)
        if answer.code != 0:
            raise explain_missing(self._folder, f"the files of {commit[:9]}")
        changes = read_changes(answer.fields)
        return next((change.path for change in changes if change.new_path == path), None)

    def _list_plans(self, commit: str, path: str) -> list[str]:
        """Return the paths of the plans in a commit."""
        answer = ask(self._folder, "ls-tree", "-r", "-z", "--full-tree", commit)
        if answer.code != 0:
            raise explain_missing(self._folder, f"the files of {commit[:9]}")
        found = {}
        for line in answer.fields:
            about, _, name = line.partition("\t")
            _, kind, blob = about.split(" ")
            if kind == "blob":
                found[name] = blob
        return [
            old_path for old_path in _list_alike(found, path) if self._holds_plan(found[old_path])
        ]

    def _find_deleted(
        self, links: Sequence[CommitNode], first: CommitNode, path: str
    ) -> dict[str, str]:
        """Return the plans that were deleted before a commit, each with a commit that had it."""
        before = list(_list_before(links, first))
        parents = {link.commit: link.parents[0] for link in before if link.parents}
        ways = ("--stdin", "-r", "-z", "--no-renames", "--diff-filter=D", "--raw")
        given = "".join(f"{parent}\n" for parent in parents).encode()
        found: dict[str, str] = {}
        if not parents:
            return found
        answer = run_git(self._folder, "diff-tree", *ways, given=given)
        if answer is None or answer.code != 0:
            raise explain_missing(self._folder, "the files of older commits")
        for change in read_changes(answer.fields):
            name, blob = change.path, change.before.id
            if name not in found and _list_alike([name], path) and self._holds_plan(blob):
                found[name] = parents[change.commit]
        return found

    def _list_changes(
        self, commit: str, parent: str, likeness: str
    ) -> tuple[Mapping[str, str], Mapping[str, str]]:
        """Return the old path of each renamed file, and the blob of each deleted one."""
        key = (commit, parent, likeness)
        if key not in self._renames:
            ways = ("-r", "-z", "--raw", "--no-commit-id", "--diff-filter=RD", RENAME_LIMIT)
            answer = ask(self._folder, "diff-tree", *ways, likeness, parent, commit, "--")
            if answer.code != 0:
                raise explain_missing(self._folder, f"the files of {commit[:9]}")
            renamed, deleted = {}, {}
            for change in read_changes(answer.fields):
                if change.status == "D":
                    deleted[change.path] = change.before.id
                else:
                    renamed[change.new_path] = change.path
            self._renames[key] = renamed, deleted
        return self._renames[key]

    def _is_plan(self, commit: str, path: str) -> bool:
        blob = self._objects.find(f"{commit}:{path}")
        return blob is not None and self._holds_plan(blob)

    def _holds_plan(self, blob: str) -> bool:
        held = self._objects.read(blob)
        if held is None:
            raise explain_missing(self._folder, quote(blob[:9]))
        return held.kind == "blob" and is_plan(held.data)

    def _is_there(self, commit: str, path: str) -> bool:
        return self._objects.find_all((f"{commit}:{path}",), "blob") != [None]


def _list_alike(paths: Sequence[str] | Mapping[str, str], path: str) -> list[str]:
    """Return the other paths that end like the path of a plan."""
    suffixes = {*_SUFFIXES, PurePosixPath(path).suffix}
    return [other for other in paths if other != path and PurePosixPath(other).suffix in suffixes]


def _find_first(links: Sequence[CommitNode], states: Mapping[str, FileState]) -> CommitNode | None:
    """Return the oldest commit that has the plan while none before it has."""
    known: dict[str, bool] = {}
    for link in reversed(links):
        before = any(known.get(parent) for parent in link.parents)
        is_there = states[link.commit].blob is not None
        if is_there and not before:
            return link
        known[link.commit] = is_there or before
    return None


def _list_before(links: Sequence[CommitNode], last: CommitNode) -> Iterator[CommitNode]:
    """Return the commits before one."""
    wanted = set(last.parents)
    for link in links:
        if link.commit in wanted:
            wanted.update(link.parents)
            yield link
