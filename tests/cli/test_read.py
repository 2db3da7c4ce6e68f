"""`stc show`, `summary`, `departments`, `timeline`."""

import csv
import io
import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest


def test_show_says_everything_about_a_step(stc: Any, plan: Path) -> None:
    out = stc("show", "COM-03").out
    for text in ("COM-03", "Planning", "COM 911 & Communications", "MECC transparency"):
        assert text in out
    assert "2024-12-31, overdue by 24 days" in out
    assert "IT (it)" in out
    line = plan.read_text("utf-8").split("\n").index("          - id: COM-03") + 1
    assert f"data/plan.yaml:{line}:13" in out
    assert max(map(len, out.splitlines())) <= 120


def test_show_says_what_needs_review_and_why(stc: Any) -> None:
    out = " ".join(stc("show", "gov-08").out.split())
    assert "Needs review status, deadline: The published row merges this step" in out
    assert "Status Unknown" in out


def test_show_several_in_the_order_typed_once_each(stc: Any) -> None:
    found = stc("show", "COM-03", "GOV-01", "com-03", "-f", "ids").out.split()
    assert found == ["COM-03", "GOV-01"]


def test_show_one_unknown_shows_nothing(stc: Any) -> None:
    answer = stc("show", "COM-03", "COM-99")
    assert (answer.code, answer.out) == (2, "")
    assert answer.err.startswith('Error: Unknown step "COM-99". Did you mean COM-')


def test_summary_counts_by_status_section_and_department(stc: Any, steps: Any) -> None:
    groups = json.loads(stc("summary", "-f", "json").out)["groups"]
    whole, *others = groups
    assert {key: whole[key] for key in ("steps", "counted", "open", "overdue", "review_due")} == {
        "steps": 138,
        "counted": 133,
        "open": 105,
        "overdue": 26,
        "review_due": 1,
    }
    assert (whole["undated"], whole["needs_review"]) == (2, 20)
    statuses = Counter(step["status"] for step in steps)
    assert {name: whole[name.lower().replace(" ", "_")] for name in statuses} == statuses
    sections = {one["id"]: one["steps"] for one in others if one["by"] == "section"}
    assert sections == Counter(step["section"] for step in steps)
    of_dept = {one["id"]: one["steps"] for one in others if one["by"] == "dept" and one["id"]}
    assert of_dept == Counter(one for step in steps for one in step["departments"])


def test_summary_for_people(stc: Any) -> None:
    out = stc("summary").out
    assert "18/133 (14%)" in out
    assert "##.................." in out
    assert "5 are excluded and not counted." in " ".join(out.split())
    assert "26 of 105 open steps are overdue. 1 ongoing step is due for review" in out
    assert "A step with several departments counts once in each." in out


def test_summary_by_one_grouping_and_filtered(stc: Any) -> None:
    answer = json.loads(stc("summary", "--by", "goal", "-s", "COM", "-f", "json").out)
    assert {one["by"] for one in answer["groups"]} == {"plan", "goal"}
    assert answer["groups"][0]["steps"] == 15


def test_departments(stc: Any) -> None:
    out = stc("departments").out
    assert out.count("\n911 ") == 1
    assert "MECC" in out
    assert "24 departments." in out
    found = json.loads(stc("departments", "-f", "json").out)["departments"]
    assert len(found) == 24
    assert {one["id"]: one["overdue"] for one in found}["911"] == 7
    assert stc("departments", "-f", "ids").out.splitlines()[:2] == ["311", "911"]


def timeline(stc: Any, *arguments: str) -> list[Any]:
    answer = stc("timeline", *arguments, "-f", "json")
    assert (answer.code, answer.err) == (0, "")
    return [one["label"] for one in json.loads(answer.out)["entries"]]


def test_timeline_in_the_order_published(stc: Any) -> None:
    assert len(timeline(stc)) == 14
    assert timeline(stc)[-3:] == ["Winter 2024", "Spring 2025", "January 24, 2025"]
    assert stc("timeline").out.index("July 2023") < stc("timeline").out.index("Winter 2024")


def test_timeline_by_state(stc: Any) -> None:
    happened, planned = timeline(stc, "--state", "happened"), timeline(stc, "--state", "planned")
    passed = timeline(stc, "--state", "passed")
    assert len(happened) == 9
    assert planned == ["Winter 2024", "Spring 2025"]
    assert len(passed) == 3
    assert len(timeline(stc, "--state", "planned", "--state", "passed")) == 5


@pytest.mark.parametrize(("day", "passed"), [("2025-02-28", False), ("2025-03-01", True)])
def test_winter_ends_with_february(stc: Any, day: str, passed: bool) -> None:
    assert ("Winter 2024" in timeline(stc, "--state", "passed", "--as-of", day)) is passed
    (winter,) = [
        one
        for one in json.loads(stc("timeline", "--as-of", day, "-f", "json").out)["entries"]
        if one["label"] == "Winter 2024"
    ]
    assert (winter["start"], winter["end"]) == ("2024-12-01", "2025-02-28")
    assert (winter["standing"] == "window passed, not confirmed") is passed
    assert winter["state"] == "planned"


def test_timeline_between_two_days(stc: Any) -> None:
    assert timeline(stc, "--from", "2025-03-01") == ["Spring 2025"]
    assert timeline(stc, "--to", "2023-07-31") == ["July 2023"]
    assert timeline(stc, "--from", "2025-01-20", "--to", "2025-01-31") == [
        "Winter 2024",
        "January 24, 2025",
    ]


def test_timeline_says_what_passed_without_a_word(stc: Any) -> None:
    out = " ".join(stc("timeline").out.split())
    assert "window passed, not confirmed" in out
    assert "3 planned entries passed without confirmation" in out


def test_no_timeline_beside_the_plan(stc: Any, folder: Any) -> None:
    (folder / "data" / "timeline.yaml").unlink()
    answer = stc("timeline")
    assert answer.code == 3
    assert "timeline.yaml" in answer.err
    assert stc("overdue").code == 0


@pytest.mark.parametrize("name", ["table", "json", "csv", "tsv", "md", "ids"])
@pytest.mark.parametrize("asked", ["show COM-03", "summary", "departments", "timeline", "due"])
def test_every_command_gives_every_format(stc: Any, asked: str, name: str) -> None:
    answer = stc(*asked.split(), "--format", name)
    # No git tells of this folder: `show`, which asks it, says so where the format has no place.
    has_no_place = asked.startswith("show") and name in ("json", "csv", "tsv", "ids")
    assert answer.code == 0
    assert answer.err.endswith("Only what the file records is known.\n") == has_no_place
    assert answer.err.count("\n") == int(has_no_place)
    if name not in ("ids",):
        assert "2025-01-24" in answer.out
    if name == "json":
        assert {"schema", "as_of", "plan", "filter", "totals"} <= {*json.loads(answer.out)}


def test_the_timeline_as_csv_has_lists_of_texts(stc: Any) -> None:
    rows = list(csv.DictReader(io.StringIO(stc("timeline", "-f", "csv").out, newline="")))
    entries = json.loads(stc("timeline", "-f", "json").out)["entries"]
    for row, entry in zip(rows, entries, strict=True):
        cells = csv.reader([row["items"]], delimiter=";", skipinitialspace=True)
        shown = [
            text
            for item in entry["items"]
            for text in (item["text"], *(f"- {part}" for part in item["items"]))
        ]
        assert next(cells, []) == shown
