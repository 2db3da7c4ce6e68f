"""`stc sheet`: what a department gets to fill in."""

import io
import zipfile
from pathlib import Path
from typing import Any

import pytest

from stc.sheets.columns import ANSWERS, KNOWN, guard_text, restore_text
from stc.tables.workbook import read_cells
from tests.plans import OWN_WORDS, change
from tests.sheets.fill import fill_sheet, fill_table, read_table


@pytest.fixture
def book(stc: Any, folder: Path) -> Path:
    assert stc("sheet", "--dept", "911", "-o", "911.xlsx").code == 0
    return folder / "911.xlsx"


def read_part(book: Path, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(book.read_bytes())) as packed:
        return packed.read(name).decode()


def test_a_sheet_has_a_row_for_each_step(stc: Any, book: Path) -> None:
    sheets = read_cells(book.read_bytes(), "911.xlsx")
    assert list(sheets) == ["How to report", "Report", "stc"]
    head, *rows = sheets["Report"].rows
    assert head == (*(column.title for column in KNOWN), *(column.title for column in ANSWERS))
    assert "\n".join(row[0] for row in rows) + "\n" == stc("list", "-d", "911", "-f", "ids").out
    assert len(rows) == 19
    assert rows[0][3:6] == ("In progress", "", "2024-12-01")
    assert not any(any(row[len(KNOWN) :]) for row in rows)


def test_the_hidden_sheet_has_the_revision_and_a_hash_a_row(book: Path) -> None:
    stamp, *rows = read_cells(book.read_bytes(), "911.xlsx")["stc"].rows
    assert stamp[0].startswith("stc sheet 1 | 2025-01-24 | h")
    assert "| 911 | Safe & Thriving Communities Implementation Plan, Phase One" in stamp[0]
    assert len({row[1] for row in rows if row[0]}) == 19
    assert [row[3] for row in rows][:3] == ["Planning", "In progress", "Ongoing"]
    assert '<sheet name="stc" sheetId="3" state="hidden"' in read_part(book, "xl/workbook.xml")


def test_the_instructions_are_on_the_first_sheet(book: Path) -> None:
    lines = [row[0] for row in read_cells(book.read_bytes(), "911.xlsx")["How to report"].rows]
    assert lines[0] == "Report progress: 911"
    assert any("send it to the plan's owner" in line for line in lines)
    for column in ANSWERS:
        assert any(column.title in line and column.prompt in line for line in lines)


def test_the_rows_are_protected_checked_and_printable(book: Path) -> None:
    xml = read_part(book, "xl/worksheets/sheet2.xml")
    assert "<sheetProtection " in xml and "password" not in xml
    assert xml.count("<dataValidation ") == len(ANSWERS)
    assert "<formula1>stc!$D$1:$D$6</formula1>" in xml and "<formula2>TODAY()</formula2>" in xml
    assert '<pane xSplit="1" ySplit="1" ' in xml and 'state="frozen"' in xml
    assert "_xlnm.Print_Titles" in read_part(book, "xl/workbook.xml")
    styles = read_part(book, "xl/styles.xml")
    assert '<protection locked="0"/>' in styles


def test_what_a_person_is_told_fits_its_box() -> None:
    for column in ANSWERS:
        assert len(column.title) <= 32
        assert len(column.prompt) <= 255 - len(" To keep what the plan says, leave the cell empty.")


@pytest.mark.parametrize("name", ["911.xlsx", "911.csv"])
def test_the_same_plan_has_the_same_bytes(stc: Any, folder: Path, name: str) -> None:
    stc("sheet", "--dept", "911", "-o", name)
    first = (folder / name).read_bytes()
    again = stc("sheet", "--dept", "mecc", "-o", name)
    assert "holds exactly this already" in again.err
    assert stc("sheet", "--dept", "911", "-o", f"again-{name}").code == 0
    assert (folder / f"again-{name}").read_bytes() == first


def test_csv_has_the_same_columns_and_the_hash(stc: Any, folder: Path) -> None:
    assert stc("sheet", "--section", "com", "--status", "planning", "-o", "com.csv").code == 0
    head, *rows = read_table((folder / "com.csv").read_bytes())
    titles = [column.title for column in (*KNOWN, *ANSWERS)]
    assert head == [*titles, "Row hash", "Made by"]
    assert rows and all(row[-2].startswith("h") for row in rows)


@pytest.mark.parametrize("name", ["911.xlsx", "911.csv"])
def test_what_was_filled_in_is_not_replaced_unasked(stc: Any, folder: Path, name: str) -> None:
    stc("sheet", "--dept", "911", "-o", name)
    path = folder / name
    cell = ("RSP-04", "New status")
    fill: Any = fill_sheet if name.endswith("xlsx") else fill_table
    filled = fill(path.read_bytes(), {cell: "Ongoing"})
    path.write_bytes(filled)
    answer = stc("sheet", "--dept", "911", "-o", name)
    assert (answer.code, path.read_bytes()) == (3, filled)
    assert stc("sheet", "--dept", "911", "-o", name, "--force").code == 0


def test_an_older_sheet_that_nobody_filled_in_is_replaced(
    stc: Any, folder: Path, plan: Path
) -> None:
    for name in ("911.xlsx", "911.csv"):
        assert stc("sheet", "--dept", "911", "-o", name).code == 0
    assert stc("set-status", "RSP-04", "ongoing").code == 0
    for name in ("911.xlsx", "911.csv"):
        assert stc("sheet", "--dept", "911", "-o", name).code == 0


@pytest.mark.parametrize(
    ("typed", "code", "said"),
    [
        (("--dept", "911"), 2, "stc sheet writes a file."),
        (("--dept", "911", "-o", "-"), 2, "stc sheet writes a file."),
        (("--dept", "911", "-o", "911.ods"), 2, '"911.ods" ends with none of .xlsx, .csv.'),
        (("--dept", "912", "-o", "911.xlsx"), 2, 'Unknown department "912".'),
        (("--dept", "911", "--status", "excluded", "-o", "9.csv"), 3, "nothing to report"),
        (("--dept", "911", "-o", "data/plan.csv/x.csv"), 3, "Cannot write"),
    ],
)
def test_what_is_no_sheet(stc: Any, typed: tuple[str, ...], code: int, said: str) -> None:
    answer = stc("sheet", *typed)
    assert answer.code == code
    assert said in answer.err


def test_a_sheet_speaks_the_words_of_the_plan(stc: Any, folder: Path, plan: Path) -> None:
    text = change(OWN_WORDS, "title: Springfield Climate", "title: =1+1 Springfield Climate")
    plan.write_text(text, "utf-8")
    assert stc("sheet", "-o", "all.xlsx").code == 0
    sheets = read_cells((folder / "all.xlsx").read_bytes(), "all.xlsx")
    assert sheets["Report"].rows[0][:2] == ("Action", "Text")
    guide = [row[0] for row in sheets["How to report"].rows]
    assert guide[1] == "=1+1 Springfield Climate and Safety Plan"
    assert "1. Open the sheet Report, below. Each row is one Action." in guide
    assert not sheets["How to report"].facts.formulas


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("GOV-01", "GOV-01"),
        ("MAR-01", "'MAR-01"),
        ("1.10", "'1.10"),
        ("007", "'007"),
        ("1e5", "'1e5"),
        ("2026-09", "'2026-09"),
        ("2026-12-31", "'2026-12-31"),
        ("=1+1", "'=1+1"),
        ("'=1+1", "''=1+1"),
        ("＠x", "'＠x"),
        ("'n' is a letter", "'n' is a letter"),
        ("54", "54"),
    ],
)
def test_a_guarded_text_comes_back(text: str, cell: str) -> None:
    assert guard_text(text) == cell
    assert restore_text(cell) == text
