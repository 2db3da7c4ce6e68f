"""Deadlines that moved: each way, and with a reason for all of it, a part of it, or none."""

from pathlib import Path
from typing import Any

import pytest

from tests.history.log.repository import Repository
from tests.journeys.report.quarter import change_step, write_plan

LINE = "            deadline: 2024-10-20\n"


def write_revisions(*moves: tuple[str, str, str]) -> str:
    lines = [
        f"              - from: {old}\n                to: {new}\n                on: 2024-11-20\n"
        f"                reason: {reason}\n"
        for old, new, reason in moves
    ]
    return "            revisions:\n" + "".join(lines)


@pytest.fixture
def move(tmp_path: Path, ask: Any, stc: Any) -> Any:
    """Return what is told of COM-04 after the line of its deadline became another."""

    def call(*steps: tuple[str, str]) -> tuple[dict[str, Any], dict[str, Any], str]:
        city, text = Repository(tmp_path / "city"), write_plan()
        city.commit("2024-10-01", "publish", text)
        for day, line in steps:
            old = LINE if LINE in text else steps[0][1]
            text = change_step(text, "04", old, line)
            city.commit(day, f"move {day}", text)
        answer = ask(city.folder)
        (shown,) = [one for one in answer["steps"] if one["part"] == "moved"] or [{}]
        return answer["totals"]["since"], shown, stc(city.folder, "--format", "md").out

    return call


def test_all_reasons_of_a_move_in_two_parts_are_told(move: Any) -> None:
    first = "            deadline: 2024-11-20\n" + write_revisions(
        ("2024-10-20", "2024-11-20", "Late.")
    )
    second = "            deadline: 2024-12-30\n" + write_revisions(
        ("2024-10-20", "2024-11-20", "Late."), ("2024-11-20", "2024-12-30", "Later.")
    )
    since, shown, text = move(("2024-11-01", first), ("2024-11-20", second))
    assert (shown["days_moved"], shown["reasons"]) == (71, ["Late.", "Later."])
    assert (since["moved"], since["silent"], since["partial"]) == (1, 0, 0)
    assert "| 71 | Late.; Later. |" in text


def test_a_part_without_a_reason_is_marked(move: Any) -> None:
    first = "            deadline: 2024-11-20\n"
    second = "            deadline: 2024-12-30\n" + write_revisions(
        ("2024-11-20", "2024-12-30", "Later.")
    )
    since, shown, text = move(("2024-11-01", first), ("2024-11-20", second))
    assert (shown["reasons"], shown["silent"]) == (["Later."], False)
    assert (since["silent"], since["partial"]) == (0, 1)
    assert "Later.; no reason is recorded for part of the move |" in text
    assert "For 1 more, a reason is recorded for only part of the move." in text


def test_an_earlier_deadline_has_days_below_zero(move: Any) -> None:
    since, shown, text = move(("2024-11-01", "            deadline: 2024-10-10\n"))
    assert (shown["days_moved"], since["earlier"], since["later"]) == (-10, 1, 0)
    assert "moved: 1 earlier, by 10 days." in text


def test_a_deadline_that_was_taken_away_has_no_days(move: Any) -> None:
    since, shown, text = move(("2024-11-01", ""))
    assert (shown["deadline"], shown["days_moved"], shown["silent"]) == (None, None, True)
    assert (since["taken_away"], since["moved"]) == (1, 1)
    assert "| COM-04 | 2024-10-20 | none |  | moved without a recorded reason |" in text
    assert "COM-04 (its deadline was taken away)" in text


def test_a_deadline_that_came_back_is_told_as_such(move: Any) -> None:
    since, shown, text = move(("2024-11-01", LINE.replace("10-20", "11-20")), ("2024-12-01", LINE))
    assert (since["moved"], shown) == (0, {})
    assert (
        "In between, the deadline of COM-04 went from 2024-10-20 to 2024-11-20 on 2024-11-01"
        in text
    )


def test_a_first_deadline_moves_nothing(tmp_path: Path, ask: Any, stc: Any) -> None:
    city, text = Repository(tmp_path / "city"), write_plan()
    city.commit("2024-10-01", "publish", text)
    dated = "departments: [mayor]\n            deadline: 2025-09-30"
    city.commit("2024-11-01", "set", change_step(text, "09", "departments: [mayor]", dated))
    since = ask(city.folder)["totals"]["since"]
    assert (since["moved"], since["set"], since["silent"]) == (0, 1, 0)
    shown = stc(city.folder).out
    assert "None of the 13 deadlines of 2024-10-25 moved." in shown
    assert "1 step got a first deadline, which is not a move." in shown


def test_a_deadline_set_again_or_moved_since_is_no_first_one(
    tmp_path: Path, ask: Any, stc: Any
) -> None:
    city, text = Repository(tmp_path / "city"), write_plan()
    undated = "departments: [mayor]"
    city.commit("2024-10-01", "publish", text)
    city.commit("2024-10-10", "take away", text.replace(LINE, ""))
    moved = undated
    for day, deadline in (("2024-11-01", "2025-09-30"), ("2024-12-01", "2025-12-31")):
        before, moved = moved, f"{undated}\n            deadline: {deadline}"
        text = change_step(text, "09", before, moved)
        city.commit(day, "set or move", text)
    answer = ask(city.folder)
    since, steps = answer["totals"]["since"], answer["steps"]
    assert (since["moved"], since["set"]) == (0, 2)
    shown = stc(city.folder).out
    assert "first deadline, which is not a move" not in shown
    assert (
        "2 steps had no deadline on 2024-10-25, but had one before or has moved since:"
        " COM-04, COM-09." in " ".join(shown.split())
    )
    silent = {one["id"]: one["silent"] for one in steps if one["part"] == "moved"}
    assert silent == {"COM-04": True, "COM-09": True}
