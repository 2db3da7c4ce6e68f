"""The objects of a repository, read through one process of git."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

from stc.errors import CannotGoOn
from stc.history.git.cat_file import CatFile, Entry, GitObject, find_entry, list_entries
from stc.history.git.checkout import explain_missing
from stc.text.nearest import quote
from stc.yaml.document import LARGEST_FILE

__all__ = ["GitObject", "Objects"]

# Fewer bytes than any pipe holds, so that git reads all before its answers fill the other pipe.
_AT_ONCE = 4096
_FOLDERS_AT_ONCE = 64


class Objects:
    """Objects by their names, such as an id, or `HEAD:data/plan.yaml`.

    Use it in a `with` statement. Every method raises `CannotGoOn` if git does not answer.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._processes: dict[str, CatFile] = {}
        self._entries: dict[tuple[str, bytes], Entry | None] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        value: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        for process in self._processes.values():
            process.close()
        self._processes.clear()

    def read(self, name: str) -> GitObject | None:
        """Return an object, or None if there is none of this name."""
        return self.read_all((name,))[0]

    def read_all(self, names: Sequence[str]) -> list[GitObject | None]:
        """Return the object of every name in the same order, None if there is none."""
        return self._ask("--batch", names)

    def find(self, name: str) -> str | None:
        """Return the id of an object, or None if there is none of this name."""
        return self.find_all((name,))[0]

    def find_all(self, names: Sequence[str], kind: str = "") -> list[str | None]:
        """Return the id of every name, None if there is none or it is of another kind."""
        found = self._ask("--batch-check", names)
        return [
            entry.id if entry and entry.kind in (kind or entry.kind) else None for entry in found
        ]

    def look_up(self, commit: str, path: str) -> Entry | None:
        """Return what a commit has at a path, or the link or submodule on the way to it.

        None means that git shows that there is nothing, or no such commit.

        Raises:
            CannotGoOn: A folder on the way is missing or damaged.
        """
        return self._look_up_all(((commit, path),))[0]

    def list_folder(self, commit: str, path: str) -> dict[str, Entry]:
        """Return the entries of a folder that a commit has at a path, sorted; none without it.

        Raises:
            CannotGoOn: It is not a folder, or git cannot show it.
        """
        found = self.look_up(commit, path)
        if found is None:
            return {}
        if found.kind != "folder":
            raise CannotGoOn(f"{quote(path)} is a {found.kind} at {commit[:9]}, and not a folder.")
        held = self.read(found.id)
        if held is None or len(held.data) > LARGEST_FILE:
            raise explain_missing(self._folder, quote(path))
        entries = list_entries(held.data, len(held.id))
        return {name.decode("utf-8", "surrogateescape"): entry for name, entry in entries}

    def _look_up_all(self, places: Sequence[tuple[str, str]]) -> list[Entry | None]:
        entries = self._find_roots([commit for commit, _ in places])
        paths = [path.encode("utf-8", "surrogateescape").split(b"/") for _, path in places]
        for depth in range(max(map(len, paths))):
            asked = {
                i: (entry.id, path[depth])
                for i, (entry, path) in enumerate(zip(entries, paths, strict=True))
                if entry is not None and entry.kind == "folder" and depth < len(path)
            }
            self._read_folders(asked.values())
            for i, entry in enumerate(entries):
                if i in asked:
                    entries[i] = self._entries[asked[i]]
                elif entry is not None and entry.kind == "file" and depth < len(paths[i]):
                    entries[i] = None
        return entries

    def _find_roots(self, commits: Sequence[str]) -> list[Entry | None]:
        trees = self.find_all([f"{commit}^{{tree}}" for commit in commits])
        for commit, tree in zip(commits, trees, strict=True):
            if tree is None and self.find(f"{commit}^{{commit}}") is not None:
                raise explain_missing(self._folder, f"the files of {quote(commit)}")
        return [Entry("folder", tree) if tree else None for tree in trees]

    def _read_folders(self, wanted: Iterable[tuple[str, bytes]]) -> None:
        """Read the entry of a name in each of these trees."""
        new = [key for key in dict.fromkeys(wanted) if key not in self._entries]
        for begin in range(0, len(new), _FOLDERS_AT_ONCE):
            part = new[begin : begin + _FOLDERS_AT_ONCE]
            for key, held in zip(part, self.read_all([tree for tree, _ in part]), strict=True):
                if held is None or len(held.data) > LARGEST_FILE:
                    raise explain_missing(self._folder, f"the folder {key[0][:9]}")
                self._entries[key] = find_entry(held.data, key[1], len(held.id))

    def _ask(self, way: str, names: Sequence[str]) -> list[GitObject | None]:
        if way not in self._processes:
            self._processes[way] = CatFile(self._folder, way)
        process = self._processes[way]
        # No object has such a name, and a line break would begin another request.
        valid = [i for i, name in enumerate(names) if "\n" not in name and "\0" not in name]
        lines = [names[i].encode("utf-8", "surrogateescape") + b"\n" for i in valid]
        answers: list[GitObject | None] = [None] * len(names)
        received = (
            process.read_next() for part in _part(lines) for _ in range(process.request(part))
        )
        try:
            for i, answer in zip(valid, received, strict=True):
                answers[i] = answer
        except CannotGoOn:
            # This git has ended; another one may still answer about what is there.
            self._processes.pop(way).close()
            raise
        pairs = zip(names, answers, strict=True)
        missing = [name for name, answer in pairs if answer is None and ":" in name]
        if missing:
            self._refuse_unseen(missing)
        return answers

    def _refuse_unseen(self, names: Sequence[str]) -> None:
        """Refuse `COMMIT:PATH` if the commit lists it: git reports lost objects as missing."""
        places = [(commit, path) for commit, _, path in (name.partition(":") for name in names)]
        for name, entry in zip(names, self._look_up_all(places), strict=True):
            if entry is not None and entry.kind in ("file", "folder"):
                raise explain_missing(self._folder, quote(name))


def _part(lines: list[bytes]) -> Iterator[list[bytes]]:
    """Split lines into parts that git can take at once, at least one line each."""
    part: list[bytes] = []
    size = 0
    for line in lines:
        if part and size + len(line) > _AT_ONCE:
            yield part
            part, size = [], 0
        part.append(line)
        size += len(line)
    if part:
        yield part
