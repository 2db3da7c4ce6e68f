"""What continuous integration runs: the command that the README shows, with no more rights."""

import os
import re
import shutil
import subprocess
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[2]
RUN = ROOT / ".ci" / "run"
README = ROOT / "README.md"
LOCKS = ("requirements.lock", ".ci/typer.lock", ".ci/oldest.lock", ".github/audit.lock")
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
    folder: Path, failing: str, browser: str = "chromium", installer: str = "", python: str = ""
) -> subprocess.CompletedProcess[str]:
    """Run the check in a folder where every program succeeds but one.

    Nothing of this machine is found, so that nothing is installed on it: `browser` is the program
    that is there, `installer` the script that stands in for apt-get, `python` for Python.
    """
    for directory in (".ci", ".venv/bin", "bin"):
        (folder / directory).mkdir(parents=True)
    shutil.copy(RUN, folder / ".ci" / "run")
    for name in ("bin/python3", *(f".venv/bin/{program}" for program in PROGRAMS)):
        write_stub(folder / name, f"exit {int(Path(name).name == failing)}")
    if python:
        write_stub(folder / ".venv/bin/python", python)
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
    assert '"typer>=0.27.2,<0.29"' in project
    newest = re.search(
        r"^typer==0\.(\d+)", (ROOT / ".ci/typer.lock").read_text("utf-8"), re.MULTILINE
    )
    assert newest is not None
    assert int(newest[1]) >= 29
    assert "-r .ci/typer.lock" in RUN.read_text("utf-8")


def find_pins(lock: str) -> dict[str, str]:
    text = (ROOT / lock).read_text("utf-8")
    return dict(re.findall(r"^([a-z0-9-]+)==(\S+)", text, re.MULTILINE))


def test_the_oldest_libraries_are_the_lower_bounds_of_the_project() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    bounds = dict(re.findall(r"([a-z0-9-]+)>=([0-9.]+)", " ".join(project["dependencies"]).lower()))
    assert len(bounds) == len(project["dependencies"])
    pins = find_pins(".ci/oldest.lock")
    for name, bound in bounds.items():
        assert pins[name] in (bound, f"{bound}.0", f"{bound}.0.0"), name


def test_the_parser_is_tested_old_and_new() -> None:
    oldest, newest = (
        find_pins(lock)["pyyaml"] for lock in (".ci/oldest.lock", "requirements.lock")
    )
    # From 6.0.4 on, libyaml 0.2.6 has a limit of its own.
    assert oldest == "6.0.1"
    assert tuple(map(int, newest.split("."))) >= (6, 0, 4)
    run = RUN.read_text("utf-8")
    assert "-r .ci/oldest.lock" in run
    workflow = yaml.safe_load((ROOT / ".github/workflows/libraries.yml").read_text("utf-8"))
    assert "schedule" in workflow[True]
    job = workflow["jobs"]["test"]
    assert job["strategy"]["matrix"] == {"libraries": ["oldest", "newest"]}
    assert job["steps"][-1]["run"] == 'bash .ci/libraries "$LIBRARIES"'


@pytest.mark.parametrize(
    ("libraries", "installed"),
    [("oldest", "--require-hashes -r .ci/oldest.lock"), ("newest", "--only-binary=:all: pyyaml")],
)
def test_every_week_the_whole_suite_runs_with_other_libraries(
    tmp_path: Path, libraries: str, installed: str
) -> None:
    called = tmp_path / "called"
    for name in ("bin/python3", ".venv/bin/pip", ".venv/bin/python"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        write_stub(tmp_path / name, f'echo "$PYTHONPATH {Path(name).name} $@" >> {called}')
    (tmp_path / ".ci").mkdir()
    shutil.copy(ROOT / ".ci/libraries", tmp_path / ".ci")
    path = f"{tmp_path / 'bin'}:{os.environ['PATH']}"
    words = ["/bin/bash", ".ci/libraries", libraries]
    subprocess.run(words, cwd=tmp_path, env={"PATH": path}, check=True, timeout=60)
    *_, install, test, bombs = called.read_text("utf-8").splitlines()
    assert install.endswith(f" --target .venv/{libraries} {installed}")
    assert test == f"{tmp_path}/.venv/{libraries} python -m pytest -q"
    assert " python -m tests.faults.bombs --size 5000000" in bombs


@pytest.mark.parametrize(("version", "tested"), [("0", True), ("1", False)])
def test_the_oldest_libraries_are_tested_with_the_oldest_python(
    tmp_path: Path, version: str, tested: bool
) -> None:
    python = f'case "$*" in *version_info*) exit {version};; esac; {CALLED}'
    run = run_with_stubs(tmp_path, "nothing", python=python)
    assert (run.returncode, run.stderr) == (0, "")
    assert "all checks passed" in run.stdout
    assert ("tests/yaml tests/files" in (tmp_path / "called").read_text("utf-8")) is tested


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


REPORT = {"contents", "pull-requests", "issues"}
WRITERS = ("actions/deploy-pages@", "actions/download-artifact@", "actions/checkout@")


def assert_runs_nothing_of_ours(step: dict[str, Any]) -> None:
    """Assert that a step has no program but those of the runner, and of the checkout only data."""
    uses = step.get("uses", "actions/checkout@")
    assert uses.startswith(WRITERS)
    assert step.get("run") or "checkout" not in uses or step["with"]["sparse-checkout"] == "/data/"
    program = (
        r"(?<![\w./-])(stc|python3?|pip|bash|sh|source|eval|node|npm|make)(?![\w=-])|\./|stc/bin"
    )
    assert not re.search(program, step.get("run", ""))


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_a_workflow_has_no_more_rights_than_it_needs(path: Path) -> None:
    text = path.read_text("utf-8")
    workflow = yaml.safe_load(text)
    # YAML 1.1 reads the key `on` as true.
    events = {"pull_request", "push", "schedule", "workflow_dispatch", "issues"}
    assert set(workflow[True]) <= events
    assert workflow["permissions"] == {}
    for job in workflow["jobs"].values():
        written = {name for name, right in job["permissions"].items() if right != "read"}
        # What may be written comes from here: whoever publishes, and whoever answers a report.
        assert written <= {"pages", "id-token"} or written <= REPORT
        for step in job["steps"]:
            if written:
                assert_runs_nothing_of_ours(step)
            assert re.fullmatch(r"[\w./-]+@[0-9a-f]{40}", step.get("uses", "a@" + "0" * 40))
            # What an outsider chose must not become part of a script.
            assert "${{" not in step.get("run", "")
            if step.get("uses", "").startswith("actions/checkout@"):
                assert step["with"]["persist-credentials"] is False
