"""The files beside a plan at a commit whose content is joined to it."""

from collections.abc import Iterator
from pathlib import PurePosixPath

from stc.errors import CannotGoOn
from stc.files.beside import SideFile
from stc.files.kinds import JOINED
from stc.files.plan_path import is_voice
from stc.history.git.cat_file import Entry
from stc.history.git.checkout import Checkout, explain_missing
from stc.history.git.objects import Objects
from stc.text.nearest import quote


def read_side_files(checkout: Checkout, objects: Objects, commit: str) -> list[SideFile]:
    """Return the files that are joined to a plan at a commit, sorted by kind and path.

    Raises:
        CannotGoOn: One is not a file, or git cannot read it.
    """
    found = []
    for kind in JOINED:
        place = PurePosixPath(checkout.path).with_name(kind.file)
        files = dict(_list_entries(objects, commit, place, is_folder=kind.is_folder))
        for path, entry in files.items():
            if entry.kind != "file":
                raise CannotGoOn(
                    f"{quote(path)} is a {entry.kind} at {commit[:9]}, and not a file.",
                    f"Let the {kind.name} be {'files in a folder' if kind.is_folder else 'a file'}"
                    " beside the plan.",
                )
        read = objects.read_all([entry.id for entry in files.values()])
        for path, held in zip(files, read, strict=True):
            if held is None:
                raise explain_missing(checkout.folder, quote(path))
            name = PurePosixPath(path).name
            found.append(SideFile(kind, name, f"{path} at {commit[:9]}", held.data))
    return found


def _list_entries(
    objects: Objects, commit: str, place: PurePosixPath, *, is_folder: bool
) -> Iterator[tuple[str, Entry]]:
    if is_folder:
        for name, entry in objects.list_folder(commit, str(place)).items():
            if is_voice(name):
                yield f"{place}/{name}", entry
    elif (found := objects.look_up(commit, str(place))) is not None:
        yield str(place), found
