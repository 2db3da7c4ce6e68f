"""A plan whose sections hold steps themselves, and which has levels above sections and goals."""

import csv
import io
import json
import re
from pathlib import Path
from typing import Any

import pytest

FLAT = """\
schema_version: 1
title: A plan
phase: One
timezone: UTC

departments:
  - id: works
    name: Works

sections:
  - id: "1"
    title: Streets
    under: ["Part A: People"]
    steps:
      - id: "1.1"
        status: Planning
        action: >-
          Rebuild the crossing.
        departments: [works]
        deadline: 2024-12-31

      - id: "1.2"
        status: Complete
        completed: 2024-06-30
        evidence:
          - The minutes
        action: >-
          Paint the crossing.
        departments: [works]
"""
MIXED = f"""{FLAT}    goals:
      - title: Calm the traffic
        under: [Vision Zero]
        steps:
          - id: "1.3.1"
            status: Planning
            action: >-
              Narrow the street.
            departments: [works]
            deadline: 2025-12-31

  - id: "2"
    title: Parks
    under: ["Part A: People"]
    steps:
      - id: "2.1"
        status: Ongoing
        action: >-
          Mow the lawn.
        departments: [works]
        deadline: 2025-06-30
"""


@pytest.fixture(params=["flat", "mixed"])
def text(request: pytest.FixtureRequest, plan: Path) -> str:
    plan.with_name("timeline.yaml").unlink()
    text = FLAT if request.param == "flat" else MIXED
    plan.write_text(text)
    return text


def test_it_is_sound_and_laid_out(stc: Any, plan: Path, text: str) -> None:
    answer = stc("validate", "--strict")
    assert (answer.code, "0 errors, 0 warnings." in answer.out) == (0, True), answer
    assert ("goal" in answer.out) == (text is MIXED)
    assert stc("fmt", "--check").code == 0
    plan.write_text(re.sub(r"\n\n +- id", lambda m: m[0][1:], text))
    assert stc("fmt").code == 0
    assert plan.read_text() == text


def test_a_section_has_steps_or_goals(stc: Any, plan: Path, text: str) -> None:
    plan.write_text(f'{text}\n  - id: "3"\n    title: Empty\n')
    answer = stc("validate")
    assert answer.code == 1
    line = plan.read_text().count("\n") - 1
    assert f"data/plan.yaml:{line}:5: error STC101" in answer.out
    assert "The field steps or goals is missing." in answer.out
    plan.write_text(f'{text}\n  - id: "3"\n    title: Empty\n    goals: []\n')
    assert stc("validate").code == 0


def test_edits_change_one_line(stc: Any, plan: Path, text: str) -> None:
    assert stc("set-status", "1.1", "in-progress").code == 0
    assert plan.read_text() == text.replace("Planning", "In progress", 1)
    assert stc("set-deadline", "1.2", "2026-01-31", "--reason", "New.").code == 0
    added = "        deadline: 2026-01-31\n        revisions:\n          - from: null\n"
    assert added in plan.read_text()
    assert "0 errors" in stc("validate").out


def test_every_step_has_its_place(stc: Any, plan: Path, text: str) -> None:
    for step in json.loads(stc("list", "-f", "json").out)["steps"]:
        line = text.splitlines()[step["line"] - 1].replace('"', "")
        assert line.strip() == f"- id: {step['id']}"
    plan.write_text(text.replace(">-\n          Paint the crossing.", '""'))
    line = text.splitlines().index("          Paint the crossing.")
    assert f":{line}:17: error STC107" in stc("validate").out


def test_nothing_is_said_of_a_goal_there_is_not(stc: Any, text: str) -> None:
    shown = stc("show", "1.1").out
    assert "Goal" not in shown
    assert re.search(r"Under +Part A: People\n", shown)
    step = json.loads(stc("show", "1.1", "-f", "json").out)["steps"][0]
    assert (step["goal"], step["under"]) == (None, ["Part A: People"])
    rows = {row["id"]: row for row in csv.DictReader(io.StringIO(stc("list", "-f", "csv").out))}
    assert (rows["1.1"]["goal"], rows["1.1"]["under"]) == ("", "Part A: People")
    if text is MIXED:
        assert rows["1.3.1"]["under"] == "Part A: People; Vision Zero"
    assert "(no goal)" in stc("summary", "--by", "goal").out
    for name in ("list", "report", "overdue"):
        assert "None" not in stc(name).out
    assert stc("list", "--goal", "crossing").code == 2
    assert stc("list", "--search", "people", "-f", "ids").out.startswith("1.1\n1.2\n")


def test_exports_and_pages_have_no_empty_heading(stc: Any, text: str) -> None:
    for name in ("csv", "json", "md", "ics", "xlsx"):
        assert stc("export", name, "-o", f"out.{name}").code == 0
    assert stc("export", "datapackage", "-o", "package").code == 0
    package = json.loads(Path("package/datapackage.json").read_text())
    fields = {one["name"]: one for one in package["resources"][0]["schema"]["fields"]}
    assert "required" not in fields["goal"].get("constraints", {})
    assert stc("site", "--out", "site").code == 0
    page = Path("site/sections/1.html").read_text()
    assert page.count("<h2 id=") == (2 if text is MIXED else 0) - (text is MIXED)
    assert "Part A: People" in page
    assert ("Vision Zero" in page) == (text is MIXED)
    step = Path("site/steps/1.1.html").read_text()
    assert "<dt>Goal</dt>" not in step
    assert "<dt>Under</dt>" in step
