"""The files of a plan put back as they are committed."""

import shlex
from collections.abc import Iterator

from stc.errors import CannotGoOn
from stc.files.store.lock import Say
from stc.files.store.replace import HeldFile, HeldFolders, hold_folders, replace_files
from stc.history.uncommitted import Uncommitted, UncommittedFile
from stc.text.lists import join_names
from stc.text.nearest import quote
from stc.text.plural import count_noun


def put_back(files: tuple[UncommittedFile, ...], say: Say) -> None:
    """Put files back as they are committed; return when that is on disk.

    New files are removed first, then the others are replaced, the plan last: after a crash in
    between each of them is old or new, and the same again completes it.

    Args:
        files: The files, the plan last.
        say: Called with a sentence when there is another writer to wait for.

    Raises:
        CannotGoOn: A file is not what was shown any more, or cannot be written.
    """
    with hold_folders(say=say) as folders:
        # The folder of the plan is locked first, as every writer does.
        held = [_open(folders, file) for file in reversed(files)][::-1]
        for file, one in zip(files, held, strict=True):
            if file.after is None:
                one.remove()
        pairs = zip(files, held, strict=True)
        replace_files([(held, file.after) for file, held in pairs if file.after is not None])


def _open(folders: HeldFolders, file: UncommittedFile) -> HeldFile:
    """Return a file to be put back, which is what was shown of it.

    Raises:
        CannotGoOn: It is not.
    """
    if file.before is None:
        held = folders.open_inside(str(file.path.parent), file.path.name)
        is_same = held.is_new
    else:
        held = folders.open(file.path)
        is_same = held.data == file.before
    if not is_same:
        raise CannotGoOn(
            f"{file.shown} changed on disk meanwhile; nothing was written.",
            "Run the command again.",
        )
    return held


def describe_files(files: tuple[UncommittedFile, ...]) -> Iterator[str]:
    """Yield a sentence on each file that is to be put back, and on what stays staged."""
    for file in files:
        if file.after is None:
            yield f"{file.shown} is new: the last commit does not have it, and it is removed."
        elif file.before is None:
            yield f"{file.shown} is gone, and is put back."
        else:
            yield f"{file.shown} is put back as in the last commit."
    staged = [file.shown for file in files if file.is_staged]
    if staged:
        yield _describe_staged(staged)


def _describe_staged(names: list[str]) -> str:
    command = " ".join(["git restore --staged --", *map(shlex.quote, names)])
    return f"What is staged of {join_names(names)} stays staged: {command} takes it out."


def describe_nothing(found: Uncommitted) -> Iterator[str]:
    """Yield sentences where all files are as committed: what git can take back."""
    yield "Nothing to undo: the plan, its timeline and its updates are as in the last commit."
    if found.staged:
        yield _describe_staged([*found.staged])
    last = found.last
    if last is None:
        return
    day, name = f"{last.when:%Y-%m-%d}", last.id[:9]
    subject = quote(last.subject, 100)
    yield f"The last commit that changed them is {name} of {day} by {last.author}: {subject}."
    if found.others:
        yield f"That commit changed {count_noun(found.others, 'other file')}, too."
    if not last.parents:
        yield "It began the plan, so there is nothing before it to go back to."
        return
    parent = " -m 1" if len(last.parents) > 1 else ""
    yield f"Next: git revert{parent} {name} takes it back, with a commit of its own."
