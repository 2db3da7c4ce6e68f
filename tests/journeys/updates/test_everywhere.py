"""An update reaches every output, and stays a text there, whatever it wants to be."""

import csv
import io
import json
import re
import zipfile
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.history.repository import Repository
from tests.journeys.updates.conftest import Ask, ask_in, make_city
from tests.output.hostile import HOSTILE
from tests.plans import VOICES, change

MARK = "Zebrafish"
TEXT = f"=cmd|' /C calc'!A0 {MARK} ::set-output name=a::b {' '.join(HOSTILE)}"
EVIDENCE = f"javascript:alert({MARK}) <b> | =1+1"
UNSAFE = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069]")
TABLE = (
    "show COM-01",
    "report --since 2025-01-01",
    "history",
    "history COM-01 --field updates",
    "diff HEAD~1",
)
DAY = "2025-01-24"


def speak(text: str, evidence: str) -> dict[str, str]:
    """Return the voices, of whom 911 says this text last."""
    said = f"- {{on: 2025-01-20, text: {json.dumps(text)}, evidence: [{json.dumps(evidence)}]}}"
    return {**VOICES, "911": change(VOICES["911"], "- {on: 2025-01-20}", said)}


@pytest.fixture(scope="session")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Repository:
    return make_city(tmp_path_factory.mktemp("hostile") / "city", speak(TEXT, EVIDENCE))


@pytest.fixture(scope="session")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Repository:
    return make_city(tmp_path_factory.mktemp("plain") / "city", speak(MARK, f"{MARK} minutes"))


@pytest.fixture
def ask(hostile: Repository) -> Ask:
    return ask_in(hostile.root)


@pytest.mark.parametrize("asked", TABLE)
@pytest.mark.parametrize("name", ["table", "md"])
def test_people_read_it_and_nothing_obeys_it(ask: Ask, asked: str, name: str) -> None:
    for width in (80, 120):
        shown = ask(*asked.split(), "-f", name, width=width, GITHUB_ACTIONS="true")
        assert MARK in shown.replace("\n", "")
        assert not UNSAFE.search(shown)
        assert not re.search(r"(?m)^\s*::", shown)
        assert "<script" not in shown.replace("\\<script", "") or name == "table"


@pytest.mark.parametrize("asked", TABLE)
def test_programs_get_it_exactly(ask: Ask, asked: str) -> None:
    found = json.loads(ask(*asked.split(), "-f", "json"))
    assert TEXT in list_texts(found)
    assert EVIDENCE in list_texts(found)


def list_texts(value: Any) -> list[str]:
    """Return every text in a JSON value."""
    if isinstance(value, dict):
        return [text for one in value.values() for text in list_texts(one)]
    if isinstance(value, list):
        return [text for one in value for text in list_texts(one)]
    return [value] if isinstance(value, str) else []


def test_a_search_finds_it(ask: Ask) -> None:
    assert ask("list", "--search", MARK.lower(), "-f", "ids") == "COM-01\n"


def test_the_comment_on_a_pull_request_holds_it(ask: Ask) -> None:
    shown = ask("diff", "HEAD~1", "-f", "github", GITHUB_ACTIONS="true")
    assert "COM-01" in shown
    assert not re.search(r"(?m)^\s*::", shown)


@pytest.mark.parametrize("name", ["json", "jsonl"])
def test_an_export_for_programs_holds_it(ask: Ask, name: str) -> None:
    lines = ask("export", name).split("\n")[:-1] if name == "jsonl" else [ask("export", name)]
    assert any(TEXT in list_texts(json.loads(line)) for line in lines)


def test_a_table_of_updates_gives_it_back(ask: Ask) -> None:
    first = next(csv.DictReader(io.StringIO(ask("export", "csv", "--updates"), newline="")))
    assert (first["step"], first["by"], first["text"]) == ("COM-01", "911", TEXT)
    assert MARK in ask("export", "tsv", "--updates")


def test_a_spreadsheet_runs_none_of_it(ask: Ask, tmp_path: Path) -> None:
    text = ask("export", "csv", "--updates", "--excel").removeprefix("\ufeff")
    first = next(csv.DictReader(io.StringIO(text, newline="")))
    assert first["text"].startswith("'=cmd")
    assert not UNSAFE.search(first["text"].replace("\n", ""))
    ask("export", "xlsx", "-o", str(tmp_path / "plan.xlsx"))
    sheet = openpyxl.load_workbook(tmp_path / "plan.xlsx")["Updates"]
    cells = [cell for row in sheet.iter_rows() for cell in row if MARK in str(cell.value)]
    assert len(cells) == 2
    assert all(cell.data_type == "s" for cell in cells)


def test_the_data_package_holds_it(ask: Ask, tmp_path: Path) -> None:
    ask("export", "datapackage", "-o", str(tmp_path / "package"))
    data = (tmp_path / "package" / "updates.csv").read_bytes().decode("utf-8")
    first = next(csv.DictReader(io.StringIO(data, newline="")))
    assert (first["text"], json.loads(first["evidence"])) == (TEXT, [EVIDENCE])
    package = json.loads((tmp_path / "package" / "datapackage.json").read_text("utf-8"))
    (resource,) = (one for one in package["resources"] if one["name"] == "updates")
    assert resource["schema"]["primaryKey"] == ["number"]
    assert [field["name"] for field in resource["schema"]["fields"]] == data.split("\r\n")[0].split(
        ","
    )


class Tags(HTMLParser):
    """The tags of a page, with the addresses that its links lead to."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, str]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        held = dict(attrs)
        place = "" if "#c-" in str(held) else str(held.get("href") or held.get("src") or "")
        self.found.append((tag, place))


@pytest.fixture(scope="session")
def sites(
    hostile: Repository, plain: Repository, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, Path]:
    """The site of either city, and the report as a page."""
    folder = tmp_path_factory.mktemp("sites")
    for name, city in (("hostile", hostile), ("plain", plain)):
        ask = ask_in(city.root)
        ask("site", "--out", str(folder / name), "--base-url", "https://city.example.org/")
        report = ask("report", "--since", "2025-01-01", "-f", "html")
        (folder / name / "report.html").write_text(report, "utf-8")
    return folder / "hostile", folder / "plain"


PAGES = ("steps/COM-01.html", "changes.html", "report.html")


@pytest.mark.parametrize("page", PAGES)
def test_a_page_shows_it_and_keeps_its_tags(sites: tuple[Path, Path], page: str) -> None:
    hostile, plain = ((folder / page).read_text("utf-8") for folder in sites)
    assert MARK in hostile
    assert not UNSAFE.search(hostile)
    assert Tags(hostile).found == Tags(plain).found


def test_the_page_of_a_voice_lists_what_it_said(sites: tuple[Path, Path]) -> None:
    hostile, plain = ((folder / "departments/911.html").read_text("utf-8") for folder in sites)
    assert MARK in hostile
    assert Tags(hostile).found == Tags(plain).found
    body = (sites[0] / "departments/auditor.html").read_text("utf-8")
    assert "The board met." in body


@pytest.mark.parametrize(
    "name", ["changes.atom", "data/updates.csv", "data/package/updates.csv", "data/steps.json"]
)
def test_the_files_of_the_site_hold_it(sites: tuple[Path, Path], name: str) -> None:
    assert MARK in (sites[0] / name).read_text("utf-8")


def test_the_workbook_of_the_site_holds_it(sites: tuple[Path, Path]) -> None:
    with zipfile.ZipFile(sites[0] / "data/steps.xlsx") as packed:
        assert MARK.encode() in packed.read("xl/sharedStrings.xml")


def test_the_data_page_links_the_updates(sites: tuple[Path, Path]) -> None:
    page = (sites[0] / "data.html").read_text("utf-8")
    assert 'href="data/updates.csv"' in page
    assert 'href="data/package/updates.csv"' in page
