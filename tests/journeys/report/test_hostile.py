"""Hostile text in every field: no format of the report changes its structure."""

import json
from datetime import UTC, date, datetime
from typing import Any
from xml.etree.ElementTree import Element

import html5lib
import pytest

from stc.history.commit_range import CommitRange
from stc.history.compare import FieldChange
from stc.history.compare_since import Compared, PlanVersion
from stc.history.git.commits import Commit
from stc.history.reverted import Reverted
from stc.output.document import render_document
from stc.plan.model import Plan, Revision, Step
from stc.plan.status import Status
from stc.text.escape import escape_control
from stc.views.report import view_report
from stc.views.view import View
from tests.output.answers import answer_all
from tests.output.hostile import HOSTILE, plan_with, timeline_with
from tests.output.test_markdown import BREAK, html_of, structure
from tests.plans import (
    COMPLETE,
    EXCLUDED,
    IN_PROGRESS,
    NOT_STARTED,
    ONGOING,
    PLANNING,
    UNKNOWN,
    describe,
    draw,
)

THEN, NOW = date(2024, 10, 25), date(2025, 1, 24)
Ends = tuple[Status, date | None]
STORIES: tuple[tuple[Ends | None, Ends | None], ...] = (
    ((IN_PROGRESS, NOW), (COMPLETE, NOW)),
    ((PLANNING, THEN), (PLANNING, THEN)),
    ((PLANNING, date(2024, 9, 1)), (COMPLETE, date(2024, 9, 1))),
    ((COMPLETE, date(2024, 9, 1)), (IN_PROGRESS, date(2024, 9, 1))),
    ((PLANNING, date(2025, 2, 1)), (PLANNING, date(2025, 3, 1))),
    ((PLANNING, date(2025, 2, 1)), (EXCLUDED, None)),
    ((EXCLUDED, None), (NOT_STARTED, None)),
    ((NOT_STARTED, None), (IN_PROGRESS, date(2025, 2, 1))),
    ((ONGOING, THEN), (ONGOING, THEN)),
    ((UNKNOWN, None), (UNKNOWN, None)),
    ((PLANNING, None), None),
    (None, (PLANNING, None)),
)
"""The status and the deadline of a step then and now: together they fill every part."""


def tell(spoiled: str) -> View:
    """Return a report of which every part has a step, with this text in every field."""
    plan = plan_with(spoiled)
    sides = []
    for which, day in enumerate((THEN, NOW)):
        steps = tuple(
            make_step(plan, number, *ends[which])
            for number, pair in enumerate(STORIES)
            for ends in (pair,)
            if ends[which] is not None
        )
        sides.append(PlanVersion(day, plan._replace(steps=steps), steps))
    commit = Commit("0" * 40, (), spoiled, datetime(2024, 11, 1, 18, tzinfo=UTC), spoiled)
    detour = Reverted(commit, FieldChange(sides[1].steps[1], "deadline", THEN, NOW))
    gaps = (f"Skipped 0000 ({spoiled}).",)
    span = CommitRange("America/Chicago")
    compared = Compared(sides[0], commit.id, THEN, span, (detour,), gaps)
    context = describe(plan, NOW)._replace(plan_path=spoiled, filter={"search": [spoiled]})
    return view_report(sides[1], compared, context, (spoiled,))


def make_step(plan: Plan, number: int, status: Status, deadline: date | None) -> Step:
    moved = Revision(date(2025, 2, 1), deadline, NOW, plan.steps[0].revisions[0].reason)
    return plan.steps[0]._replace(
        id=f"COM-{number + 1:02}",
        status=status,
        deadline=deadline,
        revisions=(moved,) if deadline == date(2025, 3, 1) else (),
        lead=None,
    )


def parse(page: str) -> Element:
    """Return the page as a strict reader sees it; any error in it is raised."""
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    return parser.parse(page)  # type: ignore[no-any-return]


def shape(page: str) -> list[tuple[Any, dict[str, str]]]:
    return [(one.tag, dict(one.attrib)) for one in parse(page).iter()]


def test_every_part_has_a_step() -> None:
    parts = {one["part"] for one in tell("plain").records}
    assert parts >= {
        "completed", "newly_overdue", "no_longer_overdue", "moved", "backwards", "added", "removed",
        "excluded", "restored", "status", "due_0_30", "due_31_60", "overdue", "review_due",
        "undated", "no_lead", "needs_review", "unknown",
    }  # fmt: skip


@pytest.mark.parametrize("hostile", HOSTILE)
def test_the_page_keeps_its_structure(hostile: str) -> None:
    page = render_document(tell(hostile))
    assert shape(page) == shape(render_document(tell("plain")))
    assert page.replace("\n", "").isprintable()
    seen = {" ".join("".join(one.itertext()).split()) for one in parse(page).iter("td")}
    said = escape_control(" ".join(tell(hostile).records[0]["action"].split("\n")))
    assert " ".join(f"{said} (2 items)".split()) in seen


@pytest.mark.parametrize("hostile", HOSTILE)
def test_the_markdown_keeps_its_structure(hostile: str) -> None:
    text = draw(tell(hostile), "md")
    assert structure(text) == structure(draw(tell("plain"), "md"))
    assert html_of(text) <= {BREAK}
    assert text.replace("\n", "").isprintable()


@pytest.mark.parametrize("width", [40, 80, 120])
@pytest.mark.parametrize("hostile", HOSTILE)
def test_the_terminal_is_not_commanded(hostile: str, width: int) -> None:
    text = draw(tell(hostile), "table", width)
    assert text.replace("\n", "").isprintable()


@pytest.mark.parametrize("hostile", HOSTILE)
def test_programs_get_the_text_exactly(hostile: str) -> None:
    records = json.loads(draw(tell(hostile), "json"))["steps"]
    assert {one["action"] for one in records} == {plan_with(hostile).steps[0].action}


@pytest.mark.parametrize("hostile", [HOSTILE[0], HOSTILE[3], HOSTILE[7], HOSTILE[22]])
def test_any_view_is_a_page(hostile: str) -> None:
    clean = answer_all(plan_with("plain"), timeline_with("plain"))
    for kind, view in answer_all(plan_with(hostile), timeline_with(hostile)).items():
        assert shape(render_document(view)) == shape(render_document(clean[kind])), kind


def test_a_very_long_word_breaks_nothing() -> None:
    long = "W" * 5000
    assert long in render_document(tell(long))
    assert long in draw(tell(long), "md")
