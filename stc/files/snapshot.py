"""Snapshots of validated plans: with one, a read of an unchanged plan needs no parser.

A snapshot is JSON and lines of text, so that reading it can execute nothing. It lives in a folder
of the user's own, never in the repository, in a file named by a hash of all that the answer depends
on: the plan's bytes, the schema, the layout and the program's version. Its first line is a hash of
the rest, and every value in it is checked. Whatever is wrong with it, there is no snapshot: the
plan is read.
"""

import gc
import hashlib
import os
import re
import stat
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import NamedTuple

from stc import __version__
from stc.files.plan_recall import describe_layout, read_plan
from stc.plan.model import Plan

MOST = 16
LARGEST = 128 * 2**20
_SUFFIX = ".json"
_ROOT = Path(__file__).parents[1]
_SCHEMA = _ROOT / "schema" / "plan.schema.json"
_JUDGES = ("files", "plan", "rules", "text", "yaml")
_OURS = re.compile(r"[0-9a-f]{64}\.json(\.[0-9]+)?")
_BAD = (OSError, ValueError, TypeError, LookupError, AttributeError, RecursionError, MemoryError)


class Snapshot(NamedTuple):
    """A plan that was found sound, and the day it was judged on."""

    plan: Plan
    judged: date


def find_key(data: bytes) -> str:
    """Gives the name of the snapshot of a plan with these bytes."""
    known = "\n".join((__version__, describe_layout(), _describe_program())).encode()
    digest = hashlib.sha256(_SCHEMA.read_bytes())
    for part in (known, data):
        digest.update(len(part).to_bytes(8, "big"))
        digest.update(part)
    return digest.hexdigest()


def _describe_program() -> str:
    """Gives size and time of each file of the program that a verdict depends on.

    The version does not change with every change of a checkout that somebody works on.
    """
    found = []
    for room in _JUDGES:
        for folder, _, names in os.walk(_ROOT / room):
            for name in names:
                if name.endswith(".py"):
                    status = os.stat(os.path.join(folder, name))  # noqa: PTH116, PTH118
                    found.append(f"{room}/{name}:{status.st_size}:{status.st_mtime_ns}")
    return "\n".join(sorted(found))


def read_snapshot(folder: Path, key: str, shown: str) -> Snapshot | None:
    """Gives the snapshot of this key, or None where there is none that can be trusted.

    Args:
        folder: Where snapshots are kept; it and the file must be the user's own, and closed to all
            others.
        key: As `find_key` gives it.
        shown: How the file of the plan is called.
    """
    was_collecting = gc.isenabled()
    # What is built here is kept: looking for garbage in it again and again is lost time.
    gc.disable()
    try:
        data = _read_own(folder, key + _SUFFIX)
        return _parse(data, key, shown) if data is not None else None
    except _BAD:
        return None
    finally:
        if was_collecting:
            gc.enable()


def write_snapshot(folder: Path, key: str, snapshot: Snapshot) -> None:
    """Keeps a snapshot, and takes away the oldest beyond `MOST`; silent where it cannot."""
    try:
        parts = _spell(snapshot)
        if sum(map(len, parts)) < LARGEST - len(key):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            opened = _open_own_folder(folder)
            try:
                _replace(opened, key + _SUFFIX, (f"{_seal(key, *parts)}\n".encode(), *parts))
                _drop_oldest(opened)
            finally:
                os.close(opened)
    except _BAD:
        return


def _spell(snapshot: Snapshot) -> tuple[bytes, bytes]:
    """Gives the two parts of what is kept: a line of JSON, and lines of text."""
    import json

    from stc.files.plan_record import record_plan

    record = record_plan(snapshot.plan)
    # In ASCII, where texts are read twice as quickly.
    line = json.dumps([snapshot.judged.isoformat(), record.values], separators=(",", ":"))
    return f"{line}\n".encode(), record.actions.encode()


def _parse(data: bytes, key: str, shown: str) -> Snapshot | None:
    import json

    end = data.index(b"\n") + 1
    # Not copied: it may be large, and new memory costs more than what is done with it here.
    body = memoryview(data)[end:]
    if data[: end - 1] != _seal(key, body).encode():
        return None
    split = data.index(b"\n", end) - end
    judged, values = json.loads(str(body[:split], "ascii"))
    actions = str(body[split + 1 :], "utf-8")
    return Snapshot(read_plan(values, actions, shown), date.fromisoformat(judged))


def _seal(key: str, *parts: bytes | memoryview) -> str:
    digest = hashlib.sha256(key.encode())
    for part in parts:
        digest.update(part)
    return digest.hexdigest()


def _read_own(folder: Path, name: str) -> bytes | None:
    """Gives the bytes of a file that is the user's alone."""
    opened = _open_own_folder(folder)
    try:
        flags = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
        file = os.open(name, flags, dir_fd=opened)
        try:
            status = os.fstat(file)
            if not stat.S_ISREG(status.st_mode) or not _is_own(status):
                return None
            if status.st_nlink != 1 or status.st_size > LARGEST:
                return None
            with os.fdopen(file, "rb", closefd=False) as stream:
                return stream.read(LARGEST)
        finally:
            os.close(file)
    finally:
        os.close(opened)


def _open_own_folder(folder: Path) -> int:
    """Opens a folder that is the user's alone.

    Raises:
        OSError: It is not, or it is a link.
    """
    opened = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC)
    if not _is_own(os.fstat(opened)):
        os.close(opened)
        raise PermissionError(folder)
    return opened


def _is_own(status: os.stat_result) -> bool:
    return status.st_uid == os.geteuid() and not stat.S_IMODE(status.st_mode) & 0o077


def _replace(folder: int, name: str, parts: tuple[bytes, ...]) -> None:
    """Puts a file in place in one step; a crash may leave a file that is never read."""
    fresh = f"{name}.{os.getpid()}"
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
    with suppress(FileNotFoundError):
        os.unlink(fresh, dir_fd=folder)
    try:
        with os.fdopen(os.open(fresh, flags, 0o600, dir_fd=folder), "wb") as stream:
            stream.writelines(parts)
        os.replace(fresh, name, src_dir_fd=folder, dst_dir_fd=folder)
    except OSError:
        with suppress(OSError):
            os.unlink(fresh, dir_fd=folder)
        raise


def _drop_oldest(folder: int) -> None:
    ages = []
    for name in filter(_OURS.fullmatch, os.listdir(folder)):
        with suppress(OSError):
            ages.append((os.stat(name, dir_fd=folder, follow_symlinks=False).st_mtime_ns, name))
    for _, name in sorted(ages)[:-MOST]:
        with suppress(OSError):
            os.unlink(name, dir_fd=folder)
