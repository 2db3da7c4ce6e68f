"""Files in the index of git, which are about to be committed."""

from collections.abc import Callable
from pathlib import Path

from stc.errors import CannotGoOn
from stc.history.git.cat_file import kind_of
from stc.history.git.checkout import Checkout, ask, explain_missing, open_checkout
from stc.history.git.former import read_file
from stc.history.git.objects import Objects
from stc.text.nearest import quote


class Index:
    """The files as they will be committed; they need not be in the work tree.

    Args:
        show: Formats a path for messages.
    """

    def __init__(self, show: Callable[[Path], str]) -> None:
        self._show = show

    def read(self, path: Path) -> bytes:
        """Return the bytes of a file, or raise `CannotGoOn`."""
        data = read_staged(path.absolute())
        if data is None:
            raise CannotGoOn(
                f"{self._show(path)} is not in the index of git.",
                "Run git add, or validate without --staged.",
            )
        return data

    def read_unlinked(self, path: Path) -> bytes:
        """Return the bytes of a file; a link in the index is refused in any case."""
        return self.read(path)

    def has(self, path: Path) -> bool:
        """Return whether there is a file."""
        return read_staged(path.absolute()) is not None

    def list_folder(self, folder: Path) -> list[Path]:
        """Return the files in a folder, sorted."""
        return [folder / name for name in list_staged(folder.absolute())]

    def list_names(self, folder: Path) -> list[str]:
        """Return the names in a folder, sorted; none where it does not exist."""
        return list_staged(folder.absolute())


def read_staged(path: Path) -> bytes | None:
    """Return the bytes of a file in the index; None if it is not there.

    Args:
        path: The absolute path of the file; it need not be in the work tree.

    Raises:
        CannotGoOn: There is no checkout, the file is in conflict or a link, or git fails.
    """
    checkout = open_checkout(path)
    listed = _list_entries(checkout, checkout.path)
    entry = next((entry for entry, named in listed if named == checkout.path), None)
    if entry is None:
        return None
    mode, blob, stage = entry.split(" ")
    if stage != "0":
        raise CannotGoOn(
            f"{quote(checkout.path)} is in conflict in the index of git.",
            "Resolve the conflict and run git add.",
        )
    if kind_of(mode) != "file":
        raise CannotGoOn(
            f"{quote(checkout.path)} is a {kind_of(mode)} in the index of git, and not a file.",
            "Let the plan be a file in a folder of the checkout.",
        )
    with Objects(checkout.folder) as objects:
        return read_file(checkout.folder, objects, blob, checkout.path)


def list_staged(folder: Path) -> list[str]:
    """Return the names of the files that the index has in a folder, sorted.

    Raises:
        CannotGoOn: There is no checkout, or git cannot show it.
    """
    # The folder is asked for by a name in it, as its own path has none at the root.
    checkout = open_checkout(folder / "-")
    above = checkout.path.removesuffix("-")
    names = {path.removeprefix(above) for _, path in _list_entries(checkout, above)}
    return sorted(name for name in names if "/" not in name)


def _list_entries(checkout: Checkout, path: str) -> list[tuple[str, str]]:
    """Return the mode, blob and stage, and the path, of what the index has at or below a path."""
    asked = ("ls-files", "-z", "--stage", "--full-name", "--", f":(top,literal){path}")
    answer = ask(checkout.folder, *asked)
    if answer.code != 0:
        raise explain_missing(checkout.folder, "the index")
    parts = (line.partition("\t") for line in answer.fields)
    return [(entry, listed) for entry, _, listed in parts]
