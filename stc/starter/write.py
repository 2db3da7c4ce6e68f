"""The files of a new plan on disk: all of them or none, and nothing is replaced."""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from stc.errors import CannotGoOn
from stc.files.store.lock import Say, ended_cleanly, signals_held_back
from stc.files.store.read import cannot
from stc.files.store.replace import create_file
from stc.files.store.system import explain
from stc.text.lists import format_some
from stc.text.nearest import quote

_ELSEWHERE: Final = "Name another folder."


def write_new_files(folder: Path, shown: str, files: Mapping[str, bytes], *, say: Say) -> None:
    """Write files below a folder, which is made where it does not exist.

    Args:
        folder: The folder.
        shown: How its path is shown.
        files: The bytes of each file by its path with `/`.
        say: Called with a sentence when there is another writer to wait for.

    Raises:
        CannotGoOn: Something is in the way or cannot be written, and all is as it was.
    """
    with ended_cleanly(), _explained(shown):
        _refuse_occupied(folder, shown, files)
        made: list[Path] = []
        try:
            _make_folder(folder, made)
            for name, data in files.items():
                path = folder / name
                for parent in reversed(path.relative_to(folder).parents[:-1]):
                    _make_folder(folder / parent, made)
                with signals_held_back():
                    if not create_file(str(path.absolute()), data, shown=str(path), say=say):
                        raise _refuse(shown, [name])
                    made.append(path)
        except BaseException:
            with signals_held_back():
                _remove(made)
            raise


@contextmanager
def _explained(shown: str) -> Iterator[None]:
    try:
        yield
    except (OSError, ValueError) as error:
        raise cannot("write", shown, explain(error), _ELSEWHERE) from error


def _refuse_occupied(folder: Path, shown: str, files: Mapping[str, bytes]) -> None:
    if os.path.lexists(folder) and not folder.is_dir():
        raise cannot("write", shown, "it is not a folder", _ELSEWHERE)
    occupied = [name for name in files if os.path.lexists(folder / name)]
    # A link would lead out of the folder.
    parents = {parent.as_posix() for name in files for parent in Path(name).parents if parent.parts}
    occupied += [
        name
        for name in sorted(parents)
        if os.path.lexists(folder / name)
        and ((folder / name).is_symlink() or not (folder / name).is_dir())
    ]
    if occupied:
        raise _refuse(shown, occupied)


def _refuse(shown: str, occupied: list[str]) -> CannotGoOn:
    names = format_some([quote(name) for name in occupied], len(occupied))
    verb = "exists" if len(occupied) == 1 else "exist"
    where = "here" if shown == "." else f"in {quote(shown, 200)}"
    return CannotGoOn(f"{names} already {verb} {where}; nothing was written.", _ELSEWHERE)


def _make_folder(folder: Path, made: list[Path]) -> None:
    if folder.is_dir():
        return
    with signals_held_back():
        folder.mkdir()
        made.append(folder)


def _remove(made: list[Path]) -> None:
    for path in reversed(made):
        with suppress(OSError):
            path.rmdir() if path.is_dir() else path.unlink()
