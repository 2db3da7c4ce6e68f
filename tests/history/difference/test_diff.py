"""`stc diff`, with real git: which versions it compares, how it ends, what it leaves alone."""

import json
import os
import shutil
from pathlib import Path
from typing import Any

import pytest

from stc.cli.main import main
from tests.history.difference.conftest import commit, git
from tests.plans import PUBLISHED

SILENT = ("deadline: 2024-12-31", "deadline: 2027-12-31")


def edit(plan: Path, old: str, new: str) -> None:
    text = plan.read_text("utf-8")
    assert old in text
    plan.write_text(text.replace(old, new, 1), "utf-8")


@pytest.fixture
def story(checkout: Path, plan: Path) -> Path:
    """Three versions: as published, with a silent move, with a status; and one not committed."""
    edit(plan, *SILENT)
    commit(checkout, "move silently", "2024-11-01")
    git(checkout, "tag", "moved")
    main(["set-status", "COM-03", "in-progress"])
    commit(checkout, "report", "2024-12-01")
    edit(plan, "page: 1\n", "page: 2\n")
    return plan


@pytest.mark.parametrize(
    ("asked", "kinds"),
    [
        ([], ["plan"]),
        (["HEAD"], ["plan"]),
        (["moved"], ["status", "plan"]),
        (["moved.."], ["status"]),
        (["moved..HEAD"], ["status"]),
        (["HEAD..moved"], ["backwards"]),
        (["..moved"], ["backwards"]),
        (["HEAD~2..moved"], ["moved"]),
        (["2024-10-15..2024-11-15"], ["moved"]),
        (["2024-11-15"], ["status", "plan"]),
        (["2024-11-15..main"], ["status"]),
        (["moved..moved"], []),
    ],
)
def test_which_versions_are_compared(story: Path, diff: Any, asked: Any, kinds: Any) -> None:
    answer = diff(*asked, "--format", "json", "--exit-code")
    assert answer.code == int(bool(kinds)), answer.err
    assert [one["kind"] for one in json.loads(answer.out)["changes"]] == kinds


def test_both_versions_are_named(story: Path, diff: Any, checkout: Path) -> None:
    first, last = (git(checkout, "rev-parse", name)[:9] for name in ("moved", "HEAD"))
    out = diff("moved..").out
    assert f"Plan data/plan.yaml at {last}." in out
    assert f"From data/plan.yaml at {first} to data/plan.yaml at {last}." in out
    out = diff().out
    assert f"Plan data/plan.yaml at {last} + local changes." in out
    assert f"From data/plan.yaml at {last} to data/plan.yaml in the work tree." in out


def test_the_day_that_was_asked_for_is_the_day_of_the_answer(
    story: Path, diff: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "As of 2025-01-24." in diff("moved..2024-12-15").out
    monkeypatch.delenv("STC_AS_OF")
    assert "As of 2024-12-15." in diff("moved..2024-12-15").out


def test_nothing_changed(checkout: Path, diff: Any) -> None:
    answer = diff("--exit-code")
    assert answer.code == 0
    assert "\nNothing changed.\n" in answer.out
    assert "differ" not in answer.out


def test_what_no_question_is_asked_of_is_told_all_the_same(story: Path, diff: Any) -> None:
    (change,) = json.loads(diff("--format", "json").out)["changes"]
    assert (change["about"], change["field"]) == ("plan", "source damage 1 page")
    assert (change["before"], change["after"]) == ("1", "2")


def test_without_the_option_a_change_is_no_failure(story: Path, diff: Any) -> None:
    assert diff().code == 0
    assert diff("--exit-code").code == 1


def test_two_files_without_git(tmp_path: Path, diff: Any, monkeypatch: Any) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PATH", str(tmp_path))
    for name in ("old plan.yaml", "né..w.yaml"):
        shutil.copy(PUBLISHED / "plan.yaml", tmp_path / name)
    edit(tmp_path / "né..w.yaml", *SILENT)
    answer = diff("old plan.yaml", "né..w.yaml")
    assert answer.code == 0, answer.err
    assert "Plan né..w.yaml, no git revision." in answer.out
    assert "1 deadline moved, 1,095 days later" in answer.out.replace("1095", "1,095")


@pytest.mark.parametrize(
    ("asked", "code", "said"),
    [
        (["nope"], 2, "nope"),
        (["nope..HEAD"], 2, "nope"),
        (["moved...HEAD"], 2, "three dots"),
        ([""], 2, "is empty"),
        (["--output=x"], 2, "No such option"),
        (["--", "--output=x"], 2, "--output=x"),
        (["main\nHEAD"], 2, "main"),
        (["data/plan.yaml"], 2, "Name two files"),
        (["data/plan.yaml", "nope.yaml"], 2, 'no file "nope.yaml"'),
        (["data/plan.yaml", "x" * 420], 2, 'no file "xxx'),
        (["main", "moved"], 2, "write A..B"),
        (["data/plan.yaml"] * 3, 2, "Only two files"),
        (["data/plan.yaml", "data/plan.yaml", "--plan", "data/plan.yaml"], 2, "Leave out --plan"),
        (["data/plan.yaml", "data"], 3, "data"),
        (["2001-01-01"], 3, "2001-01-01"),
        (["--plan", "nope.yaml"], 3, "nope.yaml"),
    ],
)
def test_what_cannot_be_compared(story: Path, diff: Any, asked: Any, code: int, said: str) -> None:
    before = sorted(story.parents[1].rglob("*"))
    answer = diff(*asked)
    assert (answer.code, answer.out) == (code, ""), answer.err
    assert said in answer.err
    assert answer.err.count("Error: ") == 1
    assert "--at" not in answer.err
    assert sorted(story.parents[1].rglob("*")) == before


def test_outside_of_a_checkout(tmp_path: Path, diff: Any, monkeypatch: Any) -> None:
    shutil.copytree(PUBLISHED, tmp_path / "data")
    monkeypatch.chdir(tmp_path)
    answer = diff()
    assert answer.code == 3
    assert "git" in answer.err


def test_a_version_with_errors_is_refused_with_its_findings(
    checkout: Path, plan: Path, diff: Any
) -> None:
    edit(plan, "status: Planning", "status: Plannning")
    broken = commit(checkout, "broken")
    edit(plan, "status: Plannning", "status: Planning")
    answer = diff(broken)
    assert answer.code == 3
    assert f"data/plan.yaml at {broken}:" in answer.err
    assert "has errors, so it cannot be compared" in answer.err


def test_the_same_version_twice_differs_in_nothing_whatever_is_in_it(
    checkout: Path, plan: Path, diff: Any
) -> None:
    edit(plan, "status: Planning", "status: Plannning")
    broken = commit(checkout, "broken")
    answer = diff()
    assert (answer.code, "Nothing changed." in answer.out) == (0, True)
    assert diff(f"{broken}..HEAD", "--exit-code").code == 0
    edit(plan, "\ntitle:", "\ntitel:")
    commit(checkout, "broken even in its head")
    assert diff().code == 3


def test_a_plan_with_errors_in_the_work_tree_does_not_keep_history_from_answering(
    story: Path, diff: Any
) -> None:
    story.write_text("no: plan\n", "utf-8")
    assert diff("moved..HEAD").code == 0
    assert diff("2024-11-15..HEAD").code == 0
    assert diff("moved").code == 3


def test_a_summary_and_a_log(story: Path, diff: Any, tmp_path: Path, monkeypatch: Any) -> None:
    summary = tmp_path / "summary.md"
    summary.write_text("before\n", "utf-8")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))
    answer = diff("moved", "--format", "github")
    assert answer.code == 0
    assert "\nStarted: COM-03.\n" in answer.out
    written = summary.read_text("utf-8")
    assert written == f"before\n{diff('moved', '--format', 'md').out}"
    assert written.startswith("before\n<!-- stc diff -->\n")


def test_without_a_summary_the_log_is_enough(story: Path, diff: Any) -> None:
    answer = diff("moved", "--format", "github")
    assert (answer.code, answer.err) == (0, "")
    assert "1 status changed" in answer.out


def test_a_summary_that_cannot_be_written(story: Path, diff: Any, monkeypatch: Any) -> None:
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(story.parent))
    answer = diff("--format", "github")
    assert answer.code == 0
    assert "GITHUB_STEP_SUMMARY could not be written" in answer.err


def test_no_text_is_a_command_in_a_log(checkout: Path, plan: Path, diff: Any) -> None:
    name = "::error::x ##[group]y.yaml"
    shutil.copy(plan, checkout / name)
    out = diff(name, name, "--format", "github").out
    assert "##[" not in out
    assert not any(line.startswith("::") for line in out.splitlines())


def test_nothing_is_touched(story: Path, diff: Any) -> None:
    def state() -> dict[str, tuple[int, bytes]]:
        files = [path for path in story.parents[1].rglob("*") if path.is_file()]
        return {str(path): (path.stat().st_mtime_ns, path.read_bytes()) for path in files}

    before = state()
    assert diff("moved").code == 0
    assert state() == before


def test_the_plan_is_found_from_a_folder_within(story: Path, diff: Any) -> None:
    os.chdir(story.parent)
    assert "at" in diff("moved..").out
