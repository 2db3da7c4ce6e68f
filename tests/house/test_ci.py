"""What continuous integration runs: the command that the README shows, with no more rights."""

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[2]
RUN = ROOT / ".ci" / "run"
README = ROOT / "README.md"
LOCK = ROOT / "requirements.lock"
PROGRAMS = ("pip", "python", "ruff", "mypy", "lint-imports", "stc")
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.y*ml"))


def find_commands(text: str) -> list[str]:
    return [
        line.strip() for line in text.splitlines() if line.strip().startswith("python3 -m venv")
    ]


def test_the_check_runs_the_two_commands_of_the_readme() -> None:
    commands = find_commands(RUN.read_text("utf-8"))
    assert len(commands) == 2
    assert commands == find_commands(README.read_text("utf-8"))


def run_with_stubs(folder: Path, failing: str) -> subprocess.CompletedProcess[str]:
    """Runs the check in a folder where every program succeeds but one."""
    for directory in (".ci", ".venv/bin", "bin"):
        (folder / directory).mkdir(parents=True)
    shutil.copy(RUN, folder / ".ci" / "run")
    for name in ("bin/python3", *(f".venv/bin/{program}" for program in PROGRAMS)):
        stub = folder / name
        stub.write_text(f"#!/bin/sh\nexit {int(stub.name == failing)}\n", "utf-8")
        stub.chmod(0o755)
    path = f"{folder / 'bin'}:/usr/bin:/bin"
    return subprocess.run(
        ["/bin/bash", ".ci/run"],
        cwd=folder,
        env={"PATH": path},
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_check_can_be_run() -> None:
    assert os.access(RUN, os.X_OK)


@pytest.mark.parametrize("failing", ["python3", *PROGRAMS])
def test_the_check_fails_when_any_part_of_it_fails(tmp_path: Path, failing: str) -> None:
    run = run_with_stubs(tmp_path, failing)
    assert run.returncode == 1
    assert "all checks passed" not in run.stdout


def test_the_check_passes_when_every_part_of_it_passes(tmp_path: Path) -> None:
    run = run_with_stubs(tmp_path, "nothing")
    assert (run.returncode, run.stderr) == (0, "")
    assert "all checks passed" in run.stdout


def test_the_lock_is_hashed_and_names_no_address() -> None:
    text = LOCK.read_text("utf-8")
    packages = re.findall(r"^[a-z].*?(?=^[a-z]|\Z)", text, re.MULTILINE | re.DOTALL)
    assert packages
    assert [package for package in packages if "--hash=sha256:" not in package] == []
    assert not re.search(
        r"://|--(extra-)?index-url|--find-links|\bfile:| @ |^-e", text, re.MULTILINE
    )


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_a_workflow_has_no_more_rights_than_it_needs(path: Path) -> None:
    text = path.read_text("utf-8")
    workflow = yaml.safe_load(text)
    # YAML 1.1 reads the key `on` as true.
    assert set(workflow[True]) <= {"pull_request", "push", "schedule", "workflow_dispatch"}
    assert workflow["permissions"] == {}
    for job in workflow["jobs"].values():
        assert set(job["permissions"].values()) <= {"read"}
        for step in job["steps"]:
            assert re.fullmatch(r"[\w./-]+@[0-9a-f]{40}", step.get("uses", "a@" + "0" * 40))
            # What an outsider chose must not become part of a script.
            assert "${{" not in step.get("run", "")
            if step.get("uses", "").startswith("actions/checkout@"):
                assert step["with"]["persist-credentials"] is False
