"""The guarded save: one writer at a time, the old bytes or the new ones, never anything between.

The lock is on the folder, so that no lock file can be left behind. It keeps writers apart that
also take it; a program that does not is noticed by reading the file again before the swap.
"""

import errno
import os
import signal
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Final

from stc.errors import CannotGoOn
from stc.files.store.read import cannot, read_file
from stc.files.store.system import FILES, Files, explain

_SHORTEST_WAIT: Final = 0.01
_LONGEST_WAIT: Final = 0.25
_HELD_BACK: Final = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
_OWNER_REFUSED: Final = (errno.EPERM, errno.EACCES, errno.EINVAL, errno.ENOTSUP)
_UNWRITABLE: Final = "its permissions say that nobody may write it"


class HeldFile:
    """A file that no other writer changes while it is held.

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
        """Puts new bytes in the place of the old ones; returns when they are on disk.

        The same bytes again change nothing, not even the time of the last change; they are on
        disk then, too.

        Raises:
            CannotGoOn: It could not be done, and the file is as it was; or, where the message
                says so, the new text is in place but may not be on disk yet.
        """
        if new == self.data:
            make_last(self.path, files=self._files)
            return
        with _signals_held_back():
            status = self._swap(new)
            self.data, self._status = new, status
            try:
                self._files.sync(self._folder)
            except OSError as error:
                reason = "the new text is in place but may not survive a power cut"
                raise cannot("sync", self.path, f"{reason} ({explain(error)})") from error

    def _swap(self, new: bytes) -> os.stat_result:
        temporary = name_temporary(self.path)
        try:
            descriptor = self._files.create(temporary)
        except OSError as error:
            refused = error.errno in (errno.EACCES, errno.EPERM)
            reason = "you may not create files in its folder" if refused else explain(error)
            raise cannot("write", self.path, reason) from error
        try:
            status = self._fill(descriptor, new)
            self._refuse_changed()
            self._files.rename(temporary, self.path)
        except BaseException as error:
            with suppress(OSError):
                self._files.remove(temporary)
            if isinstance(error, OSError):
                raise cannot("write", self.path, explain(error)) from error
            raise
        return status

    def _fill(self, descriptor: int, new: bytes) -> os.stat_result:
        closed = False
        try:
            rest = memoryview(new)
            while rest:
                written = self._files.write(descriptor, rest)
                if not written:
                    raise OSError(errno.EIO, "nothing is written, and no reason given")
                rest = rest[written:]
            self._keep_owner(descriptor)
            self._files.set_mode(descriptor, stat.S_IMODE(self._status.st_mode))
            self._files.sync(descriptor)
            status = self._files.status(descriptor)
            closed = True
            self._files.close(descriptor)
        finally:
            if not closed:
                with suppress(OSError):
                    self._files.close(descriptor)
        return status

    def _keep_owner(self, descriptor: int) -> None:
        """Keeps the owner where that is permitted, and the group where it would matter."""
        old, new = self._status, self._files.status(descriptor)
        if (old.st_uid, old.st_gid) == (new.st_uid, new.st_gid):
            return
        kept = self._try_owner(descriptor, old.st_uid, old.st_gid) or (
            old.st_gid == new.st_gid or self._try_owner(descriptor, -1, old.st_gid)
        )
        if not kept and old.st_mode & stat.S_IRWXG:
            reason = "its group cannot be kept, and another group would get access to it"
            raise cannot("write", self.path, reason)

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
            reason = f"it has {status.st_nlink} names (hard links), and only one would be changed"
            raise cannot("write", self.path, reason, "Make it a copy of its own first.")

    def _refuse_changed(self) -> None:
        """Reads the file once more: another program may have changed it, lock or no lock."""
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
    wait_seconds: float = 30.0,
    say: Callable[[str], None],
    files: Files = FILES,
) -> Iterator[HeldFile]:
    """Holds a file for one writer, reads it, and lets it go at the end.

    A symbolic link is followed and stays. What writers that were killed left behind is removed.

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
    with hold_folder(resolved, wait_seconds=wait_seconds, say=say, files=files) as folder:
        yield HeldFile(link, resolved, folder, files)


@contextmanager
def hold_folder(
    path: str,
    *,
    wait_seconds: float = 30.0,
    say: Callable[[str], None],
    files: Files = FILES,
) -> Iterator[int]:
    """Holds the folder of a file against other writers of ours, and gives it opened.

    What writers of the file that were killed left behind is removed.

    Args:
        path: The file itself, behind any link; it need not exist.
        wait_seconds: How long to wait for another writer.
        say: Called once with a sentence when there is something to wait for.
        files: The file system.

    Raises:
        CannotGoOn: Another writer does not finish, or the folder cannot be opened.
    """
    try:
        folder = files.open_folder(os.path.dirname(path))
    except (OSError, ValueError) as error:
        raise cannot("read", path, explain(error)) from error
    try:
        _take_lock(folder, path, wait_seconds, say, files)
        try:
            _clear_leftovers(path, files)
            yield folder
        finally:
            with suppress(OSError):
                files.unlock(folder)
    finally:
        with suppress(OSError):
            files.close(folder)


def make_last(path: str | os.PathLike[str], *, files: Files = FILES) -> None:
    """Returns when a file as it is, and its name, are on disk.

    They may not be, where the save before this one could not make them last; whoever repeats its
    command must be told so once more.

    Raises:
        CannotGoOn: They may not survive a power cut.
    """
    link = os.fspath(path)
    try:
        resolved = files.resolve(link)
        _sync(files.open_file(resolved), files)
        _sync(files.open_folder(os.path.dirname(resolved)), files)
    except (OSError, ValueError) as error:
        reason = "nothing was to be changed, but it may not survive a power cut"
        raise cannot("sync", link, f"{reason} ({explain(error)})") from error


def _sync(descriptor: int, files: Files) -> None:
    try:
        files.sync(descriptor)
    finally:
        with suppress(OSError):
            files.close(descriptor)


def _take_lock(
    folder: int, path: str, wait_seconds: float, say: Callable[[str], None], files: Files
) -> None:
    waited, pause = 0.0, _SHORTEST_WAIT
    while True:
        try:
            if files.lock(folder):
                return
        except OSError as error:
            raise cannot("lock", path, explain(error)) from error
        if waited >= wait_seconds:
            raise _still_locked(path, wait_seconds)
        if not waited:
            say("waiting for another stc that is writing in this folder")
        pause = min(pause, wait_seconds - waited)
        files.wait(pause)
        waited += pause
        pause = min(pause * 2, _LONGEST_WAIT)


def _still_locked(path: str, wait_seconds: float) -> CannotGoOn:
    reason = f"another stc has been writing in its folder for {wait_seconds:g} seconds"
    return cannot("write", path, reason, "Wait for it to finish, then run the command again.")


def _clear_leftovers(path: str, files: Files) -> None:
    """Removes temporary files of killed writers; one that cannot be removed does no harm."""
    folder, name = os.path.split(path)
    names: list[str] = []
    with suppress(OSError):
        names = files.list_folder(folder)
    for found in names:
        if found.startswith(_stem(name)) and found.endswith(".tmp"):
            with suppress(OSError):
                files.remove(os.path.join(folder, found))


def name_temporary(path: str) -> str:
    """Gives a new name beside a file; what a killed writer leaves there, the next one removes."""
    folder, name = os.path.split(path)
    return os.path.join(folder, f"{_stem(name)}{os.urandom(6).hex()}.tmp")


def _stem(name: str) -> str:
    return f".{name}.stc-"


def _identity(status: os.stat_result) -> tuple[int, ...]:
    return (
        status.st_dev,
        status.st_ino,
        status.st_mode,
        status.st_uid,
        status.st_gid,
        status.st_nlink,
    )


@contextmanager
def _signals_held_back() -> Iterator[None]:
    """Lets ^C and a polite kill wait until the file is whole again."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, _HELD_BACK)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
