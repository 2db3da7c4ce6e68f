"""The plan of an import on disk: all of it or nothing."""

import os
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from stc.files.plan_path import PLAN
from stc.files.store.file import OverwritePolicy, write_file
from stc.files.store.lock import Say
from stc.files.store.read import cannot, read_bytes
from stc.files.store.replace import open_for_edit
from stc.files.store.system import explain
from stc.imports.import_plan import Import, Moves


class Written(NamedTuple):
    """What was written.

    Attributes:
        before: The bytes of the file before; None if it is new.
        after: The bytes of the file after the import, also of a dry run.
    """

    before: bytes | None
    after: bytes


def write_import(
    done: Import, out: Path, shown: str, now: datetime, moves: Moves, *, say: Say, dry_run: bool
) -> Written:
    """Write a new plan or add to an existing one; return when it is on disk.

    Raises:
        StcError: Nothing was written, for the reason it gives.
    """
    if os.path.lexists(out) and (dry_run or _has_bytes(out)):
        return _add(done, out, shown, now, moves, say=say, dry_run=dry_run)
    data = done.make(shown, now)
    if not dry_run:
        _make_folder(out)
        policy = OverwritePolicy(lambda _: False, lambda: False)
        write_file(str(out), data, policy, say=say)
    return Written(None, data)


def _make_folder(out: Path) -> None:
    """Make the folder of the default plan; any other missing folder is likely a typo."""
    if out == PLAN and not out.parent.exists():
        try:
            out.parent.mkdir()
        except OSError as error:
            raise cannot("write", str(out), explain(error)) from error


def _has_bytes(out: Path) -> bool:
    # An empty file has nothing to lose.
    return not out.is_file() or out.stat().st_size > 0


def _add(
    done: Import, out: Path, shown: str, now: datetime, moves: Moves, *, say: Say, dry_run: bool
) -> Written:
    if dry_run:
        before = read_bytes(out)
        return Written(before, done.merge(before, shown, now, moves))
    with open_for_edit(out, say=say) as held:
        before = held.data
        after = done.merge(before, shown, now, moves)
        held.replace(after)
    return Written(before, after)
