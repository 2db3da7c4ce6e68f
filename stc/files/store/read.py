"""Reading of a file that is not edited."""

import os
import stat
from contextlib import suppress
from typing import Final

from stc.errors import CannotGoOn
from stc.files.store.system import FILES, Files, explain
from stc.text.nearest import quote
from stc.yaml.document import LARGEST_FILE

_CHUNK: Final = 1024 * 1024
_KINDS: Final = (
    (stat.S_ISDIR, "it is a folder"),
    (stat.S_ISFIFO, "it is a pipe, not a file"),
    (stat.S_ISSOCK, "it is a socket, not a file"),
    (stat.S_ISCHR, "it is a device, not a file"),
    (stat.S_ISBLK, "it is a device, not a file"),
)


def read_bytes(path: str | os.PathLike[str], *, files: Files = FILES) -> bytes:
    """Return the bytes of a regular file.

    Raises:
        CannotGoOn: It is missing, not a regular file, not permitted, or over 64 MiB.
    """
    return read_file(os.fspath(path), files)[0]


def read_file(path: str, files: Files) -> tuple[bytes, os.stat_result]:
    """Return the bytes and the status of a regular file.

    Raises:
        CannotGoOn: It is missing, not a regular file, not permitted, or over 64 MiB.
    """
    try:
        descriptor = files.open_file(path)
        try:
            status = files.status(descriptor)
            _refuse_odd_kinds(path, status)
            _refuse_large(path, status.st_size)
            return _read_all(path, descriptor, files, status.st_size), status
        finally:
            with suppress(OSError):
                files.close(descriptor)
    except (OSError, ValueError) as error:
        raise cannot("read", path, explain(error)) from error


def read_unlinked(path: str | os.PathLike[str], *, files: Files = FILES) -> bytes:
    """Return the bytes of a regular file that is no symbolic link, as git has none.

    Raises:
        CannotGoOn: It is a link, or for the reasons of `read_bytes`.
    """
    _refuse_link("read", os.fspath(path))
    return read_bytes(path, files=files)


def _refuse_link(action: str, path: str) -> None:
    if os.path.islink(path):
        raise cannot(action, path, "it is a symbolic link", "Put a real file or folder there.")


def list_names(folder: str | os.PathLike[str], *, files: Files = FILES) -> list[str]:
    """Return the names in a folder, sorted; none where it does not exist.

    Raises:
        CannotGoOn: It is a symbolic link, not a folder, or not permitted.
    """
    _refuse_link("list", os.fspath(folder))
    try:
        return sorted(files.list_folder(os.fspath(folder)))
    except FileNotFoundError:
        return []
    except (OSError, ValueError) as error:
        raise cannot("list", os.fspath(folder), explain(error)) from error


def cannot(action: str, path: str, reason: str, hint: str = "") -> CannotGoOn:
    """Return the error that a file cannot be read or written."""
    return CannotGoOn(f"Cannot {action} {quote(path, 200)}: {reason}.", hint)


def _refuse_odd_kinds(path: str, status: os.stat_result) -> None:
    if stat.S_ISREG(status.st_mode):
        return
    reasons = [reason for is_kind, reason in _KINDS if is_kind(status.st_mode)]
    raise cannot("read", path, reasons[0] if reasons else "it is not a regular file")


def _refuse_large(path: str, size: int) -> None:
    if size > LARGEST_FILE:
        raise cannot("read", path, f"it is larger than {LARGEST_FILE // 2**20} MiB")


def _read_all(path: str, descriptor: int, files: Files, expected: int) -> bytes:
    chunks, size = [], 0
    # In one read if possible: allocating memory piece by piece costs more than copying.
    while chunk := files.read(descriptor, max(_CHUNK, expected + 1 - size)):
        chunks.append(chunk)
        size += len(chunk)
        _refuse_large(path, size)
    return b"".join(chunks)
