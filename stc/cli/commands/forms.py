"""`stc forms`."""

from pathlib import Path
from typing import Annotated, Final

from stc.cli.console import Outcome, say
from stc.cli.context import now, resolve_plan_path, show_path
from stc.cli.main import DONE, FINDINGS
from stc.cli.parameters import Option
from stc.files.store.file import OverwritePolicy, write_file
from stc.files.store.read import cannot, read_bytes
from stc.files.store.system import explain
from stc.intake.questions import FORM
from stc.output.issue_form import HEAD, render_form
from stc.rules.load_checked import load_checked_plan

FOLDER: Final = Path(".github", "ISSUE_TEMPLATE")


def run(
    check: Annotated[
        bool, Option("--check", help="Say whether the form is old; write nothing.")
    ] = False,
    force: Annotated[bool, Option("--force", help="Replace a form that stc did not make.")] = False,
    file: Annotated[
        str | None, Option("--plan", metavar="FILE", help="The plan file; overrides STC_PLAN.")
    ] = None,
) -> Outcome:
    """Write the form of GitHub by which people report progress, in the words of the plan.

    It is .github/ISSUE_TEMPLATE/report-progress.yml. Run this again when a status or a department
    has another name. With --check, the exit code is 1 if it is missing or old.

    Example: stc forms --check
    """
    plan_path = resolve_plan_path(file)
    plan, _, _ = load_checked_plan(read_bytes(plan_path), show_path(plan_path), now())
    path = _find_root(plan_path) / FOLDER / FORM
    data, shown = render_form(plan).encode("utf-8"), show_path(path)
    if check:
        return _check(path, shown, data)
    _make_folder(path.parent)
    policy = OverwritePolicy(
        is_ours=lambda old: old.startswith(HEAD.encode()), permit=lambda: force
    )
    written = write_file(str(path), data, policy, say=say)
    if written == "same":
        return Outcome(f"{shown} is as the plan has it. Nothing to do.\n")
    return Outcome(f"Wrote {shown}.\nNext: commit it. GitHub reads it on the default branch.\n")


def _check(path: Path, shown: str, data: bytes) -> Outcome:
    if not path.exists():
        return Outcome(f"There is no {shown}. Run stc forms to write it.\n", FINDINGS)
    if read_bytes(path) != data:
        return Outcome(f"{shown} is not as the plan has it. Run stc forms to renew it.\n", FINDINGS)
    return Outcome(f"{shown} is as the plan has it.\n", DONE)


def _find_root(plan: Path) -> Path:
    """Return the root of the checkout of a plan; without one, the folder above that of the plan."""
    folder = plan.absolute().parent
    return next(
        (parent for parent in plan.resolve().parents if (parent / ".git").exists()), folder.parent
    )


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise cannot("make", show_path(folder), explain(error)) from error
