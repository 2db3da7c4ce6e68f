"""The files of a plan that differ from the last commit, and that commit."""

from collections.abc import Callable, Iterator
from pathlib import Path, PurePosixPath
from typing import Final, NamedTuple

from stc.errors import CannotGoOn
from stc.files.plan_path import is_voice, timeline_beside, updates_beside
from stc.files.store.read import list_names, read_bytes
from stc.history.git.checkout import Checkout, ask, explain_missing, open_checkout
from stc.history.git.commits import Commit, parse_commit
from stc.history.git.objects import Objects
from stc.text.nearest import quote

_UNDER_WAY: Final = (
    ("MERGE_HEAD", "merge", "git merge"),
    ("rebase-merge", "rebase", "git rebase"),
    ("rebase-apply", "rebase", "git rebase"),
    ("CHERRY_PICK_HEAD", "cherry-pick", "git cherry-pick"),
    ("REVERT_HEAD", "revert", "git revert"),
)
"""What git has in its folder while it is at work: what that is, and the command that ends it."""
_FILTERED: Final = b"version https://git-lfs.github.com/spec/"


class UncommittedFile(NamedTuple):
    """A file that differs from the last commit.

    Attributes:
        path: The file.
        shown: How its path is shown.
        before: Its bytes in the work tree; None where it is gone.
        after: Its bytes in the last commit, with the line ends it has here; None where it is new.
        is_staged: What is staged of it is something else again, or the same as here.
    """

    path: Path
    shown: str
    before: bytes | None
    after: bytes | None
    is_staged: bool


class Uncommitted(NamedTuple):
    """What of a plan is not committed.

    Attributes:
        files: The files that differ, the plan last.
        staged: Files that are as committed, but staged otherwise, as they are shown.
        last: The last commit that changed one of the files; None where there is none.
        others: How many files that commit changed, too.
    """

    files: tuple[UncommittedFile, ...]
    staged: tuple[str, ...]
    last: Commit | None
    others: int


def find_uncommitted(plan: Path, show: Callable[[Path], str]) -> Uncommitted:
    """Return the files of a plan that differ from the last commit.

    Args:
        plan: The path of the plan, without symbolic links; it may be gone from the work tree.
        show: Return how a path is shown.

    Raises:
        CannotGoOn: There is no commit, git is in the middle of something, or it cannot answer.
    """
    checkout = open_checkout(plan)
    _refuse_under_way(checkout.folder)
    with Objects(checkout.folder) as objects:
        head = objects.read("HEAD^{commit}")
        if head is None:
            raise CannotGoOn("There is no commit yet, so nothing can be put back.")
        if objects.look_up(head.id, checkout.path) is None:
            raise CannotGoOn(
                f"The last commit has no {quote(checkout.path, 200)}, so it cannot be put back.",
                "Rename or remove it with git, if that was not meant.",
            )
        base = PurePosixPath(checkout.path).parent
        names = {str(path.relative_to(plan.parent)): path for path in _list_files(checkout, plan)}
        paths = {name: str(base / PurePosixPath(name)) for name in names}
        staged = _list_staged(checkout.folder, list(paths.values()))
        found = [
            UncommittedFile(
                names[name],
                show(names[name]),
                read_bytes(names[name]) if names[name].is_file() else None,
                _read(objects, head.id, path),
                path in staged,
            )
            for name, path in paths.items()
        ]
        last, others = _find_last(checkout.folder, objects, list(paths.values()))
    files = [file._replace(after=_convert(file.after, file.before)) for file in found]
    changed = tuple(file for file in files if file.before != file.after)
    same = tuple(file.shown for file in files if file.is_staged and file.before == file.after)
    return Uncommitted(changed, same, last, others)


def _refuse_under_way(folder: Path) -> None:
    asked = [word for name, *_ in _UNDER_WAY for word in ("--git-path", name)]
    printed = ask(folder, "rev-parse", *asked).printed.decode("utf-8", "surrogateescape")
    for path, (_, what, command) in zip(printed.splitlines(), _UNDER_WAY, strict=True):
        if (folder / path).exists():
            raise CannotGoOn(
                f"A {what} is under way, so the last commit is not what the plan should be.",
                f"Finish it, or give it up with {command} --abort.",
            )


def _list_files(checkout: Checkout, plan: Path) -> Iterator[Path]:
    """Yield the files of a plan that are here or in the last commit, the plan last."""
    folder = updates_beside(plan)
    tree = str(updates_beside(PurePosixPath(checkout.path)))
    answer = ask(checkout.folder, "ls-tree", "-z", "--name-only", "--full-tree", f"HEAD:{tree}")
    committed = answer.fields if answer.code == 0 else []
    here = list_names(folder) if folder.is_dir() else []
    yield from (folder / name for name in sorted({*here, *committed}) if is_voice(name))
    yield timeline_beside(plan)
    yield plan


def _list_staged(folder: Path, paths: list[str]) -> frozenset[str]:
    """Return the paths whose staged content is not that of the last commit."""
    pathspecs = (f":(top,literal){path}" for path in paths)
    asked = ("--cached", "-z", "--name-only", "--no-relative", "HEAD", "--", *pathspecs)
    answer = ask(folder, "diff-index", *asked)
    if answer.code != 0:
        raise explain_missing(folder, "the index")
    return frozenset(answer.fields)


def _read(objects: Objects, commit: str, path: str) -> bytes | None:
    entry = objects.look_up(commit, path)
    if entry is None:
        return None
    held = objects.read(entry.id) if entry.kind == "file" else None
    if held is None or held.data.startswith(_FILTERED):
        raise CannotGoOn(
            f"git has no content of {quote(path, 200)} in the last commit that stc can read.",
            "Put it back with git restore.",
        )
    return held.data


def _convert(committed: bytes | None, here: bytes | None) -> bytes | None:
    """Return committed bytes with the line ends of a checkout that converted LF to CRLF."""
    if committed is None or here is None or b"\r\n" in committed:
        return committed
    is_converted = 0 < here.count(b"\r\n") == here.count(b"\n")
    return committed.replace(b"\n", b"\r\n") if is_converted else committed


def _find_last(folder: Path, objects: Objects, paths: list[str]) -> tuple[Commit | None, int]:
    """Return the last commit that changed one of the paths, and how many others it changed."""
    pathspecs = [f":(top,literal){path}" for path in paths]
    found = ask(folder, "rev-list", "-1", "HEAD", "--", *pathspecs).printed.decode().strip()
    held = objects.read(found) if found else None
    if held is None:
        return None, 0
    last = parse_commit(held.id, held.data)
    trees = (last.parents[0], found) if last.parents else ("--root", found)
    asked = ("-r", "-z", "--name-only", "--no-commit-id", "--no-relative", *trees)
    changed = ask(folder, "diff-tree", *asked).fields
    return last, len({*changed} - {*paths})
