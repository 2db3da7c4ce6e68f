"""Finds a plan at a commit that has nothing at its path."""

from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from stc.errors import CannotGoOn
from stc.files.plan_head import is_plan
from stc.history.git.cat_file import Entry
from stc.history.git.checkout import Checkout, ask, explain_missing
from stc.history.git.command import write_argument
from stc.history.git.commits import list_links
from stc.history.git.file_history import follow
from stc.history.git.objects import Objects
from stc.history.git.origins import Origins
from stc.history.git.raw_diff import RENAME_LIMIT, FileChange, read_changes
from stc.text.nearest import quote

_NO_ID = "0"
# The pointer that git has for a file in git LFS: its content is not visible here.
_POINTER = b"version https://git-lfs.github.com/spec/"
_LIKENESS = ("-B", "-M", "-C", RENAME_LIMIT)


class _Gone(NamedTuple):
    """A plan or submodule of a commit that is no longer at its path.

    Attributes:
        entry: What it was.
        new_path: Where git sees it now; empty if nowhere.
    """

    entry: Entry
    new_path: str


def find_former(
    checkout: Checkout, plan: Path, objects: Objects, commit: str
) -> tuple[str, Entry] | None:
    """Return the path and the entry of the plan at a commit that has nothing at its path.

    None means that the plan is new: every plan of the commit is still where it was.

    Raises:
        CannotGoOn: A plan is gone, and git does not show that this one was made from it.
    """
    other = _find_other_case(checkout, plan)
    entry = objects.look_up(commit, other) if other else None
    if entry is not None:
        return other, entry
    changes = _list_changes(checkout.folder, commit)
    gone = dict(_find_gone(checkout, objects, commit, changes))
    former = _find_source(checkout.path, changes, gone)
    if former is None and gone:
        links = list_links(checkout.folder, "HEAD")
        # Only what git shows is followed; nothing is guessed.
        origins = Origins(checkout, objects, links[0].commit, only_renames=True)
        link = follow(checkout, objects, links, origins)[commit]
        former = (link.path, gone[link.path].entry) if link.path in gone else None
    for path, lost in sorted(gone.items()):
        # Two plans may be renamed in one change; then each is found.
        if former is None or (path != former[0] and not lost.new_path):
            raise _say_gone(checkout.path, path, lost, commit)
    return former


def _find_other_case(checkout: Checkout, plan: Path) -> str:
    """Return the name of the file in git, on a file system that ignores case."""
    name = write_argument(checkout.path)
    root = plan.parents[len(PurePosixPath(checkout.path).parts) - 1]
    listed = _list_files(checkout.folder, "--cached", "--", f":(top,icase){name}")
    for path in listed if checkout.path not in listed else ():
        same = root / write_argument(path)
        if same.exists() and plan.exists() and same.samefile(plan):
            return path
    return ""


def _find_source(
    path: str, changes: list[FileChange], gone: dict[str, _Gone]
) -> tuple[str, Entry] | None:
    """Return what git sees renamed to a path, or copied there from a deleted or rewritten file."""
    left = gone.keys() | {change.path for change in changes if change.status == "B"}
    for change in changes:
        is_source = change.status == "R" or (change.status == "C" and change.path in left)
        if change.new_path == path and is_source:
            return change.path, change.before
    return None


def _find_gone(
    checkout: Checkout, objects: Objects, commit: str, changes: list[FileChange]
) -> Iterator[tuple[str, _Gone]]:
    suffix = PurePosixPath(checkout.path).suffix

    def may_be_plan(entry: Entry, path: str) -> bool:
        if entry.kind != "file" or not entry.id.strip(_NO_ID):
            return False
        data = read_file(checkout.folder, objects, entry.id, path)
        return is_plan(data) or (data.startswith(_POINTER) and path.endswith(suffix))

    for change in (change for change in changes if change.status in "BDMRT"):
        path, before, after = change.path, change.before, change.after
        if before.kind == "submodule":
            if after.kind != "submodule":
                yield path, _Gone(before, "")
        elif may_be_plan(before, path):
            is_found = may_be_plan(after, change.new_path)
            if not is_found or path != change.new_path:
                yield path, _Gone(before, change.new_path if is_found else "")
    for path in _list_files(checkout.folder, "--deleted", "--", ":/"):
        entry = objects.look_up(commit, path)
        if entry is not None and may_be_plan(entry, path):
            yield path, _Gone(entry, "")


def _say_gone(plan: str, path: str, gone: _Gone, commit: str) -> CannotGoOn:
    if gone.entry.kind == "submodule":
        return CannotGoOn(
            f"At {commit[:9]} there is no {plan}, but the submodule {path}, which is gone:"
            " git does not show whether the plan was in it.",
            "Remove the submodule in a change of its own.",
        )
    became = f"became {gone.new_path}" if gone.new_path else "is gone"
    return CannotGoOn(
        f"At {commit[:9]} there is no {plan}, but the plan {path}, which {became}:"
        f" git does not show that {plan} was made from it, so the change cannot be checked.",
        "Rename a plan with git mv, and remove or add another one in a change of its own.",
    )


def _list_changes(folder: Path, commit: str) -> list[FileChange]:
    """Return what changed from a commit to the index, with what git sees as renamed or copied."""
    asked = ("--cached", "-r", "-z", "--no-relative", "--ignore-submodules=none", *_LIKENESS)
    answer = ask(folder, "diff-index", *asked, commit, "--")
    if answer.code != 0:
        raise explain_missing(folder, f"the files of {commit[:9]}")
    return list(read_changes(answer.fields))


def _list_files(folder: Path, *asked: str) -> list[str]:
    """Return the paths of the index, from the root, that `git ls-files` lists for these options."""
    answer = ask(folder, "ls-files", "-z", "--full-name", *asked)
    if answer.code != 0:
        raise explain_missing(folder, "the index")
    return answer.fields


def read_file(folder: Path, objects: Objects, blob: str, path: str) -> bytes:
    """Return the bytes of a file by its id in a folder of git."""
    held = objects.read(blob)
    if held is None:
        raise explain_missing(folder, quote(path))
    return held.data
