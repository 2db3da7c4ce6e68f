"""What programs read: the envelope always whole, the texts exactly those of the plan."""

import csv
import io
import json
from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stc.output.formats.records import format_rows
from stc.plan.model import Plan
from stc.plan.timeline import Timeline
from stc.views.step import view_step_details
from stc.views.view import Context, View
from tests.laws import tries
from tests.output.answers import answer_all
from tests.plans import AS_OF, FULL, change, describe, draw, load

TEXTS = st.text(st.characters(codec="utf-8"), max_size=40)
ROWS = st.lists(st.fixed_dictionaries({"a": TEXTS, "b": TEXTS}), max_size=4)
ENVELOPE = ["schema", "title", "as_of", "source_as_of", "plan", "filter", "remarks", "totals"]
UNESCAPED = {"\\": "\\", "t": "\t", "n": "\n", "r": "\r"}


def view_of(records: list[dict[str, str]]) -> View:
    context = Context(AS_OF, "A plan", "plan.yaml", None)
    return View("stc/x/1", "x", context, (), "rows", ("a", "b"), tuple(records))


def unescape(cell: str) -> str:
    text, signs = "", iter(cell)
    for sign in signs:
        text += UNESCAPED[next(signs)] if sign == "\\" else sign
    return text


def read_tsv(text: str) -> list[list[str]]:
    assert text.endswith("\n")
    return [[unescape(cell) for cell in line.split("\t")] for line in text[:-1].split("\n")]


def read_csv(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text, newline=""), strict=True))


@pytest.mark.parametrize("kind", ["list", "counts", "show", "summary", "departments", "timeline"])
def test_the_envelope_is_whole(kind: str, published: Plan, published_timeline: Timeline) -> None:
    view = answer_all(published, published_timeline)[kind]
    envelope = json.loads(draw(view, "json"))
    assert list(envelope) == [*ENVELOPE, view.collection]
    assert envelope["schema"].startswith("stc/")
    assert envelope["as_of"] == "2025-01-24"
    assert envelope["plan"] == {
        "title": f"{published.title}, Phase One",
        "path": "data/plan.yaml",
        "revision": "0123456ab",
    }
    assert envelope["filter"] == {}
    for record in envelope[view.collection]:
        assert list(record) == list(view.fields)


def test_json_gives_back_the_texts_of_the_plan(published: Plan) -> None:
    records = json.loads(draw(view_step_details(published.steps, describe(published)), "json"))
    for step, record in zip(published.steps, records["steps"], strict=True):
        assert record["action"] == step.action
        assert record["items"] == list(step.items)
        assert record["goal"] == step.goal.title
        assert record["department_names"] == [one.name for one in step.departments]
        assert record["deadline"] == (str(step.deadline) if step.deadline else None)
        assert record["note"] == step.note


@settings(deadline=None, max_examples=tries(60))
@given(st.text(st.characters(codec="utf-8", max_codepoint=0xFFFF), max_size=40))
def test_json_and_csv_give_back_any_text_a_plan_can_hold(text: str) -> None:
    text = f"{text}."
    plan = load(change(FULL, "Write the page.", json.dumps(text)))
    view = view_step_details(plan.steps, describe(plan))
    assert json.loads(draw(view, "json"))["steps"][0]["action"] == text
    header, row = read_csv(draw(view, "csv"))
    assert row[header.index("action")] == text


@settings(deadline=None)
@given(ROWS)
def test_any_text_comes_back_from_every_format(records: list[dict[str, str]]) -> None:
    view = view_of(records)
    assert json.loads(draw(view, "json"))["rows"] == records
    rows = [list(row) for row in format_rows(view)]
    assert read_csv(draw(view, "csv")) == rows
    assert read_tsv(draw(view, "tsv")) == rows


def test_csv_has_a_header_and_says_the_day_and_the_revision(
    published: Plan, published_timeline: Timeline
) -> None:
    for view in answer_all(published, published_timeline).values():
        text = draw(view, "csv")
        header, *rows = read_csv(text)
        assert header == [*view.fields, "as_of", "plan_revision"]
        assert {tuple(row[-2:]) for row in rows} == {("2025-01-24", "0123456ab")}
        assert len(rows) == len(view.records)
        assert text.endswith("\r\n")


def test_tsv_has_one_line_a_record(published: Plan, published_timeline: Timeline) -> None:
    for view in answer_all(published, published_timeline).values():
        rows = read_tsv(draw(view, "tsv"))
        assert len(rows) == len(view.records) + 1
        assert {len(row) for row in rows} == {len(view.fields) + 2}


def test_ids_are_one_a_line(published: Plan) -> None:
    view = view_step_details(published.steps[:3], describe(published))
    assert draw(view, "ids") == "GOV-01\nGOV-02\nGOV-03\n"
    assert draw(view_step_details((), describe(published)), "ids") == ""


def test_a_path_that_is_no_text_does_not_break_json() -> None:
    context = Context(AS_OF, "A plan", "pl\udcffan.yaml", None)
    view = View("stc/x/1", "x", context, (), "rows", (), ())
    envelope: Mapping[str, Any] = json.loads(draw(view, "json"))
    assert envelope["plan"]["path"] == "pl\udcffan.yaml"
