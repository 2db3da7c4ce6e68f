"""Objects of git: their format, and a running `git cat-file --batch` that returns them."""

import select
import subprocess
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from stc.history.git.checkout import explain_missing, explain_silence
from stc.history.git.command import SECONDS, start_git
from stc.yaml.document import LARGEST_FILE

_KINDS = {"40000": "folder", "120000": "link", "160000": "submodule"}


class Entry(NamedTuple):
    """An entry of a folder in git.

    Attributes:
        kind: `file`, `folder`, `link` or `submodule`.
        id: The id of its object; of a submodule, of a commit in another repository.
    """

    kind: str
    id: str


def hash_object(kind: str, data: bytes, length: int) -> str:
    """Return the id of an object; `length` is that of the ids of its repository, 40 or 64."""
    import hashlib  # Here, because it loads OpenSSL: outside a checkout nobody needs it.

    make = hashlib.sha1 if length == 40 else hashlib.sha256
    digest = make(b"%s %d\0" % (kind.encode("ascii"), len(data)), usedforsecurity=False)
    digest.update(data)
    return digest.hexdigest()


def kind_of(mode: str) -> str:
    """Return the kind of an entry by its mode, such as `100644`."""
    return _KINDS.get(mode.lstrip("0"), "file")


def find_entry(tree: bytes, name: bytes, length: int) -> Entry | None:
    """Return the entry of this name from the bytes of a tree, or None where it has none.

    Args:
        tree: The bytes of the tree: of each entry the mode, the name and the id.
        name: One part of a path.
        length: The length of an id, 40 or 64.
    """
    return next((entry for found, entry in list_entries(tree, length) if found == name), None)


def list_entries(tree: bytes, length: int) -> Iterator[tuple[bytes, Entry]]:
    """Yield the name of every entry in the bytes of a tree, and the entry.

    Args:
        tree: The bytes of the tree: of each entry the mode, the name and the id.
        length: The length of an id, 40 or 64.
    """
    begin = 0
    while begin < len(tree):
        zero = tree.index(b"\0", begin)
        mode, _, name = tree[begin:zero].partition(b" ")
        begin = zero + 1 + length // 2
        yield name, Entry(kind_of(mode.decode("ascii")), tree[zero + 1 : begin].hex())


_CHUNK = 1 << 16
_MISSING = (b" missing", b" ambiguous")


class GitObject(NamedTuple):
    """An object.

    Attributes:
        id: Its full id.
        kind: `blob`, `commit`, `tree` or `tag`.
        data: Its bytes; of one over 64 MiB only enough to show that it is too large.
    """

    id: str
    kind: str
    data: bytes


class CatFile:
    """A running `git cat-file --batch` and its unread output."""

    def __init__(self, folder: Path, way: str) -> None:
        self._folder = folder
        self._has_data = way == "--batch"
        self._output = b""
        started = start_git(folder, "cat-file", way)
        if started is None:
            raise explain_silence(folder)
        assert started.stdin is not None
        assert started.stdout is not None
        self._git, self._stdin, self._stdout = started, started.stdin, started.stdout
        self._poll = select.poll()
        self._poll.register(self._stdout.fileno(), select.POLLIN)

    def request(self, lines: list[bytes]) -> int:
        """Send requests, one per line, and return the number of answers to expect."""
        rest = memoryview(b"".join(lines))
        try:
            while rest:
                rest = rest[self._stdin.write(rest) :]
        except OSError:
            raise explain_silence(self._folder) from None
        return len(lines)

    def read_next(self) -> GitObject | None:
        """Return the next answer; None where there is no such object."""
        while b"\n" not in self._output:
            self._output += self._read_output(_CHUNK)
        line, _, self._output = self._output.partition(b"\n")
        parts = line.split(b" ")
        if line.endswith(_MISSING) or len(parts) != 3:
            return None
        name, kind, size = parts[0].decode("ascii"), parts[1].decode("ascii"), int(parts[2])
        if not self._has_data:
            return GitObject(name, kind, b"")
        data = self._take(size)
        # git itself does not compare, so that another file could be shown in place of this one.
        if len(data) == size and hash_object(kind, data, len(name)) != name:
            raise explain_missing(self._folder, f"the object {name[:9]}")
        return GitObject(name, kind, data)

    def _take(self, size: int) -> bytes:
        """Return the bytes of an object, or the beginning of a huge one, and skip its end."""
        pieces, left = [self._output], size + 1 - len(self._output)
        kept = len(self._output)
        while left > 0:
            piece = self._read_output(max(_CHUNK, min(left, _CHUNK * 16)))
            left -= len(piece)
            if kept <= LARGEST_FILE or left <= 0:
                pieces.append(piece)
                kept += len(piece)
        data = b"".join(pieces)
        self._output = data[len(data) + left :] if left < 0 else b""
        return data[: min(size, LARGEST_FILE + 1)]

    def _read_output(self, size: int) -> bytes:
        """Return git's next output, waiting for a limited time."""
        data = self._stdout.read(size) if self._poll.poll(SECONDS * 1000) else b""
        if not data:
            self._git.kill()
            raise explain_silence(self._folder)
        return data

    def close(self) -> None:
        """Close the process; kill it if it has not exited after one second."""
        with suppress(OSError):
            self._stdin.close()
        self._stdout.close()
        try:
            self._git.wait(1)
        except subprocess.TimeoutExpired:
            self._git.kill()
            self._git.wait()
