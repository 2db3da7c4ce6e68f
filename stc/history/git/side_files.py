"""The files beside a plan at a commit: those of the updates."""

from pathlib import PurePosixPath

from stc.errors import CannotGoOn
from stc.files.plan_path import is_voice, updates_beside
from stc.history.git.checkout import Checkout, explain_missing
from stc.history.git.objects import Objects
from stc.text.nearest import quote


def read_updates(checkout: Checkout, objects: Objects, commit: str) -> list[tuple[str, bytes]]:
    """Return the path and the bytes of every voice beside a plan at a commit, sorted.

    Raises:
        CannotGoOn: One is not a file, or git cannot read it.
    """
    folder = str(updates_beside(PurePosixPath(checkout.path)))
    entries = objects.list_folder(commit, folder)
    files = {f"{folder}/{name}": entry for name, entry in entries.items() if is_voice(name)}
    for path, entry in files.items():
        if entry.kind != "file":
            raise CannotGoOn(
                f"{quote(path)} is a {entry.kind} at {commit[:9]}, and not a file.",
                "Let the updates of a department be a file in the folder updates.",
            )
    read = objects.read_all([entry.id for entry in files.values()])
    for path, held in zip(files, read, strict=True):
        if held is None:
            raise explain_missing(checkout.folder, quote(path))
    return [(path, held.data) for path, held in zip(files, read, strict=True) if held]
