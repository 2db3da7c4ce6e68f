"""The revision of the plan that is read."""

from contextlib import suppress
from pathlib import Path
from typing import Final, NamedTuple

from stc.history.git.cat_file import hash_object
from stc.history.git.checkout import is_in_checkout
from stc.history.git.command import ask_git

_SMALL: Final = 2**18


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
    return [_hash_blob(text, length) for text in texts]


def _hash_blob(data: bytes, length: int) -> str:
    if length == 40 and len(data) <= _SMALL:
        # For one small file, loading OpenSSL takes longer than it saves; `random` does so, too.
        with suppress(ImportError):
            from _sha1 import sha1  # type: ignore[import-not-found]

            digest = sha1(b"blob %d\0" % len(data) + data, usedforsecurity=False)
            return str(digest.hexdigest())
    return hash_object("blob", data, length)
