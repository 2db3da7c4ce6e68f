"""The head of a plan and its time zone, also of a broken one."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stc.files.load import load_plan_by_tree, read_head
from stc.files.plan_head import load_zone
from tests.files.layouts import EDITS, LAYOUTS, change_text
from tests.laws import tries
from tests.plans import SMALL, read_published_bytes


def test_of_a_plan() -> None:
    assert load_zone(SMALL.encode()) == "America/Chicago"
    assert load_zone(read_published_bytes()) == "America/Chicago"


@pytest.mark.parametrize(
    "line",
    ["timezone: Asia/Tokyo", "timezone: 'Asia/Tokyo'", 'timezone:  "Asia/Tokyo"  # a zone\r'],
)
def test_however_it_is_written_and_whatever_else_there_is(line: str) -> None:
    data = b"<<<<<<< HEAD\n\xff: [\n" + line.encode() + b"\ntimezone: UTC\n"
    assert load_zone(data) == "Asia/Tokyo"


@pytest.mark.parametrize(
    "text", ["", "timezone:", "timezone: Nowhere", "timezone: ../../etc", "  timezone: UTC"]
)
def test_none(text: str) -> None:
    assert load_zone(text.encode()) is None


def read_rest(data: bytes) -> Any:
    """Return the plan that the tree has, without sections and steps; None where it has none."""
    plan = load_plan_by_tree(data, "plan.yaml").value
    return plan and plan._replace(sections=(), goals=(), steps=())


def test_a_head_is_read_without_the_steps() -> None:
    data = read_published_bytes()
    assert read_head(data) == read_rest(data)
    assert read_head(data.replace(b"status: Planning", b"status: Plannning")) == read_rest(data)


@settings(max_examples=tries(200), deadline=None)
@given(st.sampled_from(sorted(LAYOUTS)), st.lists(EDITS, max_size=3))
def test_a_head_is_that_of_the_tree_whatever_is_changed(layout: str, edits: list[Any]) -> None:
    text = LAYOUTS[layout]
    for one in edits:
        text = change_text(text, one, LAYOUTS[layout])
    data = text.encode("utf-8", "surrogateescape")
    assert read_rest(data) is None or read_head(data) in (None, read_rest(data))


@pytest.mark.parametrize(
    "text",
    [
        SMALL.replace("title: A plan", "title: 'A\nsections: plan'"),
        SMALL.replace("sections:", "sections: []\nsections:"),
        SMALL.replace("sections:\n", "sections :\n"),
        SMALL + "language: de\n",
        "title: x",
        "",
    ],
)
def test_a_head_that_is_not_certain_is_not_read(text: str) -> None:
    assert read_head(text.encode()) is None
