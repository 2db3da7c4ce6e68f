"""Checks that a folder may be written without losing anything else."""

import os
import stat
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from stc.errors import CannotGoOn
from stc.files.store.read import cannot
from stc.files.store.system import explain
from stc.text.nearest import quote

ProtectedPath = tuple[str, Path]
"""A path that must not be in the folder, with its name for messages."""

_ELSEWHERE: Final = "Choose another folder."


def find_place(out: Path, protected: Iterable[ProtectedPath]) -> Path:
    """Return the path of the folder to write, behind any symbolic link.

    Raises:
        CannotGoOn: It is not a folder, must not be replaced, or may not be written.
    """
    try:
        place = _follow(out)
        _refuse_protected(out, place, protected)
        _refuse_unwritable(out, place)
    except (OSError, ValueError) as error:
        raise cannot("write", str(out), explain(error), _ELSEWHERE) from error
    return place


def _follow(out: Path) -> Path:
    if os.path.lexists(out):
        try:
            is_folder = stat.S_ISDIR(out.stat().st_mode)
        except FileNotFoundError:
            raise _refuse(out, "it is a broken link", "Remove the link.") from None
        if not is_folder:
            raise _refuse(out, "it is not a folder")
    place = Path(os.path.realpath(out))
    if not os.path.lexists(place.parent):
        raise _refuse(out, "its parent folder does not exist", "Create the parent folder first.")
    if not place.parent.is_dir():
        raise _refuse(out, "its parent is not a folder")
    return place


def _refuse_protected(out: Path, place: Path, protected: Iterable[ProtectedPath]) -> None:
    if place.parent == place:
        raise _refuse(out, "it is the root folder")
    for what, path in protected:
        found = Path(os.path.realpath(path))
        if found == place:
            raise _refuse(out, f"it is {what}")
        if place in found.parents:
            raise _refuse(out, f"{what} is in it")
    if ".git" in place.parts:
        raise _refuse(out, "it belongs to git")
    if place.is_mount():
        raise _refuse(out, "something is mounted on it", "Choose a folder inside it.")


def _refuse_unwritable(out: Path, place: Path) -> None:
    if not os.access(place.parent, os.W_OK | os.X_OK):
        raise _refuse(out, "you may not create anything in its parent folder")
    if place.exists() and not os.access(place, os.R_OK | os.W_OK | os.X_OK):
        raise _refuse(out, "you are not permitted to")


def _refuse(out: Path, reason: str, hint: str = _ELSEWHERE) -> CannotGoOn:
    return CannotGoOn(f"Cannot write {quote(str(out), 200)}: {reason}.", hint)
