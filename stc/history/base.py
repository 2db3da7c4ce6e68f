"""The plan as it was where a change began, read from git without touching the work tree."""

from pathlib import Path

from stc.history.checkout import ask, is_shallow, too_shallow
from stc.history.commits import find_commit
from stc.words.errors import CannotGoOn
from stc.words.nearest import quote


def read_base(plan: Path, revision: str) -> tuple[str, bytes | None]:
    """Gives the commit where a change began, and the bytes of the plan there.

    That is the merge base of the checkout and the revision: what the other side did since is not
    a part of the change. The bytes are None where the plan did not exist there.

    Args:
        plan: The absolute path of the plan, as it was named: no link may stand in it.
        revision: What the user named.

    Raises:
        UsageProblem: The revision is unknown.
        CannotGoOn: There is no checkout, no git, or not enough history.
    """
    _refuse_links(plan)
    folder = plan.parent
    commit = find_commit(folder, revision, "--base")
    base = _find_merge_base(folder, commit.id, revision)
    held = ask(folder, "cat-file", "blob", f"{base}:./{plan.name}")
    return base, held.printed if held.code == 0 else None


def _refuse_links(plan: Path) -> None:
    """A link in the checkout would have another file judged than the one that is compared."""
    for part in (plan, *plan.parents):
        if part.is_symlink():
            raise CannotGoOn(
                f"{part} is a symbolic link, so the change cannot be judged.",
                "Let the plan be a file in a folder of the checkout.",
            )
        if (part / ".git").exists():
            return


def _find_merge_base(folder: Path, commit: str, revision: str) -> str:
    found = ask(folder, "merge-base", commit, "HEAD")
    if found.code == 0:
        return found.printed.decode("ascii").strip()
    if is_shallow(folder):
        raise too_shallow(revision)
    raise CannotGoOn(f"HEAD and {quote(revision)} have no history in common.")
