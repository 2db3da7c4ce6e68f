"""The snapshot of the plan: where the user keeps it, and when it answers in the plan's place."""

import os
import sys
from pathlib import Path
from typing import NamedTuple

from stc.files.names import Names, list_names, load_names
from stc.files.snapshot import Snapshot, find_key, read_snapshot, write_snapshot

NO_CACHE_VARIABLE = "STC_NO_CACHE"


class Shelf(NamedTuple):
    """Where the snapshot of a plan is, or would be: the folder, and its key."""

    folder: Path
    key: str

    def recall(self, shown: str) -> Snapshot | None:
        """Gives the snapshot, or None where there is none to be trusted."""
        return read_snapshot(self.folder, self.key, shown)

    def keep(self, snapshot: Snapshot) -> None:
        """Keeps a snapshot for the next command."""
        write_snapshot(self.folder, self.key, snapshot)


def find_shelf(plan: Path, data: bytes) -> Shelf | None:
    """Gives where the snapshot of a plan with these bytes is, or None where none is wanted."""
    folder = _find_folder()
    if folder is None or os.environ.get(NO_CACHE_VARIABLE):
        return None
    root = next((one for one in plan.parents if (one / ".git").exists()), plan.parent)
    if folder.is_relative_to(root):
        # Nothing is ever written among the files of the plan.
        return None
    try:
        return Shelf(folder, find_key(data))
    except OSError:
        return None


def recall_names(plan: Path, data: bytes) -> Names:
    """Gives the names in a plan with these bytes: from its snapshot, else read tolerantly."""
    shelf = find_shelf(plan.resolve(), data)
    snapshot = shelf.recall(str(plan)) if shelf else None
    return load_names(data) if snapshot is None else list_names(snapshot.plan)


def _find_folder() -> Path | None:
    """Gives the folder for what can be made anew (XDG Base Directory Specification)."""
    named = os.environ.get("XDG_CACHE_HOME", "")
    home = os.path.expanduser("~")  # noqa: PTH111
    caches = Path(home, "Library", "Caches") if sys.platform == "darwin" else Path(home, ".cache")
    folder = Path(named) if named else caches
    if not folder.is_absolute():
        return None
    return Path(os.path.realpath(folder)) / "stc"
