"""The answer of `diff`: sentences, tables, Markdown for a comment, lines for a log."""

import json
from datetime import date
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from markdown_it import MarkdownIt

from stc.history.compare import compare_plans
from stc.history.differences import classify
from stc.history.updates import UpdateChange
from stc.output.formats import brief, comment
from stc.output.registry import Screen
from stc.plan.model import Department, Plan, Revision
from stc.plan.updates import Entry
from stc.views.difference import NOTHING, describe_totals, view_difference
from stc.views.difference_records import ORDER
from stc.views.output_schema import ANSWERS
from stc.views.schema import write_schema
from stc.views.view import View
from tests.history.difference.mutations import put, rename, retitle_plan
from tests.output.hostile import HOSTILE, plan_with
from tests.plans import (
    COMPLETE,
    EXCLUDED,
    FULL,
    IN_PROGRESS,
    PLANNING,
    SMALL,
    describe,
    draw,
    load,
    read_published_plan,
)

PLAN = read_published_plan()
SCREEN = Screen(80, False, "utf-8")
READER = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])


def view(before: Plan, after: Plan, updates: tuple[UpdateChange, ...] = ()) -> View:
    found = classify(compare_plans(before, after))._replace(updates=updates)
    return view_difference(found, "the old", "the new", describe(after))


def everything(updates: tuple[UpdateChange, ...] = ()) -> View:
    """Return a difference with changes of every kind but updates, and with these."""
    day = date(2026, 1, 1)
    old = PLAN
    for n, status in enumerate((COMPLETE, PLANNING, PLANNING, PLANNING)):
        old = put(old, n, status=status, completed=None)
    new = put(old, 0, status=IN_PROGRESS, reason="It was taken down.")
    new = put(new, 1, status=COMPLETE, completed=date(2025, 1, 1))
    new = put(new, 2, status=IN_PROGRESS)
    new = put(new, 3, status=EXCLUDED, reason="The council decided.")
    new = put(new, 4, deadline=day)
    revision = Revision(old.steps[5].deadline, day, date(2025, 1, 1), "The board meets.")
    new = put(new, 5, deadline=day, revisions=(revision,))
    new = put(new, 6, departments=(new.departments[0], new.departments[1]))
    new = put(new, 7, action="Write the page and read it.")
    old = put(old, 7, action="Write the page.")
    new = put(new, 8, evidence=("A link.",))
    new = put(new, 9, action=old.steps[9].action.replace(" ", "  "))
    new = rename(new, new.departments[2], Department("renamed", new.departments[2].name))
    added = new.steps[10:11]
    old = put(old, 10, id="OLD-01")
    assert added
    return view(old, retitle_plan(new, 0, 1), updates)


def test_all_kinds_in_order() -> None:
    entry = Entry(PLAN.steps[0].place, date(2025, 1, 1), text="The page is online.")
    update = UpdateChange("added", "911", "911", None, None, entry)
    kinds = [record["kind"] for record in everything((update,)).records]
    assert tuple(dict.fromkeys(kinds)) == ORDER
    titles = [block.title for block in everything().blocks if hasattr(block, "title")]
    assert titles == [
        "Gone backwards",
        "Taken out of the plan",
        "Deadline moved, no reason given",
        "No longer pursued",
        "Completed",
        "Deadline moved",
        "Added",
        "Started",
        "Words changed",
        "Details changed",
        "Department renamed",
        "Beside the steps",
    ]


def test_the_sentences() -> None:
    (_, first, second, third) = everything().blocks[0].lines  # type: ignore[union-attr]
    assert first.startswith("4 statuses changed, 1 of them backwards; ")
    assert first.endswith("; 1 step added; 1 removed.")
    assert second == "No reason recorded for 1 of 2 changed deadlines."
    assert third == (
        "Also: 1 step completed; 1 step excluded; 1 department renamed; 1 step with other"
        " departments; 1 step reworded; 3 other changes; 1 change of only spaces, quotes,"
        " dashes or hyphens."
    )


D = date
SMALL_PLAN = load(SMALL)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        (((0, {"status": IN_PROGRESS}),), "1 status changed; no deadline"),
        (((1, {"status": IN_PROGRESS}),), "1 status changed, backwards; no deadline"),
        (
            ((0, {"status": COMPLETE}), (1, {"status": EXCLUDED})),
            "2 statuses changed, none of them backwards;",
        ),
        (
            ((0, {"deadline": D(2025, 1, 1)}),),
            "No status changed; 1 deadline moved, 1 day later; no step added; none removed.",
        ),
        (((0, {"deadline": D(2024, 12, 1)}),), "1 deadline moved, 30 days earlier;"),
        (((1, {"deadline": D(2024, 12, 1)}),), "no deadline moved; 1 deadline set where there was"),
        (((0, {"deadline": None}),), "no deadline moved; 1 deadline taken away;"),
    ],
)
def test_the_first_sentence(changes: Any, said: str) -> None:
    plan = SMALL_PLAN
    for n, fields in changes:
        plan = put(plan, n, **fields)
    assert said in describe_totals(classify(compare_plans(SMALL_PLAN, plan)))[0]


def test_moves_both_ways_are_not_averaged_into_one() -> None:
    old = put(put(PLAN, 0, deadline=D(2024, 1, 1)), 1, deadline=D(2024, 1, 11))
    new = put(put(PLAN, 0, deadline=D(2024, 1, 11)), 1, deadline=D(2024, 1, 1))
    said = describe_totals(classify(compare_plans(old, new)))[0]
    assert "2 deadlines moved, 1 later, by 10 days and 1 earlier, by 10 days;" in said


def test_nothing() -> None:
    assert describe_totals(classify(compare_plans(PLAN, PLAN))) == (NOTHING,)


def test_a_rewording_is_read_without_colour_and_with_it() -> None:
    drawn = draw(everything(), width=80)
    assert "GOV-08  Write the [-page.-] {+page and read it.+}" in drawn
    coloured = draw(everything(), width=80, colour=True)
    assert "\x1b[31m[-page.-]\x1b[0m" in coloured
    assert "\x1b[32m{+page and read it.+}\x1b[0m" in coloured


def test_a_silent_move_is_called_so() -> None:
    drawn = draw(everything(), width=80)
    assert drawn.count("Deadline moved, no reason given") == 1
    assert "Reason: “The board meets.”" in " ".join(draw(everything(), "md").split())


@pytest.mark.parametrize("width", [40, 60, 80, 120])
def test_it_fits_the_screen(width: int) -> None:
    lines = draw(everything(), width=width).splitlines()
    assert max(map(len, lines)) <= width


def test_json_has_every_field_of_every_change() -> None:
    answer = json.loads(draw(everything(), "json"))
    (moved,) = [one for one in answer["changes"] if one["kind"] == "moved" and one["silent"]]
    assert (moved["field"], moved["after"], moved["reasons"]) == ("deadline", "2026-01-01", [])
    (added,) = [one for one in answer["changes"] if one["kind"] == "added"]
    assert added["before"] is None
    assert added["after"]["action"] == PLAN.steps[10].action


def test_the_json_is_what_the_schema_says() -> None:
    validator = Draft202012Validator(json.loads(write_schema("output")))
    (answered,) = [one for one in ANSWERS if one.schema == "stc/diff/2"]
    for one in (everything(), view(load(SMALL), load(FULL)), view(PLAN, PLAN)):
        answer = json.loads(draw(one, "json"))
        validator.validate(answer)
        assert answer["totals"].keys() == answered.totals.keys()
        assert all(list(record) == list(answered.record) for record in answer["changes"])


def test_ids_are_those_of_steps_that_are_there() -> None:
    ids = draw(everything(), "ids").splitlines()
    assert "OLD-01" not in ids
    assert len(ids) == len(set(ids)) == 11


def structure(text: str) -> list[str]:
    tokens = [part for one in READER.parse(text) for part in (one, *(one.children or ()))]
    return [one.type for one in tokens if one.type not in ("text", "text_special", "html_inline")]


def html_of(text: str) -> set[str]:
    tokens = [part for one in READER.parse(text) for part in (one, *(one.children or ()))]
    return {one.content.strip() for one in tokens if one.type.startswith("html")}


def spoiled(hostile: str) -> View:
    return view(plan_with(hostile), plan_with(f"x {hostile} y"))


@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_text_changes_nothing_in_the_structure(hostile: str) -> None:
    text = comment.render(spoiled(hostile), SCREEN)
    plain = ("plain " * len(hostile))[: len(hostile) - 1] + "."
    assert structure(text) == structure(comment.render(spoiled(plain), SCREEN))
    ours = {"<!-- stc diff -->", "<!-- -->", "<br>", "<del>", "</del>", "<ins>", "</ins>"}
    assert html_of(text) <= ours
    assert text.replace("\n", "").isprintable()
    drawn = draw(spoiled(hostile), width=80)
    assert drawn.replace("\n", "").isprintable()
    for line in brief.render(spoiled(hostile), SCREEN).splitlines():
        assert line.isprintable()
        assert not line.startswith("::")
        assert "##[" not in line


def test_a_comment_begins_with_its_marker() -> None:
    text = comment.render(everything(), SCREEN)
    assert text.startswith("<!-- stc diff -->\n## Changes\n\n")
    assert "\n- **GOV-08**: Write the <del>page.</del> <ins>page and read it.</ins>\n" in text
    assert "more" not in text.splitlines()[-1]


def test_a_comment_is_cut_and_says_how_much_is_missing() -> None:
    plan = PLAN
    for n in range(len(PLAN.steps)):
        plan = put(plan, n, action="@name " * 60, page=99)
    text = comment.render(view(PLAN, plan), SCREEN)
    assert len(text) < 65_000
    shown = text.count("\n- **") + text.count(" | page | ")
    assert shown > 20
    assert text.endswith(f"\n\nand {2 * len(PLAN.steps) - shown} more\n")


def test_a_row_too_long_does_not_hide_those_after_it() -> None:
    plan = put(PLAN, 0, status=EXCLUDED, action="@a " * 6_000)
    plan = put(plan, 1, evidence=("A link.",))
    text = comment.render(view(PLAN, plan), SCREEN)
    assert "| GOV-02 | Evidence: A link. |" in text
    assert text.endswith("\nand 2 more\n")
    assert len(text) < 65_000


def test_a_log_gets_names_and_no_texts() -> None:
    text = brief.render(everything(), SCREEN)
    assert "\nGone backwards: GOV-01.\n" in text
    assert "\nWords changed: GOV-08.\n" in text
    plan = PLAN
    for n in range(30):
        plan = put(plan, n, page=99)
    assert "and 10 more." in brief.render(view(PLAN, plan), SCREEN)


def test_the_full_plan_in_place_of_the_small_one() -> None:
    for name in ("table", "json", "csv", "tsv", "md", "ids"):
        assert draw(view(load(SMALL), load(FULL)), name)
