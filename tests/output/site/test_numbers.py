"""The numbers on the pages are those of the plan: counted by hand, and by `stc summary`."""

from datetime import date
from typing import Any

import pytest
import yaml

from stc.plan.counts import count_steps, group_steps
from stc.plan.vocabulary import DEFAULT
from stc.views.sentences import share
from tests.output.site.editions import find_id, read_page, text_of, texts_of
from tests.plans import AS_OF, read_published_bytes, read_published_plan

PLAN = read_published_plan()
COUNTS = count_steps(PLAN.steps, AS_OF, DEFAULT)
OPEN = ("Not started", "Planning", "In progress")


def read_steps() -> list[dict[str, Any]]:
    """Return the steps as PyYAML reads them, so that our code does not vouch for itself."""
    data = yaml.load(read_published_bytes().decode("utf-8"), Loader=yaml.BaseLoader)
    goals = [goal for section in data["sections"] for goal in section["goals"]]
    return [step for goal in goals for step in goal["steps"]]


STEPS = read_steps()
DUE = [(date.fromisoformat(one["deadline"]) - AS_OF).days for one in STEPS
       if one["status"] in OPEN and one.get("deadline")]  # fmt: skip
OVERDUE = sum(days < 0 for days in DUE)
SOON = sum(0 <= days <= 90 for days in DUE)
UNDATED = sum(one["status"] in OPEN and not one.get("deadline") for one in STEPS)
REVIEW = sum(one["status"] == "Ongoing" and bool(one.get("deadline"))
             and one["deadline"] < AS_OF.isoformat() for one in STEPS)  # fmt: skip


def rows_of(path: str) -> list[str]:
    """Return the ids of the steps a list page holds, in their order."""
    return list_ids(find_id(read_page(path), "steps"))


def list_ids(part: Any) -> list[str]:
    return [text_of(row) for row in part.findall(".//li//*[@class='step-id']")]


def test_the_sentence_to_quote() -> None:
    complete = sum(one["status"] == "Complete" for one in STEPS)
    counted = sum(one["status"] != "Excluded" for one in STEPS)
    opened = sum(one["status"] in OPEN for one in STEPS)
    assert (complete, counted, OVERDUE, opened) == (18, 133, 26, 105)
    assert text_of(find_id(read_page("index.html"), "sentence")) == (
        "18 of 133 steps are complete. 26 are overdue."
    )


def test_undated_and_review_due_stand_beside_overdue() -> None:
    main = text_of(read_page("index.html").find(".//main"))
    assert f"{REVIEW} ongoing step is due for review." in main
    assert f"{UNDATED} open steps have no deadline" in main
    assert "5 excluded steps are not counted; there are 138 steps in all." in main


def test_the_tiles() -> None:
    tiles = read_page("index.html").findall(".//dl[@class='tiles']/div")
    assert [" ".join(texts_of(one)) for one in tiles] == [
        "Complete 18 of 133 steps (14%)",
        f"Overdue {OVERDUE} of 105 open steps (25%)",
        f"Due in 90 days {SOON} the next on Jan 31, 2025",
        "Deadlines moved 1 of 122; 1 without a reason",
    ]


def test_the_statuses_on_the_overview() -> None:
    table = find_id(read_page("index.html"), "status")
    rows = read_page("index.html").findall(".//table[@class='bars']/tbody/tr")
    assert table.tag == "h2"
    for row, status in zip(rows, COUNTS.statuses, strict=True):
        name, number = status.name, COUNTS.by_status[status.name]
        part = share(number, COUNTS.counted) if name != "Excluded" else f"{number} not counted"
        assert texts_of(row) == [name, part, ""]


def test_a_bar_is_as_long_as_its_share() -> None:
    for row in read_page("index.html").findall(".//table[@class='bars']/tbody/tr"):
        bar = row.find(".//{*}rect[@class]/../{*}rect[2]")
        if bar is None:
            assert "not counted" in text_of(row)
            continue
        number = int(text_of(row[1]).partition("/")[0])
        assert float(bar.get("width") or "") == pytest.approx(100 * number / 133, abs=0.3)


@pytest.mark.parametrize("by", ["section", "dept"])
def test_the_counts_of_groups(by: str) -> None:
    path = {"section": "sections.html", "dept": "departments.html"}[by]
    rows = read_page(path).findall(".//table/tbody/tr")
    for row, group in zip(rows, group_steps(PLAN, PLAN.steps, by), strict=True):
        counts = count_steps(group.steps, AS_OF, DEFAULT)
        assert texts_of(row)[1:] == [
            share(counts.complete, counts.counted),
            f"{counts.overdue}/{counts.open}",
            share(counts.by_status["In progress"], counts.counted),
            *(str(number or "") for number in (counts.review_due, counts.undated)),
            str(counts.excluded or ""),
        ]


def test_the_lists_hold_what_they_say() -> None:
    assert len(rows_of("steps.html")) == len(STEPS)
    assert len(rows_of("overdue.html")) == OVERDUE == 26
    assert len(rows_of("due.html")) == SOON
    assert len(rows_of("review-due.html")) == REVIEW == 1
    assert len(rows_of("undated.html")) == UNDATED == 2
    assert len(rows_of("needs-review.html")) == sum("needs_review" in one for one in STEPS)
    for status in COUNTS.statuses:
        path = f"statuses/{status.name.lower().replace(' ', '-')}.html"
        assert rows_of(path) == [one["id"] for one in STEPS if one["status"] == status.name]


def test_the_worst_and_the_next_come_first() -> None:
    days = {one["id"]: one.get("deadline", "") for one in STEPS}
    overdue = [days[one] for one in rows_of("overdue.html")]
    assert overdue == sorted(overdue)
    assert overdue[-1] < AS_OF.isoformat()
    due = [days[one] for one in rows_of("due.html")]
    assert due == sorted(due)
    lists = read_page("index.html").findall(".//ul[@class='rows short']")
    shown = [[text_of(one) for one in steps.findall(".//span[@class='id']")] for steps in lists]
    assert shown == [rows_of("overdue.html")[:5], rows_of("due.html")[:5]]
    assert "All 26 steps" in text_of(read_page("index.html").find(".//main"))


def test_a_department_has_all_steps_that_name_it() -> None:
    for department in PLAN.departments:
        named = [one["id"] for one in STEPS if department.id in one.get("departments", ())]
        assert list_ids(read_page(f"departments/{department.id}.html")) == named


def test_a_section_has_all_its_steps_under_their_goals() -> None:
    for section in PLAN.sections:
        page = read_page(f"sections/{section.id}.html")
        goals = [goal for goal in PLAN.goals if goal.section == section]
        lists = page.findall(".//ul[@class='step-list']")
        for goal, part in zip(goals, lists, strict=True):
            assert list_ids(part) == [step.id for step in PLAN.steps if step.goal == goal]


def test_a_row_says_what_matters_of_a_step_and_no_zeros() -> None:
    rows = {
        text_of(row[2][0]): texts_of(row)
        for row in read_page("steps.html").findall(".//li[@class='step-row']")
    }
    assert rows["GOV-02"] == [
        "Develop a practice model that will govern the collaborative work of the Offices of Public"
        " Services and Community Safety. The…",
        "In progress 24 days late due Dec 31, 2024",
        "GOV-02 Office of Community Safety and 1 more",
    ]
    assert rows["GOV-01"][1] == "Ongoing Review due Jan 1, 2024, moved"
    assert {row[1] for row in rows.values() if row[1].startswith("Excluded")} == {"Excluded"}
    assert rows["COM-01"][1] == "Complete day not recorded"
