"""The pages for staff and reviewers are true: the commands run, the codes exist."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from stc import codes
from tests.plans import PUBLISHED, SMALL, STATUSES, change, load

ROOT = Path(__file__).parents[2]
STAFF = (ROOT / "docs" / "for-city-staff.md").read_text("utf-8")
TRUST = (ROOT / "docs" / "trust.md").read_text("utf-8")
CODES = {code.id: code for code in vars(codes).values() if isinstance(code, codes.Code)}


def find_blocks(text: str, language: str) -> list[str]:
    """Return the fenced blocks of a language, without the indentation they stand in."""
    found = re.findall(rf"^( *)```{language}\n(.*?)^ *```$", text, re.MULTILINE | re.DOTALL)
    return [re.sub(rf"^{indent}", "", block, flags=re.MULTILINE) for indent, block in found]


def run(command: str, folder: Path) -> subprocess.CompletedProcess[str]:
    environment = {"PATH": f"{Path(sys.executable).parent}:/usr/bin:/bin", "HOME": str(folder)}
    return subprocess.run(
        ["/bin/bash", "-c", command],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )


def test_the_page_for_staff_is_short() -> None:
    assert len(STAFF.splitlines()) < 150


def test_the_commands_for_staff_run_one_after_the_other(tmp_path: Path) -> None:
    shutil.copytree(PUBLISHED, tmp_path / "data")
    (block,) = find_blocks(STAFF, "sh")
    for command in block.splitlines():
        done = run(command, tmp_path)
        assert done.returncode == 0, (command, done.stderr)
    text = (tmp_path / "data" / "plan.yaml").read_text("utf-8")
    assert "completed: 2024-11-20" in text
    assert "to: 2025-06-30" in text


def test_the_check_says_what_the_page_shows(tmp_path: Path) -> None:
    shutil.copytree(PUBLISHED, tmp_path / "data")
    path = tmp_path / "data" / "plan.yaml"
    line = "          - id: COM-03\n            status: "
    path.write_text(change(path.read_text("utf-8"), f"{line}Planning", f"{line}Completed"), "utf-8")
    (shown,) = find_blocks(STAFF, "text")
    done = run("stc validate", tmp_path)
    assert done.returncode == 1
    assert shown in done.stdout


def test_every_code_exists_and_a_warning_is_called_one() -> None:
    rows = re.findall(r"^\| (STC\d+(?:, STC\d+)*) \| (.*?) \|", STAFF, re.MULTILINE)
    assert len(rows) > 15
    for names, said in rows:
        kinds = {CODES[name].severity for name in names.split(", ")}
        assert kinds == {"warning" if "(warning" in said else "error"}, names


def test_the_statuses_are_those_of_the_plan() -> None:
    for status in STATUSES:
        assert status.name == "Unknown" or f"**{status.name}**" in STAFF


@pytest.mark.parametrize("block", find_blocks(STAFF, "yaml"))
def test_what_the_page_writes_into_the_plan_is_sound(block: str) -> None:
    step = yaml.safe_load(block)
    fields = step[0] if isinstance(step, list) else step
    indented = "".join(
        f"            {line}\n"
        for line in block.replace("- id: COM-03", "").splitlines()
        if line.strip()
    )
    indented = re.sub(r"(?m)^ {14}(?=(status|completed|evidence):)", " " * 12, indented)
    small = SMALL
    for name, line in (("status", "status: Planning"), ("deadline", "deadline: 2024-12-31")):
        if name in fields:
            small = change(small, f"            {line}\n", "")
    plan = load(change(small, "- id: COM-01\n", f"- id: COM-01\n{indented}"))
    assert plan.steps[0].id == "COM-01"


def test_the_pins_of_the_example_are_those_of_our_workflows() -> None:
    pins = set(re.findall(r"actions/checkout@\S+ # \S+", TRUST))
    assert pins
    assert pins <= set(
        re.findall(
            r"actions/checkout@\S+ # \S+",
            (ROOT / ".github" / "workflows" / "plan.yml").read_text("utf-8"),
        )
    )
