"""`stc validate --base REV`: a change is judged against where it began, with real git."""

import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from stc.cli.main import main
from tests.plans import PUBLISHED

PERSON = {f"GIT_{who}_{what}": "x" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}


def git(folder: Path, *arguments: str) -> str:
    given = {"PATH": "/usr/local/bin:/usr/bin:/bin", "HOME": str(folder), **PERSON}
    command = ["git", "-c", "protocol.file.allow=always", *arguments]
    run = subprocess.run(
        command, cwd=folder, env=given, check=True, capture_output=True, text=True, timeout=60
    )
    return run.stdout.strip()


def commit(folder: Path, message: str) -> str:
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--allow-empty", "-m", message)
    return git(folder, "rev-parse", "HEAD")


def edit(checkout: Path, old: str, new: str) -> None:
    path = checkout / "data" / "plan.yaml"
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


SILENT_MOVE = ("deadline: 2024-12-31", "deadline: 2027-12-31")


def test_a_silent_move_is_called_by_name(checkout: Path, validate: Any) -> None:
    edit(checkout, *SILENT_MOVE)
    code, out, _ = validate("--base", "main")
    assert code == 1
    assert "error STC405" in out
    assert "GOV-02" in out


def test_a_move_with_a_reason_passes(checkout: Path, validate: Any) -> None:
    main(["set-deadline", "COM-03", "2027-03-31", "--reason", "The board meets in March."])
    commit(checkout, "move")
    assert validate("--base", "main")[0] == 0


def test_what_the_other_side_did_since_is_no_part_of_the_change(
    checkout: Path, validate: Any
) -> None:
    main(["set-status", "COM-03", "in-progress"])
    commit(checkout, "ours")
    git(checkout, "checkout", "--quiet", "main")
    edit(checkout, *SILENT_MOVE)
    commit(checkout, "theirs, silently")
    git(checkout, "checkout", "--quiet", "change")
    code, out, _ = validate("--base", "main")
    assert code == 0, out


def test_a_plan_that_is_new_says_so(checkout: Path, validate: Any) -> None:
    git(checkout, "checkout", "--quiet", "--orphan", "empty")
    git(checkout, "rm", "--quiet", "-r", "--cached", ".")
    (checkout / "README").write_text("Soon.\n", "utf-8")
    git(checkout, "add", "README")
    git(checkout, "commit", "--quiet", "-m", "without the plan")
    start = git(checkout, "rev-parse", "HEAD")
    code, out, _ = validate("--base", start)
    assert code == 0
    assert f"data/plan.yaml at {start[:9]} does not exist: the plan is new" in out
    # It is said because git lists the files of that commit, and not because nothing was found.
    tree = git(checkout, "rev-parse", "HEAD^{tree}")
    (checkout / ".git" / "objects" / tree[:2] / tree[2:]).unlink()
    code, out, err = validate("--base", start)
    assert (code, out) == (3, "")
    assert f'git cannot read the files of "{start}", so the repository is damaged' in err


def test_a_base_with_errors_is_explained(checkout: Path, validate: Any) -> None:
    edit(checkout, "status: Planning", "status: Plannning")
    broken = commit(checkout, "broken")
    edit(checkout, "status: Plannning", "status: Planning")
    code, _, err = validate("--base", broken)
    assert code == 3
    assert f"data/plan.yaml at {broken[:9]}:" in err
    assert "has errors, so the change cannot be checked" in err


def test_a_shallow_clone_is_explained(
    checkout: Path, validate: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = git(checkout, "rev-parse", "main")
    commit(checkout, "second")
    clone = checkout.parent / "shallow"
    git(checkout, "clone", "--quiet", "--depth=1", f"file://{checkout}", str(clone))
    monkeypatch.chdir(clone)
    code, _, err = validate("--base", first)
    assert code == 3
    assert "This checkout is shallow" in err
    assert "fetch-depth: 0" in err


@pytest.mark.parametrize(
    ("revision", "said"),
    [
        ("nope", 'unknown revision "nope"'),
        ("--output=x", "is not a revision"),
        ("", "the value is empty"),
        ("main\nHEAD", "is not a revision"),
    ],
)
def test_what_is_no_revision_is_refused(
    checkout: Path, validate: Any, revision: str, said: str
) -> None:
    before = sorted(checkout.rglob("*"))
    code, _, err = validate(f"--base={revision}")
    assert code == 2
    assert said in err
    assert sorted(checkout.rglob("*")) == before


def test_outside_of_a_checkout(
    tmp_path: Path, validate: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(PUBLISHED, tmp_path / "data")
    monkeypatch.chdir(tmp_path)
    code, _, err = validate("--base", "main")
    assert code == 3
    assert "is not in a git checkout" in err


def test_without_git(checkout: Path, validate: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(checkout))
    code, _, err = validate("--base", "main")
    assert code == 3
    assert "git does not run" in err
    assert main(["validate", "--select", "STC4"]) == 0


def test_neither_the_index_nor_the_work_tree_is_touched(checkout: Path, validate: Any) -> None:
    edit(checkout, *SILENT_MOVE)

    def state() -> dict[str, tuple[int, bytes]]:
        files = [path for path in checkout.rglob("*") if path.is_file()]
        return {str(path): (path.stat().st_mtime_ns, path.read_bytes()) for path in files}

    before = state()
    assert validate("--base", "main")[0] == 1
    assert state() == before


def test_the_summary_of_a_job_is_appended_to(
    checkout: Path, validate: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    summary = checkout.parent / "summary.md"
    summary.write_text("before\n", "utf-8")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    edit(checkout, *SILENT_MOVE)
    code, out, _ = validate("--base", "main")
    assert code == 1
    assert out.startswith("::error file=data/plan.yaml,line=")
    written = summary.read_text("utf-8")
    assert written.startswith("before\n## Findings\n")
    assert "STC405" in written


def test_a_summary_that_cannot_be_written_is_no_reason_to_fail(
    checkout: Path, validate: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(checkout))
    code, _, err = validate()
    assert code == 0
    assert "GITHUB_STEP_SUMMARY could not be written" in err


def test_warnings_the_plan_had_before_are_not_repeated(
    checkout: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["set-status", "COM-04", "complete"])
    capsys.readouterr()
    assert main(["validate", "--base", "main"]) == 0
    out = capsys.readouterr().out
    warnings = [line for line in out.splitlines() if ": warning " in line]
    assert [line.split(" ", 3)[2] for line in warnings] == ["STC203", "STC204"]
    assert all("COM-04" in line for line in warnings)
    assert "those it still has are not repeated here." in out


@pytest.mark.parametrize("linked", ["file", "folder"])
def test_a_link_is_not_judged_in_place_of_the_plan(
    checkout: Path, validate: Any, linked: str
) -> None:
    """Otherwise a plan that moved behind a link would count as new, and pass."""
    edit(checkout, *SILENT_MOVE)
    data = checkout / "data"
    if linked == "file":
        (data / "plan.yaml").rename(data / "other.yaml")
        (data / "plan.yaml").symlink_to("other.yaml")
    else:
        data.rename(checkout / "elsewhere")
        data.symlink_to("elsewhere")
    commit(checkout, "hide")
    code, _, err = validate("--base", "main", "--plan", "data/plan.yaml")
    assert code == 3
    assert "is a symbolic link, so the change cannot be checked" in err
