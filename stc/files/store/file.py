"""The file an export is written to: whole or not at all, and nobody else's file is lost by it."""

import os
import stat
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from typing import Final, Literal, NamedTuple

from stc.errors import CannotGoOn
from stc.files.store.place import Kept
from stc.files.store.read import cannot, read_bytes
from stc.files.store.replace import create_file, make_last, open_for_edit
from stc.files.store.system import FILES, Files, explain
from stc.text.nearest import quote

Written = Literal["created", "replaced", "same"]
_STDOUT: Final = "Leave -o out to write to standard output."


class Guard(NamedTuple):
    """What stands between an export and a file that is there already.

    Attributes:
        is_ours: Says whether bytes are such a file of stc's.
        permit: Says whether another's file may be replaced; asked only where it matters.
        kept: What is never replaced, and what it is called in a sentence.
    """

    is_ours: Callable[[bytes], bool]
    permit: Callable[[], bool]
    kept: Iterable[Kept] = ()


def write_file(
    out: str, data: bytes, guard: Guard, *, say: Callable[[str], None], files: Files = FILES
) -> Written:
    """Write a file, all of it or nothing; returns when it is on disk.

    A symbolic link is followed and stays; mode and owner are kept. A file that holds these bytes
    already is left alone.

    Args:
        out: The path, as it was given.
        data: What is to be in it.
        guard: What may be replaced.
        say: Called with a sentence when there is another writer to wait for.
        files: The file system.

    Raises:
        CannotGoOn: It could not be done or is not permitted, and what was there is as it was.
    """
    try:
        path = _find_target(out, guard.kept)
        if not os.path.lexists(path) and create_file(path, data, shown=out, say=say, files=files):
            return "created"
    except (OSError, ValueError) as error:
        raise cannot("write", out, explain(error)) from error
    return _replace(out, path, data, guard, say, files)


def _find_target(out: str, kept: Iterable[Kept]) -> str:
    """Return the path of the file, behind any symbolic link."""
    try:
        mode = Path(out).stat().st_mode
    except FileNotFoundError:
        mode = stat.S_IFREG
    if stat.S_ISDIR(mode) or out.endswith(os.sep):
        raise cannot("write", out, "it is a folder", "Name a file in it.")
    if not stat.S_ISREG(mode):
        raise cannot("write", out, "it is a device or a pipe, not a file", _STDOUT)
    path = Path(os.path.realpath(out))
    if not path.parent.is_dir():
        raise cannot("write", out, "its folder does not exist", "Create it with mkdir -p.")
    _refuse_kept(out, path, kept)
    return str(path)


def _refuse_kept(out: str, path: Path, kept: Iterable[Kept]) -> None:
    if any(part.casefold() == ".git" for part in path.parts):
        raise cannot("write", out, "it belongs to git", "Name a file elsewhere.")
    for what, other in kept:
        is_it = os.path.realpath(other) == str(path)
        # Another name of the same file, also where upper and lower case are the same.
        with suppress(OSError):
            is_it = is_it or path.samefile(other)
        if is_it:
            raise cannot("write", out, f"it is {what}", "Name another file.")


def _replace(
    out: str, path: str, data: bytes, guard: Guard, say: Callable[[str], None], files: Files
) -> Written:
    old = read_bytes(path, files=files)
    if old == data:
        make_last(path, files=files)
        return "same"
    # An empty file has nothing to lose. Nobody is asked while other writers have to wait.
    if old and not guard.is_ours(old) and not guard.permit():
        raise CannotGoOn(
            f"{quote(out, 200)} already exists, and stc did not make it. Nothing was written.",
            "Name another file, or replace it with --force.",
        )
    with open_for_edit(out, say=say, files=files) as held:
        if (held.path, held.data) != (path, old):
            reason = "it changed on disk meanwhile; nothing was written"
            raise cannot("write", out, reason, "Run the command again.")
        held.replace(data)
    return "replaced"
