"""Tags, phases, categories and free fields of a step; what bodies and partners may do."""

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest

from tests.plans import FULL, SMALL, WIDE, change

TWO = """\
schema_version: 1
title: A plan
timezone: UTC

phases:
  - id: wave-1
    title: First wave
  - id: wave-2
    title: Second, and last, wave

categories:
  - id: prevention
    title: Prevention

departments:
  - id: works
    name: Works, Streets and Parks
  - id: fire
    name: Fire

sections:
  - id: A
    title: Streets
    phase: wave-1
    category: prevention
    steps:
      - id: A-1
        status: Planning
        action: >-
          Rebuild the crossing.
        tags: [equity, Safe routes]
        lead: works
        departments: [works, fire]
        deadline: 2024-12-31
        extra:
          budget_line: 4711-B and more
          risk: High

      - id: A-2
        status: Ongoing
        action: >-
          Mow the lawn.
        phase: wave-2
        departments: [works]
        deadline: 2025-01-23

      - id: A-3
        status: Complete
        completed: 2024-06-30
        action: >-
          Paint the crossing.
        departments: [fire]
        deadline: 2024-06-30
        extra:
          risk: "=1+1"
"""


@pytest.fixture
def two(plan: Path) -> Path:
    plan.with_name("timeline.yaml").unlink()
    plan.write_text(TWO)
    return plan


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("--phase wave-1", "A-1 A-3"),
        ("--phase WAVE-2", "A-2"),
        ("--phase wave-1,wave-2", "A-1 A-2 A-3"),
        ("--category prevention", "A-1 A-2 A-3"),
        ("--tag Equity", "A-1"),
        ("--tag safe-routes", "A-1"),
        ("--dept works,fire --status planning,complete", "A-1 A-3"),
        ("--lead works --section a", "A-1"),
        ("--not-status planning,complete", "A-2"),
        ("--open", "A-1"),
        ("--closed", "A-3"),
        ("--overdue", "A-1"),
        ("--review-due", "A-2"),
        ("--no-evidence", "A-3"),
        ("--due-in 2024-H1", "A-3"),
        ("--due-in 2024-Q4", "A-1"),
        ("--due-in 2025-01", "A-2"),
        ("--due-in 2024/2025", "A-1 A-2 A-3"),
        ("--search 4711-b", "A-1"),
    ],
)
def test_filters(stc: Any, two: Path, words: str, found: str) -> None:
    answer = stc("list", *words.split(), "-f", "ids")
    assert (answer.err, answer.out.split()) == ("", found.split())
    assert json.loads(stc("list", *words.split(), "-f", "json").out)["filter"]


def test_a_name_with_a_comma_is_tried_whole_first(stc: Any, two: Path) -> None:
    for option, name in (
        ("--dept", "works, streets and parks"),
        ("--phase", "Second, and last, wave"),
    ):
        assert stc("list", option, name, "-f", "ids").out
    assert stc("list", "--dept", "Fire, works", "-f", "ids").out.split() == ["A-1", "A-2", "A-3"]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--dept", "works,fyre"], 'Unknown department "fyre". Did you mean fire?'),
        (["--dept", "works,,fire"], 'Unknown department "".'),
        (["--phase", "wave-3"], "Unknown phase"),
        (["--category", "response"], "`stc summary --by category` shows them all."),
        (["--tag", "equity,safe"], 'Unknown tag "equity,safe".'),
        (["--under", "Part"], 'Unknown level "Part".'),
        (["--due-in", "2026-Q5"], '--due-in: "2026-Q5" is not a day or a clear period'),
        (["--open", "--closed"], "No step can match both --open and --closed."),
        (["--undated", "--due-in", "2026"], "No step can match both --undated and --due-in."),
        (["--status", "planning", "--not-status", "planning"], "no step can match"),
    ],
)
def test_what_cannot_be_meant_is_an_error_of_usage(
    stc: Any, two: Path, words: list[str], told: str
) -> None:
    answer = stc("list", *words)
    assert (answer.code, answer.out) == (2, "")
    assert told in answer.err


@pytest.mark.parametrize(
    ("by", "rows"),
    [
        ("phase", {"First wave": 2, "Second, and last, wave": 1}),
        ("category", {"Prevention": 3}),
        ("lead", {"Works, Streets and Parks": 1, "(no lead)": 2}),
        ("tag", {"equity": 1, "Safe routes": 1, "(no tag)": 2}),
    ],
)
def test_counts_are_grouped_by_them(stc: Any, two: Path, by: str, rows: dict[str, int]) -> None:
    answer = json.loads(stc("summary", "--by", by, "-f", "json").out)
    assert {one["title"]: one["steps"] for one in answer["groups"] if one["by"] == by} == rows
    for name in ("table", "md", "csv", "tsv"):
        assert all(title in stc("summary", "--by", by, "-f", name).out for title in rows)


def test_people_read_the_title_of_a_phase_or_category(stc: Any, two: Path) -> None:
    for words in (("show", "A-2"), ("show", "A-2", "-f", "md")):
        told = stc(*words).out
        assert "Second, and last, wave" in told
        assert "Prevention" in told
        assert "wave-2" not in told
    (step,) = json.loads(stc("show", "A-2", "-f", "json").out)["steps"]
    assert (step["phase"], step["category"]) == ("wave-2", "prevention")
    assert stc("site", "--out", "site").code == 0
    page = Path("site/steps/A-2.html").read_text()
    assert '<span class="line">Second, and last, wave</span>' in page
    section = Path("site/sections/A.html").read_text()
    assert '<p>Phase: <span dir="auto">First wave</span>.</p>' in section
    assert '<p>Service category: <span dir="auto">Prevention</span>.</p>' in section


def test_the_site_counts_and_lists_by_phase_and_category(stc: Any, two: Path) -> None:
    text = change(TWO, "    category: prevention\n", "")
    second = "        phase: wave-2\n"
    two.write_text(change(text, second, f"{second}        category: prevention\n"))
    assert stc("site", "--out", "site").code == 0
    first = Path("site/index.html").read_text()
    assert '<h2 id="phases">By phase</h2>' in first
    counts = Path("site/categories.html").read_text()
    assert '<a href="categories/prevention.html" dir="auto">Prevention</a>' in counts
    assert "No category" in counts
    assert "No phase" not in Path("site/phases.html").read_text()
    assert '<a href="phases.html">Phase</a>' in Path("site/steps.html").read_text()
    page = Path("site/phases/wave-1.html").read_text()
    assert "steps/A-1.html" in page
    assert "steps/A-2.html" not in page
    two.write_text(SMALL)
    assert stc("site", "--out", "other").code == 0
    assert not list(Path("other").glob("phases*")) + list(Path("other").glob("categories*"))
    assert "By phase" not in Path("other/index.html").read_text()


def test_free_fields_are_shown_and_exported_and_nothing_else(stc: Any, two: Path) -> None:
    assert "0 errors" in stc("validate").out
    assert "budget_line: 4711-B and more" in stc("show", "A-1").out
    rows = list(csv.DictReader(io.StringIO(stc("list", "-f", "csv").out)))
    assert [row["extra.risk"] for row in rows] == ["High", "", "=1+1"]
    assert [row["phase"] for row in rows] == ["wave-1", "wave-2", "wave-1"]
    assert [row["category"] for row in rows] == ["prevention"] * 3
    assert stc("export", "datapackage", "-o", "out").code == 0
    rows = list(csv.DictReader(io.StringIO(Path("out/steps.csv").read_text())))
    assert [row["extra.budget_line"] for row in rows] == ["4711-B and more", "", ""]
    package = json.loads(Path("out/datapackage.json").read_text())
    names = [one["name"] for one in package["resources"][0]["schema"]["fields"]]
    assert names[-5:] == ["tags", "phase", "category", "extra.budget_line", "extra.risk"]
    assert stc("export", "csv", "--excel", "-o", "x.csv").code == 0
    assert "'=1+1" in Path("x.csv").read_text("utf-8-sig")
    assert stc("export", "csv", "-o", "x.csv").code == 0
    assert stc("site", "--out", "site").code == 0
    assert "budget_line: 4711-B and more" in Path("site/steps/A-1.html").read_text()
    assert stc("fmt", "--check").code == 0
    two.write_text(TWO.replace("          Mow the lawn.", "          Mow  the lawn. "))
    assert "0 errors" in stc("validate").out


def test_a_plan_without_them_has_none_of_their_columns(stc: Any, two: Path) -> None:
    two.write_text(SMALL)
    (row, _) = csv.DictReader(io.StringIO(stc("list", "-f", "csv").out))
    assert not {"tags", "phase", "category", "under", "goal_id"} & row.keys()
    assert not [name for name in row if name.startswith("extra")]
    answer = stc("list", "--tag", "equity")
    assert (answer.code, "Unknown tag" in answer.err) == (2, True)


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("budget_line: 4711-B", "Budget: x", "STC109"),
        ("budget_line: 4711-B", 'budget_line: ""', "STC107"),
        ("budget_line: 4711-B", "budget_line: [x]", "STC103"),
        ("extra:\n              budget_line: 4711-B", "extra: x", "STC103"),
        ("phase: near-term\n            category", "phase: far\n            category", "STC116"),
        ("category: safety", "category: x", "STC116"),
        ("kind: body", "kind: person", "STC116"),
        ("meets: 3m", "meets: often", "STC116"),
        ("was: [mayors-office]", 'was: ["911"]', "STC111"),
    ],
)
def test_a_wrong_value_has_a_finding(stc: Any, plan: Path, old: str, new: str, code: str) -> None:
    plan.write_text(change(WIDE, old, new))
    answer = stc("validate", "--select", code)
    assert answer.code == 1, answer
    assert f"error {code}" in answer.out


def test_a_body_needs_no_step_and_a_person_is_no_department(stc: Any, plan: Path) -> None:
    body = "  - id: auditor\n    name: City Auditor\n    kind: body\n"
    plan.write_text(change(FULL, "\nsections:", f"{body}\nsections:"))
    assert "STC217" not in stc("validate").out
    plan.write_text(plan.read_text().replace("    kind: body\n", ""))
    assert "STC217" in stc("validate").out
    plan.write_text(change(FULL, "name: Mayor's office", 'name: "Jo Smith <jo@example.org>"'))
    assert "warning STC223" in stc("validate").out
    assert stc("list", "--dept", "mayor", "-f", "ids").out == "COM-01\n"


def test_a_step_is_due_for_review_so_long_after_the_last_word(stc: Any, two: Path) -> None:
    every = "        departments: [works, fire]\n        deadline: 2030-12-31\n"
    reviewed = change(
        TWO,
        "        departments: [works, fire]\n        deadline: 2024-12-31\n",
        f"{every}        review_every: 6m\n"
        "        revisions:\n          - from: 2029-12-31\n            to: 2030-12-31\n"
        "            on: 2024-08-31\n            reason: It waits.\n",
    )
    two.write_text(reviewed)
    assert "0 errors" in stc("validate").out
    for day, is_due in (("2025-02-27", False), ("2025-02-28", False), ("2025-03-01", True)):
        ids = stc("list", "--review-due", "--as-of", day, "-f", "ids").out.split()
        assert ("A-1" in ids) == is_due, day
    assert json.loads(stc("show", "A-1", "--as-of", "2025-03-01", "-f", "json").out)["steps"][0][
        "standing"] == "review due"  # fmt: skip
    assert "Review every" in stc("show", "A-1").out
    assert "2 steps are due for review (stc overdue --ongoing)." in stc(
        "overdue", "--as-of", "2025-03-01").out  # fmt: skip
    assert "1 step is due for review" in stc("overdue", "--as-of", "2025-02-28").out
    report = stc("report", "--all", "--as-of", "2025-03-01", "-f", "md").out
    assert "| Review due, of those with a review | 2/2 (100%) |" in report
    assert "\nDue for review\n" in stc("overdue", "--ongoing", "--as-of", "2025-03-01").out
    assert stc("site", "--out", "reviewed", "--as-of", "2025-03-01").code == 0
    assert ">2 steps are due for review</a>" in Path("reviewed/index.html").read_text()
    source = "source: {document: The plan, publisher: The city, as_of: 2024-Q1}\n\nphases:"
    two.write_text(TWO.replace("phases:", source, 1).replace(
        "        deadline: 2025-01-23\n", "        review_every: 1y\n"))  # fmt: skip
    assert stc("list", "--review-due", "--as-of", "2025-03-31", "-f", "ids").out == ""
    assert stc("list", "--review-due", "--as-of", "2025-04-01", "-f", "ids").out == "A-2\n"
    assert stc("site", "--out", "site", "--as-of", "2025-04-01").code == 0
    page = Path("site/steps/A-2.html").read_text()
    assert "the last word on it is of March 31, 2024, and it is to be reviewed every year." in page
    for wrong in ("0m", "6w", "yearly", "100y"):
        two.write_text(
            TWO.replace("        deadline: 2025-01-23\n", f"        review_every: {wrong}\n")
        )
        assert "error STC116" in stc("validate").out
