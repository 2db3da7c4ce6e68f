"""Tables on screens of every width: nothing is cut, and no text is more than text."""

import re
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from stc.plan.model import Plan
from stc.plan.timeline import Timeline
from stc.text.escape import escape_control
from stc.views.departments import view_departments
from stc.views.steps import DAYS_PAST, view_steps
from stc.views.view import Column, Context, Table, View
from tests.laws import tries
from tests.output.answers import answer_all
from tests.output.hostile import HOSTILE, plan_with, timeline_with
from tests.plans import AS_OF, describe, draw, read_published_plan

STEPS = read_published_plan().steps
STYLE = re.compile(r"\x1b\[[0-9;]*m")
WIDTHS = (20, 59, 60, 80, 160)
# The table's own words may stand in it; a word this short fits into any column that can wrap.
SHORT = 11
COLUMNS = (Column("Step", "id"), Column("Deadline", "date"), Column("Action step"))


def words_of(text: str) -> list[str]:
    return re.findall(r"\S+", text)


@settings(deadline=None, max_examples=tries(60))
@given(st.integers(20, 160), st.lists(st.sampled_from(STEPS), min_size=1, max_size=3))
def test_ids_dates_and_words_are_never_cut(width: int, steps: list) -> None:  # type: ignore[type-arg]
    plan = read_published_plan()
    view = view_steps("Overdue", tuple(steps), describe(plan), ("A sentence.",), days=DAYS_PAST)
    shown = words_of(draw(view, width=width))
    for step in steps:
        assert step.id in shown
        assert step.deadline is None or str(step.deadline) in shown
        for word in words_of(step.action):
            assert len(word) > SHORT or word in shown, word
        for word in words_of(step.departments[0].name) if step.departments else ():
            assert len(word) > SHORT or {word, f"{word},"} & set(shown), word


@pytest.mark.parametrize("width", range(60, 161))
def test_a_table_loses_no_text_at_any_width(width: int) -> None:
    columns = (*COLUMNS[:2], Column("Status", "status"), COLUMNS[2], Column("Departments", "list"))
    names = ("Design and Implementation Team", "Office of Community Safety", "東京都庁" * 3)
    action = "Publish the plan of the office, and every word of it, at any width of the screen."
    rows = (("COM-01", date(2024, 12, 31), "In progress, overdue", action, names),)
    context = Context(AS_OF, "A plan", "plan.yaml", None)
    view = View("stc/x/1", "x", context, (Table(columns, rows),), "rows", (), ())
    drawn = draw(view, width=width)
    shown = words_of(drawn)
    assert [word for word in words_of(action) if word not in shown] == []
    assert {"progress,", "overdue"} <= set(shown)
    more = re.search(r" \+([12])$", drawn, re.MULTILINE)
    answered = names[: len(names) - int(more[1])] if more else names
    assert "".join(shown).count("東京都庁") == 3 * (names[2] in answered)
    assert [
        word
        for name in answered[:2]
        for word in name.split()
        if word not in re.split(r"[\s,]+", drawn)
    ] == []


@pytest.mark.parametrize("width", WIDTHS)
def test_no_line_is_wider_than_the_screen_or_ends_in_spaces(
    width: int, published: Plan, published_timeline: Timeline
) -> None:
    for kind, view in answer_all(published, published_timeline).items():
        lines = draw(view, width=width).split("\n")
        assert lines[-1] == ""
        assert [line for line in lines if line != line.rstrip()] == []
        if kind in ("list", "overdue", "show", "timeline"):
            assert max(map(len, lines)) <= width, kind


@pytest.mark.parametrize("width", [20, 80])
def test_every_answer_shows_every_number_and_name(
    width: int, published: Plan, published_timeline: Timeline
) -> None:
    for kind, view in answer_all(published, published_timeline).items():
        shown = "".join(draw(view, width=width).split())
        for block in view.blocks:
            for row in block.rows if isinstance(block, Table) else ():
                first = row[0]
                if width < 60 and isinstance(first, str):
                    assert "".join(first.split()) in shown, (kind, first)
                numbers = [cell for cell in row if isinstance(cell, int)]
                assert all(f"{number:,}" in shown for number in numbers)


@pytest.mark.parametrize("width", [22, 40, 60, 70, 80, 100])
def test_long_ids_are_never_cut(width: int, published: Plan) -> None:
    view = view_departments(published, describe(published))
    assert set(view.ids) <= set(words_of(draw(view, width=width)))


@settings(deadline=None, max_examples=tries(100), suppress_health_check=list(HealthCheck))
@given(st.integers(20, 160), st.text(min_size=1, max_size=60).filter(str.strip))
def test_all_of_any_text_appears_in_order(width: int, text: str) -> None:
    rows = (("COM-01", date(2024, 12, 31), text),)
    context = Context(AS_OF, "A plan", "plan.yaml", None)
    view = View("stc/x/1", "x", context, (Table(COLUMNS, rows),), "rows", (), ())
    drawn = draw(view, width=width)
    assert "COM-01" in drawn
    assert "2024-12-31" in drawn
    said = drawn.split("2024-12-31", 2)[-1] if width >= 60 else drawn.split("Action step:")[-1]
    assert "".join(said.split()) == "".join(escape_control(" ".join(text.split("\n"))).split())


def skeleton(text: str) -> str:
    """Return the styles and the spaces of a drawn text, and an x for everything else."""
    parts = re.split(rf"({STYLE.pattern})", text)
    return "".join(
        part if number % 2 else re.sub(r"[^\s]", "x", part) for number, part in enumerate(parts)
    )


@pytest.mark.parametrize("hostile", HOSTILE)
@pytest.mark.parametrize("width", [40, 100])
def test_hostile_text_is_drawn_as_plain_text_of_the_same_length(hostile: str, width: int) -> None:
    plain = re.sub(r"\S", "x", escape_control(hostile, keep_newlines=True))
    spoiled = answer_all(plan_with(hostile), timeline_with(hostile))
    clean = answer_all(plan_with(plain), timeline_with(plain))
    for kind, view in spoiled.items():
        drawn = draw(view, width=width, colour=True)
        assert STYLE.sub("", drawn).replace("\n", "").isprintable(), kind
        if kind in ("list", "summary", "show"):
            assert skeleton(drawn) == skeleton(draw(clean[kind], width=width, colour=True)), kind


def test_hostile_text_is_shown_as_it_is_written() -> None:
    view = answer_all(plan_with(HOSTILE[0]), timeline_with(HOSTILE[0]))["show"]
    drawn = " ".join(draw(view, width=200).split())
    assert "[bold]red[/bold] and [/] and [link=https://evil.example]here[/link]" in drawn
    view = answer_all(plan_with("\x1b[31m:cop:\u202e"), timeline_with("x"))["show"]
    assert "\\u001b[31m:cop:\\u202e" in draw(view, width=200)


def test_without_colours_there_is_no_escape_at_all(
    published: Plan, published_timeline: Timeline
) -> None:
    for view in answer_all(published, published_timeline).values():
        plain, coloured = draw(view), draw(view, colour=True)
        assert "\x1b" not in plain
        assert "\x1b" in coloured
        assert STYLE.sub("", coloured).split() == plain.split()


def test_the_head_says_the_plan_the_day_and_the_revision(published: Plan) -> None:
    view = answer_all(published, Timeline(1, "x", None, None, ()))["list"]
    assert draw(view).split("\n")[:2] == [
        "Safe & Thriving Communities Implementation Plan, Phase One",
        "As of 2025-01-24. Plan data/plan.yaml at 0123456ab.",
    ]
