"""The checkout of a plan, and the reasons why git may not answer about it."""

import os
import re
from pathlib import Path
from typing import Final, NamedTuple

from stc.errors import CannotGoOn
from stc.history.git.command import Answer, ask_git, run_git
from stc.text.nearest import quote

# Complaints of git, and their meaning here.
_REFUSALS = (
    (
        "not a git repository",
        "{folder} is not in a git checkout, so its history is not known.",
        "Go into a clone of the plan's repository.",
    ),
    (
        "dubious ownership",
        "git refuses this checkout, because it belongs to somebody else.",
        "{advice}",
    ),
    (
        "cannot use bare repository",
        "{folder} is in a bare repository, which has no work tree.",
        "Clone it, and go into the clone.",
    ),
)
_ADVICE = re.compile(r"^\t(git config .*)$", re.MULTILINE)
_FSCK = "Check the repository with git fsck."


class Checkout(NamedTuple):
    """Where a plan is in its repository.

    Attributes:
        folder: An existing folder of the work tree, in which git is run.
        path: The plan's path from the root of the work tree.
        is_shallow: The clone is shallow.
    """

    folder: Path
    path: str
    is_shallow: bool


def open_checkout(plan: Path) -> Checkout:
    """Return where a plan is in its repository; the file need not be in the work tree.

    Raises:
        CannotGoOn: There is no checkout, or git cannot answer.
    """
    folder = find_folder(plan)
    asked = ("--is-inside-work-tree", "--is-shallow-repository", "--show-prefix")
    answer = ask(folder, "rev-parse", *asked)
    is_inside, is_cut, prefix = [*answer.printed.split(b"\n", 2), b"", b""][:3]
    if answer.code != 0 or is_inside != b"true":
        raise CannotGoOn(_REFUSALS[0][1].format(folder=folder), _REFUSALS[0][2])
    rest = os.fsencode(plan.relative_to(folder)).decode("utf-8", "surrogateescape")
    path = prefix.removesuffix(b"\n").decode("utf-8", "surrogateescape") + rest
    if "\n" in path:
        raise CannotGoOn(f"The path {quote(path)} has a line break, which stc cannot pass to git.")
    return Checkout(folder, path, is_cut == b"true")


def is_in_checkout(plan: Path) -> bool:
    """Return whether a plan is in a checkout, without asking git."""
    return any((folder / ".git").exists() for folder in plan.parents)


def is_tracked(file: Path) -> bool:
    """Return whether git knows a file, so that it can be committed; True where git cannot tell."""
    return ask_git(file.parent, "ls-files", "-z", "--", f":(literal){file.name}") != b""


def find_folder(plan: Path) -> Path:
    """Return the folder to run git in: the nearest existing one above the plan."""
    return next(folder for folder in plan.parents if folder.is_dir())


def ask(folder: Path, *arguments: str) -> Answer:
    """Return git's answer, which may be a failure.

    Raises:
        CannotGoOn: There is no git, or it refuses the folder.
    """
    answer = run_git(folder, *arguments)
    if answer is None:
        raise CannotGoOn(
            "git does not run, and the answer is only in git.", "Install git and try again."
        )
    if answer.code == 0:
        return answer
    for complaint, sentence, hint in _REFUSALS:
        if complaint in answer.complaint:
            advice = _ADVICE.search(answer.complaint)
            words = {"folder": folder, "advice": advice[1] if advice else ""}
            raise CannotGoOn(sentence.format(**words), hint.format(**words))
    return answer


def explain_silence(folder: Path) -> CannotGoOn:
    """Return the error that a running git does not answer."""
    try:
        ask(folder, "rev-parse", "--git-dir")
    except CannotGoOn as problem:
        return problem
    silence = CannotGoOn("git stopped answering.", _FSCK)
    return _explain_partial(folder, "what was asked for") or silence


def explain_missing(folder: Path, what: str) -> CannotGoOn:
    """Return the error that git cannot read an object that it lists."""
    damaged = CannotGoOn(f"git cannot read {what}, so the repository is damaged.", _FSCK)
    return _explain_partial(folder, what) or damaged


def _explain_partial(folder: Path, what: str) -> CannotGoOn | None:
    """Return the error that a partial clone lacks an object; None for a full clone."""
    promised = ask(folder, "config", "--get-regexp", r"^(remote\..*\.promisor|extensions\.partial)")
    if promised.code != 0:
        return None
    return CannotGoOn(
        f"git has no copy of {what} here: this is a partial clone, and nothing is fetched.",
        "Clone again without --filter.",
    )


def is_shallow(folder: Path) -> bool:
    """Return whether the clone is shallow."""
    return ask(folder, "rev-parse", "--is-shallow-repository").printed.strip() == b"true"


def too_shallow(wanted: str) -> CannotGoOn:
    """Return the error that the history up to a revision is missing."""
    return CannotGoOn(
        f"This checkout is shallow: the history up to {quote(wanted)} is missing.",
        "Check out with fetch-depth: 0, or run git fetch --unshallow.",
    )


_MAIN: Final = frozenset({"main", "master"})
_DEFAULT: Final = "refs/remotes/origin/HEAD"


class Branches(NamedTuple):
    """The branches of a checkout that has a commit.

    Attributes:
        current: The branch that is checked out; None where a commit is.
        default: The branch of the server that pull requests go to, where git knows it.
        names: All local branches.
    """

    current: str | None
    default: str | None
    names: frozenset[str]

    @property
    def is_main(self) -> bool:
        """Whether a commit here would go to the main branch."""
        if self.current is None or self.current == self.default:
            return True
        return self.default is None and (self.current in _MAIN or len(self.names) == 1)


def find_branches(plan: Path) -> Branches | None:
    """Return the branches of the checkout of a plan; None outside of one or without a commit."""
    asked = ("--format=%(HEAD)%(refname) %(symref)", "refs/heads", _DEFAULT)
    printed = ask_git(plan.parent, "for-each-ref", *asked) or b""
    current, default, names = None, None, set[str]()
    for line in printed.decode("utf-8", "surrogateescape").splitlines():
        name, target = line[1:].split(" ")
        if name == _DEFAULT:
            default = target.removeprefix("refs/remotes/origin/")
            continue
        names.add(name.removeprefix("refs/heads/"))
        if line.startswith("*"):
            current = name.removeprefix("refs/heads/")
    return Branches(current, default, frozenset(names)) if names else None
