"""Markdown, read by another reader: a table a section, and no text becomes markup."""

import pytest
from markdown_it import MarkdownIt

from stc.output.exports import render_export
from stc.plan.model import Plan
from stc.text.escape import escape_control
from tests.output.export.editions import ODD, make_edition, quote_yaml
from tests.output.hostile import HOSTILE, plan_with
from tests.plans import FULL, SMALL, change, load

READER = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
KEPT = ("text", "text_special", "html_inline", "softbreak")


def export(plan: Plan, **given: object) -> str:
    return render_export("md", make_edition(plan, **given)).decode()  # type: ignore[arg-type]


def structure(text: str) -> list[str]:
    tokens = [part for token in READER.parse(text) for part in (token, *(token.children or ()))]
    return [one.type for one in tokens if one.type not in KEPT]


def html_of(text: str) -> set[str]:
    tokens = [part for token in READER.parse(text) for part in (token, *(token.children or ()))]
    return {one.content for one in tokens if one.type.startswith("html")}


def cells_in_rows(text: str) -> set[int]:
    rows = " ".join(token.type for token in READER.parse(text)).split("tr_open")[1:]
    return {row.count("td_open") + row.count("th_open") for row in rows}


def test_it_says_what_when_and_from_where() -> None:
    assert export(load(FULL)) == (
        "## Action steps\n"
        "\n"
        "A plan, Phase One. As of 2025-01-24. Plan plan.yaml at 0123456ab.\n"
        "\n"
        "- 1 of 1 step.\n"
        "- 0 of 0 open steps are overdue. 0 ongoing steps are due for review."
        " 0 open steps are undated.\n"
        "- Complete: 1/1 (100%). 0 steps are excluded and not counted.\n"
        "- 1 step to be checked against the printed plan.\n"
        "- Source: The plan. Published by The city.\n"
        "- The publisher names no licence.\n"
        "- The source does not say when these statuses were true.\n"
        "\n"
        "### COM: Communications\n"
        "\n"
        "| Step | Action step | Departments | Deadline | Status |\n"
        "| --- | --- | --- | --- | --- |\n"
        "| COM-01 | Write the page.<br>\\- The first page<br>\\- The last page"
        " | Mayor's office, 911 | 2024-12-31 | Complete |\n"
    )


def test_a_licence_and_an_address_that_are_known_are_said() -> None:
    text = change(FULL, "  pages: 15\n", "  pages: 15\n  license: CC-BY-4.0\n")
    assert "- Licence: CC-BY-4.0.\n" in export(load(text))


def test_what_is_late_is_said_in_words() -> None:
    text = export(load(SMALL))
    assert "| 2024-12-31 | Planning, overdue |" in text
    assert "- Source: the plan's file names none.\n" in text


def test_a_filter_is_told(published: Plan) -> None:
    steps = published.steps[:3]
    text = export(published, steps=steps, narrowed={"dept": ["911"]})
    assert "Filter: dept 911." in text
    assert "- 3 of 138 steps.\n" in text


def test_an_empty_one_says_so(published: Plan) -> None:
    text = export(published, steps=())
    assert "- No step matches; 0 of 138 steps.\n" in text
    assert "|" not in text


def test_every_step_of_the_published_plan_is_in_a_table(published: Plan) -> None:
    text = export(published)
    assert cells_in_rows(text) == {5}
    for step in published.steps:
        assert text.count(f"\n| {step.id} |") == 1
    assert text.count("\n### ") == len(published.sections)


@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_text_changes_nothing_in_the_structure(hostile: str) -> None:
    text = export(plan_with(hostile))
    assert structure(text) == structure(export(plan_with("plain")))
    assert html_of(text) <= {"<!-- -->", "<br>"}
    assert text.replace("\n", "").isprintable()


@pytest.mark.parametrize("text", ODD)
def test_other_scripts_and_long_words_are_shown(text: str) -> None:
    drawn = export(load(change(FULL, "Write the page.", quote_yaml(text))))
    assert structure(drawn) == structure(export(load(FULL)))
    tokens = [part for token in READER.parse(drawn) for part in (token.children or ())]
    shown = "".join(one.content for one in tokens if one.type in ("text", "text_special"))
    assert escape_control(text) in shown
