"""Values are written in one way wherever people read them, and names stand for ids."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.history.difference.conftest import commit

HELD = "            departments: [design-implementation, ocs]\n"


def edit(plan: Path, old: str, new: str) -> None:
    text = plan.read_text("utf-8")
    assert old in text
    plan.write_text(text.replace(old, new, 1), "utf-8")


@pytest.mark.parametrize(
    ("period", "said", "words"),
    [
        ("2023-07", "2023-07-01 through 2023-07-31", "Jul 1, 2023 through Jul 31, 2023"),
        ("2023", "2023-01-01 through 2023-12-31", "Jan 1, 2023 through Dec 31, 2023"),
        ("2023-24", "2023-12-01 through 2024-02-29", "Dec 1, 2023 through Feb 29, 2024"),
        ("2023-03/2023-05", "2023-03-01 through 2023-05-31", "Mar 1, 2023 through May 31, 2023"),
        ("2023-07-04", "2023-07-04", "Jul 4, 2023"),
    ],
)
def test_a_period_ends_on_its_last_day(
    checkout: Path, plan: Path, ask: Any, period: str, said: str, words: str
) -> None:
    text = plan.read_text("utf-8")
    line = next(one for one in text.splitlines() if one.startswith("began: "))
    edit(plan, f"{line}\n", "")
    commit(checkout, "without")
    edit(plan, "timezone: ", f"began: {period}\ntimezone: ")
    commit(checkout, "with")
    diff = ask("diff HEAD~1..HEAD -f md")
    assert f"| plan | Began set to {words}. |" in diff
    assert f"began: none to {said}" in " ".join(ask("history --since HEAD~1 -f md").split())
    recorded = json.loads(ask("diff HEAD~1..HEAD -f json"))["changes"][0]["after"]
    assert recorded["end"] == said.split()[-1]


def test_departments_are_told_by_their_names(checkout: Path, plan: Path, ask: Any) -> None:
    edit(plan, HELD, HELD.replace("ocs", "mayor"))
    diff = ask("diff -f md")
    assert "taken away Office of Community Safety" in diff
    assert "Departments: added Mayor" in diff
    commit(checkout, "give away")
    history = " ".join(ask("history --since HEAD~1 -f md").split())
    assert "Office of Community Safety" in history
    assert " ocs" not in history
    (change,) = json.loads(ask("diff HEAD~1.. -f json"))["changes"]
    assert set(change["before"]) - set(change["after"]) == {"ocs"}


@pytest.mark.parametrize("command", ["list", "overdue", "due", "report", "diff HEAD~1.."])
def test_lists_show_names_and_programs_get_ids(
    checkout: Path, plan: Path, ask: Any, command: str
) -> None:
    edit(plan, "id: RST-01\n", "id: RST-91\n")
    commit(checkout, "another step")
    for form in ("table", "md"):
        text = ask(f"{command} -f {form}")
        assert "Design and Implementation Team" in text
        assert "design-implementation" not in text
    assert "design-implementation" in ask(f"{command} -f json")


def test_a_narrow_table_of_a_pipe_loses_no_department(
    checkout: Path, ask: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    lines = [line.strip() for line in ask("overdue").splitlines()]
    assert not [line for line in lines if "+2" in line]
    assert max(map(len, ask("overdue").splitlines())) <= 80
    monkeypatch.setenv("COLUMNS", "120")
    assert not [line for line in ask("overdue").splitlines() if "+2" in line]
