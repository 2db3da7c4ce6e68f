"""`stc import`: a table and its rules in, a plan and a report out."""

import json
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

TABLE = """\
Ref,Part,Goal,Text,State,Owner,When,Cost
WAT-01,Water,Clean,Fix the pipe.,Done,Works,2026-03-04,100
WAT-02,Water,Clean,Paint the tank.,Working,Works; Parks,2027-01-31,
WAT-03,Water,Dry,Sweep.,Sleeping,Parks,,7
"""
RULES = """\
table: actions.csv
plan:
  title: Town plan
  phase: One
  timezone: America/Chicago
section: {id: =WAT, title: Part}
goal: {title: Goal}
columns:
  id: Ref
  status: {column: State, map: {Done: Complete, Working: In progress}}
  action: Text
  departments: {column: Owner, split: "; "}
  deadline: When
"""
PLAN = """\
schema_version: 1
title: Town plan
phase: One
timezone: America/Chicago

departments:
  - id: works
    name: Works
  - id: parks
    name: Parks

sections:
  - id: WAT
    title: Water
    goals:
      - title: Clean
        steps:
          - id: WAT-01
            status: Complete
            action: >-
              Fix the pipe.
            departments: [works]
            deadline: 2026-03-04

          - id: WAT-02
            status: In progress
            action: >-
              Paint the tank.
            departments: [works, parks]
            deadline: 2027-01-31

      - title: Dry
        steps:
          - id: WAT-03
            status: Unknown
            action: >-
              Sweep.
            departments: [parks]
            needs_review:
              fields: [status]
              note: The status is printed as "Sleeping".
"""


@pytest.fixture
def town(folder: Path, plan: Path) -> Path:
    """A folder with a table and its rules, and no plan."""
    plan.unlink()
    plan.with_name("timeline.yaml").unlink()
    plan.parent.rmdir()
    (folder / "actions.csv").write_text(TABLE, "utf-8")
    (folder / "import.yaml").write_text(RULES, "utf-8")
    return folder


def rewrite(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def imported(town: Path) -> str:
    return (town / "data" / "plan.yaml").read_text("utf-8")


def totals(stc: Any, *more: str) -> dict[str, Any]:
    answer = stc("import", "import.yaml", "--dry-run", "--format", "json", *more)
    assert answer.code == 0, answer.err
    found: dict[str, Any] = json.loads(answer.out)["totals"]
    outcomes = ("typed", "extra", "words", "review", "refused", "left_out", "unread")
    assert found["cells"] == sum(found[one] for one in outcomes)
    assert found["lost"] == 0
    return found


def test_a_table_becomes_a_plan_that_is_valid(stc: Any, town: Path) -> None:
    answer = stc("import", "import.yaml")
    assert answer.code == 0, answer.err
    assert imported(town) == PLAN
    assert answer.err == "Written to data/plan.yaml. Next: stc validate data/plan.yaml\n"
    assert "3 rows read.\nThe plan has 3 steps, 2 goals, 1 section, 2 departments.\n" in answer.out
    cells = "22 filled cells: 19 kept as fields, 1 marked for review, 2 in columns without a rule."
    assert cells in answer.out
    assert 'Not in the plan, as no rule names them: "Cost".\nLost: nothing.\n' in answer.out
    place = 'actions.csv:4, column State: "Sleeping". The status is printed as "Sleeping".'
    assert place in answer.out
    assert stc("validate").code == 0
    assert stc("fmt", "--check").code == 0


@pytest.mark.parametrize("word", ["started", "done", "Unknown", ""])
def test_a_word_that_is_no_status_is_not_taken_for_one(stc: Any, town: Path, word: str) -> None:
    rewrite(town / "actions.csv", "Sleeping", word)
    assert totals(stc)["review"] == (word != "")
    assert stc("import", "import.yaml").code == 0
    assert "status: Unknown" in imported(town)
    assert stc("validate").code == 0


def test_a_dry_run_writes_nothing_and_says_the_same(stc: Any, town: Path) -> None:
    dry = stc("import", "import.yaml", "--dry-run")
    assert not (town / "data").exists()
    assert dry.err == "Dry run: nothing was written.\n"
    assert stc("import", "import.yaml").out == dry.out


def test_a_plan_and_rules_are_printed_on_request(stc: Any, town: Path) -> None:
    assert stc("import", "import.yaml", "-o", "-").out == PLAN
    assert "\ntable: actions.csv\n" in stc("import", "actions.csv", "-o", "-").out
    assert not (town / "-").exists()
    assert not (town / "data").exists()


def test_the_report_for_programs_has_every_note_and_adds_up(stc: Any, town: Path) -> None:
    found = totals(stc)
    assert (found["rows"], found["steps"], found["review"], found["unread"]) == (3, 3, 1, 2)
    assert found["columns"][-1] == {
        "file": "actions.csv", "column": "Cost", "cells": 2, "typed": 0, "extra": 0, "words": 0,
        "review": 0, "refused": 0, "left_out": 0, "unread": 2,
    }  # fmt: skip
    (note,) = json.loads(stc("import", "import.yaml", "--format", "json").out)["notes"]
    assert (note["kind"], note["place"]) == ("review", "actions.csv:4, column State")


def test_rows_are_filled_skipped_merged_and_numbered(stc: Any, town: Path) -> None:
    (town / "actions.csv").write_text(
        "Part,Goal,Text,Owner\nWater,Clean,Fix.,Works\n,,Fix more.,Parks\nTotal,,2,\n", "utf-8"
    )
    (town / "import.yaml").write_text(
        RULES.partition("columns:")[0]
        + "fill: [Part, Goal]\nskip: {Part: Total}\ncolumns:\n"
        + '  id: "WAT-{n}"\n  status: =Planning\n  action: Text\n  departments: Owner\n',
        "utf-8",
    )
    assert totals(stc)["skipped"] == 1
    assert stc("import", "import.yaml").code == 0
    assert stc("list", "--format", "ids").out == "WAT-01\nWAT-02\n"
    assert "The plan" in stc("import", "import.yaml").out

    (town / "actions.csv").write_text(
        "Ref,Part,Goal,Text,Owner\nWAT-01,Water,Clean,Fix.,Works\nWAT-01,Water,Clean,Fix.,Parks\n"
    )
    rewrite(town / "import.yaml", "fill: [Part, Goal]\nskip: {Part: Total}\n", "same_id: merge\n")
    rewrite(town / "import.yaml", '"WAT-{n}"', "Ref")
    assert totals(stc, "-o", "new.yaml")["merged"] == 1
    rewrite(town / "import.yaml", "same_id: merge\n", "")
    refused = stc("import", "import.yaml", "-o", "new.yaml")
    assert refused.code == 3
    said = 'actions.csv:3, column Ref: error STC108 The id "WAT-01" is also in another row.'
    assert said in refused.err


def test_values_are_taken_apart_replaced_found_and_mapped(stc: Any, town: Path) -> None:
    (town / "actions.csv").write_text(
        "Ref,Part,Text,Owner,Link,More\n"
        'WAT-1a,Water,<b>Fix</b> it.,"Public Works, Parks and CPED",u1,u2\n',
        "utf-8",
    )
    (town / "import.yaml").write_text(
        RULES.partition("goal:")[0]
        + "goal: {title: =All}\ncolumns:\n"
        + "  id: {column: Ref, replace: [['1a', '01']]}\n  status: =Ongoing\n"
        + "  action: {text: '{Text} {Ref}', replace: [['<.*?>', '']]}\n"
        + "  departments: {column: Owner, split: ', | and (?=[A-Z])', map: {CPED: Planning},"
        + " each: {replace: [['^Public ', 'City ']]}}\n"
        + "  evidence: {columns: [Link, More], each: 'https://{column}/{value}'}\n"
        + "  note: {column: Owner, find: '[A-Z]{3,}'}\n",
        "utf-8",
    )
    assert stc("import", "import.yaml").code == 0
    step = json.loads(stc("show", "WAT-01", "--format", "json").out)["steps"][0]
    assert step["action"] == "Fix it. WAT-1a"
    assert step["departments"] == ["city-works", "parks", "planning"]
    assert step["evidence"] == ["https://Link/u1", "https://More/u2"]
    assert step["note"] == "CPED"


def test_known_names_are_found_in_a_running_text(stc: Any, town: Path) -> None:
    rewrite(town / "actions.csv", "Works; Parks", "Works Parks Nobody")
    rewrite(town / "import.yaml", 'split: "; "', "split: known, known: [Parks, Works]")
    answer = stc("import", "import.yaml")
    said = 'actions.csv:3, column Owner: "Works Parks Nobody".'
    assert f'{said} Not understood as a department: "Nobody".' in answer.out
    assert "departments: [works, parks]" in imported(town)


def test_tables_are_joined_by_a_column_or_a_part_of_the_id(stc: Any, town: Path) -> None:
    (town / "names.csv").write_text("Ref,Note\nWAT-01,First.\nWAT-09,Nobody.\n", "utf-8")
    (town / "parts.csv").write_text("Code,Title\nWAT,The water\n", "utf-8")
    rewrite(town / "import.yaml", "plan:\n", "join:\n  - {table: names.csv, on: Ref}\n"
            "  - {table: parts.csv, on: Code, part: '[A-Z]+'}\nplan:\n")  # fmt: skip
    rewrite(town / "import.yaml", "title: Part", "title: Title")
    rewrite(town / "import.yaml", "  deadline: When\n", "  deadline: When\n  note: Note\n")
    found = totals(stc)
    assert found["left_out"] == 2
    answer = stc("import", "import.yaml")
    assert 'actions.csv:3: "WAT-02". "WAT-02" is not in names.csv.' in answer.out
    assert 'names.csv:3: "WAT-09". No row of the table has it' in answer.out
    assert "title: The water" in imported(town)
    assert "note: First." in imported(town)


@pytest.mark.parametrize(
    ("printed", "order", "day"),
    [
        ("03/04/2026", "mdy", "2026-03-04"),
        ("03/04/2026", "dmy", "2026-04-03"),
        ("4.3.26", "dmy", "2026-03-04"),
        ("2026/3/4", None, "2026-03-04"),
        ("03/04/2026", None, None),
        ("31/12/2026", "mdy", None),
        ("soon", "mdy", None),
    ],
)
def test_a_date_is_never_guessed(
    stc: Any, town: Path, printed: str, order: str | None, day: str | None
) -> None:
    rewrite(town / "actions.csv", "2026-03-04", printed)
    if order:
        rewrite(town / "import.yaml", "plan:", f"dates: {{order: {order}}}\nplan:")
    assert stc("import", "import.yaml").code == 0
    first = imported(town).partition("WAT-02")[0]
    assert f"deadline: {day}" in first if day else "            deadline: " not in first


@pytest.mark.parametrize(
    ("printed", "deadline", "label"),
    [
        ("By end of 2027", '"2027"', None),
        ("Q3 2026", "2026-Q3", None),
        ("FY27", "2026-07/2027-06", None),
        ("early 2026", None, "early 2026"),
        ("00/04/05", None, "00/04/05"),
    ],
)
def test_a_deadline_in_words_is_a_period_or_keeps_its_words(
    stc: Any, town: Path, printed: str, deadline: str | None, label: str | None
) -> None:
    rewrite(town / "actions.csv", "2026-03-04", printed)
    rewrite(town / "import.yaml", "plan:", "dates: {order: mdy, year_begins: 7}\nplan:")
    found = totals(stc)
    assert (found["words"], found["refused"]) == (printed[0] == "e", printed[0] == "0")
    assert stc("import", "import.yaml").code == 0
    first = imported(town).partition("WAT-02")[0]
    assert (f"            deadline: {deadline}\n" in first) == (deadline is not None)
    assert ("deadline_label" in first) == (label is not None)
    assert label is None or f"deadline_label: {label}" in first or f'"{label}"' in first


def test_a_column_of_dates_may_prove_their_order(stc: Any, town: Path) -> None:
    rows = [f"WAT-{n},Water,Clean,Do {n}.,Working,Works,12/{n}/2026,\n" for n in range(10, 32)]
    with (town / "actions.csv").open("a", encoding="utf-8") as table:
        table.writelines([*rows, "WAT-99,Water,Clean,Do it.,Working,Works,03/04/2026,\n"])
    answer = stc("import", "import.yaml")
    assert (
        "The column When is read in the order mdy: 19 of its dates fit no other." not in answer.out
    )
    with (town / "actions.csv").open("a", encoding="utf-8") as table:
        table.write("WAT-98,Water,Clean,Do that.,Working,Works,11/30/2026,\n")
    answer = stc("import", "import.yaml", "-o", "proved.yaml")
    assert "The column When is read in the order mdy: 20 of its dates fit no other." in answer.out
    text = (town / "proved.yaml").read_text("utf-8")
    assert "deadline: 2026-03-04" in text.partition("WAT-99")[2]


def test_words_that_mean_no_date_are_left_out(stc: Any, town: Path) -> None:
    rewrite(town / "actions.csv", "2026-03-04", "N/A")
    rewrite(town / "import.yaml", "plan:", "no_date: [n/a, TBD]\nplan:")
    assert totals(stc)["left_out"] == 1


def test_an_older_deadline_in_the_cell_becomes_a_revision(stc: Any, town: Path) -> None:
    rewrite(town / "actions.csv", "2026-03-04", "<s>2025-12-31</s> 2026-03-04")
    rule = (
        "deadline: {column: When, was: '<s>.*?</s>', replace: [['<.*?>', '']],"
        " on: 2024-11-20, reason: The bids came in late.}"
    )
    rewrite(town / "import.yaml", "deadline: When", rule)
    assert stc("import", "import.yaml").code == 0
    assert "from: 2025-12-31\n                to: 2026-03-04" in imported(town)
    assert stc("validate").code == 0


def test_older_editions_become_revisions(stc: Any, town: Path) -> None:
    old = TABLE.replace("2026-03-04", "2025-01-31").replace("2027-01-31", "2026-06-30")
    (town / "first.csv").write_text(old, "utf-8")
    (town / "second.csv").write_text(old.replace("2025-01-31", "2025-09-30"), "utf-8")
    rewrite(town / "import.yaml", "plan:\n", "earlier:\n"
            "  - {table: first.csv, on: 2024-06-01, reason: The budget.}\n"
            "  - {table: second.csv, on: 2024-12-01, reason: The bids.}\nplan:\n")  # fmt: skip
    assert stc("import", "import.yaml").code == 0
    moves = json.loads(stc("show", "WAT-01", "--format", "json").out)["steps"][0]["revisions"]
    assert [(one["from"], one["to"], one["reason"]) for one in moves] == [
        ("2025-01-31", "2025-09-30", "The budget."),
        ("2025-09-30", "2026-03-04", "The bids."),
    ]


def test_sheets_and_markdown_are_read_by_the_same_rules(stc: Any, town: Path) -> None:
    rows = [line.split(",") for line in TABLE.strip().split("\n")]
    book = Workbook()
    for row in rows:
        book.active.append(row)
    book.save(town / "actions.xlsx")
    lines = ["| " + " | ".join(row) + " |" for row in rows]
    text = "\n".join(["# Plan", "", lines[0], "|" + "--|" * 8, *lines[1:], ""])
    (town / "actions.md").write_text(text, "utf-8")
    for name in ("actions.xlsx", "actions.md"):
        rewrite(town / "import.yaml", "table: actions.csv", f"table: {name}")
        assert stc("import", "import.yaml", "-o", f"{name}.yaml").code == 0
        assert (town / f"{name}.yaml").read_text("utf-8") == PLAN
        rewrite(town / "import.yaml", f"table: {name}", "table: actions.csv")
    rewrite(town / "import.yaml", "table: actions.csv", "table: actions.xlsx")
    assert "actions.xlsx, sheet Sheet, E4" in stc("import", "import.yaml", "--dry-run").out


BAD_RULES = [
    ("id: Ref", "id: Reff", 'import.yaml:9:7: error STC116 No column is called "Reff".'),
    ("Reff", "", 'Did you mean "Ref"?'),
    ("action: Text", "acton: Text", 'import.yaml:11:3: error STC102 Unknown field "acton".'),
    ("split: \"; \"", "split: '('", "is malformed: missing ), unterminated subpattern"),
    ("table: actions.csv", "table: none.csv", 'Cannot read "none.csv": it does not exist'),
    ("table: actions.csv", "table: .", "Cannot read"),
    ("title: Town plan", "title: &a Town plan", "error STC010"),
    ("title: Town plan", "title: !!python/name:os.system x", "error STC012"),
    ("timezone: America/Chicago", "timezone: Mars/Base", "import.yaml:5:13: error STC115"),
    ("table: actions.csv", "table: actions.csv\nencoding: nope", "error STC116"),
    ("table: actions.csv", "table: actions.csv\ndelimiter: ';;'", "A delimiter is one character"),
    ("action: Text", "action: {map: {a: b}}", "A rule names its columns once"),
    ("table: actions.csv", "table: '*.tsv'", 'There is no file "*.tsv"'),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "said"), BAD_RULES)
def test_rules_that_are_wrong_write_nothing(
    stc: Any, town: Path, old: str, new: str, said: str
) -> None:
    if new:
        rewrite(town / "import.yaml", old, new)
    else:
        rewrite(town / "import.yaml", "id: Ref", f"id: {old}")
    answer = stc("import", "import.yaml")
    assert answer.code == 3
    assert said in answer.err
    assert "Traceback" not in answer.err
    assert not (town / "data").exists() or not list((town / "data").iterdir())


def test_a_table_without_rows_makes_no_plan(stc: Any, town: Path) -> None:
    (town / "actions.csv").write_text(TABLE.partition("\n")[0] + "\n", "utf-8")
    answer = stc("import", "import.yaml")
    assert answer.code == 3
    assert "actions.csv: no row is a step, so nothing was imported." in answer.err


def test_a_pattern_that_never_ends_is_stopped(stc: Any, town: Path) -> None:
    rewrite(town / "actions.csv", "Fix the pipe.", "a" * 40 + "!")
    rewrite(town / "import.yaml", "action: Text", "action: {column: Text, find: '(a+)+$'}")
    answer = stc("import", "import.yaml")
    assert answer.code == 3
    assert (
        "import.yaml:11:11: the patterns of the rule take too long on actions.csv:2" in answer.err
    )


def test_what_no_plan_can_have_is_told_with_its_cell(stc: Any, town: Path) -> None:
    rewrite(town / "actions.csv", "Fix the pipe.", "x" * 20_001)
    answer = stc("import", "import.yaml")
    assert answer.code == 3
    assert "actions.csv:2, column Text: error STC118" in answer.err
    rewrite(town / "actions.csv", "x" * 20_001, "[bold]\u202e")
    assert stc("import", "import.yaml").code == 0
    assert 'action: "[bold]\\u202e"' in imported(town)


def test_a_skeleton_names_the_columns_and_is_never_written_over(stc: Any, town: Path) -> None:
    (town / "import.yaml").unlink()
    answer = stc("import", "actions.csv")
    assert answer.code == 0
    assert answer.err == "Written to import.yaml. Uncomment what is right, and import it.\n"
    text = (town / "import.yaml").read_text("utf-8")
    assert '  # State: 3 filled: "Done" 1, "Working" 1, "Sleeping" 1\n  # status: State\n' in text
    assert "table: actions.csv\n" in text
    again = stc("import", "actions.csv")
    assert again.code == 3
    assert again.err.startswith("Error: import.yaml already exists.")
    assert (town / "import.yaml").read_text("utf-8") == text
    assert stc("import", "import.yaml").code == 3
    assert not (town / "data").exists()


def test_a_skeleton_whose_proposals_are_uncommented_is_rules(stc: Any, town: Path) -> None:
    (town / "import.yaml").unlink()
    assert stc("import", "actions.csv").code == 0
    for field in ("id: Ref", "status: State", "action: Text", "lead: Owner", "deadline: When"):
        rewrite(town / "import.yaml", f"  # {field}\n", f"  {field}\n")
    rewrite(town / "import.yaml", 'title: ""', "title: Town plan")
    rewrite(town / "import.yaml", 'timezone: ""', "timezone: America/Chicago")
    rewrite(town / "import.yaml", "# section: {id: ..., title: ...}", "section: {title: Part}")
    answer = stc("import", "import.yaml")
    assert answer.code == 0, answer.err
    assert stc("list", "--format", "ids").out == "WAT-01\nWAT-02\nWAT-03\n"


def test_what_is_neither_rules_nor_a_table(stc: Any, town: Path) -> None:
    (town / "plan.docx").write_bytes(b"x")
    assert stc("import", "plan.docx").code == 2
    assert stc("import", "import.yaml", "other.yaml").code == 2
    assert stc("import", "none.csv").code == 3
    assert stc("import").code == 2
