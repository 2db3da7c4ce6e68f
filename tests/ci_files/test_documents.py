"""The pages for staff and reviewers are true: the commands run, the codes exist."""

import io
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest

from stc import codes
from tests.intake.events import make_event, write_body
from tests.plans import PUBLISHED, STATUSES, change

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


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A checkout with the plan as published."""
    shutil.copytree(PUBLISHED, tmp_path / "data")
    name = "-c user.name=Staff -c user.email=staff@example.org"
    made = run(f"git init -q . && git add . && git {name} commit -qm Plan", tmp_path)
    assert made.returncode == 0, made.stderr
    return tmp_path


def run_block(block: str, folder: Path) -> None:
    """Run the lines of a block of the page, each of which must succeed."""
    for command in block.splitlines():
        done = run(command, folder)
        assert done.returncode == 0, (command, done.stderr)


def list_changed_lines(folder: Path) -> list[str]:
    """Return the lines that a change adds to the files of the plan, without their indentation."""
    shown = run("git add --intent-to-add . && git diff --unified=0 -- data", folder).stdout
    return [line[1:].strip() for line in shown.splitlines() if re.match(r"\+(?!\+\+)", line)]


def read_reported() -> list[tuple[str, str, str]]:
    """Return what the page fills in in the sheet: the step, the column and the text."""
    rows = re.findall(r"^ *\| ([A-Z]+-\d+) \| (.+?) \| (.+?) \|$", STAFF, re.MULTILINE)
    assert len(rows) > 5
    return rows


def test_staff_need_no_yaml() -> None:
    assert not find_blocks(STAFF, "yaml")


def test_a_report_with_a_spreadsheet(checkout: Path) -> None:
    sheet = checkout / "911.xlsx"
    assert run("stc sheet --dept 911 -o 911.xlsx", checkout).returncode == 0
    book = openpyxl.load_workbook(io.BytesIO(sheet.read_bytes()))
    head, *rows = book["Report"].iter_rows()
    columns = {cell.value: cell.column for cell in head}
    lines = {row[0].value: row[0].row for row in rows}
    for step, column, text in read_reported():
        cell = book["Report"].cell(lines[step], columns[column], text)
        assert not cell.protection.locked, (step, column)
    book.save(sheet)
    owner, _ = find_blocks(STAFF, "sh")
    run_block(owner, checkout)
    changed = list_changed_lines(checkout)
    for _, column, text in read_reported():
        assert column == "Confirm" or any(text in line for line in changed), text
    assert run("stc validate --base HEAD", checkout).returncode == 0
    run("git add --all && git -c user.name=A -c user.email=a@b commit -qm Reported", checkout)
    run_block(owner, checkout)
    assert list_changed_lines(checkout) == []


def test_a_report_with_the_form(checkout: Path) -> None:
    answers = {"New status": "status", "Completed on": "completed", "Evidence": "evidence"}
    body = write_body(
        step="COM-03",
        by="911",
        **{answers[column]: text for step, column, text in read_reported() if step == "COM-03"},
    )
    (checkout / "event.json").write_text(json.dumps(make_event(body)), "utf-8")
    done = run("stc intake event.json", checkout)
    assert done.returncode == 0, done.stderr
    assert "status: Complete" in list_changed_lines(checkout)
    assert run("stc validate --base HEAD", checkout).returncode == 0


def test_a_report_in_a_terminal(checkout: Path) -> None:
    _, staff = find_blocks(STAFF, "sh")
    run_block(staff, checkout)
    changed = list_changed_lines(checkout)
    assert "completed: 2026-11-20" in changed
    assert any("to: 2027-03-31" in line for line in changed)
    assert run("stc validate --base HEAD", checkout).returncode == 0
    assert run("stc undo --yes", checkout).returncode == 0
    assert list_changed_lines(checkout) == []


@pytest.mark.parametrize("command", re.findall(r"`(stc [^`]*\|[^`]*)`", STAFF))
def test_a_report_of_several_steps(checkout: Path, command: str) -> None:
    done = run(command, checkout)
    assert done.returncode == 0, done.stderr
    assert list_changed_lines(checkout)


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
    assert len(rows) > 10
    for names, said in rows:
        kinds = {CODES[name].severity for name in names.split(", ")}
        assert kinds == {"warning" if "(warning" in said else "error"}, names


def test_the_statuses_are_those_of_the_plan() -> None:
    for status in STATUSES:
        assert status.name == "Unknown" or f"**{status.name}**" in STAFF


def test_the_pins_of_the_example_are_those_of_our_workflows() -> None:
    pins = set(re.findall(r"actions/checkout@\S+ # \S+", TRUST))
    assert pins
    assert pins <= set(
        re.findall(
            r"actions/checkout@\S+ # \S+",
            (ROOT / ".github" / "workflows" / "plan.yml").read_text("utf-8"),
        )
    )
