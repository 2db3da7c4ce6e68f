"""The guarded save: one writer at a time, and either the old bytes or the new ones."""

import errno
import os
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Final

from stc.files.store.lock import (
    LONGEST_WAIT,
    Say,
    clear_leftovers,
    locked,
    name_temporary,
    signals_held_back,
)
from stc.files.store.read import cannot, read_file
from stc.files.store.system import FILES, Files, explain

_PRIVATE: Final = 0o600
_SHARED: Final = 0o666
_NO_LINKS: Final = (errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK)
_OWNER_REFUSED: Final = (errno.EPERM, errno.EACCES, errno.EINVAL, errno.ENOTSUP)
_UNWRITABLE: Final = "its permissions let nobody write it"


class HeldFile:
    """A file that no other writer can change while it is held.

    Attributes:
        path: The file itself, behind any symbolic link.
        data: The bytes as they were read, or as they were last written.
    """

    def __init__(self, link: str, path: str, folder: int, files: Files) -> None:
        self.path = path
        self._link = link
        self._folder = folder
        self._files = files
        self.data, self._status = read_file(path, files)
        self._refuse_unwritable()

    def replace(self, new: bytes) -> None:
        """Replace the bytes of the file, and return when the new ones are on disk.

        Equal bytes change nothing, not even the modification time; they are synced, too.

        Raises:
            CannotGoOn: It failed and the file is unchanged; or, if the message says so, the new
                text is in place but may not be on disk yet.
        """
        if new == self.data:
            make_last(self.path, files=self._files)
            return
        with signals_held_back():
            with _removed_on_error(self.path, self.path, self._files) as temporary:
                status = _write_new(
                    temporary,
                    new,
                    shown=self.path,
                    mode=_PRIVATE,
                    prepare=self._keep_owner,
                    files=self._files,
                )
                self._refuse_changed()
                self._files.rename(temporary, self.path)
            self.data, self._status = new, status
            _sync_name(self._folder, self.path, "the new text is", self._files)

    def _keep_owner(self, descriptor: int) -> None:
        """Keep the mode, the owner if permitted, and the group if it has any rights."""
        old, new = self._status, self._files.status(descriptor)
        if (old.st_uid, old.st_gid) != (new.st_uid, new.st_gid):
            kept = self._try_owner(descriptor, old.st_uid, old.st_gid) or (
                old.st_gid == new.st_gid or self._try_owner(descriptor, -1, old.st_gid)
            )
            if not kept and old.st_mode & stat.S_IRWXG:
                reason = "its group cannot be kept, and another group would get access to it"
                raise cannot("write", self.path, reason)
        self._files.set_mode(descriptor, stat.S_IMODE(old.st_mode))

    def _try_owner(self, descriptor: int, user: int, group: int) -> bool:
        try:
            self._files.set_owner(descriptor, user, group)
        except OSError as error:
            if error.errno in _OWNER_REFUSED:
                return False
            raise
        return True

    def _refuse_unwritable(self) -> None:
        status = self._status
        if not status.st_mode & (stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH):
            raise cannot("write", self.path, _UNWRITABLE, "Permit it with chmod u+w.")
        if not self._files.may_write(self.path):
            raise cannot("write", self.path, "you are not permitted to")
        if status.st_nlink > 1:
            reason = f"it has {status.st_nlink} hard links, and only one of them would be changed"
            raise cannot("write", self.path, reason, "Make it a separate copy first.")

    def _refuse_changed(self) -> None:
        """Read the file again: a program that ignores the lock may have changed it."""
        try:
            path = self._files.resolve(self._link)
            data, status = read_file(self.path, self._files)
        except (OSError, ValueError) as error:
            raise cannot("write", self.path, explain(error)) from error
        if (path, data, _identity(status)) != (self.path, self.data, _identity(self._status)):
            reason = "it changed on disk meanwhile; nothing was written"
            raise cannot("write", self.path, reason, "Run the command again.")


@contextmanager
def open_for_edit(
    path: str | os.PathLike[str],
    *,
    wait_seconds: float = LONGEST_WAIT,
    say: Say,
    files: Files = FILES,
) -> Iterator[HeldFile]:
    """Lock the folder of a file, read the file, and yield it to be replaced.

    A symbolic link is followed and kept. Leftovers of killed writers are removed.

    Args:
        path: The file, or a link to it.
        wait_seconds: How long to wait for another writer.
        say: Called once with a sentence when there is something to wait for.
        files: The file system.

    Raises:
        CannotGoOn: Another writer does not finish; or the file is missing, not a regular file,
            not permitted, read-only, over 64 MiB or has several names.
    """
    link = os.fspath(path)
    try:
        resolved = files.resolve(link)
    except (OSError, ValueError) as error:
        raise cannot("read", link, explain(error)) from error
    with _hold(resolved, wait_seconds, say, files) as folder:
        yield HeldFile(link, resolved, folder, files)


def create_file(path: str, data: bytes, *, shown: str, say: Say, files: Files = FILES) -> bool:
    """Write a file that does not exist, and return when it is on disk.

    Args:
        path: The file, behind any symbolic link.
        data: Its bytes.
        shown: What the file is called in messages.
        say: Called once with a sentence when there is another writer to wait for.
        files: The file system.

    Returns:
        Whether the file is new; False if another program created one meanwhile.

    Raises:
        CannotGoOn: It failed and there is no file; or, if the message says so, it is in place but
            may not be on disk yet.
    """
    with _hold(path, LONGEST_WAIT, say, files) as folder:
        with _removed_on_error(path, shown, files) as temporary:
            _write_new(
                temporary,
                data,
                shown=shown,
                mode=_SHARED,
                prepare=lambda _: None,
                files=files,
            )
            is_new = _name_new(temporary, path, files)
        if is_new:
            _sync_name(folder, shown, "it is", files)
    return is_new


@contextmanager
def _hold(path: str, wait_seconds: float, say: Say, files: Files) -> Iterator[int]:
    folder = os.path.dirname(path)
    with locked(folder, target=path, wait_seconds=wait_seconds, say=say, files=files) as opened:
        clear_leftovers(path, lambda leftover, _: files.remove(leftover), files)
        yield opened


@contextmanager
def _removed_on_error(path: str, shown: str, files: Files) -> Iterator[str]:
    """Yield the name of a temporary file beside another; remove it if anything goes wrong."""
    temporary = name_temporary(path)
    try:
        yield temporary
    except BaseException as error:
        with suppress(OSError):
            files.remove(temporary)
        if isinstance(error, OSError):
            raise cannot("write", shown, explain(error)) from error
        raise


def make_last(path: str | os.PathLike[str], *, files: Files = FILES) -> None:
    """Sync an unchanged file and its name.

    A save before may have failed to sync them; a repeated command must report that again.

    Raises:
        CannotGoOn: They may not survive a power cut.
    """
    link = os.fspath(path)
    try:
        resolved = files.resolve(link)
        _sync(files.open_file(resolved), files)
        _sync(files.open_folder(os.path.dirname(resolved)), files)
    except (OSError, ValueError) as error:
        reason = "nothing changed, but the file may not survive a power cut"
        raise cannot("sync", link, f"{reason} ({explain(error)})") from error


def _sync(descriptor: int, files: Files) -> None:
    try:
        files.sync(descriptor)
    finally:
        with suppress(OSError):
            files.close(descriptor)


def _write_new(
    temporary: str,
    data: bytes,
    *,
    shown: str,
    mode: int,
    prepare: Callable[[int], None],
    files: Files,
) -> os.stat_result:
    """Create a file with these bytes, on disk when this returns; return its status.

    Args:
        temporary: Its name.
        data: Its bytes.
        shown: What it is called in messages.
        mode: The mode it is created with.
        prepare: Called with its descriptor once it is written.
        files: The file system.
    """
    try:
        descriptor = files.create(temporary, mode)
    except PermissionError as error:
        raise cannot("write", shown, "you may not create files in its folder") from error
    closed = False
    try:
        rest = memoryview(data)
        while rest:
            written = files.write(descriptor, rest)
            if not written:
                raise OSError(errno.EIO, "nothing is written, and the system gives no reason")
            rest = rest[written:]
        prepare(descriptor)
        files.sync(descriptor)
        status = files.status(descriptor)
        closed = True
        files.close(descriptor)
    finally:
        if not closed:
            with suppress(OSError):
                files.close(descriptor)
    return status


def _name_new(temporary: str, path: str, files: Files) -> bool:
    """Move a file to a name that must not exist; return False if it does."""
    is_new = True
    try:
        files.link(temporary, path)
    except FileExistsError:
        is_new = False
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
        # A file system without hard links.
        if not os.path.lexists(path):
            files.rename(temporary, path)
            return True
        is_new = False
    with suppress(OSError):
        files.remove(temporary)
    return is_new


def _sync_name(folder: int, shown: str, what: str, files: Files) -> None:
    """Sync the folder of a file that was just written."""
    try:
        files.sync(folder)
    except OSError as error:
        reason = f"{what} in place but may not survive a power cut ({explain(error)})"
        raise cannot("sync", shown, reason) from error


def _identity(status: os.stat_result) -> tuple[int, ...]:
    return (
        status.st_dev,
        status.st_ino,
        status.st_mode,
        status.st_uid,
        status.st_gid,
        status.st_nlink,
    )
