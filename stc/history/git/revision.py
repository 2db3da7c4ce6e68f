"""The revision of the plan that is read."""

from pathlib import Path
from typing import NamedTuple

from stc.history.git.cat_file import hash_object
from stc.history.git.checkout import is_in_checkout
from stc.history.git.command import ask_git


class PlanRevision(NamedTuple):
    """The revision a plan was read from.

    Attributes:
        commit: The full id of the commit checked out.
        is_modified: The file differs from the one in that commit, or is not in it.
    """

    commit: str
    is_modified: bool

    def __str__(self) -> str:
        return self.commit[:9] + (" + local changes" if self.is_modified else "")


def find_revision(plan: Path, data: bytes) -> PlanRevision | None:
    """Return the revision of a plan with these bytes, or None outside a git checkout."""
    if not is_in_checkout(plan) or "\n" in plan.name:
        return None
    asked = f"HEAD\nHEAD:./{plan.name}\n".encode("utf-8", "surrogateescape")
    printed = ask_git(plan.parent, "cat-file", "--batch-check=%(objectname)", given=asked)
    lines = (printed or b"").decode("ascii", "replace").splitlines()
    if len(lines) != 2 or not _is_object_id(lines[0]):
        return None
    return PlanRevision(lines[0], lines[1] not in _blob_ids(data, len(lines[0])))


def _is_object_id(text: str) -> bool:
    return len(text) in (40, 64) and all(letter in "0123456789abcdef" for letter in text)


def _blob_ids(data: bytes, length: int) -> list[str]:
    """Return the ids of these bytes in git, also if a checkout converted LF to CRLF."""
    texts = [data, data.replace(b"\r\n", b"\n")] if b"\r\n" in data else [data]
    return [hash_object("blob", text, length) for text in texts]
