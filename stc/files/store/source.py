"""Sources of the files to check: the work tree, or the index of git."""

import os
from pathlib import Path
from typing import Protocol

from stc.files.store.read import cannot, list_names, read_bytes, read_unlinked
from stc.files.store.system import explain


class Source(Protocol):
    """Where files are read."""

    def read(self, path: Path) -> bytes:
        """Return the bytes of a file, or raise `CannotGoOn`."""

    def read_unlinked(self, path: Path) -> bytes:
        """Return the bytes of a file that is no symbolic link, or raise `CannotGoOn`."""

    def has(self, path: Path) -> bool:
        """Return whether there is a file."""

    def list_folder(self, folder: Path) -> list[Path]:
        """Return the files in a folder, sorted."""

    def list_names(self, folder: Path) -> list[str]:
        """Return the names in a folder, sorted; none where it does not exist."""


class WorkTree:
    """The files as they are on disk."""

    def read(self, path: Path) -> bytes:
        """Return the bytes of a file, or raise `CannotGoOn`."""
        return read_bytes(path)

    def read_unlinked(self, path: Path) -> bytes:
        """Return the bytes of a file that is no symbolic link, or raise `CannotGoOn`."""
        return read_unlinked(path)

    def has(self, path: Path) -> bool:
        """Return whether the name exists, even as a broken link."""
        return os.path.lexists(path)

    def list_folder(self, folder: Path) -> list[Path]:
        """Return the files in a folder, sorted."""
        try:
            return sorted(path for path in folder.iterdir() if path.is_file())
        except OSError as error:
            raise cannot("list", str(folder), explain(error)) from error

    def list_names(self, folder: Path) -> list[str]:
        """Return the names in a folder, sorted; none where it does not exist."""
        return list_names(folder)
