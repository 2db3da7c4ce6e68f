"""Two pull requests on the plan merge with plain git: on one step, on neighbours, in one goal."""

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from stc.cli.main import main
from stc.files.load import load_plan
from tests.plans import PUBLISHED, find_step

Edit = Callable[[Path], None]


def git(folder: Path, *arguments: str) -> None:
    given = {"PATH": "/usr/local/bin:/usr/bin:/bin", "HOME": str(folder)}
    person = {
        f"GIT_{who}_{what}": "x" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")
    }
    subprocess.run(
        ["git", *arguments],
        cwd=folder,
        env={**given, **person},
        check=True,
        capture_output=True,
        timeout=300,
    )


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "data").mkdir()
    shutil.copy(PUBLISHED / "plan.yaml", tmp_path / "data" / "plan.yaml")
    git(tmp_path, "init", "--quiet", "--template=", "--initial-branch=main")
    git(tmp_path, "add", "data")
    git(tmp_path, "commit", "--quiet", "-m", "publish")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments: str) -> Edit:
    def edit(_: Path) -> None:
        assert main(arguments) == 0

    return edit


def add_step_after(step_id: str, new_id: str) -> Edit:
    """Add a step below another one, as a person does in an editor."""

    def edit(folder: Path) -> None:
        path = folder / "data" / "plan.yaml"
        lines = path.read_text("utf-8").split("\n")
        at = lines.index(f"          - id: {step_id}")
        end = next(n for n in range(at, len(lines)) if not lines[n])
        step = ["", f"          - id: {new_id}", "            status: Planning"]
        step += ["            action: >-", f"              Do what {new_id} says."]
        lines[end:end] = step
        path.write_text("\n".join(lines), "utf-8")

    return edit


COMPLETE = ("--completed", "2026-01-15", "--evidence", "The minutes", "--note", "A remark.")
PAIRS = {
    "status and deadline of one step": (
        run("set-status", "COM-10", "complete", *COMPLETE),
        run("set-deadline", "COM-10", "2027-01-31", "--reason", "The council decides later."),
    ),
    "lead and deadline of one step": (
        run("set-lead", "COM-10", "911"),
        run("set-deadline", "COM-10", "2027-01-31", "--reason", "The council decides later."),
    ),
    "lead and status of one step": (
        run("set-lead", "COM-10", "911"),
        run("set-status", "COM-10", "complete", *COMPLETE),
    ),
    "deadline of a step and status of the next": (
        run("set-deadline", "COM-10", "2027-01-31", "--reason", "The council decides later."),
        run("set-status", "COM-11", "complete", *COMPLETE),
    ),
    "status of two neighbours": (
        run("set-status", "COM-10", "complete", *COMPLETE),
        run("set-status", "COM-11", "complete", *COMPLETE),
    ),
    "deadlines of two neighbours": (
        run("set-deadline", "COM-10", "2027-01-31", "--reason", "One."),
        run("set-deadline", "COM-11", "2027-02-28", "--reason", "Two."),
    ),
    "a step added and the status of the one above": (
        add_step_after("COM-10", "COM-16"),
        run("set-status", "COM-10", "complete", *COMPLETE),
    ),
    "a step added and the deadline of the one above": (
        add_step_after("COM-10", "COM-16"),
        run("set-deadline", "COM-10", "2027-01-31", "--reason", "One."),
    ),
    "a step added and the status of the one below": (
        add_step_after("COM-10", "COM-16"),
        run("set-status", "COM-11", "complete", *COMPLETE),
    ),
    "steps added in two places of one goal": (
        add_step_after("COM-10", "COM-16"),
        add_step_after("COM-11", "COM-17"),
    ),
}


@pytest.mark.parametrize("name", PAIRS)
def test_two_branches_merge(checkout: Path, name: str) -> None:
    for branch, edit in zip(("one", "two"), PAIRS[name], strict=True):
        git(checkout, "checkout", "--quiet", "-b", branch, "main")
        edit(checkout)
        git(checkout, "commit", "--quiet", "-am", branch)
    git(checkout, "merge", "--quiet", "--no-edit", "one")
    merged = load_plan((checkout / "data" / "plan.yaml").read_bytes(), "plan.yaml")
    assert merged.value is not None


def test_a_merged_step_has_both_changes(checkout: Path) -> None:
    test = PAIRS["status and deadline of one step"]
    for branch, edit in zip(("one", "two"), test, strict=True):
        git(checkout, "checkout", "--quiet", "-b", branch, "main")
        edit(checkout)
        git(checkout, "commit", "--quiet", "-am", branch)
    git(checkout, "merge", "--quiet", "--no-edit", "one")
    plan = load_plan((checkout / "data" / "plan.yaml").read_bytes(), "plan.yaml").value
    assert plan is not None
    step = find_step(plan, "COM-10")
    assert (step.status.name, str(step.deadline)) == ("Complete", "2027-01-31")
    assert step.evidence == ("The minutes",)
    assert [one.reason for one in step.revisions] == ["The council decides later."]


def test_a_rewritten_status_in_both_branches_is_a_conflict(checkout: Path) -> None:
    """The check can fail: where two people say different things, git asks."""
    for branch, status in (("one", "complete"), ("two", "ongoing")):
        git(checkout, "checkout", "--quiet", "-b", branch, "main")
        run("set-status", "COM-10", status)(checkout)
        git(checkout, "commit", "--quiet", "-am", branch)
    with pytest.raises(subprocess.CalledProcessError):
        git(checkout, "merge", "--quiet", "--no-edit", "one")
    assert main(["validate"]) == 1
