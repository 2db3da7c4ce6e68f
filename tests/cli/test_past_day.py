"""Today's plan asked for a day that has passed: a step is complete only from the day it was."""

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from stc.cli.main import main

PLAN = """\
schema_version: 1
title: A plan
phase: Phase One
timezone: America/Chicago

departments:
  - id: works
    name: Public Works

sections:
  - id: COM
    title: Communications
    goals:
      - title: Speak clearly
        steps:
          - id: COM-01
            status: Complete
            completed: 2025-11-20
            action: Write the page.
            departments: [works]
            deadline: 2025-06-30

          - id: COM-02
            status: Complete
            completed: 2025-05-20
            action: Read the book.
            departments: [works]
            deadline: 2025-06-30

          - id: COM-03
            status: Complete
            action: Answer every letter.
            departments: [works]
            deadline: 2025-06-30

          - id: COM-04
            status: Complete
            completed: 2025-11-20
            action: Name somebody.
            departments: [works]

          - id: COM-05
            status: Planning
            action: Build a bridge.
            departments: [works]
            deadline: 2027-12-31

          - id: COM-06
            status: Complete
            completed: 2025-11-20
            action: Paint the door.
            departments: [works]
            deadline: 2025-12-31
"""
BEFORE, ON, AFTER = "2025-11-19", "2025-11-20", "2025-11-21"


@pytest.fixture
def ask(tmp_path: Path, capsysbinary: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    (tmp_path / "plan.yaml").write_text(PLAN, "utf-8")
    monkeypatch.delenv("STC_AS_OF", raising=False)
    monkeypatch.chdir(tmp_path)

    def call(words: str) -> str:
        capsysbinary.readouterr()
        assert main([*words.split(), "--plan", "plan.yaml"]) == 0
        return str(capsysbinary.readouterr().out.decode())

    return call


def ids(text: str) -> list[str]:
    return [f"COM-{one}" for one in text.split()]


@pytest.mark.parametrize(
    ("command", "before", "on"),
    [
        ("overdue", "01", ""),
        ("list --undated", "04", ""),
        ("due", "06", ""),
        ("list --status complete", "02 03", "01 02 03 04 06"),
        ("list", "01 02 03 04 05 06", "01 02 03 04 05 06"),
    ],
)
def test_a_step_is_complete_from_the_day_it_was(
    ask: Any, command: str, before: str, on: str
) -> None:
    for day, expected in ((BEFORE, before), (ON, on), (AFTER, on)):
        assert ask(f"{command} --as-of {day} -f ids").split() == ids(expected)


def test_the_status_stays_as_stored_and_the_standing_is_that_of_the_day(ask: Any) -> None:
    answer = json.loads(ask(f"overdue --as-of {BEFORE} -f json"))
    (step,) = answer["steps"]
    assert (step["id"], step["status"], step["completed"]) == ("COM-01", "Complete", ON)
    assert (step["standing"], step["overdue"], step["days_past"]) == ("overdue", True, 142)
    (row,) = csv.DictReader(io.StringIO(ask(f"overdue --as-of {BEFORE} -f csv")))
    assert (row["status"], row["standing"]) == ("Complete", "overdue")


def test_people_read_both(ask: Any) -> None:
    for command in (
        "show COM-01 -f md",
        "list -f md",
        "overdue -f md",
        "report -f md",
        "export md",
    ):
        text = ask(f"{command} --as-of {BEFORE}")
        assert f"Open that day, Complete since {ON}" in text, command


def test_every_count_says_the_same(ask: Any) -> None:
    expected = {"complete": 2, "open_that_day": 3, "open": 4, "overdue": 1, "undated": 1}
    for command in ("summary", "list", "departments", "export json"):
        form = "" if command.startswith("export") else "-f json"
        totals = json.loads(ask(f"{command} --as-of {BEFORE} {form}"))["totals"]
        assert {name: totals[name] for name in expected} == expected, command
    now = json.loads(ask(f"report --as-of {BEFORE} -f json"))["totals"]["now"]
    assert {name: now[name] for name in expected} == expected
    card = json.loads(ask(f"scorecard --as-of {BEFORE} -f json"))["totals"]
    assert (card["overdue"], card["not_yet_due"], card["undated"]) == (1, 2, 1)
    assert (card["on_time"], card["date_not_recorded"], card["late"]) == (1, 1, 0)
    calendar = ask(f"export ics --as-of {BEFORE}").replace("\r\n ", "")
    assert calendar.count("BEGIN:VEVENT") == 3
    assert "2 complete\\, 1 open without a deadline" in calendar


def test_the_statuses_of_a_summary_are_all_steps(ask: Any) -> None:
    totals = json.loads(ask(f"summary --as-of {BEFORE} -f json"))["totals"]
    names = ("not_started", "planning", "in_progress", "ongoing", "complete", "excluded")
    names += ("unknown", "open_that_day")
    assert sum(totals[name] for name in names) == totals["steps"] == 6
    assert "Open that day" in ask(f"summary --as-of {BEFORE}")
    assert "Open that day" not in ask(f"summary --as-of {ON}")


def test_the_answer_says_what_it_is(ask: Any) -> None:
    expected = [
        f"Today's plan is judged as of {BEFORE}. Use --at {BEFORE} to see the plan as it was then.",
        "3 steps were open that day and have since been completed: COM-01 (2025-11-20),"
        " COM-04 (2025-11-20), COM-06 (2025-11-20).",
        "1 Complete step has no completion date and counts as complete that day: COM-03.",
    ]
    for command in ("overdue", "summary", "list", "due", "scorecard", "report"):
        answer = ask(f"{command} --as-of {BEFORE}")
        assert all(line in " ".join(answer.split()) for line in expected), command
        assert all(line in ask(f"{command} --as-of {BEFORE} -f md") for line in expected[:1])
        assert json.loads(ask(f"{command} --as-of {BEFORE} -f json"))["remarks"] == expected
    assert json.loads(ask("overdue -f json"))["remarks"] == []
    assert "judged as of" not in ask("overdue")


def test_only_steps_that_are_judged_are_named(ask: Any) -> None:
    remarks = json.loads(ask(f"show COM-05 --as-of {BEFORE} -f json"))["remarks"]
    assert len(remarks) == 1


def test_the_site_says_the_same(ask: Any, tmp_path: Path) -> None:
    ask(f"site --out public --as-of {BEFORE}")
    pages = {path.name: path.read_text("utf-8") for path in (tmp_path / "public").rglob("*.html")}
    assert "steps/COM-01.html" in pages["overdue.html"]
    assert "steps/COM-01.html" in pages["open-that-day.html"]
    assert "steps/COM-01.html" not in pages["complete.html"]
    assert "Complete since" in pages["COM-01.html"]
    assert f"Today&#39;s plan is judged as of {BEFORE}" in pages["index.html"]


def test_the_plan_as_it_stood_is_not_told_as_todays(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    plan = tmp_path / "data" / "plan.yaml"
    somebody = ["-c", "user.name=Somebody", "-c", "user.email=somebody@example.org"]

    def commit(text: str, day: str) -> None:
        plan.write_text(text, "utf-8")
        when = {"GIT_AUTHOR_DATE": f"{day}T12:00:00Z", "GIT_COMMITTER_DATE": f"{day}T12:00:00Z"}
        for words in (["add", "."], ["commit", "-qm", "Report"]):
            command = ["git", *somebody, *words]
            subprocess.run(
                command, cwd=tmp_path, env={**os.environ, **when}, check=True, timeout=300
            )

    subprocess.run(["git", "init", "-q"], cwd=tmp_path, check=True, timeout=300)
    open_ = PLAN.replace("status: Complete\n            completed: 2025-11-20", "status: Planning")
    commit(open_, "2025-06-01")
    commit(PLAN, AFTER)
    command = [sys.executable, "-P", "-m", "stc", "overdue", "--at", BEFORE, "-f", "json"]
    run = subprocess.run(command, cwd=tmp_path, capture_output=True, check=True, timeout=60)
    answer = json.loads(run.stdout)
    assert answer["remarks"] == []
    assert [(step["id"], step["status"]) for step in answer["steps"]] == [("COM-01", "Planning")]
