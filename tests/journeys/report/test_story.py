"""The story of a quarter, and every number that the report tells of it."""

import json
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator

from stc.views.output_schema import ANSWERS
from stc.views.schema import write_schema
from tests.history.log.repository import Repository
from tests.journeys.report.quarter import change_step, write_plan

VALIDATOR = Draft202012Validator(
    json.loads(write_schema("output")), format_checker=Draft202012Validator.FORMAT_CHECKER
)
NOW = {
    "steps": 16, "not_started": 4, "planning": 3, "in_progress": 4, "ongoing": 1, "complete": 1,
    "excluded": 2, "unknown": 1, "open_that_day": 0,
    "counted": 14, "open": 11, "overdue": 3, "review_due": 1,
    "undated": 1, "needs_review": 1, "due_0_30": 2, "due_31_60": 2, "due_61_90": 1, "due_later": 2,
    "current": 13, "no_lead": 13, "dated": 13,
}  # fmt: skip
THEN = {
    "steps": 16, "not_started": 4, "planning": 5, "in_progress": 3, "ongoing": 1, "complete": 1,
    "excluded": 1, "unknown": 1, "open_that_day": 0,
    "counted": 15, "open": 12, "overdue": 2, "review_due": 0,
    "undated": 1, "needs_review": 1, "due_0_30": 0, "due_31_60": 1, "due_61_90": 1, "due_later": 7,
    "current": 14, "no_lead": 14, "dated": 13,
}  # fmt: skip
SINCE = {
    "completed": 1, "newly_overdue": 2, "no_longer_overdue": 1, "moved": 2, "backwards": 1,
    "added": 1, "removed": 1, "excluded": 1, "restored": 0, "came": 0, "left": 0, "status": 1,
    "later": 2, "earlier": 0, "days_later": 161, "days_earlier": 0,
    "taken_away": 0, "set": 0, "silent": 1, "partial": 0,
}  # fmt: skip


def list_parts(answer: dict[str, Any]) -> dict[str, list[str]]:
    parts: dict[str, list[str]] = {}
    for one in answer["steps"]:
        parts.setdefault(one["part"], []).append(one["id"].removeprefix("COM-"))
    return parts


def find(answer: dict[str, Any], part: str, step: str) -> dict[str, Any]:
    (found,) = [one for one in answer["steps"] if (one["part"], one["id"]) == (part, step)]
    return dict(found)


def test_every_number_is_right(quarter: Repository, ask: Any) -> None:
    totals = ask(quarter.folder)["totals"]
    assert totals["now"] == NOW
    assert totals["then"] == THEN
    assert totals["change"] == {name: NOW[name] - THEN[name] for name in NOW}
    assert totals["since"] == {
        "day": "2024-10-25", "commit": quarter.ids["then"], "committed": "2024-10-24", **SINCE
    }  # fmt: skip


def test_every_step_is_in_its_parts(quarter: Repository, ask: Any) -> None:
    assert list_parts(ask(quarter.folder)) == {
        "completed": ["01"],
        "newly_overdue": ["07", "03"],
        "no_longer_overdue": ["04"],
        "moved": ["04", "06"],
        "backwards": ["07"],
        "added": ["14"],
        "removed": ["13"],
        "excluded": ["12"],
        "status": ["16"],
        "due_0_30": ["05", "04"],
        "due_31_60": ["14", "06"],
        "due_61_90": ["11"],
        "overdue": ["07", "02", "03"],
        "review_due": ["08"],
        "undated": ["09"],
        "no_lead": ["02", "03", "04", "05", "06", "07", "08", "09", "11", "15", "16", "17", "14"],
        "needs_review": ["15"],
        "unknown": ["15"],
    }


def test_what_is_told_of_a_step(quarter: Repository, ask: Any) -> None:
    answer = ask(quarter.folder)
    done = find(answer, "completed", "COM-01")
    assert (done["completed"], done["evidence"]) == ("2024-12-20", ["The minutes"])
    assert (done["status_before"], done["status"]) == ("In progress", "Complete")
    late = find(answer, "newly_overdue", "COM-03")
    assert late["days_past"] == 55
    moved = find(answer, "moved", "COM-04")
    assert (moved["deadline_before"], moved["deadline"]) == ("2024-10-20", "2025-02-10")
    assert (moved["days_moved"], moved["silent"]) == (113, False)
    assert moved["reasons"] == ["The printer was late."]
    silent = find(answer, "moved", "COM-06")
    assert (silent["days_moved"], silent["silent"], silent["reasons"]) == (48, True, [])
    assert find(answer, "backwards", "COM-07")["reasons"] == ["The page was wrong."]
    assert find(answer, "excluded", "COM-12")["reasons"] == ["The State does it."]
    gone = find(answer, "removed", "COM-13")
    assert (gone["status"], gone["status_before"], gone["days_past"]) == (None, "Not started", None)
    assert find(answer, "due_0_30", "COM-05")["days_past"] == 0


def test_what_a_person_reads(quarter: Repository, stc: Any) -> None:
    shown = stc(quarter.folder).out
    head = shown.split("\n\n")[:2]
    assert head[0].splitlines()[0] == "A plan, Phase One"
    assert head[1].splitlines() == [
        "1/14 (7%) of the counted steps are complete, as many as on 2024-10-25.",
        "3/11 (27%) of the open steps are overdue, 1 more than on 2024-10-25. 2 are newly overdue,"
        " 1 no longer overdue.",
        "2/12 (17%) of the deadlines of 2024-10-25 slipped, 1 of them without a recorded reason.",
        "1 step went backwards in status.",
        "5/11 (45%) of the open steps are due within 90 days.",
        "The source does not say when these statuses were true.",
        "1 of 12 open or ongoing steps has a last word within 90 days of 2025-01-24. The oldest is"
        " of 2024-11-20 (COM-04). 11",
        "have none.",
        f"Compared with the plan of 2024-10-25 (commit {quarter.ids['then'][:9]} of 2024-10-24).",
    ]
    lines = shown.splitlines()
    for line in (
        "14 of 16 steps are counted; 2 are excluded. In the earlier version, 15 of 16 were"
        " counted.",
        "1/14 (7%) of the counted steps were reported Complete since 2024-10-25.",
        "2/3 (67%) of the overdue steps were not overdue on 2024-10-25.",
        "1/2 (50%) of the steps overdue on 2024-10-25 are no longer overdue: COM-04 (moved to"
        " 2025-02-10).",
        "2/12 (17%) of the deadlines of 2024-10-25 moved: 2 later, by 80 days on average.",
        "1/2 (50%) of them moved without a recorded reason.",
        "1/15 (7%) of the steps in both versions went backwards in status, 1 of them reopened"
        " after Complete.",
        "In between, COM-17 went from In progress to Planning on 2024-11-05, which was reversed by"
        " the as-of day.",
        "16 steps on 2024-10-25, 16 now: 1 added, 1 removed, 1 excluded.",
        "2 are due within 30 days, 4 within 60 (2 more) and 5 within 90 (1 more).",
        "Other open steps: 3 overdue, 2 due later, 1 undated.",
        "3/11 (27%) of the open steps are overdue.",
        "Not among them: 1 ongoing step due for review, 1 open step without a deadline.",
    ):
        assert line in lines, line
    assert f"Version {quarter.ids['broken'][:9]} of 2024-11-16" in shown
    assert f"stc diff {quarter.ids['then'][:9]}" in shown


def test_a_step_of_several_departments_stands_in_each(quarter: Repository, stc: Any) -> None:
    shown = stc(quarter.folder, "--format", "md").out
    assert "| Communications | 2/4 (50%) | 0 | COM-07 (116), COM-02 (101) |" in shown
    assert "| Police | 2/4 (50%) | +1 | COM-02 (101), COM-03 (55) |" in shown
    assert "there are 3 in all." in shown
    assert "Without an overdue step: Mayor." in shown


def test_the_json_is_what_its_schema_says(quarter: Repository, ask: Any) -> None:
    (shown,) = [one for one in ANSWERS if one.schema == "stc/report/1"]
    for words in ((), ("--dept", "comms"), ("--status", "unknown")):
        answer = ask(quarter.folder, *words)
        VALIDATOR.validate(answer)
        assert answer["totals"].keys() == shown.totals.keys()
        assert all(list(record) == list(shown.record) for record in answer["steps"])


def test_the_same_day_has_no_changes(quarter: Repository, ask: Any) -> None:
    answer = ask(quarter.folder, "--since", "HEAD", "--as-of", "2025-01-10")
    totals = answer["totals"]
    assert set(totals["change"].values()) == {0}
    assert {value for name, value in totals["since"].items() if name in SINCE} == {0}


def test_the_other_formats(quarter: Repository, stc: Any) -> None:
    ids = stc(quarter.folder, "--format", "ids").out.split()
    assert sorted(ids) == sorted({f"COM-{n:02}" for n in range(1, 18)} - {"COM-13", "COM-10"})
    rows = stc(quarter.folder, "--format", "csv").out.splitlines()
    assert rows[0].startswith("part,id,section,departments,status,status_before,")
    assert rows[1].startswith("completed,COM-01,COM,comms,Complete,In progress,")


def test_what_was_done_before_and_only_reported_since_is_counted_beside(
    ask: Any, stc: Any, tmp_path: Path
) -> None:
    made = Repository(tmp_path / "city")
    text = write_plan()
    made.commit("2024-10-01", "publish", text)
    for number, day in (("01", "2024-12-20"), ("04", "2025-01-01"), ("02", "2025-01-03")):
        status = "Planning" if number == "02" else "In progress"
        done = f"Complete\n            completed: {day}"
        text = change_step(text, number, status, done)
    made.commit("2025-01-10", "complete", text)
    lines = stc(made.folder, "--since", "2025-01-01").out.splitlines()
    assert (
        "3/15 (20%) of the counted steps were reported Complete since 2025-01-01, 3 without"
        " evidence."
    ) in lines
    assert (
        "1/3 (33%) of them have a completion date before 2025-01-01 and were reported later."
    ) in lines
    assert ask(made.folder, "--since", "2025-01-01")["totals"]["since"]["completed"] == 3
