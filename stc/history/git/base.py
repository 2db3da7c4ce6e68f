"""The plan as it was where a change began, read from git without touching the work tree."""

from pathlib import Path, PurePosixPath
from typing import NamedTuple

from stc.errors import CannotGoOn
from stc.files.beside import SideFile
from stc.history.git.checkout import (
    Checkout,
    ask,
    explain_missing,
    explain_silence,
    open_checkout,
    too_shallow,
)
from stc.history.git.commits import find_commit
from stc.history.git.former import find_former, read_file
from stc.history.git.objects import Objects
from stc.history.git.side_files import read_side_files
from stc.text.nearest import quote


class Base(NamedTuple):
    """The plan where a change began.

    Attributes:
        commit: The full id of the commit.
        path: Its path then, from the root of the work tree.
        data: Its bytes; None only if git shows that there was no plan.
        is_renamed: The plan has another path now.
        beside: The files that were beside it.
    """

    commit: str
    path: str
    data: bytes | None
    is_renamed: bool = False
    beside: tuple[SideFile, ...] = ()


def read_bases(plan: Path, revision: str, here: Path) -> tuple[Base, ...]:
    """Return the plan where a change began: at every merge base of HEAD and the revision.

    Later changes on the other side are not part of the change.

    Args:
        plan: The absolute path of the plan, as it was named; it must not contain a link.
        revision: The revision that the user named.
        here: The current folder.

    Raises:
        UsageProblem: The revision is unknown.
        CannotGoOn: There is no checkout, no git, or not enough history; or git cannot show
            whether there was a plan.
    """
    _refuse_links(plan)
    checkout = open_checkout(plan)
    root = plan.parents[len(PurePosixPath(checkout.path).parts) - 1]
    _refuse_submodule(root, here)
    commit = find_commit(checkout.folder, revision, "--base")
    with Objects(checkout.folder) as objects:
        bases = _find_merge_bases(checkout, objects, commit.id, revision)
        return tuple(_read_base(checkout, plan, objects, base) for base in bases)


def _refuse_links(plan: Path) -> None:
    """Refuse links in the checkout: the file checked would not be the one compared."""
    for part in (plan, *plan.parents):
        if part.is_symlink():
            raise CannotGoOn(
                f"{part} is a symbolic link, so the change cannot be checked.",
                "Let the plan be a file in a folder of the checkout.",
            )
        if (part / ".git").exists():
            return


def _refuse_submodule(root: Path, here: Path) -> None:
    """Refuse a plan in a submodule, whose history is in another repository."""
    if here.resolve().is_relative_to(root.resolve()):
        return
    outer = ask(root, "rev-parse", "--show-superproject-working-tree")
    if outer.code != 0:
        raise explain_silence(root)
    if outer.printed:
        raise CannotGoOn(
            f"The plan is in the submodule {root}, which has a history of its own.",
            "Go into the submodule to check a change.",
        )


def _find_merge_bases(
    checkout: Checkout, objects: Objects, commit: str, revision: str
) -> list[str]:
    head = find_commit(checkout.folder, "HEAD").id
    found = ask(checkout.folder, "merge-base", "--all", commit, head)
    bases = found.printed.decode("ascii").split()
    if found.code == 0:
        between = (commit, head, *(f"^{base}" for base in bases))
        # If one of the two comes after the other, it is the only merge base.
        is_certain = bases in ([commit], [head]) or not checkout.is_shallow
        if not is_certain and _list_commits(checkout.folder, "--max-parents=0", *between):
            raise too_shallow(revision)
        # They led to the bases, so none of them may be damaged.
        objects.read_all((*bases, *_list_commits(checkout.folder, *between)))
        return bases
    if checkout.is_shallow:
        raise too_shallow(revision)
    if found.code == 1:
        raise CannotGoOn(f"HEAD and {quote(revision)} have no history in common.")
    raise explain_missing(checkout.folder, "the history")


def _list_commits(folder: Path, *asked: str) -> list[str]:
    listed = ask(folder, "rev-list", *asked, "--")
    if listed.code != 0:
        raise explain_missing(folder, "the history")
    return listed.printed.decode("ascii").split()


def _read_base(checkout: Checkout, plan: Path, objects: Objects, commit: str) -> Base:
    path, entry = checkout.path, objects.look_up(commit, checkout.path)
    if entry is None or entry.kind == "folder":
        former = find_former(checkout, plan, objects, commit)
        if former is None:
            return Base(commit, path, None)
        path, entry = former
    if entry.kind != "file":
        raise CannotGoOn(
            f"At {commit[:9]} {path} is behind a {entry.kind}, so the change cannot be checked.",
            "Validate without --base, and have a person compare.",
        )
    data = read_file(checkout.folder, objects, entry.id, path)
    beside = read_side_files(checkout._replace(path=path), objects, commit)
    return Base(commit, path, data, path != checkout.path, tuple(beside))
