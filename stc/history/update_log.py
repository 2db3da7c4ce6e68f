"""The updates that each commit added, from the files beside the plan."""

from collections.abc import Mapping
from pathlib import Path, PurePosixPath

from stc.files.plan_path import is_voice, updates_beside
from stc.history.git.cat_file import list_entries
from stc.history.git.checkout import open_checkout
from stc.history.git.commits import CommitNode, find_commit, list_links, parse_commit
from stc.history.git.objects import Objects
from stc.history.git.versions import Commit, read_mailmap
from stc.history.log import Log, LogEntry
from stc.history.times import settle, settle_times
from stc.history.updates import Key, Spoken, Spokens, describe_changes, read_spoken
from stc.plan.model import Plan


def add_updates(log: Log, path: Path, head: str, plan: Plan) -> Log:
    """Return a log with the updates that each commit added or took away among its entries.

    Args:
        log: What git knows of the plan.
        path: The path of the plan, without symbolic links.
        head: The last commit to look at.
        plan: The plan whose steps and departments they are about.
    """
    found = _read_entries(path, head, plan)
    if not found:
        return log
    grouped: dict[str, list[LogEntry]] = {}
    for entry in (*log.entries, *found):
        grouped.setdefault(entry.commit.id, []).append(entry)
    # Of two branches, too, the newer commit comes first.
    groups = sorted(grouped.values(), key=lambda group: group[0].commit.when, reverse=True)
    return log._replace(entries=tuple(entry for group in groups for entry in group))


def _read_entries(path: Path, head: str, plan: Plan) -> list[LogEntry]:
    checkout = open_checkout(path)
    last = find_commit(checkout.folder, head)
    folder = str(updates_beside(PurePosixPath(checkout.path)))
    with Objects(checkout.folder) as objects:
        if objects.look_up(last.id, folder) is None:
            return []
        links = list_links(checkout.folder, last.id)
        walk = _Walk(objects, folder, links, plan)
        # Of the commit at which a shallow clone is cut, nobody knows what it added.
        known = [link for link in reversed(links) if link.parents or not checkout.is_shallow]
        changed = [link for link in known if walk.has_changed(link)]
        walk.read(changed)
        commits = _read_commits(objects, last.id, links, changed)
        entries = []
        for link in reversed(changed):
            added, removed = walk.compare(link)
            changes = (
                *describe_changes("added", added, plan),
                *describe_changes("removed", removed, plan),
            )
            entries += [LogEntry(commits[link.commit], change) for change in changes]
    return entries


def _read_commits(
    objects: Objects,
    last: str,
    links: list[CommitNode],
    changed: list[CommitNode],
) -> Mapping[str, Commit]:
    """Return the commits, each with the moment at which it counts."""
    ids = [link.commit for link in changed]
    mailmap, times = read_mailmap(objects, last), settle_times(reversed(links))
    return {
        commit: settle(parse_commit(commit, held.data if held else b"", mailmap), times[commit])
        for commit, held in zip(ids, objects.read_all(ids), strict=True)
    }


class _Walk:
    """The folder of the updates at every commit: its tree, and the entries in its files."""

    def __init__(self, objects: Objects, folder: str, links: list[CommitNode], plan: Plan) -> None:
        self._objects, self._folder, self._plan = objects, folder, plan
        names = [f"{link.commit}:{folder}" for link in links]
        found = objects.find_all(names, "tree")
        self._trees = {link.commit: tree for link, tree in zip(links, found, strict=True)}
        self._files: dict[str | None, dict[str, str]] = {None: {}}
        self._spoken: dict[str, list[Spoken] | None] = {}
        self._known: dict[str | None, dict[str, dict[Key, Spoken]]] = {None: {}}

    def has_changed(self, link: CommitNode) -> bool:
        """Return whether the folder is another one than in each parent."""
        before = {self._trees.get(parent) for parent in link.parents} or {None}
        return self._trees[link.commit] not in before

    def read(self, changed: list[CommitNode]) -> None:
        """Read the files of these commits, the oldest first; all of a kind at once."""
        trees = {self._trees[link.commit] for link in changed}
        trees |= {self._trees.get(parent) for link in changed for parent in link.parents}
        wanted = sorted(tree for tree in trees if tree is not None)
        for tree, held in zip(wanted, self._objects.read_all(wanted), strict=True):
            listed = list_entries(held.data, len(held.id)) if held else ()
            self._files[tree] = {
                name: entry.id
                for raw, entry in listed
                if is_voice(name := raw.decode("utf-8", "surrogateescape")) and entry.kind == "file"
            }
        blobs = {blob: name for files in self._files.values() for name, blob in files.items()}
        for blob, held in zip(blobs, self._objects.read_all([*blobs]), strict=True):
            name = f"{self._folder}/{blobs[blob]}"
            self._spoken[blob] = read_spoken(held.data, name, self._plan) if held else None
        for link in changed:
            self._remember(link)

    def _remember(self, link: CommitNode) -> None:
        """Keep the entries by file; a file that cannot be read has those of the version before."""
        parents = [self._trees.get(parent) for parent in link.parents] or [None]
        for tree in (*parents, self._trees[link.commit]):
            if tree in self._known:
                continue
            earlier = self._known[parents[0]] if tree not in parents else {}
            self._known[tree] = {}
            for name, blob in self._files[tree].items():
                spoken = self._spoken[blob]
                self._known[tree][name] = (
                    earlier.get(name, {})
                    if spoken is None
                    else {entry.key: entry for entry in spoken}
                )

    def compare(self, link: CommitNode) -> tuple[list[Spoken], list[Spoken]]:
        """Return the entries that no parent has, and those that all parents have and it has not."""
        now = self._merge(self._trees[link.commit])
        befores = [self._merge(self._trees.get(parent)) for parent in link.parents] or [{}]
        added = [one for key, one in now.items() if not any(key in old for old in befores)]
        first, *others = befores
        removed = [
            one
            for key, one in first.items()
            if key not in now and all(key in old for old in others)
        ]
        return added, removed

    def _merge(self, tree: str | None) -> Spokens:
        return {key: one for file in self._known[tree].values() for key, one in file.items()}
