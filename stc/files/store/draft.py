"""Texts that a person is at work on, in a private folder outside of the plan's."""

import os
import stat
from contextlib import suppress
from pathlib import Path
from typing import Final

from stc.errors import CannotGoOn
from stc.files.store.read import cannot, read_bytes
from stc.files.store.system import explain

_PRIVATE: Final = 0o700


def open_private_folder(path: Path) -> Path:
    """Return a folder that only its owner can look into; it is made where it is missing.

    Raises:
        CannotGoOn: Somebody else could read or change what is in it.
    """
    try:
        with suppress(FileExistsError):
            path.mkdir(_PRIVATE)
        status = path.lstat()
    except OSError as error:
        raise cannot("write", str(path), explain(error)) from error
    is_ours = stat.S_ISDIR(status.st_mode) and status.st_uid == os.geteuid()
    if not is_ours or stat.S_IMODE(status.st_mode) & ~_PRIVATE:
        raise cannot("write", str(path), "it is not a folder of your own", "Set TMPDIR to one.")
    return path


def read_kept(path: Path) -> bytes | None:
    """Return the bytes of a text that is kept, or None where there is none.

    Raises:
        CannotGoOn: It cannot be read.
    """
    return read_bytes(path) if os.path.lexists(path) else None


def keep_text(path: Path, text: str) -> None:
    """Write a text of which there is the old or the new one at any moment.

    Raises:
        CannotGoOn: It cannot be written.
    """
    made = path.with_name(f".{path.name}.new")
    try:
        made.unlink(missing_ok=True)
        descriptor = os.open(made, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(text.encode())
        made.replace(path)
    except OSError as error:
        raise cannot("write", str(path), explain(error)) from error


def drop_text(path: Path) -> None:
    """Remove a text that nobody needs any more."""
    with suppress(OSError, CannotGoOn):
        path.unlink(missing_ok=True)
