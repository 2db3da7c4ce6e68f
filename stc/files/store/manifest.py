"""The manifest of a folder: the file that lists what stc wrote there.

The manifest makes a folder stc's own: only what it lists, unchanged, is ever replaced.
"""

import os
import re
from collections.abc import Iterable, Iterator, Mapping
from hashlib import file_digest, sha256
from pathlib import Path
from typing import Final, NamedTuple

from stc.errors import CannotGoOn
from stc.files.store.read import read_bytes

_PART: Final = re.compile(r"[A-Za-z0-9_][A-Za-z0-9._-]{0,199}")
_ABOUT: Final = (
    "stc wrote the files that are listed here, and replaces them the next time. It refuses to "
    "where one was changed since. Other files beside them stay."
)
_OF_HOSTS: Final = frozenset(
    ("CNAME", "robots.txt", "favicon.ico", "humans.txt", "ads.txt", "_headers", "_redirects")
)
"""Files that hosts and search engines look for beside the pages; so are those with a dot first."""


class ForeignFiles(NamedTuple):
    """Files in a folder of stc's that are not as stc left them.

    Attributes:
        foreign: Files that stc did not write.
        changed: Files that stc wrote and that were changed since.
    """

    foreign: tuple[str, ...]
    changed: tuple[str, ...]


class Names:
    """The names of the files to write into a folder, each checked when it is added."""

    def __init__(self, marker: str) -> None:
        self._files: set[str] = set()
        self._folders: set[str] = set()
        self.take(marker)

    def take(self, name: str) -> None:
        """Add the name of a file.

        Raises:
            ValueError: It could lead out of the folder, or it equals another name apart from
                case.
        """
        if not all(_PART.fullmatch(part) for part in name.split("/")):
            raise ValueError(f"{name!r} is not the name of a file to publish")
        folded = name.casefold()
        folders = {folded[:at] for at, sign in enumerate(folded) if sign == "/"}
        is_taken = folded in self._files or folded in self._folders
        if is_taken or not folders.isdisjoint(self._files):
            raise ValueError(f"{name!r} is in the place of another file")
        self._files.add(folded)
        self._folders |= folders


def digest(data: bytes) -> str:
    """Return the SHA-256 of some bytes."""
    return sha256(data).hexdigest()


def write_manifest(digests: Mapping[str, str]) -> bytes:
    """Return a manifest: the name and SHA-256 of each file written."""
    import json

    manifest = {"made_by": "stc", "about": _ABOUT, "files": dict(sorted(digests.items()))}
    return (json.dumps(manifest, indent=1, ensure_ascii=True) + "\n").encode("ascii")


def read_manifest(folder: Path, marker: str) -> dict[str, str] | None:
    """Return the names that stc wrote into a folder, or None without a readable manifest.

    Raises:
        CannotGoOn: The manifest is there but its bytes cannot be read.
    """
    import json

    path = folder / marker
    if path.is_symlink() or not path.is_file():
        return None
    try:
        manifest = json.loads(read_bytes(path).decode("utf-8"))
    except (ValueError, RecursionError):
        return None
    files = (
        manifest.get("files")
        if isinstance(manifest, dict) and manifest.get("made_by") == "stc"
        else None
    )
    is_manifest = isinstance(files, dict) and all(
        isinstance(digest, str) for digest in files.values()
    )
    return files if is_manifest else None


def find_foreign_files(
    folder: Path, marker: str, listed: Mapping[str, str], names: Iterable[str] = ()
) -> ForeignFiles:
    """Return the files in a folder that are not as stc left them.

    Args:
        folder: The folder.
        marker: The name of its manifest.
        listed: The digests of what stc wrote, by name.
        names: What is about to be written.

    Raises:
        OSError: The folder cannot be read.
    """
    foreign, changed = [], []
    for name, entry in _walk(folder, {*_list_folders(listed), *_list_folders(names)}):
        if name == marker:
            continue
        if name not in listed or not (entry.is_symlink() or entry.is_file()):
            foreign.append(name)
        elif entry.is_symlink() or _digest_file(entry.path) != listed[name]:
            changed.append(name)
    return ForeignFiles(tuple(foreign), tuple(changed))


def list_foreign(folder: Path, marker: str, names: Iterable[str]) -> list[str]:
    """Return what is in a folder beside some names and the manifest; a folder stands for all in it.

    Raises:
        OSError: The folder cannot be read.
    """
    known = {*names, marker}
    return [
        name
        for name, entry in _walk(folder, _list_folders(known))
        if name not in known or entry.is_dir(follow_symlinks=False)
    ]


def find_clashes(foreign: Iterable[str], names: Iterable[str]) -> tuple[str, ...]:
    """Return the foreign files in whose place a file or folder of these names would be.

    Case does not matter, since on some disks it does not.
    """
    names = tuple(names)
    taken = {name.casefold() for name in (*names, *_list_folders(names))}
    return tuple(name for name in foreign if name.casefold() in taken)


def _list_folders(names: Iterable[str]) -> set[str]:
    return {name[:at] for name in names for at, sign in enumerate(name) if sign == "/"}


def _walk(
    folder: Path, known: set[str], above: str = ""
) -> Iterator[tuple[str, "os.DirEntry[str]"]]:
    """Yield the names of all files, and of the folders without a file that stc made."""
    with os.scandir(folder / above) as found:
        entries = sorted(found, key=lambda entry: entry.name)
    for entry in entries:
        name = above + entry.name
        if name in known and entry.is_dir(follow_symlinks=False):
            yield from _walk(folder, known, f"{name}/")
        else:
            yield name, entry


def _digest_file(path: str) -> str:
    with Path(path).open("rb") as file:
        return file_digest(file, "sha256").hexdigest()


def read_listed(shown: str, folder: Path, marker: str) -> Mapping[str, str]:
    """Return what stc wrote into a folder that is not empty; nothing beside files of a host.

    Raises:
        CannotGoOn: The folder is somebody else's, or its manifest is damaged.
    """
    listed = read_manifest(folder, marker)
    if listed is not None:
        return listed
    reason = "there are files in it that stc did not write"
    if os.path.lexists(folder / marker):
        reason = f"its {marker} is damaged, so stc cannot tell which files are its own"
    elif all(path.name.startswith(".") or path.name in _OF_HOSTS for path in folder.iterdir()):
        return {}
    raise CannotGoOn(
        f"Cannot write {shown}: {reason}.",
        "Choose a new or empty folder. stc never empties a folder that is not its own.",
    )
