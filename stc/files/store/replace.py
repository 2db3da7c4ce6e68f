"""The guarded save: one writer at a time, and of each file either the old bytes or the new ones."""

import errno
import os
import stat
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from typing import Final

from stc.errors import CannotGoOn
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
from stc.text.nearest import quote
from stc.text.plural import be

_PRIVATE: Final = 0o600
_SHARED: Final = 0o666
_NO_LINKS: Final = (errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK)
_OWNER_REFUSED: Final = (errno.EPERM, errno.EACCES, errno.EINVAL, errno.ENOTSUP)
_UNWRITABLE: Final = "its permissions let nobody write it"


class HeldFile:
    """A file that no other writer can change while it is held.

    Attributes:
        path: The file itself, behind any symbolic link.
        data: The bytes as they were read, or as they were last written; none of a new file.
        is_new: There is no such file yet.
    """

    def __init__(self, link: str, path: str, folders: "HeldFolders", *, is_new: bool) -> None:
        self.path = path
        self.is_new = is_new
        self.data = b""
        self._link = link
        self._folders = folders
        self._files = folders.files
        self._status: os.stat_result | None = None
        if not is_new:
            self.data, self._status = read_file(path, self._files)
            self._refuse_unwritable(self._status)

    def replace(self, new: bytes) -> None:
        """Replace the bytes of the file, and return when the new ones are on disk.

        Equal bytes change nothing, not even the modification time; they are synced, too.

        Raises:
            CannotGoOn: It failed and the file is unchanged; or, if the message says so, the new
                text is in place but may not be on disk yet.
        """
        replace_files([(self, new)])

    @contextmanager
    def stage(self, new: bytes) -> Iterator[Callable[[], None]]:
        """Write bytes beside the file, and yield what puts them in its place.

        Raises:
            CannotGoOn: It failed and the file is unchanged.
        """
        with (
            self._folders.ready(os.path.dirname(self.path)) as folder,
            _removed_on_error(self.path, self.path, self._files) as temporary,
        ):
            status = _write_new(
                temporary,
                new,
                shown=self.path,
                mode=_PRIVATE if self._status else _SHARED,
                prepare=self._keep_owner,
                files=self._files,
            )

            def put() -> None:
                try:
                    self._move_here(temporary)
                except OSError as error:
                    raise cannot("write", self.path, explain(error)) from error
                self.data, self._status, self.is_new = new, status, False
                _sync_name(folder, self.path, "the new text is", self._files)

            yield put

    def remove(self) -> None:
        """Remove the file, and return when that is on disk.

        Raises:
            CannotGoOn: It failed, or the file is no longer what was read.
        """
        with signals_held_back():
            self.refuse_changed()
            try:
                self._files.remove(self.path)
            except OSError as error:
                raise cannot("remove", self.path, explain(error)) from error
            folder = self._folders.hold(self.path)
            _sync_name(folder, self.path, "its removal is", self._files)

    def make_last(self) -> None:
        """Sync the unchanged file and its name."""
        make_last(self.path, files=self._files)

    def _move_here(self, temporary: str) -> None:
        if self._status:
            self._files.rename(temporary, self.path)
        elif not _name_new(temporary, self.path, self._files):
            raise self._changed()

    def _keep_owner(self, descriptor: int) -> None:
        """Keep the mode, the owner if permitted, and the group if it has any rights."""
        old = self._status
        if old is None:
            return
        new = self._files.status(descriptor)
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

    def _refuse_unwritable(self, status: os.stat_result) -> None:
        if not status.st_mode & (stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH):
            raise cannot("write", self.path, _UNWRITABLE, "Permit it with chmod u+w.")
        if not self._files.may_write(self.path):
            raise cannot("write", self.path, "you are not permitted to")
        if status.st_nlink > 1:
            reason = f"it has {status.st_nlink} hard links, and only one of them would be changed"
            raise cannot("write", self.path, reason, "Make it a separate copy first.")

    def refuse_changed(self) -> None:
        """Read the file again: a program that ignores the lock may have changed it.

        Raises:
            CannotGoOn: It is no longer what was read.
        """
        if self._status is None:
            if os.path.lexists(self.path):
                raise self._changed()
            return
        try:
            path = self._files.resolve(self._link)
            data, status = read_file(self.path, self._files)
        except (OSError, ValueError) as error:
            raise cannot("write", self.path, explain(error)) from error
        if (path, data, _identity(status)) != (self.path, self.data, _identity(self._status)):
            raise self._changed()

    def _changed(self) -> CannotGoOn:
        reason = "it changed on disk meanwhile; nothing was written"
        return cannot("write", self.path, reason, "Run the command again.")


class HeldFolders:
    """Folders that are locked for one change, each once, and the files in them.

    Attributes:
        files: The file system.
    """

    def __init__(self, locks: ExitStack, wait_seconds: float, say: Say, files: Files) -> None:
        self.files = files
        self._locks = locks
        self._wait_seconds = wait_seconds
        self._say = say
        self._held: dict[str, int] = {}

    def open(self, path: str | os.PathLike[str]) -> HeldFile:
        """Return a file to be replaced, its folder locked and cleared of its leftovers.

        Raises:
            CannotGoOn: Another writer does not finish; or the file is missing, not a regular file,
                not permitted, read-only, over 64 MiB or has several names.
        """
        link = os.fspath(path)
        try:
            resolved = self.files.resolve(link)
        except (OSError, ValueError) as error:
            raise cannot("read", link, explain(error)) from error
        self.hold(resolved)
        return HeldFile(link, resolved, self, is_new=False)

    def open_inside(self, folder: str, name: str) -> HeldFile:
        """Return a file of a folder to be replaced; both may be missing and are made then.

        The folder above must be there.

        Raises:
            CannotGoOn: The folder is a link or not a folder, or as above.
        """
        path = os.path.join(folder, name)
        if os.path.islink(folder):
            raise cannot("write", folder, "it is a symbolic link", "Put a real folder there.")
        if os.path.lexists(folder) and not os.path.isdir(folder):
            raise cannot("write", folder, "it is not a folder", "Move it elsewhere.")
        if os.path.lexists(path):
            return self.open(path)
        real = os.path.join(os.path.realpath(folder), name)
        if os.path.isdir(folder):
            self.hold(real)
        return HeldFile(path, real, self, is_new=True)

    def hold(self, path: str) -> int:
        """Lock the folder of a file, remove leftovers of killed writers, return its descriptor."""
        folder = os.path.dirname(path)
        if folder not in self._held:
            lock = locked(
                folder,
                target=path,
                wait_seconds=self._wait_seconds,
                say=self._say,
                files=self.files,
            )
            self._held[folder] = self._locks.enter_context(lock)
        clear_leftovers(path, lambda leftover, _: self.files.remove(leftover), self.files)
        return self._held[folder]

    @contextmanager
    def ready(self, folder: str) -> Iterator[int]:
        """Yield the descriptor of a folder; one that is missing is made, and removed on error."""
        if folder in self._held:
            yield self._held[folder]
            return
        above = self.hold(folder)
        try:
            self.files.make_folder(folder)
        except OSError as error:
            raise cannot("create", folder, explain(error)) from error
        try:
            self.files.sync(above)
            yield self.hold(os.path.join(folder, ""))
        except BaseException as error:
            with suppress(OSError):
                self.files.remove_folder(folder)
            if isinstance(error, OSError):
                raise cannot("create", folder, explain(error)) from error
            raise


@contextmanager
def hold_folders(
    *, wait_seconds: float = LONGEST_WAIT, say: Say, files: Files = FILES
) -> Iterator[HeldFolders]:
    """Yield the folders of one change; their locks are given back at the end.

    Writers that lock several folders take that of the plan first, so none waits for the other.

    Args:
        wait_seconds: How long to wait for another writer.
        say: Called once with a sentence when there is something to wait for.
        files: The file system.
    """
    with ExitStack() as locks:
        yield HeldFolders(locks, wait_seconds, say, files)


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
    with hold_folders(wait_seconds=wait_seconds, say=say, files=files) as folders:
        yield folders.open(path)


def replace_files(changes: Iterable[tuple[HeldFile, bytes]]) -> None:
    """Replace the bytes of files, one by one in this order; return when all are on disk.

    All new bytes are on disk beside their files before the first is replaced: a full disk changes
    none of them. Where one fails after another was replaced, the hint says so.

    Raises:
        CannotGoOn: As `HeldFile.replace`.
    """
    changed: list[tuple[HeldFile, bytes]] = []
    for held, new in changes:
        if new == held.data and not held.is_new:
            held.make_last()
        else:
            changed.append((held, new))
    with signals_held_back(), ExitStack() as staged:
        moves = [staged.enter_context(held.stage(new)) for held, new in changed]
        for held, _ in changed:
            held.refuse_changed()
        try:
            for move in moves:
                move()
        except CannotGoOn as problem:
            raise _describe_rest(problem, changed) from problem


def _describe_rest(problem: CannotGoOn, changed: list[tuple[HeldFile, bytes]]) -> CannotGoOn:
    """Return a problem with what was replaced before it, where something is left to do."""
    done = [held.path for held, new in changed if held.data == new]
    if not done or len(done) == len(changed):
        return problem
    names = ", ".join(quote(path, 200) for path in done)
    written = f"{names} {be(len(done))} written already"
    return CannotGoOn(problem.message, f"{written}: run the command again to write the rest.")


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
    with hold_folders(say=say, files=files) as folders:
        folder = folders.hold(path)
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
