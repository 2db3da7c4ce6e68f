"""Parser of git's list of the files that differ between two trees (`--raw -z`)."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from stc.history.git.cat_file import Entry, kind_of

# Git's default limit for rename detection; a repository may have set a lower one.
RENAME_LIMIT = "-l1000"


class FileChange(NamedTuple):
    """A change of a file.

    Attributes:
        commit: The commit that changed it, if several were requested.
        status: A letter of git's: `R` for a rename, `C` for a copy, `D` for a file that is gone;
            `B` in place of `M` for one of which most was written anew.
        before: What the file was.
        after: What is in its place.
        path: Where it was.
        new_path: Where it is.
    """

    commit: str
    status: str
    before: Entry
    after: Entry
    path: str
    new_path: str


def read_changes(answer: Iterable[str]) -> Iterator[FileChange]:
    """Return the changes of an answer that was split at its zero bytes.

    A change begins with a colon and is followed by one path, or by two of a rename or copy; with
    `--stdin`, those of a commit are preceded by its id.
    """
    fields, commit = iter(answer), ""
    for field in fields:
        if not field.startswith(":"):
            commit = field.strip("\n")
            continue
        mode, new_mode, blob, new_blob, status = field[1:].split(" ")
        path = next(fields)
        new_path = next(fields) if status[0] in "RC" else path
        letter = "B" if status[0] == "M" and len(status) > 1 else status[0]
        before, after = Entry(kind_of(mode), blob), Entry(kind_of(new_mode), new_blob)
        yield FileChange(commit, letter, before, after, path, new_path)
