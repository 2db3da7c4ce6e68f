"""Where the files that `validate` judges are read: the work tree, or the index of git."""

import os
from pathlib import Path
from typing import Protocol

from stc.cli.context import show_path
from stc.errors import CannotGoOn
from stc.files.plan_path import find_past_plan, find_plan
from stc.files.store.read import cannot, read_bytes
from stc.files.store.system import explain


class Source(Protocol):
    """Where files are read."""

    def find_plan(self, start: Path, named: str | None, source: str) -> Path:
        """Return the path of the plan that is named, else of the one found from a folder."""

    def read(self, path: Path) -> bytes:
        """Return the bytes of a file, or raise `CannotGoOn`."""

    def has(self, path: Path) -> bool:
        """Return whether there is a file."""

    def list_folder(self, folder: Path) -> list[Path]:
        """Return the files in a folder, sorted."""


class WorkTree:
    """The files as they are on disk."""

    def find_plan(self, start: Path, named: str | None, source: str) -> Path:
        """Return the path of a plan that is there."""
        return find_plan(start, named, source)

    def read(self, path: Path) -> bytes:
        """Return the bytes of a file, or raise `CannotGoOn`."""
        return read_bytes(path)

    def has(self, path: Path) -> bool:
        """Return whether there is anything of this name, which may be a link that leads nowhere."""
        return os.path.lexists(path)

    def list_folder(self, folder: Path) -> list[Path]:
        """Return the files in a folder, sorted."""
        try:
            return sorted(path for path in folder.iterdir() if path.is_file())
        except OSError as error:
            raise cannot("list", str(folder), explain(error)) from error


class Index:
    """The files as they will be committed; the work tree need not have them."""

    def find_plan(self, start: Path, named: str | None, source: str) -> Path:
        """Return the path of a plan that may be gone from the work tree."""
        return find_past_plan(start, named, source)

    def read(self, path: Path) -> bytes:
        """Return the bytes of a file, or raise `CannotGoOn`."""
        from stc.history.git.index import read_staged

        data = read_staged(path.absolute())
        if data is None:
            raise CannotGoOn(
                f"{show_path(path)} is not in the index of git.",
                "git add it, or validate without --staged.",
            )
        return data

    def has(self, path: Path) -> bool:
        """Return whether there is a file."""
        from stc.history.git.index import read_staged

        return read_staged(path.absolute()) is not None

    def list_folder(self, folder: Path) -> list[Path]:
        """Return the files in a folder, sorted."""
        from stc.history.git.index import list_staged

        return [folder / name for name in list_staged(folder.absolute())]
