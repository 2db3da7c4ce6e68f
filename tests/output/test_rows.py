"""Tables with a line a row: what is cut says so, nothing is out of line, no letter is lost."""

import re
import unicodedata
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from stc.output.formats.fit import cut, measure, wrap
from stc.output.registry import Layout, Screen, render_view
from stc.plan.model import Plan
from stc.text.escape import escape_control
from stc.views.view import Column, Context, Table, View
from tests.laws import tries
from tests.output.answers import answer_all
from tests.plans import AS_OF

COLUMNS = (
    Column("Step", "id"),
    Column("Deadline", "date"),
    Column("Status", "status"),
    Column("Action step"),
    Column("Departments", "list"),
)
WIDE = "東京都は毎年の計画を公開する。市民は誰でもそれを読むことができる。"
FAMILY = "👨‍👩‍👧 and 👍🏽 and ❤️ and café́ at the same table, every day of the week"
HEBREW = "העירייה תפרסם את התוכנית בכל שנה, וכל תושב יוכל לקרוא אותה"
TABS = "one\ttwo\x1b[31m three\u202efour, and so on until the line is longer than any screen"
TEXTS = (WIDE, FAMILY, HEBREW, TABS, "a" * 300, "Publish the plan. " * 20, "", "short")
LETTERS = st.sampled_from([*"ab  ,-é東👍\u0301\u200d\ufe0f❤한ع\t\u200b", "👨‍👩‍👧", "word "])
ANY_TEXT = st.lists(LETTERS, max_size=40).map("".join)


def draw_texts(
    texts: tuple[str, ...], width: int, layout: Layout, *, colour: bool = False
) -> list[str]:
    """Return the lines of a table that has these texts, a row each."""
    names = ("911", "Office of Community Safety", "Finance")
    rows = tuple(
        (f"COM-{n:02}", date(2025, 1, 1), "Planning", text, names[: n % 4])
        for n, text in enumerate(texts)
    )
    context = Context(AS_OF, "A plan", "plan.yaml", None)
    view = View("stc/x/1", "x", context, (Table(COLUMNS, rows),), "rows", (), ())
    screen = Screen(width, colour, "utf-8", is_terminal=layout == "rows", layout=layout)
    drawn = "".join(render_view("table", view, screen)).split("\n")
    return drawn[drawn.index("") + 1 : -1]


def count_columns(text: str) -> int:
    """Return how many columns a text takes by the tables of Python, not by those of rich."""
    return sum(
        2 if unicodedata.east_asian_width(letter) in "WF" else 1
        for letter in text
        if not unicodedata.combining(letter)
    )


@pytest.mark.parametrize("width", [20, 40, 80, 120, 200])
def test_on_a_terminal_a_step_has_one_line_that_fits(width: int) -> None:
    lines = draw_texts(TEXTS, width, "rows")
    steps = [line for line in lines if line.startswith("COM-")]
    assert [line[:6] for line in steps] == [f"COM-{n:02}" for n in range(len(TEXTS))]
    assert max(map(cell_len, lines)) <= width
    assert "…" in "".join(steps)
    assert " ".join(lines).endswith("Cut to the width of the screen; --wrap shows all.")


@pytest.mark.parametrize("width", [60, 80, 120, 200])
@pytest.mark.parametrize("layout", ["rows", "whole"])
def test_columns_begin_under_their_heads(width: int, layout: Layout) -> None:
    texts = (WIDE * 3, HEBREW * 3, "Publish the plan. " * 20, "")
    head, *rows = draw_texts(texts, width, layout)[: len(texts) + 1]
    for title, cells in (("Deadline", "2025-01-01"), ("Status", "Planning")):
        sign = "◔ " if layout == "rows" and title == "Status" else ""
        for row in rows:
            before = row[: row.index(sign + cells)]
            assert count_columns(before) == cell_len(before) == head.index(title)


def test_departments_are_shown_from_a_hundred_columns_on() -> None:
    assert "Departments" not in draw_texts(TEXTS, 99, "rows")[0]
    lines = draw_texts(TEXTS, 100, "rows")
    assert lines[0].endswith("Departments")
    assert lines[4].endswith("911 and 2 more")
    assert [line for line in lines if line.endswith(",")] == []


@pytest.mark.parametrize("text", TEXTS)
def test_a_pipe_gets_every_letter_on_one_line(text: str) -> None:
    *_, row = draw_texts((text,), 80, "whole")
    assert row.startswith("COM-00  2025-01-01  Planning")
    assert row.endswith(escape_control(text).strip())


@settings(deadline=None, max_examples=tries(60))
@given(ANY_TEXT, st.integers(2, 60))
def test_a_broken_text_has_all_its_letters_and_fits(text: str, width: int) -> None:
    shown = escape_control(text)
    lines = wrap(shown, width)
    assert "".join("".join(lines).split()) == "".join(shown.split())
    assert max(map(cell_len, lines)) <= width


@settings(deadline=None, max_examples=tries(60))
@given(ANY_TEXT, st.integers(1, 60))
def test_a_cut_text_fits_and_begins_like_the_whole(text: str, width: int) -> None:
    shown = escape_control(text)
    assert measure(shown) == cell_len(shown)
    begun = cut(shown, width)
    assert cell_len(begun) <= width
    if cell_len(shown) > width:
        assert begun.endswith("…")
        assert shown.startswith(begun[:-1])
    else:
        assert begun == shown


def test_a_word_is_cut_only_where_it_is_longer_than_half_the_room() -> None:
    assert cut("Publish the response times", 18) == "Publish the…"
    assert cut("Publish the response times", 21) == "Publish the response…"
    assert cut("Publish the response times", 9, "...") == "Publis..."
    assert cut("東京都庁", 6) == "東京…"
    assert cut("東京都庁", 1) == "…"


def test_colours_change_no_letter() -> None:
    plain = draw_texts(TEXTS, 100, "rows")
    coloured = draw_texts(TEXTS, 100, "rows", colour=True)
    assert "\x1b[" in "".join(coloured)
    assert [re.sub(r"\x1b\[[0-9;]*m", "", line) for line in coloured] == plain


@pytest.mark.parametrize("width", [20, 40, 80, 120])
def test_every_answer_fits_a_terminal(
    width: int, published: Plan, published_timeline: object
) -> None:
    screen = Screen(width, False, "utf-8", is_terminal=True, layout="rows")
    for kind, view in answer_all(published, published_timeline).items():  # type: ignore[arg-type]
        lines = "".join(render_view("table", view, screen)).split("\n")
        if kind in ("list", "overdue", "due", "departments", "slips", "stale"):
            assert max(map(cell_len, lines)) <= width, kind


def test_of_two_texts_the_last_is_cut_first() -> None:
    columns = (Column("Step", "id"), Column("Change"), Column("Action step"))
    change = "From Dec 31, 2024 to Jun 30, 2027: 911 days later."
    table = Table(columns, (("COM-01", change, "Write the page, read it aloud, and sign it."),))
    context = Context(AS_OF, "A plan", "plan.yaml", None)
    view = View("stc/x/1", "x", context, (table,), "rows", (), ())
    screen = Screen(80, False, "utf-8", is_terminal=True, layout="rows")
    drawn = str(render_view("table", view, screen)).replace("\u00a0", " ")
    assert change in drawn
    assert "Write the page,…" in drawn
