"""`stc due`: what is due next?"""

import json
from typing import Any

import pytest

OPEN = ("Not started", "Planning", "In progress")


def due(steps: Any, first: str, last: str) -> list[str]:
    found = [s for s in steps if s["status"] in OPEN and first <= s["deadline"] <= last]
    return [step["id"] for step in sorted(found, key=lambda step: step["deadline"])]


@pytest.mark.parametrize(
    ("window", "last"),
    [
        ("90d", "2025-04-24"),
        ("6w", "2025-03-07"),
        ("3m", "2025-04-24"),
        ("1y", "2026-01-24"),
        ("0d", "2025-01-24"),
        ("2025-03-31", "2025-03-31"),
        ("March 31, 2025", "2025-03-31"),
    ],
)
def test_within(stc: Any, steps: Any, window: str, last: str) -> None:
    answer = json.loads(stc("due", "--within", window, "-f", "json").out)
    assert [step["id"] for step in answer["steps"]] == due(steps, "2025-01-24", last)
    assert answer["filter"]["within"] == window
    assert f"from 2025-01-24 through {last}." in stc("due", "--within", window).out


def test_ninety_days_unless_said(stc: Any) -> None:
    assert stc("due").out.replace("90d", "") == stc("due", "--within", "90d").out.replace("90d", "")


def test_soonest_first_with_the_days_left(stc: Any) -> None:
    answer = stc("due", "-d", "911")
    line = next(line for line in answer.out.splitlines() if line.startswith("COM-04"))
    assert line.split()[:4] == ["COM-04", "2025-03-31", "66", "Planning"]


def test_today_is_due_and_yesterday_is_not(stc: Any) -> None:
    assert "COM-03" in stc("due", "--as-of", "2024-12-31", "-f", "ids").out
    assert "COM-03" not in stc("due", "--as-of", "2025-01-01", "-f", "ids").out


def test_what_is_left_out_is_named(stc: Any, steps: Any) -> None:
    lines = stc("due").out.splitlines()
    number = len(due(steps, "2025-01-24", "2025-04-24"))
    said = " ".join(" ".join(lines).split())
    assert f"{number} of 105 open steps are due from 2025-01-24 through 2025-04-24." in said
    assert " 26 are already overdue (stc overdue). 2 are undated (stc list --undated)." in said


@pytest.mark.parametrize(("within", "code"), [("90d", 1), ("0d", 0)])
def test_exit_code(stc: Any, within: str, code: int) -> None:
    assert stc("due", "--within", within, "--exit-code").code == code
