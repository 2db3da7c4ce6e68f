"""Markdown, read by another reader: tables stay tables, and no text becomes markup."""

import re
from collections import Counter
from urllib.parse import unquote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from stc.output.formats.markdown import escape_markdown, render_block
from stc.plan.model import Plan
from stc.plan.timeline import Timeline
from stc.text.escape import escape_control
from stc.views.view import Cell, Column, Context, Details, Sentences, Table, Verbatim, View
from tests.laws import tries
from tests.output.answers import answer_all
from tests.output.hostile import HOSTILE, plan_with, timeline_with
from tests.plans import AS_OF, draw

BREAK = "<!-- -->"
"""What keeps a name from being a mention; the one thing of HTML there may be."""
READER = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])


def read(text: str) -> list[Token]:
    return [part for token in READER.parse(text) for part in (token, *(token.children or ()))]


def structure(text: str) -> list[str]:
    """Return the kinds of the tokens, without plain text and what only breaks it."""
    return [
        one.type for one in read(text) if one.type not in ("text", "text_special", "html_inline")
    ]


def shown(text: str) -> str:
    """Return the text a reader of the page sees."""
    return "".join(one.content for one in read(text) if one.type in ("text", "text_special"))


def cell_of(cell: Cell) -> str:
    """Return the Markdown of a table with this cell."""
    return render_block(Table((Column("Step", "id"), Column("Evidence")), (("COM-01", cell),)))


def line_of(text: str) -> str:
    """Return the Markdown of what is known of a step, with this as evidence."""
    return render_block(Details("COM-01", (("Evidence", (text,)),)))


def html_of(text: str) -> set[str]:
    return {one.content for one in read(text) if one.type.startswith("html")}


def cells_in_rows(text: str) -> set[int]:
    tokens = [token.type for token in READER.parse(text)]
    rows = " ".join(tokens).split("tr_open")[1:]
    return {row.count("td_open") + row.count("th_open") for row in rows}


@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_text_changes_nothing_in_the_structure(hostile: str) -> None:
    spoiled = answer_all(plan_with(hostile), timeline_with(hostile))
    clean = answer_all(plan_with("plain"), timeline_with("plain"))
    for kind, view in spoiled.items():
        text = draw(view, "md")
        assert structure(text) == structure(draw(clean[kind], "md")), kind
        assert html_of(text) <= {BREAK}, kind
        assert text.replace("\n", "").isprintable(), kind


@settings(deadline=None, max_examples=tries(300))
@given(
    st.text(max_size=60) | st.lists(st.sampled_from("*_`~[](){}<>|\\#@:!&-+=.1 $/a\n")).map("".join)
)
def test_any_text_in_a_cell_is_shown_as_it_is(text: str) -> None:
    table = Table(
        (Column("Step", "id"), Column("Action step")), (("COM-01", text), ("COM-02", "b"))
    )
    view = View("stc/x/1", "x", Context(AS_OF, "A plan", "p", None), (table,), "rows", (), ())
    drawn = draw(view, "md")
    assert cells_in_rows(drawn) == {2}
    assert html_of(drawn) <= {BREAK}
    cell = [one for one in READER.parse(drawn) if one.type == "inline"][-3]
    kinds = Counter(child.type for child in cell.children or ())
    assert not kinds.keys() - {"text", "text_special", "html_inline"}, kinds
    seen = "".join(c.content for c in cell.children or () if c.type != "html_inline")
    assert seen.split() == escape_control(" ".join(text.split("\n"))).split()


@pytest.mark.parametrize(
    "text",
    [
        *("GH-5", "Closes gh-12", "(GH-5)", "_GH-5", "fixes o/r#5", "/o/r/pulls/3", "o/r@0123456"),
        *("@someone", "#12", "a@b.example", ":cop:", ":+1:", "/o/r/issues/3", "/o/r/pull/3"),
        *("https://git.example/o/r/commit/0123456", "http://git.example/o/r/-/merge_requests/1"),
    ],
)
def test_what_github_would_find_in_the_page_is_broken(text: str) -> None:
    for escaped in (escape_markdown(text), cell_of(text), line_of(text)):
        assert BREAK in escaped
        assert text not in escaped
        assert text in shown(escaped)
        assert "link_open" not in structure(escaped)


ADDRESSES = (
    "https://city.example/minutes",
    "http://city.example:8080/a_b_c*d*/(e)/~~f~~?g=h&i=j#k",
    "https://city.example/@someone/%25$x$&copy=",
)


@pytest.mark.parametrize("text", ADDRESSES)
def test_a_value_that_is_a_plain_address_is_a_link_to_what_it_says(text: str) -> None:
    for drawn in (cell_of(text), line_of(text), cell_of((text, "The minutes"))):
        assert f"<{text}>" in drawn
        (link,) = [one for one in read(drawn) if one.type == "link_open"]
        assert unquote(str(link.attrs["href"])) == unquote(text)
        assert text in shown(drawn)
        assert not html_of(drawn) - {"<br>"}


@pytest.mark.parametrize(
    "text",
    [
        *(
            "https://city.example/ and more",
            "see https://city.example/",
            "https://a.b; https://c.d",
        ),
        *("https://user@evil.example/", "https://user:word@evil.example", "javascript:alert(1)"),
        *("https://a.example/?b=1&copy;c", "https://a.example/?b&#64;c", "https://a.example/<b>"),
        *("https://exämple.org/", "https://a.example/\u202e", "ftp://a.example/", "//a.example/"),
        *("https://a.example/`x`", "https://a.example/|x", "https://a.example/o/r/issues/3"),
    ],
)
def test_any_other_value_is_no_link(text: str) -> None:
    for drawn in (cell_of(text), line_of(text)):
        assert "link_open" not in structure(drawn)
        assert escape_control(text) in shown(drawn)


@pytest.mark.parametrize("text", ADDRESSES)
def test_an_address_is_no_link_where_it_is_no_value(text: str) -> None:
    assert "link_open" not in structure(escape_markdown(text))
    view = View("", text, None, (Details(text, ((text, ("x",)),)), Sentences((text,), text)), "x",
                (), ())  # fmt: skip
    assert "link_open" not in structure(draw(view, "md"))


@pytest.mark.parametrize("text", ["https://x.example", "HTTP://x.example", "www.x.example"])
def test_what_readers_take_for_an_address_is_broken(text: str) -> None:
    escaped = escape_markdown(f"see {text} there")
    assert "\\" in escaped
    assert text not in escaped
    assert shown(escaped) == f"see {text} there"


def test_what_is_no_markup_stays_as_it_was_written() -> None:
    for text in ("Safe & Thriving", "R&D", "A&B; C", "Q&A, (yes)!"):
        expected = text.replace("A&B;", "A\\&B;")
        assert escape_markdown(text) == expected
        assert shown(expected) == text
    for text in ("&amp;", "&#64;x", "&lt;b&gt;", "&AMP;"):
        assert shown(escape_markdown(text)) == text


@pytest.mark.parametrize(
    "text", ["12:30", "high-5", "a: b", "10:30:45", "Goal: speak", "50%", "R&D"]
)
def test_plain_text_stays_readable(text: str) -> None:
    assert shown(escape_markdown(text)) == text


def test_a_table_of_the_published_plan_keeps_its_columns(
    published: Plan, published_timeline: Timeline
) -> None:
    text = draw(answer_all(published, published_timeline)["overdue"], "md")
    assert cells_in_rows(text) == {6}
    assert len(re.findall(r"^\| [A-Z]{3}-\d\d \|", text, re.MULTILINE)) == 138


def test_numbers_stand_to_the_right_and_bars_are_left_out(
    published: Plan, published_timeline: Timeline
) -> None:
    text = draw(answer_all(published, published_timeline)["summary"], "md")
    assert "| Status | Steps | Share |\n| --- | ---: | ---: |\n" in text
    assert "####" not in text.replace("\n### ", "\n")


@pytest.mark.parametrize(
    ("path", "written"),
    [
        ("data/plan.yaml:1227:13", "data/plan.yaml:1227:13"),
        ("data/plan.yaml:100:13", "`data/plan.yaml:100:13`"),
        ("/home/me@city/#1/plan.yaml:12:7", "`/home/me@city/#1/plan.yaml:12:7`"),
        ("/home/`@a`/plan.yaml:12:7", "``/home/`@a`/plan.yaml:12:7``"),
        ("`@a", "`` `@a ``"),
        ("@a\n\u202e", "`@a\\u000a\\u202e`"),
    ],
)
def test_a_path_can_be_copied(path: str, written: str) -> None:
    text = render_block(Details("COM-01", (("In the file", (Verbatim(path),)),)))
    assert text.endswith(f"**In the file**: {written}")
    code = [token.content for token in read(text) if token.type == "code_inline"]
    assert code == ([escape_control(path)] if written.startswith("`") else [])


def test_a_time_is_no_emoji() -> None:
    assert escape_markdown("T11:50:14+00:00") == "T11:50:14+00:00"
    for name in ("100", "1234", "+1", "-1", "cop", "8ball"):
        assert BREAK in escape_markdown(f":{name}:")
