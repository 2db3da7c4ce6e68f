"""JSON and JSON Lines: whole, exact, and from where."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from stc.output.exports import render_export
from stc.plan.model import Plan
from stc.views.records import LEDGER_FIELDS
from stc.views.schema import write_schema
from stc.views.steps import view_steps
from tests.laws import tries
from tests.output.export.editions import ODD, make_edition, quote_yaml
from tests.output.hostile import HOSTILE, plan_with
from tests.plans import FULL, SMALL, change, describe, draw, load

TEXTS = st.text(st.characters(codec="utf-8"), max_size=40)


def read(plan: Plan, **given_: Any) -> dict[str, Any]:
    return dict(json.loads(render_export("json", make_edition(plan, **given_))))


def read_lines(plan: Plan, **given_: Any) -> list[dict[str, Any]]:
    data = render_export("jsonl", make_edition(plan, **given_))
    assert data.endswith(b"\n") or not data
    return [json.loads(line) for line in data.split(b"\n")[:-1]]


def test_it_is_the_envelope_of_list_with_the_source(published: Plan) -> None:
    context = describe(published)
    listed = json.loads(draw(view_steps("Action steps", published.steps, context, ()), "json"))
    exported = read(published, path="data/plan.yaml")
    assert list(exported) == [*list(listed)[:-1], "source", "steps"]
    listed["plan"]["path"] = "plan.yaml"
    for step in listed["steps"]:
        step["file"] = "plan.yaml"
    for step in exported["steps"]:
        for name in LEDGER_FIELDS:
            del step[name]
    assert {name: exported[name] for name in listed} == listed


def test_it_says_when_which_from_where_and_that_no_licence_is_known(published: Plan) -> None:
    exported = read(published)
    assert exported["as_of"] == "2025-01-24"
    assert exported["plan"]["revision"] == "0123456ab"
    assert exported["source"]["publisher"] == "City of Minneapolis"
    assert exported["source"]["license"] is None
    assert exported["source"]["url"] is None


def test_a_licence_that_is_known_is_said() -> None:
    text = change(FULL, "  pages: 15\n", "  pages: 15\n  license: CC-BY-4.0\n")
    assert read(load(text))["source"]["license"] == "CC-BY-4.0"


def test_a_plan_without_a_source_has_none() -> None:
    assert read(load(SMALL))["source"] is None


def test_it_is_what_the_schema_of_the_output_says(published: Plan) -> None:
    Draft202012Validator(json.loads(write_schema("output"))).validate(read(published))


def test_a_line_is_a_record_of_json_with_the_day_and_the_revision(published: Plan) -> None:
    steps = read(published)["steps"]
    end = {"as_of": "2025-01-24", "plan_revision": "0123456ab"}
    assert read_lines(published) == [{**step, **end} for step in steps]
    assert read_lines(published, revision=None)[0]["plan_revision"] is None


def test_no_step_is_an_empty_list_and_no_line(published: Plan) -> None:
    assert read(published, steps=())["steps"] == []
    assert read_lines(published, steps=()) == []


@settings(deadline=None, max_examples=tries(60))
@given(TEXTS)
def test_any_text_comes_back_exactly(text: str) -> None:
    text = f"{text}."
    plan = load(change(FULL, "Write the page.", quote_yaml(text)))
    assert read(plan)["steps"][0]["action"] == text
    assert read_lines(plan)[0]["action"] == text


@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_text_stays_in_its_value(hostile: str) -> None:
    plan = plan_with(hostile)
    step, clean = plan.steps[0], read(plan_with("plain"))["steps"][0]
    for record in (read(plan)["steps"][0], read_lines(plan)[0]):
        assert clean.keys() <= record.keys()
        assert record["action"] == step.action
        assert record["items"] == list(step.items)
        assert record["evidence"] == list(step.evidence)
        assert record["revisions"][0]["reason"] == step.revisions[0].reason


def test_the_bytes_do_not_tell_where_the_plan_lay() -> None:
    plan = load(FULL)
    for name in ("json", "jsonl"):
        data = render_export(name, make_edition(plan, path="/home/someone/plan.yaml"))
        assert b"someone" not in data
        assert data == render_export(name, make_edition(plan))


def test_bytes_in_a_path_that_are_no_text_break_nothing() -> None:
    exported = read(load(SMALL), path="data/pl\udcffan.yaml")
    assert exported["plan"]["path"] == "pl\udcffan.yaml"


@pytest.mark.parametrize("text", ODD)
def test_other_scripts_and_long_words_come_back_exactly(text: str) -> None:
    plan = load(change(FULL, "Write the page.", quote_yaml(text)))
    assert read(plan)["steps"][0]["action"] == read_lines(plan)[0]["action"] == text
