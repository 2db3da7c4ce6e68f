"""Promise 29: every figure about deadlines is the same wherever it is shown.

All of them are recounted from one answer, that of `stc slips -f json`, for a plan inside of git,
for a copy of it outside, and with `--file-only`.
"""

import csv
import io
import json
import re
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import openpyxl
import pytest

from stc.cli.main import main
from tests.history.log.repository import Repository
from tests.output.site.editions import parse, text_of

AS_OF = "2025-02-15"
HEAD = """\
schema_version: 1
title: A plan
phase: Phase One
timezone: America/Chicago

departments:
  - id: police
    name: Police

sections:
  - id: COM
    title: Communications
    goals:
      - title: Speak clearly
        steps:
"""
Revision = tuple[str | None, str | None, str]
Given = tuple[str | None, tuple[Revision, ...]]


def spell(steps: dict[str, Given]) -> str:
    """Return a plan in which each step has a deadline and these revisions."""
    text = HEAD
    for number, (deadline, revisions) in steps.items():
        text += f"          - id: COM-{number}\n            status: Planning\n"
        text += f"            action: Do {number}.\n            departments: [police]\n"
        text += f"            deadline: {deadline}\n" if deadline else ""
        text += "            revisions:\n" if revisions else ""
        for before, after, on in revisions:
            text += (
                f"              - from: {before or 'null'}\n                to: {after or 'null'}\n"
            )
            text += f"                on: {on}\n                reason: It took longer.\n"
        text += "\n"
    return text


def tell(folder: Path) -> Repository:
    """Return a plan whose deadlines moved in every way."""
    made = Repository(folder)
    before_git = (("2024-06-30", "2024-09-30", "2024-05-01"),)
    two = (("2024-12-01", "2025-01-01", "2024-10-03"), ("2025-01-01", "2025-03-01", "2024-10-03"))
    late = (("2024-12-02", "2025-03-02", "2024-10-04"), ("2025-03-02", "2025-04-02", "2024-10-04"))
    steps: dict[str, Given] = {
        "01": ("2024-12-31", ()),
        "02": ("2025-03-31", ()),
        "03": ("2024-09-30", before_git),
        "04": ("2024-12-01", ()),
        "05": ("2024-12-02", ()),
        "06": ("2025-01-31", ()),
        "07": ("2025-01-31", ()),
        "08": (None, ()),
        "09": ("2025-02-28", ()),
        "10": ("2025-02-01", ()),
        "11": ("2025-06-30", ()),
        "12": ("2025-02-10", ()),
    }

    def commit(day: str, **given: Given | None) -> None:
        for name, one in given.items():
            if one is None:
                del steps[name[1:]]
            else:
                steps[name[1:]] = one
        made.commit(day, f"on {day}", spell(dict(sorted(steps.items()))))

    commit("2024-10-01")
    commit("2024-10-02", s01=("2025-06-30", ()), s02=("2025-01-31", ()), s05=("2025-03-02", ()))
    commit("2024-10-03", s04=("2025-03-01", two), s06=("2025-02-28", ()), s07=(None, ()))
    commit("2024-10-04", s05=("2025-04-02", late), s06=("2025-01-31", ()), s08=("2025-01-01", ()))
    commit("2024-10-05", s07=("2025-04-30", ()), s09=("2025-05-31", ()), s10=("2025-03-01", ()))
    commit("2024-10-06", s09=None, s10=None)
    commit("2024-10-07", s10=("2025-04-01", ()))
    # A revision that git never saw, and a move that is not committed.
    commit("2024-10-08", s11=("2025-06-30", (("2025-05-31", "2025-06-30", "2024-10-08"),)))
    steps["12"] = ("2025-02-20", (("2025-02-10", "2025-02-20", "2024-10-09"),))
    made.write(spell(dict(sorted(steps.items()))))
    return made


class Location(NamedTuple):
    """Where the plan is, how it is asked, and what is said of what git was not asked."""

    stc: Callable[..., str]
    asked: tuple[str, ...]
    has_git: bool


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tell(tmp_path_factory.mktemp("told") / "city").folder


@pytest.fixture(params=["inside", "outside", "file-only"])
def place(
    request: Any, told: Path, tmp_path: Path, monkeypatch: Any, capsysbinary: Any
) -> Location:
    folder = told
    if request.param == "outside":
        shutil.copytree(told / "data", tmp_path / "city" / "data")
        folder = tmp_path / "city"
    monkeypatch.chdir(folder)
    monkeypatch.setenv("COLUMNS", "2000")
    for name in ("STC_PLAN", "GITHUB_ACTIONS"):
        monkeypatch.delenv(name, raising=False)

    def stc(*words: str) -> str:
        capsysbinary.readouterr()
        assert main([*words, "--as-of", AS_OF]) == 0, words
        return str(capsysbinary.readouterr().out.decode("utf-8"))

    asked = ("--file-only",) if request.param == "file-only" else ()
    return Location(stc, asked, request.param == "inside")


def read_steps(place: Location) -> dict[str, dict[str, Any]]:
    """Return what `slips` knows of each step that moved, the one answer the others are held to."""
    answer = json.loads(place.stc("slips", "-f", "json", *place.asked))
    return {step["id"]: step for step in answer["steps"]}


def days(before: str | None, after: str | None) -> int | None:
    return (
        (date.fromisoformat(after) - date.fromisoformat(before)).days if before and after else None
    )


def recount(steps: dict[str, dict[str, Any]]) -> dict[str, int]:
    """Return the totals of these steps, from their first and current deadlines and their moves."""
    moved = [step for step in steps.values() if step["moves"]]
    slips = [days(step["first_deadline"], step["deadline"]) for step in moved]
    return {
        "moved": sum(not step["left"] for step in moved),
        "left": sum(step["left"] for step in moved),
        "moves": sum(len(step["moves"]) for step in moved),
        "silent": sum(move["silent"] for step in moved for move in step["moves"]),
        "later": sum((one or 0) > 0 for one in slips),
        "earlier": sum((one or 0) < 0 for one in slips),
        "back": slips.count(0),
        "taken_away": sum(step["deadline"] is None for step in moved),
        "days_later": sum(max(one or 0, 0) for one in slips),
        "days_earlier": sum(max(-(one or 0), 0) for one in slips),
        "disagreements": sum(bool(step["disagreements"]) for step in steps.values()),
    }


def test_what_git_and_the_file_know(place: Location) -> None:
    steps = read_steps(place)
    ends = {
        name: [(move["from"], move["to"]) for move in step["moves"]] for name, step in steps.items()
    }
    recorded = {
        "COM-03": [("2024-06-30", "2024-09-30")],
        "COM-04": [("2024-12-01", "2025-01-01"), ("2025-01-01", "2025-03-01")],
        "COM-05": [("2024-12-02", "2025-03-02"), ("2025-03-02", "2025-04-02")],
        "COM-12": [("2025-02-10", "2025-02-20")],
    }
    if not place.has_git:
        assert ends == {**recorded, "COM-11": [("2025-05-31", "2025-06-30")]}
        return
    assert ends == {
        **recorded,
        "COM-01": [("2024-12-31", "2025-06-30")],
        "COM-02": [("2025-03-31", "2025-01-31")],
        "COM-06": [("2025-01-31", "2025-02-28"), ("2025-02-28", "2025-01-31")],
        "COM-07": [("2025-01-31", None), (None, "2025-04-30")],
        "COM-09": [("2025-02-28", "2025-05-31")],
        "COM-10": [("2025-02-01", "2025-03-01"), ("2025-03-01", "2025-04-01")],
        "COM-11": [],
    }
    assert [name for name, step in steps.items() if step["left"]] == ["COM-09"]
    assert recount(steps) == {
        "moved": 9, "left": 1, "moves": 15, "silent": 10, "later": 8, "earlier": 1, "back": 1,
        "taken_away": 0, "days_later": 734, "days_earlier": 59, "disagreements": 6,
    }  # fmt: skip
    assert steps["COM-05"]["moves"][0]["silent"] and steps["COM-05"]["moves"][0]["recorded"]
    assert [move["recorded"] for move in steps["COM-01"]["moves"]] == [False]


def test_the_totals_are_those_of_the_rows_in_every_format(place: Location) -> None:
    answer = json.loads(place.stc("slips", "-f", "json", *place.asked))
    steps = {step["id"]: step for step in answer["steps"]}
    totals = recount(steps)
    assert {name: answer["totals"][name] for name in totals} == totals
    for step in steps.values():
        assert step["days"] == days(step["first_deadline"], step["deadline"])
        assert step["silent"] == sum(move["silent"] for move in step["moves"])
        for move in step["moves"]:
            assert move["days"] == days(move["from"], move["to"])
        if step["moves"]:
            # No gap: each move begins where the one before it ended.
            path = [step["moves"][0]["from"], *(move["to"] for move in step["moves"])]
            assert [move["from"] for move in step["moves"]] == path[:-1]
            assert (path[0], path[-1]) == (step["first_deadline"], step["deadline"])
    for by in ("dept", "section", "goal"):
        grouped = json.loads(place.stc("slips", "--by", by, "-f", "json", *place.asked))
        assert grouped["totals"] == answer["totals"]
    for name, dialect in (("csv", "excel"), ("tsv", "excel-tab")):
        text = place.stc("slips", "-f", name, *place.asked)
        for row in csv.DictReader(io.StringIO(text, newline=""), dialect=dialect):
            step = steps[row["id"]]
            assert row["first_deadline"] == step["first_deadline"]
            assert row["deadline"] == (step["deadline"] or "")
            assert row["days"] == str(step["days"])
    assert place.stc("slips", "-f", "ids", *place.asked).split() == [*steps]
    said = f"There are {totals['moves']} moves"
    later = f"{totals['later']} later ({totals['days_later']} days in all)"
    for name in ("table", "md"):
        text = re.sub(r"\\(.)", r"\1", place.stc("slips", "-f", name, *place.asked))
        assert said in text
        assert later in text
        assert ("Only the file" in text or "not in a git checkout" in text) != place.has_git
    if place.has_git:
        assert f"{totals['silent']} of them silent" in text
        assert "1 step that left the plan (COM-09)" in text
        assert "1 earlier (59 days), 1 back at the first deadline" in text


def test_show_scorecard_and_overdue_go_by_the_same_first_deadline(place: Location) -> None:
    if place.asked:
        pytest.skip("show and overdue have no --file-only; the scorecard is asked below")
    steps = read_steps(place)
    ids = place.stc("list", "-f", "ids").split()
    shown = {
        step["id"]: step for step in json.loads(place.stc("show", *ids, "-f", "json"))["steps"]
    }
    for name, step in shown.items():
        known = steps.get(name, step)
        assert step["first_deadline"] == known["first_deadline"]
        assert step["moves"] == known["moves"]
        assert step["slip_days"] == days(step["first_deadline"], step["deadline"])
        text = place.stc("show", name)
        if step["moves"]:
            assert f"Original deadline  {step['first_deadline']}" in text
            assert text.count(": from ") == len(step["moves"])
    late = [name for name, step in shown.items() if (step["first_deadline"] or "9") < AS_OF]
    answer = json.loads(place.stc("overdue", "--original", "-f", "json"))
    assert sorted(step["id"] for step in answer["steps"]) == sorted(late)
    for step in answer["steps"]:
        assert step["deadline"] == shown[step["id"]]["deadline"]
        assert step["first_deadline"] == shown[step["id"]]["first_deadline"]
        assert step["days_past"] == days(step["first_deadline"], AS_OF)
    (current, original) = json.loads(place.stc("scorecard", "-f", "json"))["groups"]
    assert original["overdue"] == len(late)
    assert current["overdue"] == sum((one["deadline"] or "9") < AS_OF for one in shown.values())
    listed = json.loads(place.stc("list", "-f", "json"))
    assert listed["schema"] == "stc/steps/2"
    for step in listed["steps"]:
        assert "first_deadline" not in step
        assert step["recorded_first_deadline"] == shown[step["id"]]["recorded_first_deadline"]


def test_the_scorecard_of_the_file_goes_by_what_slips_says_of_it(place: Location) -> None:
    steps = read_steps(place)
    original = json.loads(place.stc("scorecard", "-f", "json", *place.asked))["groups"][1]
    listed = json.loads(place.stc("list", "-f", "json"))["steps"]
    firsts = [steps.get(one["id"], {}).get("first_deadline") or one["deadline"] for one in listed]
    assert original["overdue"] == sum((first or "9") < AS_OF for first in firsts)


def test_a_report_since_the_first_version_tells_the_same_moves(place: Location, told: Path) -> None:
    if not place.has_git:
        pytest.skip("a report compares with an earlier version, which only git has")
    steps = read_steps(place)
    answer = json.loads(place.stc("report", "--since", "2024-10-02", "-f", "json"))
    moved = {one["id"]: one for one in answer["steps"] if one["part"] == "moved"}
    # What moved before git, came back, left, or got a first deadline does not differ in the ends.
    expected = {name for name, step in steps.items() if step["days"] and step["moves"]}
    expected -= {"COM-03", "COM-09"}
    assert {name for name, one in moved.items() if one["deadline_before"]} == expected
    for name in expected:
        assert moved[name]["days_moved"] == steps[name]["days"]
        reasons = [reason for move in steps[name]["moves"] for reason in move["reasons"]]
        assert moved[name]["reasons"] == reasons
        assert moved[name]["silent"] == (not reasons)
    since = answer["totals"]["since"]
    assert since["days_later"] == sum(max(steps[name]["days"], 0) for name in expected)
    assert since["days_earlier"] == sum(max(-steps[name]["days"], 0) for name in expected)


def test_every_export_and_every_page_tells_the_same(place: Location, tmp_path: Path) -> None:
    if place.asked:
        pytest.skip("exports and the site have no --file-only")
    steps = read_steps(place)
    inside = {name: step for name, step in steps.items() if not step["left"]}
    firsts = {name: step["first_deadline"] for name, step in inside.items()}
    moves = {name: len(step["moves"]) for name, step in inside.items()}
    slips = {name: step["days"] for name, step in inside.items()}

    exported = json.loads(place.stc("export", "json"))["steps"]
    lines = [json.loads(line) for line in place.stc("export", "jsonl").splitlines()]
    for records in (exported, lines):
        known = {one["id"]: one for one in records}
        for name, step in inside.items():
            assert known[name]["first_deadline"] == firsts[name]
            assert known[name]["slip_days"] == slips[name]
            assert known[name]["moves"] == step["moves"]
    for name, dialect in (("csv", "excel"), ("tsv", "excel-tab")):
        text = place.stc("export", name)
        rows = {r["id"]: r for r in csv.DictReader(io.StringIO(text, newline=""), dialect=dialect)}
        assert {one: rows[one]["first_deadline"] for one in inside} == firsts
        assert {one: int(rows[one]["slip_days"]) for one in inside} == slips
    slipped = csv.DictReader(io.StringIO(place.stc("export", "csv", "--slipped"), newline=""))
    assert {row["id"] for row in slipped} == {name for name, number in moves.items() if number}

    place.stc("export", "xlsx", "-o", str(tmp_path / "plan.xlsx"))
    book = openpyxl.load_workbook(tmp_path / "plan.xlsx")
    heads, *rows = book["Steps"].iter_rows(values_only=True)
    table = {row[0]: dict(zip(heads, row, strict=True)) for row in rows}
    for name in inside:
        assert table[name]["Original deadline"].date().isoformat() == firsts[name]
        assert (table[name]["Days later"], table[name]["Moves"]) == (slips[name], moves[name])
    sheet = [row[0] for row in book["Moves"].iter_rows(values_only=True)]
    assert {name: sheet.count(name) for name in inside} == moves

    place.stc("export", "datapackage", "-o", str(tmp_path / "package"))
    with (tmp_path / "package" / "steps.csv").open(encoding="utf-8", newline="") as file:
        packed = {row["id"]: row["first_deadline"] for row in csv.DictReader(file)}
    assert {name: packed[name] for name in inside} == firsts
    with (tmp_path / "package" / "moves.csv").open(encoding="utf-8", newline="") as file:
        numbers = [row["step"] for row in csv.DictReader(file)]
    assert {name: numbers.count(name) for name in inside} == moves

    calendar = place.stc("export", "ics").replace("\r\n ", "")
    for name, first in firsts.items():
        if moves[name]:
            (event,) = re.findall(rf"UID:{name}\..*?END:VEVENT", calendar, re.DOTALL)
            assert f"Original deadline: {first}" in event

    check_site(place, tmp_path / "site", steps)


def check_site(place: Location, folder: Path, steps: dict[str, dict[str, Any]]) -> None:
    place.stc("site", "--out", str(folder))
    page = parse((folder / "slips.html").read_bytes())
    totals = recount(steps)
    said = text_of(page)
    has_left = any(step["left"] for step in steps.values())
    assert ("Steps that left the plan are not in these tables." in said) == has_left
    assert f"There are {totals['moves']} moves" in said
    assert f"{totals['later']} later ({totals['days_later']} days in all)" in said
    table = page.find(".//table")
    assert table is not None
    # The words of a step come first, then its id.
    rows = {
        re.findall(r"[A-Z]+-\d+", text_of(row[0]))[0]: list(row)
        for row in table.findall("./tbody/tr")
    }
    assert list(rows) == list(steps)
    for name, cells in rows.items():
        assert cells[1].attrib["data-value"] == steps[name]["first_deadline"]
        assert cells[3].attrib["data-value"] == str(steps[name]["days"])
    assert (folder / "data" / "steps.csv").read_text("utf-8") == place.stc("export", "csv").replace(
        "\r\n", "\n"
    )
    for name, step in steps.items():
        if step["left"] or not step["moves"]:
            continue
        one = parse((folder / "steps" / f"{name}.html").read_bytes())
        marked = [time.attrib["datetime"] for time in one.iter("time")]
        assert step["first_deadline"] in marked
        table = one.find(".//h2[@id='moves']/..//table")
        assert table is not None
        assert len(table.findall("./tbody/tr")) == len(step["moves"])
    card = parse((folder / "scorecard.html").read_bytes())
    original = json.loads(place.stc("scorecard", "-f", "json"))["groups"][1]
    (row,) = [one for one in card.iter("tr") if text_of(one[0]) == "Open and overdue"]
    assert text_of(row[2]).startswith(f"{original['overdue']}/")
