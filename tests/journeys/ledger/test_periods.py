"""Deadlines that are periods, and starts, over the versions of a plan in git."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from stc.cli.main import main
from tests.history.repository import Repository
from tests.plans import SMALL, change

FIRST = change(SMALL, "deadline: 2024-12-31", "start: 2024-03\n            deadline: 2024-Q4")
SHARPER = change(FIRST, "2024-Q4", "2024-12-31")
LATER = change(SHARPER, "start: 2024-03", "start: 2024-H1")
MOVED = change(
    LATER,
    "deadline: 2024-12-31\n",
    "deadline: 2025-Q2\n            revisions:\n              - from: 2024-Q4\n"
    "                to: 2025-Q2\n                on: 2024-23\n"
    "                reason: The bids came in late.\n",
)


@pytest.fixture
def city(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repository:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("STC_PLAN", raising=False)
    monkeypatch.setenv("STC_AS_OF", "2025-01-24")
    noon = datetime(2025, 1, 24, 18, tzinfo=UTC)
    for module in ("commands.validate", "comparing", "editing", "context"):
        monkeypatch.setattr(f"stc.cli.{module}.now", lambda: noon)
    city = Repository(tmp_path / "city")
    city.put(FIRST)
    monkeypatch.chdir(city.root)
    return city


@pytest.fixture
def stc(capsys: pytest.CaptureFixture[str]) -> Any:
    def call(*words: str) -> str:
        main(words)
        return capsys.readouterr().out

    return call


def test_a_sharper_deadline_needs_no_revision_and_moves_nothing(city: Repository, stc: Any) -> None:
    city.write(SHARPER)
    assert "STC4" not in stc("validate", "--base", "HEAD")
    city.commit()
    (told,) = json.loads(stc("history", "--format", "json"))["changes"]
    assert (told["field"], told["before"], told["after"]) == ("deadline", "2024-Q4", "2024-12-31")
    diff = stc("diff", "HEAD~1")
    assert "no deadline moved" in diff
    assert "COM-01  Deadline from Q4 2024 to Dec 31, 2024." in diff
    assert json.loads(stc("slips", "--format", "json"))["totals"]["moved"] == 0


def test_another_last_day_needs_a_revision(city: Repository, stc: Any) -> None:
    city.write(change(FIRST, "2024-Q4", "2025-Q1"))
    assert "STC405 COM-01: the deadline moves from Q4 2024 to Q1 2025 without a revision." in stc(
        "validate", "--base", "HEAD"
    )
    city.write(MOVED)
    assert "STC405" not in stc("validate", "--base", "HEAD")


def test_a_revision_may_begin_at_the_period_that_became_a_day(city: Repository, stc: Any) -> None:
    for text in (SHARPER, LATER, MOVED):
        city.put(text)
    (step,) = json.loads(stc("slips", "--format", "json"))["steps"]
    assert (step["first_deadline"], step["deadline"], step["days"]) == (
        *("2024-12-31", "2025-06-30", 181),
    )
    assert (step["silent"], step["disagreements"]) == (0, [])
    assert "fall 2024: The bids came in late." in stc("slips")


def test_a_start_that_moves_later_is_named_and_listed(city: Repository, stc: Any) -> None:
    city.put(SHARPER)
    city.write(LATER)
    said = "STC416 COM-01: the start moves from March 2024 to first half of 2024, 91 days later."
    assert said in stc("validate", "--base", "HEAD")
    city.commit()
    moved = json.loads(stc("slips", "--starts", "--format", "json"))
    assert [(one["id"], one["from"], one["to"], one["days"]) for one in moved["moves"]] == [
        ("COM-01", "2024-03-31", "2024-06-30", 91)
    ]
    assert "The start moved for 1/1 (100%) of the steps that have one" in stc("slips", "--starts")
    assert (
        json.loads(stc("slips", "--starts", "--since", "2025-01-01", "-f", "json"))["moves"] == []
    )
    city.put(change(LATER, "start: 2024-H1", "start: 2024-06"))
    assert json.loads(stc("slips", "--starts", "-f", "json"))["totals"]["moves"] == 1


def test_a_report_on_a_quarter_is_on_the_plan_as_it_was_at_its_end(
    city: Repository, stc: Any
) -> None:
    city.put(change(SHARPER, "status: Planning", "status: In progress"), when="2024-11-20")
    city.put(
        change(SHARPER, "status: Planning", "status: Complete\n            completed: 2025-01-10"),
        when="2025-01-10",
    )
    report = json.loads(stc("report", "--quarter", "Q4 2024", "--format", "json"))
    assert report["as_of"] == "2024-12-31"
    assert report["totals"]["now"]["in_progress"] == 1
    fiscal = change(SMALL, "timezone", "vocabulary: {fiscal_year: {begins: 7}}\ntimezone")
    city.put(fiscal, when="2025-01-20")
    report = json.loads(stc("report", "--quarter", "FY25 Q3", "--format", "json"))
    assert report["as_of"] == "2025-01-24"
    assert main(["report", "--quarter", "FY26"]) == 2
    assert main(["report", "--quarter", "2024-Q4", "--since", "HEAD"]) == 2
