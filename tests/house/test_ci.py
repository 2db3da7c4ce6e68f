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
LOCKS = ("requirements.lock", ".ci/typer.lock", ".github/audit.lock")
PROGRAMS = ("pip", "python", "ruff", "mypy", "lint-imports", "zizmor", "stc")
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.y*ml"))


def find_commands(text: str) -> list[str]:
    return [
        line.strip() for line in text.splitlines() if line.strip().startswith("python3 -m venv")
    ]


def test_the_check_runs_the_two_commands_of_the_readme() -> None:
    commands = find_commands(RUN.read_text("utf-8"))
    assert len(commands) == 2
    assert commands == find_commands(README.read_text("utf-8"))


def run_with_stubs(
    folder: Path, failing: str, browser: str = "chromium", installer: str = ""
) -> subprocess.CompletedProcess[str]:
    """Runs the check in a folder where every program succeeds but one.

    Nothing of this machine is found, so that nothing is installed on it: `browser` is the program
    that is there, `installer` the script that stands in for apt-get.
    """
    for directory in (".ci", ".venv/bin", "bin"):
        (folder / directory).mkdir(parents=True)
    shutil.copy(RUN, folder / ".ci" / "run")
    for name in ("bin/python3", *(f".venv/bin/{program}" for program in PROGRAMS)):
        write_stub(folder / name, f"exit {int(Path(name).name == failing)}")
    if browser:
        write_stub(folder / "bin" / browser, "exit 0")
    if installer:
        write_stub(folder / "bin" / "apt-get", installer)
    for tool in ("dirname", "env", "cat", "chmod"):
        (folder / "bin" / tool).symlink_to(f"/usr/bin/{tool}")
    write_stub(folder / "bin" / "id", "echo 1000")
    write_stub(folder / "bin" / "sudo", '[ "$1" = -n ] && shift && exec "$@"')
    return subprocess.run(
        ["/bin/bash", ".ci/run"],
        cwd=folder,
        env={"PATH": str(folder / "bin")},
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )


def write_stub(path: Path, script: str) -> None:
    path.write_text(f"#!/bin/sh\n{script}\n", "utf-8")
    path.chmod(0o755)


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


NO_BROWSER = "NO BROWSER: the pages of the site are not looked at"
CALLED = 'echo "$@" >> called'
INSTALLS = f"""{CALLED}
case "$*" in *chromium*) echo '#!/bin/sh' > bin/chromium && chmod 755 bin/chromium;; esac"""


@pytest.mark.parametrize("browser", ["chromium", "chromium-browser", "google-chrome"])
def test_a_browser_that_is_there_is_used(tmp_path: Path, browser: str) -> None:
    run = run_with_stubs(tmp_path, "nothing", browser, CALLED)
    assert (run.returncode, run.stderr) == (0, "")
    assert NO_BROWSER not in run.stdout
    assert not (tmp_path / "called").exists()


def test_a_browser_is_installed_before_the_tests_where_there_is_none(tmp_path: Path) -> None:
    run = run_with_stubs(tmp_path, "nothing", "", INSTALLS)
    assert (run.returncode, run.stderr) == (0, "")
    assert NO_BROWSER not in run.stdout
    update, install = (tmp_path / "called").read_text("utf-8").splitlines()
    assert update.endswith(" update")
    assert install.endswith(" install --yes --no-install-recommends chromium fonts-liberation")
    text = RUN.read_text("utf-8")
    assert text.index("has_browser || install_browser") < text.rindex("\ntest_command\n")


def test_the_newest_typer_is_one_that_the_project_does_not_ask_for() -> None:
    """Typer is kept below 0.29, where it costs every command more; the code runs on both."""
    project = (ROOT / "pyproject.toml").read_text("utf-8")
    assert '"typer>=0.26,<0.29"' in project
    newest = re.search(
        r"^typer==0\.(\d+)", (ROOT / ".ci/typer.lock").read_text("utf-8"), re.MULTILINE
    )
    assert newest is not None
    assert int(newest[1]) >= 29
    assert "-r .ci/typer.lock" in RUN.read_text("utf-8")


@pytest.mark.parametrize("installer", ["", "exit 100", CALLED], ids=["none", "fails", "in vain"])
def test_where_no_browser_can_be_had_the_check_goes_on_and_says_so(
    tmp_path: Path, installer: str
) -> None:
    run = run_with_stubs(tmp_path, "nothing", "", installer)
    assert run.returncode == 0
    assert NO_BROWSER in run.stdout
    assert "all checks passed" in run.stdout


def test_without_a_right_to_install_the_check_goes_on(tmp_path: Path) -> None:
    run = run_with_stubs(tmp_path, "python", "", 'echo "are you root?" >&2; exit 100')
    assert run.returncode == 1
    assert NO_BROWSER in run.stdout


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_is_hashed_and_names_no_address(lock: str) -> None:
    text = (ROOT / lock).read_text("utf-8")
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
        written = {name for name, right in job["permissions"].items() if right != "read"}
        assert written <= {"pages", "id-token"}
        for step in job["steps"]:
            # Whoever may publish runs nothing of ours.
            assert not written or step["uses"].startswith("actions/deploy-pages@")
            assert re.fullmatch(r"[\w./-]+@[0-9a-f]{40}", step.get("uses", "a@" + "0" * 40))
            # What an outsider chose must not become part of a script.
            assert "${{" not in step.get("run", "")
            if step.get("uses", "").startswith("actions/checkout@"):
                assert step["with"]["persist-credentials"] is False
