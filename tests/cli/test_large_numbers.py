"""Numbers people read have separators in every answer; those for programs never have."""

import csv
import io
import json
import os
import re
import subprocess
from collections.abc import Iterable, Iterator
from html.parser import HTMLParser
from importlib import import_module
from itertools import islice
from pathlib import Path
from typing import Any

import pytest

from stc.cli.main import main
from stc.output.edition import Edition
from stc.output.registry import Screen, render_view
from stc.output.site.files import SiteFile
from stc.output.site.registry import PAGES
from stc.output.site.site import make_site
from stc.views.view import View
from tests.output.site.conftest import open_edition

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
    # The same ids every time: a short one of digits alone would be taken for a number.
    days = dict.fromkeys(("GIT_AUTHOR_DATE", "GIT_COMMITTER_DATE"), "2025-01-24T12:00:00Z")
    environment = {**os.environ, **days}
    subprocess.run(["git", "init", "-q"], cwd=folder, check=True, timeout=300)
    (folder / "data").mkdir()
    for moved in (False, True):
        (folder / "data" / "plan.yaml").write_text(write_plan(moved), "utf-8")
        for words in (["add", "."], ["commit", "-qm", "Report"]):
            subprocess.run(
                ["git", *person, *words], cwd=folder, env=environment, check=True, timeout=300
            )
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
def test_people_read_them_with_separators(
    ask: Any, command: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The answer is computed once for both forms: that is what costs time at this size."""
    documents = []

    def render(name: str, view: View, screen: Screen) -> Iterable[str]:
        documents.extend(render_view("md", view, screen))
        return render_view(name, view, screen)

    monkeypatch.setattr("stc.cli.console.render_view", render)
    table = ask(f"{command} -f table")
    (document,) = documents
    assert {"table": find_bare(table), "md": find_bare(document)} == {"table": set(), "md": set()}


def test_programs_read_them_without(ask: Any) -> None:
    totals = json.loads(ask("summary -f json"))["totals"]
    assert (totals["planning"], totals["steps"]) == (1100, sum(STATUSES.values()))
    rows = list(csv.DictReader(io.StringIO(ask("overdue -f csv"))))
    assert all(re.fullmatch("[0-9]{4,}", row["days_past"]) for row in rows)
    assert ask("summary -f tsv").splitlines()[1].split("\t")[3] == str(totals["steps"])
    assert "," not in ask("slips --by section -f tsv").splitlines()[1]


SOME = ("steps/COM-1001.html", "sections/COM.html", "statuses/complete.html")


class Words(HTMLParser):
    """The words of a page, but for the years on the axis of a chart."""

    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []
        self.is_in_chart = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.is_in_chart = self.is_in_chart or tag == "svg"

    def handle_endtag(self, tag: str) -> None:
        self.is_in_chart = self.is_in_chart and tag != "svg"

    def handle_data(self, data: str) -> None:
        if not (self.is_in_chart and re.fullmatch("20[0-9]{2}", data)):
            self.said.append(data)


def test_the_site_has_them(city: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of the pages of steps, all alike, one is enough; of the files only their sizes are said."""
    large = b"x" * 1_234_567
    monkeypatch.setattr("stc.output.site.pages.data.render_export", lambda *_: large)
    monkeypatch.setattr("stc.output.site.pages.data.build_package", lambda *_: [("x.csv", large)])
    edition = open_edition(city / "data" / "plan.yaml")
    bare: dict[str, set[str]] = {}
    seen = set()
    for path, data in build_some(edition):
        if path in SOME or (path.endswith(".html") and "/" not in path):
            seen.add(path)
            words = Words()
            words.feed(data.decode("utf-8"))
            if found := find_bare(" ".join(words.said)):
                bare[path] = found
    assert bare == {}
    assert seen >= {"index.html", "data.html", *SOME}


def build_some(edition: Edition) -> Iterator[SiteFile]:
    site = make_site(edition)
    for page in PAGES:
        files = import_module(page.module).make(site)
        yield from islice(files, 1) if page.name == "step" else files
