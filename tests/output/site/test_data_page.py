"""The page of downloads: all it lists is there, says its size, and can be read."""

import csv
import io
import json
from functools import cache

import icalendar
import openpyxl
import pytest

from stc.output.edition import Edition
from stc.output.site.pages.data import FILES, PACKAGE, format_size, make
from tests.output.hostile import HOSTILE, plan_with
from tests.output.site.editions import text_of
from tests.output.site.pasts import make_edition, make_pages, read_main, texts_of
from tests.plans import read_published_plan, read_published_timeline

BASE = "https://example.org/plan"


@pytest.fixture(scope="module")
def edition() -> Edition:
    return make_edition(read_published_plan())._replace(timeline=read_published_timeline())


@pytest.fixture(scope="module")
def files(edition: Edition) -> dict[str, bytes]:
    return make_pages(make, edition, BASE)


def test_every_file_is_listed_and_every_listed_file_is_there(files: dict[str, bytes]) -> None:
    links = read_main(files["data.html"]).findall(".//a[@href]")
    listed = [one.attrib["href"] for one in links if not one.attrib["href"].startswith("http")]
    assert {one for one in listed if not one.startswith("about")} == set(files) - {"data.html"}


def test_every_file_says_its_size_and_what_it_is(files: dict[str, bytes]) -> None:
    page = read_main(files["data.html"])
    lines = page.findall(".//ul[@class='downloads']/li")
    assert len(lines) == len(FILES) + 3
    for line, kind in zip(lines, FILES, strict=False):
        assert kind.title in text_of(line)
        assert f"({format_size(len(files[kind.path]))})" in text_of(line)
        assert kind.sentence in text_of(line)
    for row in page.findall(".//tbody/tr"):
        name, title, size = (text_of(cell) for cell in row)
        assert title
        assert size == format_size(len(files[f"{PACKAGE}{name}"]))


def test_the_files_hold_the_whole_plan(files: dict[str, bytes]) -> None:
    rows = list(csv.DictReader(io.StringIO(files["data/steps.csv"].decode("utf-8"))))
    assert len(rows) == 138
    assert len(json.loads(files["data/steps.json"])["steps"]) == 138
    book = openpyxl.load_workbook(io.BytesIO(files["data/steps.xlsx"]))
    assert len(book.sheetnames) > 7
    calendar = icalendar.Calendar.from_ical(files["data/deadlines.ics"])
    assert len(calendar.walk("VEVENT")) > 100
    tables = json.loads(files[f"{PACKAGE}datapackage.json"])["resources"]
    assert {f"{PACKAGE}{one['path']}" for one in tables} <= set(files)


def test_a_catalog_lists_files_that_are_there(files: dict[str, bytes]) -> None:
    (dataset,) = json.loads(files["data.json"])["dataset"]
    addresses = [one["downloadURL"] for one in dataset["distribution"]]
    assert all(one.removeprefix(f"{BASE}/") in files for one in addresses)
    assert {one.path for one in FILES} <= {one.removeprefix(f"{BASE}/") for one in addresses}
    assert dataset["describedBy"].removeprefix(f"{BASE}/") in files


def test_without_an_address_there_is_no_catalog(edition: Edition) -> None:
    files = make_pages(make, edition)
    assert "data.json" not in files
    assert b"data.json" not in files["data.html"]
    assert texts_of(read_main(files["data.html"]), ".//h2") == [
        "Start here",
        "A table for each thing",
        "What the columns mean",
    ]


def test_the_source_is_named_and_no_licence_is_invented(files: dict[str, bytes]) -> None:
    said = text_of(read_main(files["data.html"]))
    assert "Published by City of Minneapolis." in said
    assert "The publisher names no licence." in said
    assert "as of January 24, 2025, revision 0123456ab." in said


def test_the_same_edition_gives_the_same_bytes(edition: Edition, files: dict[str, bytes]) -> None:
    assert make_pages(make, edition, BASE) == files


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (0, "0 bytes"),
        (999, "999 bytes"),
        (1_000, "1 kB"),
        (14_499, "14 kB"),
        (999_499, "999 kB"),
        (999_500, "1.0 MB"),
        (12_340_000, "12.3 MB"),
    ],
)
def test_sizes_are_read_by_people(number: int, said: str) -> None:
    assert format_size(number) == said


@cache
def find_shape(text: str) -> list[tuple[str, tuple[tuple[str, str], ...]]]:
    """Return the elements of a page with this text wherever it may stand."""
    page = read_main(make_pages(make, make_edition(plan_with(text)))["data.html"])
    return [(one.tag, tuple(sorted(one.attrib.items()))) for one in page.iter()]


@pytest.mark.parametrize("text", HOSTILE[:8])
def test_no_text_changes_what_the_page_is_made_of(text: str) -> None:
    assert find_shape(text) == find_shape("Plain.")
