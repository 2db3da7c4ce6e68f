"""Lists as they are asked for: which columns, in which order, how many rows, in which groups."""

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from python_calamine import CalamineWorkbook

from stc.views.columns import STEP_COLUMNS
from tests.cli.conftest import Answer

LISTS = ("list", "overdue", "due", "departments", "timeline")
STEP_LISTS = ("list", "overdue", "due", "overdue --ongoing")


def read_csv(answer: Answer) -> list[list[str]]:
    assert (answer.code, answer.err) == (0, "")
    return list(csv.reader(io.StringIO(answer.out)))


@pytest.mark.parametrize("asked", STEP_LISTS)
def test_columns_are_those_named_and_no_others(stc: Any, asked: str) -> None:
    named = "deadline,id,departments"
    rows = read_csv(stc(*asked.split(), "--columns", named, "-f", "csv"))
    assert rows[0] == named.split(",")
    records = json.loads(stc(*asked.split(), "--columns", named, "-f", "json").out)["steps"]
    assert [list(record) for record in records] == [rows[0]] * (len(rows) - 1)
    whole = json.loads(stc(*asked.split(), "-f", "json").out)["steps"]
    assert records == [{name: record[name] for name in rows[0]} for record in whole]
    assert stc(*asked.split(), "--columns", named, "-f", "tsv").out.count("\n") == len(rows)
    assert (
        "| Deadline | Id | Departments |" in stc(*asked.split(), "--columns", named, "-f", "md").out
    )


def test_every_column_that_is_declared_can_be_named(stc: Any) -> None:
    names = ",".join(column.name for column in STEP_COLUMNS)
    assert read_csv(stc("list", "--columns", names, "-f", "csv"))[0] == names.split(",")
    shown = stc("list", "--columns", "id,review-due,verified", "--section", "COM").out
    assert "Review due" in shown


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("--columns=dedline", '--columns: There is no column "dedline". Did you mean deadline?'),
        ("--columns=id,id", '--columns: "id" is named twice. Name it once.'),
        ("--columns=id,", "--columns: a name is empty."),
        ("--columns=plan", '--columns: There is no column "plan".'),
        ("--sort=dedline", '--sort: There is no column "dedline". Did you mean deadline?'),
        ("--sort=-status,status", '--sort: "status" is named twice.'),
        ("--limit=0", "0 is not in the range x>=1"),
        ("--limit=-3", "-3 is not in the range x>=1"),
        ("--limit=ten", "'ten' is not a valid"),
    ],
)
@pytest.mark.parametrize("how", ["table", "json"])
def test_what_cannot_be_is_refused(stc: Any, typed: str, words: str, how: str) -> None:
    answer = stc("list", typed, "-f", how)
    assert (answer.code, answer.out) == (2, "")
    assert words in answer.err


@pytest.mark.parametrize("key", ["deadline", "status", "id", "section", "departments", "page"])
def test_an_order_turned_round_keeps_what_is_empty_last(stc: Any, key: str) -> None:
    def read(sort: str) -> list[Any]:
        answer = stc(
            "list", "--sort", sort, "--columns", f"id,{key}" if key != "id" else "id", "-f", "json"
        )
        return [(step[key], step["id"]) for step in json.loads(answer.out)["steps"]]

    up, down = read(key), read(f"-{key}")
    assert sorted(map(str, up)) == sorted(map(str, down))
    full = [value for value, _ in up if value not in (None, "", [])]
    assert [value for value, _ in up][: len(full)] == full
    assert [value for value, _ in down][: len(full)] == full[::-1]
    assert up[len(full) :] == down[len(full) :]


def test_of_several_keys_the_first_counts_most_and_ties_stay(stc: Any) -> None:
    answer = stc("list", "--sort", "section,-deadline", "-f", "json")
    steps = json.loads(answer.out)["steps"]
    assert [step["section"] for step in steps] == sorted(step["section"] for step in steps)
    first = [step["deadline"] for step in steps if step["section"] == "COM" and step["deadline"]]
    assert first == sorted(first, reverse=True)
    backwards = stc("list", "--sort", "-plan", "-f", "ids").out.split()
    assert backwards == stc("list", "-f", "ids").out.split()[::-1]


@pytest.mark.parametrize("asked", LISTS)
def test_a_limit_says_how_many_there_are(stc: Any, asked: str) -> None:
    shown = stc(asked, "--limit", "2")
    assert (shown.code, shown.err) == (0, "")
    assert "\n2 of " in shown.out
    answer = stc(asked, "--limit", "2", "-f", "csv")
    assert len(list(csv.reader(io.StringIO(answer.out)))) == 3
    assert answer.err.startswith("2 of ")
    assert stc(asked, "--limit", "9999", "-f", "csv").out == stc(asked, "-f", "csv").out


@pytest.mark.parametrize("by", ["dept", "section", "goal", "status", "phase", "lead", "tag"])
def test_a_list_in_groups_has_a_table_for_each(stc: Any, by: str) -> None:
    answer = stc("list", "--section", "COM", "--by", by, "-f", "md")
    assert (answer.code, answer.err) == (0, "")
    for step in stc("list", "--section", "COM", "-f", "ids").out.split():
        assert step in answer.out
    assert ("stands in each of the groups" in answer.out) is (by in ("dept", "tag"))


def test_groups_keep_the_order_and_the_columns(stc: Any) -> None:
    shown = stc(
        "list", "--section", "COM", "--by", "status", "--columns", "id", "--sort", "-id"
    ).out
    planning = shown[shown.index("Planning: 4 steps") : shown.index("In progress: ")]
    assert planning.split()[3:] == ["Id", "COM-08", "COM-05", "COM-04", "COM-03"]


@pytest.mark.parametrize("how", ["json", "csv", "tsv", "ids"])
def test_programs_get_no_groups(stc: Any, how: str) -> None:
    answer = stc("list", "--by", "dept", "-f", how)
    assert (answer.code, answer.out) == (2, "")
    assert f"--by: the format {how} has no groups. Use --format table or md" in answer.err


def test_ids_have_an_order_and_a_limit_but_no_columns(stc: Any) -> None:
    assert stc("list", "-f", "ids", "--sort", "-id", "--limit", "1").out == "RST-35\n"
    assert stc("list", "-f", "ids", "--columns", "id").code == 2


@pytest.mark.parametrize("suffix", ["csv", "tsv", "json", "jsonl", "md", "xlsx"])
def test_an_export_has_the_columns_and_the_format_of_its_name(
    stc: Any, suffix: str, folder: Path
) -> None:
    path = folder / f"steps.{suffix}"
    answer = stc("export", "-o", str(path), "--section", "COM", "--columns", "status,id,verified")
    assert (answer.code, answer.out) == (0, "")
    data = path.read_bytes()
    if suffix == "xlsx":
        sheet = CalamineWorkbook.from_path(str(path)).get_sheet_by_name("Steps")
        assert sheet.to_python()[:2] == [["Status", "Id", "Verified"], ["Complete", "COM-01", ""]]
        return
    text = data.decode()
    assert text == stc("export", suffix, "--section", "COM", "--columns", "status,id,verified").out
    if suffix == "json":
        assert list(json.loads(text)["steps"][0]) == ["status", "id", "verified"]
    else:
        heads = {"csv": "status,id,verified", "tsv": "status\tid\tverified"}
        heads |= {"jsonl": '{"status": "Complete", "id": "COM-01", "verified": null}'}
        heads |= {"md": "| Status | Id | Verified |"}
        assert heads[suffix] in text


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ("-o steps.txt", 'steps.txt" ends with none of .csv, .tsv, .json'),
        ("-o steps", "ends with none of .csv"),
        ("csv -o steps.xlsx", "is a name of xlsx, not of csv. Name a file that ends with .csv"),
        ("", "The format is missing. Name it, or a file that ends with .csv"),
        ("ics --columns id", "--columns is for csv, tsv, json"),
        ("csv --columns nope", '--columns: There is no column "nope".'),
        ("csv --updates --columns id", "columns of steps, not of updates"),
    ],
)
def test_an_export_that_cannot_be_is_refused(stc: Any, words: str, message: str) -> None:
    answer = stc("export", *words.split())
    assert (answer.code, answer.out) == (2, "")
    assert message in answer.err


def test_a_format_that_is_named_may_have_a_file_of_any_other_name(stc: Any, folder: Path) -> None:
    assert stc("export", "csv", "-o", str(folder / "steps.txt")).code == 0
    assert (folder / "steps.txt").read_text("utf-8").startswith("id,section,")


def test_a_group_that_is_cut_says_how_many_it_has(stc: Any) -> None:
    shown = stc("list", "--by", "section", "--limit", "4").out
    assert "Governance & Leadership (GOV): 4 of 34 steps" in shown


def test_chosen_columns_have_a_schema_of_their_own(stc: Any) -> None:
    schema = json.loads(stc("schema", "output").out)
    for name in LISTS:
        column = "title" if name == "timeline" else "id"
        answer = json.loads(stc(name, "--columns", column, "-f", "json").out)
        assert answer["schema"] == "stc/columns/1", name
        Draft202012Validator(schema).validate(answer)
