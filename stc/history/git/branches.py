"""The branch that is checked out, and whether it is the one that pull requests go to."""

from pathlib import Path
from typing import Final, NamedTuple

from stc.history.git.command import ask_git

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
        """Whether a change that is committed here would not be on a branch of its own."""
        if self.current is None or self.current == self.default:
            return True
        return self.default is None and (self.current in _MAIN or len(self.names) == 1)


def find_branches(plan: Path) -> Branches | None:
    """Return the branches of the checkout of a plan; None outside of one, or before a commit."""
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
