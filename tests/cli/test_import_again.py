"""`stc import` onto a plan that people edited: what is new comes in, what they wrote stays."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.test_import import PLAN, imported, rewrite, town

__all__ = ["town"]


@pytest.fixture
def edited(stc: Any, town: Path) -> Path:
    """The plan of the first import, with a comment, a note, evidence and a status by people."""
    assert stc("import", "import.yaml").code == 0
    path = town / "data" / "plan.yaml"
    rewrite(path, "      - title: Dry\n", "      # The tanks of the west.\n      - title: Dry\n")
    rewrite(path, "            action: >-\n              Paint the tank.\n",
            "            evidence: [Minutes of May]\n            note: Ask Ann.\n"
            "            action: Paint the tank, again.\n")  # fmt: skip
    assert stc("fmt").code == 0
    return path


def notes(answer: Any) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for note in json.loads(answer.out)["notes"]:
        found.setdefault(note["kind"], []).append(note["message"])
    return found


def test_the_same_table_changes_nothing(stc: Any, edited: Path) -> None:
    before = edited.read_bytes()
    answer = stc("import", "import.yaml", "--format", "json")
    assert answer.code == 0, answer.err
    assert edited.read_bytes() == before
    assert notes(answer)["kept"] == [
        "WAT-02: action differs in the plan and is kept; --replace takes the value of the tables."
    ]
    assert answer.err == "data/plan.yaml already has all of it. Nothing was written.\n"


def test_the_head_of_the_plan_stays(stc: Any, town: Path, edited: Path) -> None:
    rewrite(edited, "title: Town plan", "title: The plan of the town")
    answer = stc("import", "import.yaml")
    said = 'import.yaml:3:10: "Town plan". title of the plan differs and is kept.'
    assert said in answer.out
    assert "title: The plan of the town" in edited.read_text("utf-8")


def test_new_rows_come_in_and_everything_else_keeps_its_bytes(
    stc: Any, town: Path, edited: Path
) -> None:
    before = edited.read_text("utf-8")
    with (town / "actions.csv").open("a", encoding="utf-8") as table:
        table.write("WAT-04,Water,Clean,Drain it.,Working,Roads,2027-05-01,\n")
        table.write("WAT-05,Water,Pumps,Oil them.,Working,Roads,,\n")
        table.write("AIR-01,Air,,Breathe.,Working,Roads,,\n")
    rewrite(town / "import.yaml", "id: =WAT", "id: {column: Ref, replace: [['-.*', '']]}")
    rewrite(
        town / "import.yaml", "goal: {title: Goal}", "goal: {title: {column: Goal, map: {'': Air}}}"
    )
    answer = stc("import", "import.yaml")
    assert answer.code == 0, answer.err
    assert "New: 3 steps. Changed: 0 values." in answer.out
    after = edited.read_text("utf-8")
    lines = after.split("\n")
    assert [line for line in before.split("\n") if line not in lines] == []
    assert stc("fmt", "--check").code == 0
    assert stc("list", "--format", "ids").out.split() == [
        "WAT-01", "WAT-02", "WAT-04", "WAT-03", "WAT-05", "AIR-01",
    ]  # fmt: skip
    assert "# The tanks of the west." in after


def test_a_status_goes_on_but_never_back(stc: Any, town: Path, edited: Path) -> None:
    rewrite(town / "actions.csv", "Done", "Working")
    rewrite(town / "actions.csv", "tank.,Working", "tank.,Done")
    answer = stc("import", "import.yaml", "--format", "json")
    assert "status: Complete\n            evidence" in edited.read_text("utf-8")
    assert "WAT-01: status differs in the plan and is kept;" in notes(answer)["kept"][0]
    assert stc("import", "import.yaml", "--replace").code == 0
    assert "WAT-01\n            status: In progress" in edited.read_text("utf-8")
    assert "action: >-\n              Paint the tank.\n" in edited.read_text("utf-8") or (
        "action: Paint the tank.\n" in edited.read_text("utf-8")
    )
    assert "note: Ask Ann." in edited.read_text("utf-8")


def test_a_deadline_moves_only_with_a_day_and_a_reason(stc: Any, town: Path, edited: Path) -> None:
    before = edited.read_bytes()
    rewrite(town / "actions.csv", "2027-01-31", "2027-06-30")
    refused = stc("import", "import.yaml")
    assert refused.code == 3
    assert "WAT-02 from 2027-01-31 to 2027-06-30 (actions.csv:3, column When)" in refused.err
    assert edited.read_bytes() == before
    moved = stc("import", "import.yaml", "--on", "2025-01-20", "--reason", "The bids came in late.")
    assert moved.code == 0, moved.err
    step = json.loads(stc("show", "WAT-02", "--format", "json").out)["steps"][0]
    assert step["deadline"] == "2027-06-30"
    assert step["revisions"] == [
        {"from": "2027-01-31", "to": "2027-06-30", "on": "2025-01-20",
         "reason": "The bids came in late."}
    ]  # fmt: skip
    # The old table again: what people moved since stays.
    rewrite(town / "actions.csv", "2027-06-30", "2027-01-31")
    moved_bytes = edited.read_bytes()
    assert stc("import", "import.yaml").code == 0
    assert edited.read_bytes() == moved_bytes


def test_what_the_table_reports_is_updated_and_named(stc: Any, town: Path, edited: Path) -> None:
    rewrite(town / "import.yaml", "  deadline: When\n",
            "  deadline: When\n  tags: Part\n  extra: {cost: Cost}\n")  # fmt: skip
    assert stc("import", "import.yaml").code == 0
    assert 'extra:\n              cost: "100"' in edited.read_text("utf-8")
    rewrite(town / "actions.csv", "2026-03-04,100", "2026-03-04,250")
    rewrite(town / "actions.csv", "Works; Parks", "Works; Parks; Roads")
    answer = stc("import", "import.yaml", "--format", "json")
    assert notes(answer)["changed"] == ['WAT-01: extra.cost was "100" in the plan.']
    text = edited.read_text("utf-8")
    assert 'cost: "250"' in text
    assert "departments: [works, parks, roads]" in text
    assert "action: Paint the tank, again." in text or "Paint the tank, again." in text


def test_rows_that_are_gone_are_named_and_stay(stc: Any, town: Path, edited: Path) -> None:
    rewrite(town / "actions.csv", "WAT-03,Water,Dry,Sweep.,Sleeping,Parks,,7\n", "")
    answer = stc("import", "import.yaml", "--format", "json")
    assert notes(answer)["gone"] == ["WAT-03 is in no row of the tables; it is kept in the plan."]
    assert "WAT-03" in edited.read_text("utf-8")


def test_made_ids_stay_with_their_text(stc: Any, town: Path) -> None:
    rewrite(town / "import.yaml", "id: Ref", 'id: "WAT-{n}"')
    assert stc("import", "import.yaml").code == 0
    assert imported(town) == PLAN
    rewrite(town / "actions.csv", "WAT-01,", "x,Water,Clean,Come first.,Working,Works,,\nWAT-01,")
    assert stc("import", "import.yaml").code == 0
    found = stc("list", "--format", "csv").out
    assert "WAT-04" in found
    assert stc("show", "WAT-01").out.find("Fix the pipe.") > 0
    assert stc("show", "WAT-04").out.find("Come first.") > 0


def test_a_plan_that_is_no_plan_is_left_alone(stc: Any, town: Path) -> None:
    (town / "data").mkdir()
    path = town / "data" / "plan.yaml"
    path.write_text("title: Mine\n", "utf-8")
    assert stc("import", "import.yaml").code == 3
    assert path.read_text("utf-8") == "title: Mine\n"
    assert stc("import", "import.yaml", "-o", "nowhere/plan.yaml").code == 3
