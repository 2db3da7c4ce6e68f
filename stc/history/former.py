"""Where a plan was at a commit that has nothing at its path, and which plans are gone since."""

import os
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from stc.history.checkout import Checkout, ask, explain_missing
from stc.history.object_form import Entry, kind_of
from stc.history.objects import Objects
from stc.history.trail import follow, list_links
from stc.load.plan_head import is_plan
from stc.words.errors import CannotGoOn
from stc.words.nearest import quote

_NOWHERE = "0"
# Git's default of how many files are compared with how many; beyond it no rename is seen.
_LIKENESS = ("-B", "-M", "-C", "-l1000")


class _FileChange(NamedTuple):
    """What became of a file of a commit in the index.

    Attributes:
        status: A letter of git's: `R` for a rename, `C` for a copy, `D` for a file that is gone.
        before: What the file was.
        after: What the index has in its place.
        path: Where it was.
        new_path: Where it is.
    """

    status: str
    before: Entry
    after: Entry
    path: str
    new_path: str


def find_former(
    checkout: Checkout, plan: Path, objects: Objects, commit: str
) -> tuple[str, Entry] | None:
    """Return the path and the entry of the plan at a commit that has nothing at its path.

    None means that the plan is new: no plan that the commit has is gone.

    Raises:
        CannotGoOn: A plan is gone, and git does not show that this one was made from it.
    """
    other = _find_other_case(checkout, plan)
    entry = objects.look_up(commit, other) if other else None
    if entry is not None:
        return other, entry
    changes = _list_changes(checkout.folder, commit)
    gone = dict(_find_gone(checkout, objects, commit, changes))
    former = _find_source(checkout, objects, changes, gone)
    if former is None and gone:
        link = follow(checkout, objects, list_links(checkout.folder, "HEAD"))[commit]
        former = (link.path, gone[link.path]) if link.path in gone else None
    others = gone.keys() - ({former[0]} if former else set())
    for path in sorted(others):
        raise _say_gone(checkout.path, path, gone[path], commit)
    return former


def _find_other_case(checkout: Checkout, plan: Path) -> str:
    """Return the name by which git knows the file, where the file system minds no case."""
    # An argument is text; the name of a file is bytes, in any locale.
    name = os.fsdecode(checkout.path.encode("utf-8", "surrogateescape"))
    root = plan.parents[len(PurePosixPath(checkout.path).parts) - 1]
    listed = _list_files(checkout.folder, "--cached", "--", f":(top,icase){name}")
    for path in listed if checkout.path not in listed else ():
        same = root / os.fsdecode(path.encode("utf-8", "surrogateescape"))
        if same.exists() and same.samefile(plan):
            return path
    return ""


def _find_source(
    checkout: Checkout, objects: Objects, changes: list[_FileChange], gone: dict[str, Entry]
) -> tuple[str, Entry] | None:
    """Return the plan that git sees renamed to the path of this one, or copied and then removed."""
    removed = {change.path for change in changes if change.status in "DR"} | gone.keys()
    for change in changes:
        if change.new_path == checkout.path and (
            change.status == "R" or (change.status == "C" and change.path in removed)
        ):
            data = read_file(checkout.folder, objects, change.before.id, change.path)
            return (change.path, change.before) if is_plan(data) else None
    return None


def _find_gone(
    checkout: Checkout, objects: Objects, commit: str, changes: list[_FileChange]
) -> Iterator[tuple[str, Entry]]:
    """Yield the plans, and the submodules, that a commit has and the head has nowhere."""

    def holds_plan(entry: Entry, path: str) -> bool:
        if entry.kind != "file" or not entry.id.strip(_NOWHERE):
            return False
        return is_plan(read_file(checkout.folder, objects, entry.id, path))

    for _, before, after, path, new_path in (one for one in changes if one.status in "DMRT"):
        if before.kind == "submodule":
            if after.kind != "submodule":
                yield path, before
        elif holds_plan(before, path) and not holds_plan(after, new_path):
            yield path, before
    for path in _list_files(checkout.folder, "--deleted", "--", ":/"):
        entry = objects.look_up(commit, path)
        if entry is not None and holds_plan(entry, path):
            yield path, entry


def _say_gone(plan: str, path: str, entry: Entry, commit: str) -> CannotGoOn:
    if entry.kind == "submodule":
        return CannotGoOn(
            f"At {commit[:9]} there is no {plan}, but the submodule {path}, which is gone:"
            " git does not show whether the plan was in it.",
            "Remove the submodule in a change of its own.",
        )
    return CannotGoOn(
        f"At {commit[:9]} there is no {plan}, but the plan {path}, which is gone:"
        " git does not show that one became the other, so the change cannot be judged.",
        "Rename the plan with git mv in a change of its own, or remove the old one in its own.",
    )


def _list_changes(folder: Path, commit: str) -> list[_FileChange]:
    """Return what changed from a commit to the index, with what git sees as renamed or copied."""
    asked = ("--cached", "-r", "-z", "--no-relative", "--ignore-submodules=none", *_LIKENESS)
    answer = ask(folder, "diff-index", *asked, commit, "--")
    if answer.code != 0:
        raise explain_missing(folder, f"the files of {commit[:9]}")
    fields = iter(_split(answer.printed))
    changes = []
    for field in fields:
        mode, new_mode, blob, new_blob, status = field.removeprefix(":").split(" ")
        path = next(fields)
        new_path = next(fields) if status[0] in "RC" else path
        before, after = Entry(kind_of(mode), blob), Entry(kind_of(new_mode), new_blob)
        changes.append(_FileChange(status[0], before, after, path, new_path))
    return changes


def _list_files(folder: Path, *asked: str) -> list[str]:
    """Return the paths of the index, from the root, that `git ls-files` lists for these options."""
    answer = ask(folder, "ls-files", "-z", "--full-name", *asked)
    if answer.code != 0:
        raise explain_missing(folder, "the index")
    return _split(answer.printed)


def read_file(folder: Path, objects: Objects, blob: str, path: str) -> bytes:
    """Return the bytes of a file by the id that a folder in git lists for it."""
    held = objects.read(blob)
    if held is None:
        raise explain_missing(folder, quote(path))
    return held.data


def _split(printed: bytes) -> list[str]:
    return printed.decode("utf-8", "surrogateescape").split("\0")[:-1]
