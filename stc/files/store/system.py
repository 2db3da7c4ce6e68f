"""All calls to the file system that the reader and the writer make, in one small class.

Tests pass a class that fails at the N-th call.
"""

import errno
import fcntl
import os
import time
from typing import Final

_WORDS: Final = {
    errno.ENOENT: "it does not exist",
    errno.ENOTDIR: "a part of its path is not a folder",
    errno.EISDIR: "it is a folder",
    errno.EACCES: "you are not permitted to",
    errno.EPERM: "you are not permitted to",
    errno.EROFS: "the disk is read-only",
    errno.ENOSPC: "the disk is full",
    errno.EDQUOT: "your disk quota is used up",
    errno.EFBIG: "the file would be larger than it may be",
    errno.EIO: "the disk reported an error",
    errno.ELOOP: "its symbolic links form a loop",
    errno.ENAMETOOLONG: "its name is too long",
    errno.EMFILE: "too many files are open",
    errno.ENFILE: "too many files are open",
    errno.ETXTBSY: "another program is running it",
    errno.EBADF: "its file system does not support locks",
    errno.ENOLCK: "its file system does not support locks",
    errno.ENXIO: "it is not a regular file",
    errno.ESTALE: "the network file system lost it",
}


def explain(error: Exception) -> str:
    """Return the reason for a failed call in words."""
    if not isinstance(error, OSError) or error.errno is None:
        return "its name cannot be the name of a file"
    return _WORDS.get(error.errno) or os.strerror(error.errno).lower()


class Files:
    """The file system: one method per call, without logic."""

    def resolve(self, path: str) -> str:
        """Return the path without symbolic links; the file must exist."""
        return os.path.realpath(path, strict=True)

    def open_folder(self, path: str) -> int:
        """Open a folder, to lock it and to sync it."""
        return os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC)

    def list_folder(self, path: str) -> list[str]:
        """Return the names in a folder."""
        return os.listdir(path)

    def lock(self, descriptor: int) -> bool:
        """Lock a folder against other writers; return False when another holds the lock."""
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def unlock(self, descriptor: int) -> None:
        """Release the lock."""
        fcntl.flock(descriptor, fcntl.LOCK_UN)

    def open_file(self, path: str) -> int:
        """Open a file for reading, without waiting for the other end of a pipe."""
        return os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC)

    def make_folder(self, path: str) -> None:
        """Create a folder that must not exist yet."""
        os.mkdir(path)

    def remove_folder(self, path: str) -> None:
        """Remove an empty folder."""
        os.rmdir(path)

    def create(self, path: str, mode: int = 0o600) -> int:
        """Create a file that must not exist yet; by default only its owner may use it."""
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
        return os.open(path, flags, mode)

    def status(self, descriptor: int) -> os.stat_result:
        """Return the kind, mode, owner and identity of an open file."""
        return os.fstat(descriptor)

    def may_write(self, path: str) -> bool:
        """Return whether the user may write to a file."""
        return os.access(path, os.W_OK)

    def read(self, descriptor: int, size: int) -> bytes:
        """Read at most `size` bytes; none at the end."""
        return os.read(descriptor, size)

    def write(self, descriptor: int, data: memoryview) -> int:
        """Write some of the bytes and return how many."""
        return os.write(descriptor, data)

    def set_mode(self, descriptor: int, mode: int) -> None:
        """Set the permissions of an open file."""
        os.fchmod(descriptor, mode)

    def set_owner(self, descriptor: int, user: int, group: int) -> None:
        """Set the owner and the group of an open file; -1 keeps one."""
        os.fchown(descriptor, user, group)

    def sync(self, descriptor: int) -> None:
        """Wait until a file, or the names in a folder, are on disk."""
        os.fsync(descriptor)

    def close(self, descriptor: int) -> None:
        """Close a file or a folder."""
        os.close(descriptor)

    def rename(self, old: str, new: str) -> None:
        """Move a file to the place of another, in one step."""
        os.replace(old, new)

    def link(self, old: str, new: str) -> None:
        """Give a file a second name, which must not exist."""
        os.link(old, new, follow_symlinks=False)

    def remove(self, path: str) -> None:
        """Remove a file."""
        os.unlink(path)

    def wait(self, seconds: float) -> None:
        """Wait."""
        time.sleep(seconds)


FILES: Final = Files()
"""The real file system."""
