"""Writing of an export file, whole or not at all, without losing a foreign file."""

import os
import stat
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from typing import Final, Literal, NamedTuple

from stc.errors import CannotGoOn
from stc.files.store.place import ProtectedPath
from stc.files.store.read import cannot, read_bytes
from stc.files.store.replace import create_file, make_last, open_for_edit
from stc.files.store.system import FILES, Files, explain
from stc.text.nearest import quote

Written = Literal["created", "replaced", "same"]
_STDOUT: Final = "Leave -o out to write to standard output."


class OverwritePolicy(NamedTuple):
    """Rules for replacing a file that already exists.

    Attributes:
        is_ours: Returns whether the bytes are an export that stc made.
        permit: Returns whether a foreign file may be replaced; called only if there is one.
        protected: Paths that are never replaced, each with its name for messages.
    """

    is_ours: Callable[[bytes], bool]
    permit: Callable[[], bool]
    protected: Iterable[ProtectedPath] = ()


def write_file(
    out: str,
    data: bytes,
    policy: OverwritePolicy,
    *,
    say: Callable[[str], None],
    files: Files = FILES,
) -> Written:
    """Write a file, whole or not at all, and return when it is on disk.

    A symbolic link is followed and kept; mode and owner are kept. A file that already holds these
    bytes is not touched.

    Args:
        out: The path, as it was given.
        data: The bytes to write.
        policy: What may be replaced.
        say: Called with a sentence when there is another writer to wait for.
        files: The file system.

    Raises:
        CannotGoOn: It failed or is not permitted; what was there is unchanged.
    """
    try:
        path = _find_target(out, policy.protected)
        if not os.path.lexists(path) and create_file(path, data, shown=out, say=say, files=files):
            return "created"
    except (OSError, ValueError) as error:
        raise cannot("write", out, explain(error)) from error
    return _replace(out, path, data, policy, say, files)


def _find_target(out: str, protected: Iterable[ProtectedPath]) -> str:
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
    _refuse_protected(out, path, protected)
    return str(path)


def _refuse_protected(out: str, path: Path, protected: Iterable[ProtectedPath]) -> None:
    if any(part.casefold() == ".git" for part in path.parts):
        raise cannot("write", out, "it belongs to git", "Name a file elsewhere.")
    for what, other in protected:
        is_it = os.path.realpath(other) == str(path)
        # Another name of the same file, also where upper and lower case are the same.
        with suppress(OSError):
            is_it = is_it or path.samefile(other)
        if is_it:
            raise cannot("write", out, f"it is {what}", "Name another file.")


def _replace(
    out: str,
    path: str,
    data: bytes,
    policy: OverwritePolicy,
    say: Callable[[str], None],
    files: Files,
) -> Written:
    old = read_bytes(path, files=files)
    if old == data:
        make_last(path, files=files)
        return "same"
    # An empty file has nothing to lose. The user is not asked while other writers wait.
    if old and not policy.is_ours(old) and not policy.permit():
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
