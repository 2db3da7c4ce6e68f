"""The page: it needs nothing else, says what it is, and its tables are tables to every reader."""

import re
from base64 import b64encode
from hashlib import sha256
from xml.etree.ElementTree import Element

import pytest

from stc.output.document import render_document
from stc.text.typography import Piece
from stc.views.view import Column, Details, Rewordings, Sentences, Table, View
from tests.journeys.report.quarter import write_plan
from tests.journeys.report.test_hostile import parse, tell
from tests.plans import describe, load

VIEW = View(
    "stc/x/1",
    "Answer",
    describe(load(write_plan())),
    (
        Sentences(("First.", "Second."), "Part"),
        Table(
            (Column("Step", "id"), Column("Bar", "bar"), Column("N", "number")), (("A", "#", 3),)
        ),
        Details("COM-01", (("Deadline", ("2024-12-31", "moved twice")),)),
        Rewordings("Reworded", (("COM-01", (Piece("-", "old"), Piece("+", "new"))),)),
    ),
    "rows",
    (),
    (),
)


@pytest.fixture(scope="module")
def page() -> str:
    return render_document(tell("plain"))


def texts(root: Element, tag: str) -> list[str]:
    return [" ".join("".join(one.itertext()).split()) for one in root.iter(tag)]


def test_nothing_is_loaded_and_only_its_own_style_is_allowed(page: str) -> None:
    root = parse(page)
    for one in root.iter():
        assert not one.attrib.keys() & {"src", "href", "style", "srcset", "action"}
        assert one.tag not in ("script", "link", "img", "iframe", "base", "form")
    (style,) = root.iter("style")
    assert "@import" not in str(style.text) and "url(" not in str(style.text)
    digest = b64encode(sha256(str(style.text).encode()).digest()).decode()
    (policy,) = [one for one in root.iter("meta") if "http-equiv" in one.attrib]
    assert policy.attrib["content"] == (
        f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    )


def test_the_page_says_what_it_is(page: str) -> None:
    root = parse(page)
    (html,) = [one for one in root.iter() if one.tag == "html"]
    assert html.attrib["lang"] == "en"
    assert texts(root, "h1") == ["Progress report"]
    assert texts(root, "title")[0].startswith("Progress report: ")
    assert "As of 2025-01-24." in texts(root, "header")[0]
    assert not list(root.iter("h3"))


def test_every_table_has_a_caption_scopes_and_a_name_of_its_own(page: str) -> None:
    root = parse(page)
    names = [one.attrib["aria-label"] for one in root.iter("div")]
    assert len(names) == len(set(names)) == len(list(root.iter("table"))) > 10
    assert set(names) <= set(texts(root, "h2"))
    for table in root.iter("table"):
        (caption,) = texts(table, "caption")
        assert caption
        heads = {one.attrib["scope"] for one in table.iter("th")}
        assert heads == {"col", "row"}
        widths = {len(list(row)) for row in table.iter("tr")}
        assert len(widths) == 1


def test_text_of_the_plan_finds_its_own_direction(page: str) -> None:
    for one in parse(page).iter("td"):
        assert ("dir" in one.attrib) is (one.attrib["class"] in ("text", "list"))


def test_numbers_stand_to_the_right_and_days_are_days(page: str) -> None:
    assert re.search(r"\.number \{[^}]*text-align: right", page)
    days = [one.attrib["datetime"] for one in parse(page).iter("time")]
    assert days
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\d", day) for day in days)


def test_every_kind_of_block_is_shown() -> None:
    root = parse(render_document(VIEW))
    assert texts(root, "h2") == ["Part", "COM-01", "Reworded"]
    assert texts(root, "caption") == ["Part"]
    assert texts(root, "p")[-2:] == ["First.", "Second."]
    assert texts(root, "td") == ["3"]
    assert texts(root, "dd") == ["2024-12-31", "moved twice", "old new"]
    assert (texts(root, "del"), texts(root, "ins")) == (["old"], ["new"])


def test_a_page_about_no_plan_has_no_plan() -> None:
    root = parse(render_document(View("stc/x/1", "Rules", None, (), "rows", (), ())))
    assert texts(root, "title") == ["Rules"]
    assert texts(root, "header") == ["Rules"]
