"""A filter narrows both sides, each by what it says itself."""

from pathlib import Path
from typing import Any

from tests.history.log.repository import Repository
from tests.journeys.report.quarter import HEAD, change_step, write_plan, write_step
from tests.journeys.report.test_story import list_parts


def test_a_step_that_was_given_away_is_named(quarter: Repository, ask: Any, stc: Any) -> None:
    """Then 01, 02, 04, 07 and 11; now 01, 02, 04, 07 and 14."""
    answer = ask(quarter.folder, "--dept", "comms")
    parts, totals = list_parts(answer), answer["totals"]
    assert (totals["then"]["steps"], totals["now"]["steps"]) == (5, 5)
    assert (totals["then"]["overdue"], totals["now"]["overdue"]) == (2, 2)
    assert (parts["added"], parts["left"]) == (["14"], ["11"])
    assert parts["newly_overdue"] == ["07"]
    assert "removed" not in parts
    shown = stc(quarter.folder, "--dept", "comms").out
    assert (
        "5 steps on 2024-10-25, 5 now: 1 added, 0 removed, 0 excluded, 1 left the filter." in shown
    )
    assert "The filter is applied to each version by itself" in shown
    assert not [line for line in shown.splitlines() if line.startswith("Police")]


def test_a_step_that_was_given_to_a_department_came(quarter: Repository, ask: Any) -> None:
    assert list_parts(ask(quarter.folder, "--dept", "police"))["came"] == ["11"]


def test_a_change_is_told_where_either_side_matches(quarter: Repository, ask: Any) -> None:
    parts = list_parts(ask(quarter.folder, "--status", "planning"))
    assert parts["status"] == ["16"]
    assert parts["left"] == ["12", "16"]
    assert parts["excluded"] == ["12"]
    parts = list_parts(ask(quarter.folder, "--status", "complete"))
    assert parts["completed"] == ["01"]
    assert parts["backwards"] == ["07"]


def test_what_came_overdue_is_not_newly_overdue(tmp_path: Path, ask: Any, stc: Any) -> None:
    city, text = Repository(tmp_path / "city"), write_plan()
    city.commit("2024-10-01", "publish", text)
    text = change_step(text, "02", "[comms, police]", "[mayor]")
    city.commit("2024-11-01", "give", text)
    parts = list_parts(ask(city.folder, "--dept", "mayor"))
    assert parts["came"] == parts["overdue"] == ["02"]
    assert "newly_overdue" not in parts
    said = "1 step overdue on both days entered the filter: COM-02."
    assert said in stc(city.folder, "--dept", "mayor").out
    said = "1 step overdue on both days left the filter: COM-02."
    assert said in stc(city.folder, "--dept", "comms").out


def test_a_department_is_the_same_under_its_old_name(tmp_path: Path, ask: Any, stc: Any) -> None:
    city, text = Repository(tmp_path / "city"), write_plan()
    city.commit("2024-10-01", "publish", text)
    new = text.replace("id: comms\n", "id: comms-ocs\n").replace("[comms", "[comms-ocs")
    city.commit("2024-11-01", "rename", new)
    totals = ask(city.folder, "--dept", "comms-ocs")["totals"]
    assert totals["then"]["steps"] == totals["now"]["steps"] == 5
    assert (totals["since"]["came"], totals["since"]["left"]) == (0, 0)
    shown = stc(city.folder, "--format", "md").out
    assert "| Communications | 3/4 (75%) | +1 |" in shown


def test_a_goal_is_the_same_under_its_old_title(tmp_path: Path, ask: Any) -> None:
    city, text = Repository(tmp_path / "city"), write_plan()
    city.commit("2024-10-01", "publish", text)
    city.commit("2024-11-01", "retitle", text.replace("Speak clearly", "Speak plainly"))
    totals = ask(city.folder, "--goal", "speak plainly")["totals"]
    assert totals["then"]["steps"] == totals["now"]["steps"] == 16


def test_a_department_that_is_new_had_nothing(tmp_path: Path, ask: Any) -> None:
    city, text = Repository(tmp_path / "city"), write_plan()
    city.commit("2024-10-01", "publish", text)
    new = text.replace("  - id: mayor\n", "  - id: library\n    name: Library\n  - id: mayor\n")
    city.commit("2024-11-01", "found", change_step(new, "03", "[police]", "[library]"))
    totals = ask(city.folder, "--dept", "library")["totals"]
    assert (totals["then"]["steps"], totals["now"]["steps"]) == (0, 1)


def test_an_unknown_department_is_asked_back(quarter: Repository, stc: Any) -> None:
    answer = stc(quarter.folder, "--dept", "polcie")
    assert answer.code == 2
    assert "Did you mean police?" in answer.err


def test_long_lists_are_cut_and_say_so(tmp_path: Path, stc: Any, ask: Any) -> None:
    steps = [write_step(f"{n:02}", "Planning", "comms", "2024-10-10") for n in range(1, 31)]
    city = Repository(tmp_path / "city")
    city.commit("2024-10-01", "publish", HEAD + "\n".join(steps))
    shown = stc(city.folder, "--format", "md", is_page=True).out
    overdue = shown.partition("### Overdue, longest first")[2].partition("###")[0]
    assert "and 20 more (--all lists them)." in overdue
    assert overdue.count("\n| COM-") == 10
    whole = stc(city.folder, "--format", "md", "--all").out
    assert "more |" not in whole
    assert whole.count("\n| COM-") == 30
    assert len(list_parts(ask(city.folder))["overdue"]) == 30
