"""Writing of a folder of published files: built beside its place, then swapped in.

Until the swap the old folder is untouched. The next run clears what a killed run left behind: a
folder beside the place, recognized by its name and its manifest. The files are not synced one by
one, since they can be made again at any time. What stc did not write is moved from the old folder
to the new one; no link is followed.
"""

import errno
import os
import shutil
import stat
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager, suppress
from pathlib import Path
from typing import Final, NamedTuple

from stc.errors import CannotGoOn
from stc.files.store.lock import (
    LONGEST_WAIT,
    clear_leftovers,
    ended_cleanly,
    locked,
    name_temporary,
    signals_held_back,
)
from stc.files.store.manifest import (
    Names,
    digest,
    find_clashes,
    find_foreign_files,
    list_foreign,
    read_listed,
    read_manifest,
    write_manifest,
)
from stc.files.store.place import ProtectedPath, find_place
from stc.files.store.read import cannot
from stc.files.store.system import explain
from stc.text.nearest import quote

_NAMED: Final = 3
_NEW: Final = "new"
_OLD: Final = "old"


class Written(NamedTuple):
    """What was written.

    Attributes:
        path: The folder, behind any symbolic link.
        names: The names of the files, without the one that lists them.
        size: The number of bytes.
    """

    path: Path
    names: tuple[str, ...]
    size: int


def write_folder(
    out: Path,
    files: Iterable[tuple[str, bytes]],
    marker: str,
    force: bool = False,
    protected: Iterable[ProtectedPath] = (),
) -> Written:
    """Write files into a folder, all or none, replacing what stc wrote there before.

    What stc did not write stays where it is.

    Args:
        out: The folder: absent, written by stc, or without anything but files of a host; or a link
            to one, which is kept.
        files: The relative name of each file, with `/`, and its bytes.
        marker: The name of the file that lists them.
        force: Also replace our files that were changed since; foreign files never are.
        protected: Paths that must not be in the folder.

    Raises:
        CannotGoOn: It failed; the folder is unchanged.
    """
    place = find_place(out, tuple(protected))
    fresh = Path(name_temporary(str(place), _NEW))
    with ended_cleanly(), ExitStack() as held:
        with _explained(out), _locked_beside(out, place):
            clear_leftovers(str(place), lambda path, kind: _clear(Path(path), kind, place, marker))
            _find_foreign(out, place, marker, force)
            fresh.mkdir(0o700)
            # While it is locked, other runs do not take it for a leftover.
            held.enter_context(locked(fresh))
        try:
            written = _fill(out, fresh, files, marker)
            with _explained(out), _locked_beside(out, place), signals_held_back():
                # Check again: another program may have put a file there meanwhile.
                foreign = _find_foreign(out, place, marker, force, written.names)
                _swap(fresh, place, marker, foreign)
        except BaseException:
            with signals_held_back():
                _remove(fresh, marker)
            raise
    return written._replace(path=place)


def _fill(out: Path, fresh: Path, files: Iterable[tuple[str, bytes]], marker: str) -> Written:
    names, digests, size = Names(marker), dict[str, str](), 0
    with _explained(out):
        (fresh / marker).write_bytes(write_manifest({}))
    for name, data in files:
        names.take(name)
        path = fresh / name
        with _explained(out):
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("xb") as file:
                file.write(data)
        digests[name] = digest(data)
        size += len(data)
    with _explained(out):
        # There is always a manifest: after an interruption stc recognizes the folder as its own.
        part = fresh / f"{marker}.part"
        part.write_bytes(write_manifest(digests))
        part.rename(fresh / marker)
    return Written(fresh, tuple(digests), size)


def _swap(fresh: Path, place: Path, marker: str, foreign: Iterable[str]) -> None:
    fresh.chmod(_find_mode(fresh, place))
    if not place.exists() or not any(place.iterdir()):
        fresh.rename(place)
        return
    with _recognizable(place, marker):
        old = Path(name_temporary(str(place), _OLD))
        place.rename(old)
        try:
            fresh.rename(place)
            try:
                _carry_over(old, place, foreign)
            except OSError:
                place.rename(fresh)
                raise
        except OSError:
            with suppress(OSError):
                old.rename(place)
            raise
    _remove(old, marker)


@contextmanager
def _recognizable(place: Path, marker: str) -> Iterator[None]:
    """Give a folder of foreign files a manifest until it is swapped, for the run after a kill."""
    if os.path.lexists(place / marker):
        yield
        return
    try:
        (place / marker).write_bytes(write_manifest({}))
        yield
    except OSError:
        with suppress(OSError):
            (place / marker).unlink()
        raise


def _carry_over(old: Path, new: Path, foreign: Iterable[str]) -> None:
    """Move what stc did not write from the old folder into the new one, all or nothing."""
    moved: list[str] = []
    try:
        for name in foreign:
            (new / name).parent.mkdir(parents=True, exist_ok=True)
            (old / name).rename(new / name)
            moved.append(name)
    except OSError:
        for name in moved:
            (new / name).rename(old / name)
        raise


def _find_mode(fresh: Path, place: Path) -> int:
    """Return the mode of the folder that was there, else that of any new folder."""
    if place.exists():
        return stat.S_IMODE(place.stat().st_mode)
    mask = os.umask(0o077)
    os.umask(mask)
    return (0o777 & ~mask) | (fresh.stat().st_mode & stat.S_ISGID)


def _find_foreign(
    out: Path, place: Path, marker: str, force: bool, names: Iterable[str] | None = None
) -> tuple[str, ...]:
    """Return what is in the folder and stc did not write.

    Args:
        out: The folder as it was named.
        place: The folder.
        marker: The name of its manifest.
        force: Files of ours may have been changed.
        names: What is about to be written; what was written before where that is not known yet.

    Raises:
        CannotGoOn: It is in the way, or a file of ours was changed.
    """
    if not place.exists() or not any(place.iterdir()):
        return ()
    shown = quote(str(out), 200)
    listed = read_listed(shown, place, marker)
    names = listed if names is None else names
    found = find_foreign_files(place, marker, listed, names)
    if clashes := find_clashes(found.foreign, names):
        raise CannotGoOn(
            f"Cannot write {shown}: {_name(clashes)} in it is in the way, and stc did not write"
            " it.",
            "Move it away, or choose another folder. stc never removes what it did not write.",
        )
    if found.changed and not force:
        raise CannotGoOn(
            f"Cannot write {shown}: {_name(found.changed)} was changed since stc wrote it.",
            "Move it away, choose another folder, or replace it with --force.",
        )
    return found.foreign


def _name(found: tuple[str, ...]) -> str:
    rest = len(found) - _NAMED
    named = ", ".join(quote(name, 200) for name in found[:_NAMED])
    return f"{named} and {rest:,} more" if rest > 0 else named


def _clear(leftover: Path, kind: str, place: Path, marker: str) -> None:
    """Remove what a killed run left; restore what it had not yet put back."""
    if kind not in (_NEW, _OLD):
        return
    # One that another run holds is no leftover.
    with locked(leftover, wait_seconds=0):
        if not _is_ours(leftover, marker):
            return
        if kind == _OLD and not os.path.lexists(place):
            leftover.rename(place)
            return
        if kind == _OLD:
            _rescue(leftover, place, marker)
        _remove(leftover, marker)


def _rescue(leftover: Path, place: Path, marker: str) -> None:
    """Move what stc did not write out of the old folder of a run that was killed before it did.

    Raises:
        OSError: Something else is in its place now, or a link on the way.
    """
    foreign = list_foreign(leftover, marker, read_manifest(leftover, marker) or ())
    for name in foreign:
        beside = (place / name).parent
        if os.path.lexists(place / name) or os.path.realpath(beside) != str(beside):
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), name)
    _carry_over(leftover, place, foreign)


def _is_ours(leftover: Path, marker: str) -> bool:
    """Return whether stc made a leftover: it has a manifest, or is still empty."""
    began = {path.name for path in leftover.iterdir()} <= {marker}
    return began or read_manifest(leftover, marker) is not None


def _remove(folder: Path, marker: str) -> None:
    """Remove a folder that stc made, its manifest last, so that the next run can finish."""
    with suppress(OSError):
        for path in sorted(folder.iterdir()):
            if path.is_dir() and not path.is_symlink():
                shutil.rmtree(path)
            elif path.name != marker:
                path.unlink()
        (folder / marker).unlink(missing_ok=True)
        folder.rmdir()


def _locked_beside(out: Path, place: Path) -> AbstractContextManager[int]:
    return locked(place.parent, target=str(out), wait_seconds=LONGEST_WAIT)


@contextmanager
def _explained(out: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise cannot("write", str(out), explain(error)) from error
