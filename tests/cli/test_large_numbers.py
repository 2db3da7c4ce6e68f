"""Numbers people read have separators in every answer; those for programs never have."""

import csv
import io
import json
import re
import subprocess
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from stc.cli.main import main

HEAD = """\
schema_version: 1
title: A plan
phase: Phase One
timezone: America/Chicago

departments:
  - id: works
    name: Public Works

sections:
  - id: COM
    title: Communications
    goals:
      - title: Speak clearly
        steps:
"""
STATUSES = {"Planning": 1100, "Ongoing": 1010, "Complete": 1020, "Excluded": 1030}
LONG_NUMBER = re.compile(r"(?<![\w.,:#-])[0-9]{4,}(?![\w:-]|\.[0-9])")
YEARS = re.compile(r"(?<=[0-9], )20[0-9]{2}\b")
COMMANDS = (
    "overdue",
    "overdue --by dept",
    "overdue --ongoing",
    "due --within 90d",
    "list --status excluded",
    "summary",
    "departments",
    "slips",
    "slips --by section",
    "scorecard --by section",
    "report",
    "show COM-1001",
    "stale",
    "diff HEAD~1..HEAD",
    "history",
    "history --counts",
)


def write_plan(moved: bool) -> str:
    blocks, number = [], 1000
    for status, count in STATUSES.items():
        for _ in range(count):
            number += 1
            deadline = "2002-02-02" if moved and status == "Planning" else "2001-01-01"
            blocks.append(
                f"          - id: COM-{number}\n            status: {status}\n"
                f"            action: Say it.\n            departments: [works]\n"
                f"            deadline: {deadline}\n"
            )
    return HEAD + "\n".join(blocks)


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("large")
    person = ["-c", "user.name=Somebody", "-c", "user.email=somebody@example.org"]
    subprocess.run(["git", "init", "-q"], cwd=folder, check=True, timeout=300)
    (folder / "data").mkdir()
    for moved in (False, True):
        (folder / "data" / "plan.yaml").write_text(write_plan(moved), "utf-8")
        for words in (["add", "."], ["commit", "-qm", "Report"]):
            subprocess.run(["git", *person, *words], cwd=folder, check=True, timeout=300)
    return folder


@pytest.fixture
def ask(city: Path, capsysbinary: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.chdir(city)
    monkeypatch.delenv("STC_AS_OF", raising=False)
    monkeypatch.setenv("COLUMNS", "200")

    def call(words: str) -> str:
        capsysbinary.readouterr()
        assert main(words.split()) == 0
        return str(capsysbinary.readouterr().out.decode())

    return call


def find_bare(text: str) -> set[str]:
    return set(LONG_NUMBER.findall(YEARS.sub("", text)))


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("form", ["table", "md"])
def test_people_read_them_with_separators(ask: Any, command: str, form: str) -> None:
    assert find_bare(ask(f"{command} -f {form}")) == set()


def test_programs_read_them_without(ask: Any) -> None:
    totals = json.loads(ask("summary -f json"))["totals"]
    assert (totals["planning"], totals["steps"]) == (1100, sum(STATUSES.values()))
    rows = list(csv.DictReader(io.StringIO(ask("overdue -f csv"))))
    assert all(re.fullmatch("[0-9]{4,}", row["days_past"]) for row in rows)
    assert ask("summary -f tsv").splitlines()[1].split("\t")[3] == str(totals["steps"])
    assert "," not in ask("slips --by section -f tsv").splitlines()[1]


class Words(HTMLParser):
    """The words of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []

    def handle_data(self, data: str) -> None:
        self.said.append(data)


def test_the_site_has_them(ask: Any, tmp_path: Path) -> None:
    ask(f"site --out {tmp_path / 'public'}")
    bare: dict[str, set[str]] = {}
    public = tmp_path / "public"
    some = ("steps/COM-1001.html", "sections/COM.html", "statuses/complete.html")
    pages = [*public.glob("*.html"), *(public / name for name in some)]
    for page in pages:
        words = Words()
        words.feed(page.read_text("utf-8"))
        if found := find_bare(" ".join(words.said)):
            bare[page.name] = found
    assert bare == {}
