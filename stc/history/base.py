"""The plan as it was where a change began, read from git without touching the work tree."""

from pathlib import Path

from stc.history.git import Answer, run_git
from stc.words.errors import CannotGoOn, UsageProblem
from stc.words.nearest import quote


def read_base(plan: Path, revision: str) -> tuple[str, bytes | None]:
    """Gives the commit where a change began, and the bytes of the plan there.

    Args:
        plan: The absolute path of the plan, as it was named: no link may stand in it.
        revision: What the user named.

    That is the merge base of the checkout and the revision: what the other side did since is not
    a part of the change. The bytes are None where the plan did not exist there.

    Raises:
        UsageProblem: The revision is unknown.
        CannotGoOn: There is no checkout, no git, or not enough history.
    """
    if revision.startswith("-") or not revision.strip() or "\0" in revision or "\n" in revision:
        raise UsageProblem(f"--base: {quote(revision)} is not a revision.", "Name one: main.")
    _refuse_links(plan)
    folder = plan.parent
    commit = _find_commit(folder, revision)
    base = _find_merge_base(folder, commit, revision)
    held = _ask(folder, "cat-file", "blob", f"{base}:./{plan.name}")
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


def _find_commit(folder: Path, revision: str) -> str:
    name = f"{revision}^{{commit}}"
    found = _ask(folder, "rev-parse", "--verify", "--quiet", "--end-of-options", name)
    if found.code == 0:
        return found.printed.decode("ascii").strip()
    if "not a git repository" in found.complaint:
        raise CannotGoOn(f"{folder} is not in a git checkout, so there is nothing to compare with.")
    if "dubious ownership" in found.complaint:
        raise CannotGoOn(
            "git refuses this checkout, because it belongs to somebody else.",
            "git config --global --add safe.directory FOLDER tells git to trust it.",
        )
    if _is_shallow(folder):
        raise _too_shallow(revision)
    raise UsageProblem(
        f"--base: unknown revision {quote(revision)}.",
        "Name a branch, a tag or a commit; git fetch brings those of the server.",
    )


def _find_merge_base(folder: Path, commit: str, revision: str) -> str:
    found = _ask(folder, "merge-base", commit, "HEAD")
    if found.code == 0:
        return found.printed.decode("ascii").strip()
    if _is_shallow(folder):
        raise _too_shallow(revision)
    raise CannotGoOn(f"HEAD and {quote(revision)} have no history in common.")


def _is_shallow(folder: Path) -> bool:
    return _ask(folder, "rev-parse", "--is-shallow-repository").printed.strip() == b"true"


def _too_shallow(revision: str) -> CannotGoOn:
    return CannotGoOn(
        f"This checkout is shallow: the history up to {quote(revision)} is missing.",
        "Check out with fetch-depth: 0, or run git fetch --unshallow.",
    )


def _ask(folder: Path, *arguments: str) -> Answer:
    answer = run_git(folder, *arguments)
    if answer is None:
        raise CannotGoOn("git does not answer; --base needs it.", "Install git, and try again.")
    return answer
