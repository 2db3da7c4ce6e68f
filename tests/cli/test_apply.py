"""`stc apply`: a sheet that came back makes the changes that the commands make, or none."""

import io
import re
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from stc.sheets.columns import ANSWERS, KNOWN
from stc.tables.workbook import read_cells
from tests.sheets.fill import (
    SHEET,
    change_file,
    fill_sheet,
    fill_table,
    locate_cells,
    read_table,
    write_table,
)

Apply = Callable[..., Any]
STATUS, DAY, UPDATE, EVIDENCE, DEADLINE, REASON, CONFIRM = (column.title for column in ANSWERS)


@pytest.fixture
def book(stc: Any, folder: Path) -> bytes:
    assert stc("sheet", "--dept", "911", "-o", "911.xlsx").code == 0
    return (folder / "911.xlsx").read_bytes()


@pytest.fixture
def table(stc: Any, folder: Path) -> bytes:
    assert stc("sheet", "--dept", "911", "-o", "911.csv").code == 0
    return (folder / "911.csv").read_bytes()


@pytest.fixture
def apply(stc: Any, folder: Path) -> Apply:
    """Apply the bytes of a sheet."""

    def call(data: bytes, *options: str, name: str = "back.xlsx") -> Any:
        (folder / name).write_bytes(data)
        return stc("apply", name, *options)

    return call


def problems(answer: Any) -> list[str]:
    """Return what is wrong, a line each, after the line that counts it."""
    assert answer.code == 3, answer
    return list(answer.err.rstrip("\n").split("\n")[1:])


REPORT: dict[tuple[str, str], Any] = {
    ("RSP-04", STATUS): " complete ",
    ("RSP-04", DAY): date(2026, 11, 20),
    ("RSP-04", EVIDENCE): "The minutes\nhttps://example.org/a",
    ("RSP-05", DEADLINE): "March 2027",
    ("RSP-05", REASON): "The board meets in March.",
    ("RSP-07", STATUS): "ongoing",
}
COMMANDS = (
    (
        *("set-status", "RSP-04", "complete", "--completed", "2026-11-20"),
        *("--evidence", "The minutes", "--evidence", "https://example.org/a"),
    ),
    ("set-deadline", "RSP-05", "2027-03", "--reason", "The board meets in March."),
    ("set-status", "RSP-07", "ongoing"),
)


@pytest.fixture
def wanted(stc: Any, plan: Path) -> bytes:
    """The plan after the same changes by commands; the plan itself is as before."""
    before = plan.read_bytes()
    for command in COMMANDS:
        assert stc(*command).code == 0
    after = plan.read_bytes()
    plan.write_bytes(before)
    return after


def test_a_workbook_makes_the_changes_of_the_commands(
    apply: Apply, book: bytes, plan: Path, wanted: bytes
) -> None:
    answer = apply(fill_sheet(book, REPORT))
    assert answer.code == 0
    assert plan.read_bytes() == wanted
    assert "RSP-04: In progress to Complete.\n" in answer.err
    assert "git commit -m '911 reports on 3 steps' -- data/plan.yaml" in answer.err


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_csv_makes_the_same(
    apply: Apply, table: bytes, plan: Path, wanted: bytes, delimiter: str
) -> None:
    texts = {cell: "11/20/2026" if cell[1] == DAY else text for cell, text in REPORT.items()}
    filled = write_table(read_table(fill_table(table, texts)), delimiter)
    assert apply(filled, name="back.csv").code == 0
    assert plan.read_bytes() == wanted


def test_updates_and_confirmations_are_in_the_voice_of_the_department(
    apply: Apply, book: bytes, folder: Path, state: Any
) -> None:
    told = {("RSP-07", UPDATE): "The vendor was chosen.", ("RSP-10", CONFIRM): "yes"}
    answer = apply(fill_sheet(book, told))
    assert answer.code == 0
    assert (
        "RSP-07: An update by 911.\nRSP-10: 911 confirms In progress.\n2 of 19 rows" in answer.err
    )
    voice = folder / "data" / "updates" / "911.yaml"
    text = voice.read_text("utf-8")
    assert re.search(r"  RSP-07:\n    - {on: \S+, text: The vendor was chosen.}\n", text)
    assert re.search(r"  RSP-10:\n    - {on: \S+}\n", text)
    before = state(voice)
    assert "which is recorded already" in apply(fill_sheet(book, told)).err
    assert state(voice) == before


def test_a_sheet_for_several_departments_needs_one_that_reports(
    stc: Any, apply: Apply, folder: Path
) -> None:
    assert stc("sheet", "--section", "RSP", "-o", "rsp.csv").code == 0
    told = {("RSP-07", UPDATE): "The vendor was chosen."}
    filled = fill_table((folder / "rsp.csv").read_bytes(), told)
    (found,) = problems(apply(filled, name="back.csv"))
    assert "column Update: RSP-07: it is not clear which of its departments reports: 911," in found
    assert "RSP-07: An update by 911." in apply(filled, "--by", "mecc", name="back.csv").err
    assert apply(filled, "--by", "mecca", name="back.csv").code == 2


def test_a_dry_run_writes_nothing(apply: Apply, book: bytes, plan: Path, state: Any) -> None:
    before = state(plan)
    answer = apply(fill_sheet(book, REPORT), "-n")
    assert answer.code == 0 and "+            status: Complete\n" in answer.out
    assert state(plan) == before


def test_applying_twice_changes_nothing_and_says_so(
    apply: Apply, book: bytes, plan: Path, state: Any
) -> None:
    filled = fill_sheet(book, REPORT)
    assert apply(filled).code == 0
    before = state(plan)
    again = apply(filled)
    assert (again.code, again.out) == (0, "")
    assert "The plan says all of this already. Nothing to change." in again.err
    assert state(plan) == before


def test_an_empty_sheet_changes_nothing(apply: Apply, book: bytes, table: bytes) -> None:
    for answer in (apply(book), apply(table, name="back.csv")):
        assert (answer.code, answer.out) == (0, "")
        assert answer.err == "Nothing is filled in. Nothing to change.\n"


def test_every_problem_is_named_by_its_cell_at_once(apply: Apply, book: bytes, plan: Path) -> None:
    before = plan.read_bytes()
    wrong: dict[tuple[str, str], Any] = {
        ("RSP-04", STATUS): "finshed",
        ("RSP-05", DEADLINE): "early 2027",
        ("RSP-07", DAY): "03/04/2026",
        ("RSP-10", STATUS): "=A1",
        ("RSP-10", CONFIRM): "perhaps",
        ("COM-02", STATUS): "excluded",
        ("COM-03", DEADLINE): "2027-03-31",
        ("COM-04", STATUS): "ongoing",
    }
    at = locate_cells(book)
    found = problems(apply(fill_sheet(book, wrong)))
    assert found[0] == (
        f'Report!{at["RSP-04", STATUS]}: Unknown status "finshed". Did you mean complete?'
    )
    assert found[1].startswith(
        f'Report!{at["RSP-05", DEADLINE]}: "early 2027" is not a day or a clear period; write'
    )
    assert found[2:] == [
        f'Report!{at["RSP-07", DAY]}: "03/04/2026" is not a clear day; write 2026-03-04 or'
        " 2026-04-03.",
        f"Report!{at['RSP-10', STATUS]}: The cell holds a formula. Write the value itself.",
        f'Report!{at["RSP-10", CONFIRM]}: "perhaps" is not an answer; write yes, or nothing.',
        f'Report!{at["COM-02", REASON]}: COM-02: excluding it needs a text in "Reason".',
        f'Report!{at["COM-03", REASON]}: "Reason" is empty. Say why the deadline moves; it is'
        " published.",
    ]
    assert plan.read_bytes() == before


def test_the_address_is_that_of_the_sheet_as_it_is_called(apply: Apply, book: bytes) -> None:
    filled = fill_sheet(book, {("RSP-04", STATUS): "finshed"})
    renamed = change_file(
        filled, "xl/workbook.xml", lambda xml: xml.replace('name="Report"', 'name="Sheet1"')
    )
    assert problems(apply(renamed))[0].startswith(f"Sheet1!{locate_cells(book)['RSP-04', STATUS]}:")


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("2027-03-31", "2027-03-31"),
        ("2027-03-31 00:00:00", "2027-03-31"),
        ("3/31/2027", "2027-03-31"),
        ("31.03.2027", "2027-03-31"),
        ("2027/3/31", "2027-03-31"),
        ("March 31, 2027", "2027-03-31"),
        ("2027-Q1", "2027-Q1"),
        (2027, '"2027"'),
        (date(2027, 3, 31), "2027-03-31"),
    ],
)
def test_dates_as_programs_and_people_write_them(
    apply: Apply, book: bytes, plan: Path, typed: Any, written: str
) -> None:
    filled = fill_sheet(book, {("RSP-05", DEADLINE): typed, ("RSP-05", REASON): "It took longer."})
    if isinstance(typed, date):
        filled = show_as_day(filled, "RSP-05", DEADLINE)
    assert apply(filled).code == 0
    assert f"                to: {written}\n" in plan.read_text("utf-8")


def show_as_day(book: bytes, step: str, title: str) -> bytes:
    """Return a workbook with the format of days in a cell."""
    at = locate_cells(book)
    day = at[step, DAY]

    def change(xml: str) -> str:
        style = xml.partition(f'<c r="{day}" s="')[2].partition('"')[0]
        begin, cell, rest = xml.partition(f'<c r="{at[step, title]}" s="')
        return f"{begin}{cell}{style}{rest[rest.index(chr(34)) :]}"

    return change_file(book, SHEET, change)


def test_days_counted_from_1904(apply: Apply, book: bytes, plan: Path) -> None:
    days = {
        ("RSP-04", STATUS): "complete",
        ("RSP-04", DAY): (date(2026, 11, 20) - date(1904, 1, 1)).days,
    }
    filled = change_file(
        fill_sheet(book, days),
        "xl/workbook.xml",
        lambda xml: xml.replace("<workbookPr ", '<workbookPr date1904="1" '),
    )
    assert apply(filled).code == 0
    assert "            completed: 2026-11-20\n" in plan.read_text("utf-8")


@pytest.mark.parametrize("typed", ["today", "13/13/2026", "1999-12-31", "2026-02-30", "46000"])
def test_days_that_are_none(apply: Apply, book: bytes, typed: str) -> None:
    filled = fill_sheet(book, {("RSP-04", STATUS): "complete", ("RSP-04", DAY): typed})
    (found,) = problems(apply(filled))
    assert found.startswith(f'Report!{locate_cells(book)["RSP-04", DAY]}: "{typed}" is')


def test_what_the_plan_changed_meanwhile_is_a_conflict(
    stc: Any, apply: Apply, book: bytes, plan: Path
) -> None:
    told = {("RSP-04", STATUS): "complete", ("RSP-05", STATUS): "ongoing", ("RSP-10", CONFIRM): "x"}
    filled = fill_sheet(book, told)
    assert stc("set-status", "RSP-04", "RSP-10", "planning").code == 0
    before = plan.read_bytes()
    assert problems(apply(filled)) == [
        f"Report!{locate_cells(book)['RSP-04', STATUS]}: RSP-04: the sheet says Complete, and the"
        " plan has changed meanwhile from In progress to Planning. Empty the cell, or make a new"
        " sheet.",
        f"Report!{locate_cells(book)['RSP-10', CONFIRM]}: RSP-10: the sheet confirms In progress,"
        " and the plan has changed meanwhile from In progress to Planning. Empty the cell, or make"
        " a new sheet.",
    ]
    assert plan.read_bytes() == before


def test_what_the_plan_changed_elsewhere_is_none(
    stc: Any, apply: Apply, table: bytes, plan: Path
) -> None:
    moved = {("RSP-04", DEADLINE): "2027-03-31", ("RSP-04", REASON): "It took longer."}
    filled = fill_table(table, moved)
    assert stc("set-status", "RSP-04", "ongoing").code == 0
    assert stc("set-status", "RSP-05", "ongoing").code == 0
    answer = apply(filled, name="back.csv")
    assert answer.code == 0
    assert "2 of 19 steps changed in the plan after the sheet was made (2025-01-24," in answer.err
    assert "deadline: 2027-03-31" in plan.read_text("utf-8")


def test_a_locked_cell_that_was_edited(stc: Any, apply: Apply, book: bytes) -> None:
    at = locate_cells(book)
    filled = fill_sheet(book, {("RSP-04", "Status"): "Complete", ("RSP-05", "Deadline"): ""})
    assert problems(apply(filled)) == [
        f'Report!{at["RSP-04", "Status"]}: RSP-04: "Status" is locked; it was "In progress" and is'
        ' "Complete". Put it back. Write it in New status; the command is stc set-status.',
        f'Report!{at["RSP-05", "Deadline"]}: RSP-05: "Deadline" is locked; it was "2024-12-01" and'
        " is empty. Put it back. Write it in New deadline, with a reason; the command is stc"
        " set-deadline.",
    ]
    assert stc("set-status", "RSP-04", "ongoing").code == 0
    assert problems(apply(filled))[0] == (
        "Report!row 2: RSP-04 has changed in the plan since the sheet was made, and a locked cell"
        " of its row was edited. Make a new sheet and copy what was filled in."
    )


def test_rows_in_another_order_hidden_or_gone(
    apply: Apply, table: bytes, plan: Path, wanted: bytes
) -> None:
    texts = {cell: str(text) for cell, text in REPORT.items()}
    head, *rows = read_table(fill_table(table, texts))
    rows = [[cell.replace("\n", "\r\n") for cell in row] for row in reversed(rows[:5])]
    assert apply(write_table([head, *rows]), name="back.csv").code == 0
    assert plan.read_bytes() == wanted


def make_again(book: bytes, rows: list[list[Any]], *, hidden: bool = True) -> bytes:
    """Return a workbook as another program writes it: shared strings, no formats, its own order."""
    import xlsxwriter  # type: ignore[import-untyped]

    made = io.BytesIO()
    with xlsxwriter.Workbook(made, {"in_memory": True}) as new:
        page = new.add_worksheet("Sheet1")
        for number, row in enumerate(rows):
            page.write_row(number, 0, row)
        if hidden:
            page = new.add_worksheet("stc")
            for number, row in enumerate(read_cells(book, "x.xlsx")["stc"].rows):
                page.write_row(number, 0, row)
    return made.getvalue()


def test_a_sheet_that_another_program_wrote(
    apply: Apply, book: bytes, plan: Path, wanted: bytes
) -> None:
    head, *rows = (list(row) for row in read_cells(fill_sheet(book, REPORT), "x")["Report"].rows)
    for row in rows:
        row.insert(2, "mine")
        row.append("ours")
    kept = [["A heading of ours"], [*head[:2], " My notes ", *head[2:]], [], *reversed(rows[:9])]
    answer = apply(make_again(book, kept))
    assert answer.code == 0
    assert plan.read_bytes() == wanted
    assert 'Ignored: the added columns "My notes", P, which has no heading.' in answer.err
    assert "10 of 19 rows were removed: " in answer.err


def test_rows_that_are_not_as_they_were(apply: Apply, book: bytes) -> None:
    head, *rows = (list(row) for row in read_cells(book, "x")["Report"].rows)
    at = len(KNOWN)
    foreign, other, nameless = (list(rows[3]) for _ in range(3))
    foreign[0], other[0], nameless[0], nameless[at] = "XXX-99", "GOV-01", "", "ongoing"
    found = problems(
        apply(make_again(book, [head, rows[0], rows[1], rows[0], foreign, other, nameless]))
    )
    assert found == [
        'Sheet1!A4: "RSP-04" has a row already, at Sheet1!A2. Keep one of them.',
        'Sheet1!A5: The sheet was made without "XXX-99". No step has this id.',
        'Sheet1!A6: The sheet was made without "GOV-01". Make a sheet with this step: stc sheet.',
        "Sheet1!row 7: The row has no id. Write what it says in the row of its step.",
    ]


def test_a_step_that_left_the_plan(apply: Apply, book: bytes, plan: Path) -> None:
    text = plan.read_text("utf-8")
    begin = text.index("          - id: RSP-05\n")
    plan.write_text(text[:begin] + text[text.index("          - id: RSP-06\n") :], "utf-8")
    answer = apply(book)
    assert answer.code == 0 and "RSP-05 left the plan after the sheet was made" in answer.err
    (found,) = problems(apply(fill_sheet(book, {("RSP-05", STATUS): "ongoing"})))
    assert found.endswith('"RSP-05" is not in the plan any more. Remove the row.')


def test_a_department_that_was_renamed(apply: Apply, book: bytes, plan: Path) -> None:
    text = plan.read_text("utf-8")
    renamed = text.replace('  - id: "911"\n', '  - id: ecc\n    was: ["911"]\n', 1)
    plan.write_text(
        re.sub(r'(departments: .*)"911"', r"\1ecc", renamed).replace('- "911"\n', "- ecc\n"),
        "utf-8",
    )
    answer = apply(fill_sheet(book, {("RSP-07", CONFIRM): "yes"}))
    assert answer.code == 0, answer.err
    assert "\n+by: ecc\n" in answer.out


def test_merged_cells(apply: Apply, book: bytes) -> None:
    at = locate_cells(book)
    first, last = at["RSP-04", STATUS], at["RSP-07", STATUS]
    merged = f'<mergeCells count="1"><mergeCell ref="{first}:{last}"/></mergeCells>'
    filled = change_file(
        fill_sheet(book, {("RSP-04", STATUS): "ongoing"}),
        SHEET,
        lambda xml: xml.replace("<dataValidations", f"{merged}<dataValidations"),
    )
    assert problems(apply(filled)) == [
        f"Report!{first}:{last}: These cells are merged, so that only the first has a value."
        " Unmerge."
    ]


def test_columns_that_are_gone_renamed_or_doubled(apply: Apply, table: bytes) -> None:
    head, *rows = read_table(table)
    renamed = [title.replace("New status", "Status of ours") for title in head]
    answer = apply(write_table([renamed, *rows]), name="back.csv")
    assert answer.code == 3
    assert answer.err == (
        'Error: back.csv lacks the column "New status". It has "Status of ours".'
        " Name it as it was.\n"
    )
    doubled = apply(write_table([[*head, "Reason"], *([*row, ""] for row in rows)]), name="b.csv")
    assert 'b.csv has the column "Reason" twice.' in doubled.err


def test_a_sheet_of_another_plan(stc: Any, apply: Apply, book: bytes, plan: Path) -> None:
    text = plan.read_text("utf-8")
    renamed = text.replace("title: Safe & Thriving", "title: Sound & Thriving", 1)
    plan.write_text(renamed, "utf-8")
    assert apply(book).code == 0, "its texts are the same"
    stc("init", "other", "--title", "Another plan", "--section", "RSP Response")
    (plan.parent / "other.yaml").write_text(
        renamed.replace(
            "            action: >-\n              ", "            action: >-\n              New "
        ),
        "utf-8",
    )
    answer = apply(book, "--plan", "data/other.yaml")
    assert answer.code == 3
    assert answer.err.startswith('Error: back.xlsx was made for another plan, "Safe & Thriving')


def test_files_that_are_no_sheet(stc: Any, apply: Apply, folder: Path, book: bytes) -> None:
    assert "is neither .xlsx nor .csv" in apply(b"x", name="back.ods").err
    assert "is not a workbook (.xlsx)" in apply(b"\xd0\xcf\x11\xe0" + b"\0" * 600).err
    assert "is not a workbook (.xlsx)" in apply(book[: len(book) // 2]).err
    assert stc("apply", "gone.xlsx").code == 3
    stc("export", "xlsx", "-o", "plan.xlsx")
    stc("export", "csv", "-o", "plan.csv")
    for name in ("plan.xlsx", "plan.csv"):
        answer = stc("apply", name)
        assert (answer.code, "is not a sheet that stc made" in answer.err) == (3, True)
    rows = [list(row) for row in read_cells(book, "x")["Report"].rows]
    assert "it has no hidden sheet stc" in apply(make_again(book, rows, hidden=False)).err
    assert "Save it as CSV UTF-8" in apply("Step,é".encode("cp1252"), name="b.csv").err
    assert "more than one sheet: Copy, Report" in apply(copy_rows(book)).err


def copy_rows(book: bytes) -> bytes:
    """Return a workbook whose instructions were replaced by a copy of the rows."""
    with zipfile.ZipFile(io.BytesIO(book)) as packed:
        rows = packed.read(SHEET).decode()
    copied = change_file(book, "xl/worksheets/sheet1.xml", lambda _: rows)
    return change_file(
        copied,
        "xl/workbook.xml",
        lambda xml: xml.replace('"How to report"', '"Copy"'),
    )


def test_a_zip_bomb(apply: Apply, book: bytes) -> None:
    bomb = change_file(book, SHEET, lambda xml: xml + " " * 70_000_000)
    answer = apply(bomb)
    assert (answer.code, "more than 64 MiB when unpacked" in answer.err) == (3, True)


def test_many_rows_and_many_problems(apply: Apply, table: bytes) -> None:
    head, first, *_ = read_table(table)
    rows = [[f"XXX-{number:05}", *first[1:-2], "", first[-1]] for number in range(2_000)]
    found = problems(apply(write_table([head, *rows]), name="back.csv"))
    assert len(found) == 201
    assert found[-1] == "... and 1,800 more."


def test_a_formula_in_csv_and_text_that_only_looks_like_one(
    apply: Apply, table: bytes, plan: Path
) -> None:
    cell = ("RSP-04", EVIDENCE)
    (found,) = problems(apply(fill_table(table, {cell: "=HYPERLINK(1)"}), name="back.csv"))
    assert found == "back.csv:2, column Evidence: The cell holds a formula. Write the value itself."
    assert apply(fill_table(table, {cell: "'=Equal, the report"}), name="back.csv").code == 0
    assert "=Equal, the report" in plan.read_text("utf-8")


@pytest.mark.parametrize("error", ["#REF!", "#DIV/0!", "#N/A"])
@pytest.mark.parametrize("title", [STATUS, UPDATE])
def test_an_error_in_a_cell_is_no_empty_cell(
    apply: Apply, book: bytes, table: bytes, error: str, title: str
) -> None:
    told = f"The cell holds the error {error}. Write the value itself."
    (found,) = problems(apply(fill_sheet(book, {("RSP-04", title): error})))
    assert found == f"Report!{locate_cells(book)['RSP-04', title]}: {told}"
    (found,) = problems(apply(fill_table(table, {("RSP-04", title): error}), name="back.csv"))
    assert found == f"back.csv:2, column {title}: {told}"


def test_a_formula_or_an_error_in_a_locked_cell_is_called_so(apply: Apply, book: bytes) -> None:
    cells = {("RSP-04", "Departments"): "#REF!"}
    (found,) = problems(apply(fill_sheet(book, cells)))
    assert found.partition(" Put it back.")[0].endswith("and is the error #REF!.")


def test_a_far_cell_is_refused(apply: Apply, book: bytes) -> None:
    far = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    answer = apply(change_file(book, SHEET, lambda xml: xml.replace("</sheetData>", far)))
    assert answer.code == 3 and "as far as XFD1048576" in answer.err


def test_the_words_are_those_of_the_sheet(apply: Apply, book: bytes) -> None:
    cells = {("RSP-04", STATUS): "xyzzyx", ("RSP-05", DAY): "2024-12-20"}
    unknown, day = problems(apply(fill_sheet(book, cells)))
    assert 'Unknown status "xyzzyx". Known: Not started, ' in unknown
    assert "nknown." not in unknown.partition("Known: ")[2]
    assert day.endswith('Empty it, or write Complete in "New status".')


def test_no_confirms_nothing_and_that_is_said(apply: Apply, book: bytes) -> None:
    said = apply(fill_sheet(book, {("RSP-04", CONFIRM): "no"})).err
    assert said == (
        '1 row says no in "Confirm" and nothing else: RSP-04. Write what has changed in the other'
        " columns.\nNothing is filled in. Nothing to change.\n"
    )


def test_evidence_recorded_meanwhile_is_told(stc: Any, apply: Apply, book: bytes) -> None:
    assert stc("set-status", "RSP-04", "planning", "--evidence", "The first minutes").code == 0
    said = apply(fill_sheet(book, {("RSP-04", EVIDENCE): "The second minutes"})).err
    assert '1 is added to the evidence recorded before: "The first minutes"' in said


def test_another_reason_for_the_same_deadline_is_a_conflict(
    stc: Any, apply: Apply, book: bytes, plan: Path
) -> None:
    cells = {("RSP-05", DEADLINE): "2027-03", ("RSP-05", REASON): "The board meets in March."}
    told = ("set-deadline", "RSP-05", "2027-03", "--reason", "Another reason entirely.")
    assert stc(*told).code == 0
    before = plan.read_bytes()
    (found,) = problems(apply(fill_sheet(book, cells)))
    assert found == (
        f"Report!{locate_cells(book)['RSP-05', REASON]}: RSP-05: the deadline is 2027-03 already,"
        ' for another reason, "Another reason entirely."; this one is "The board meets in March."'
        ' Empty "Reason", or write another day in "New deadline".'
    )
    assert plan.read_bytes() == before


def test_a_reason_without_a_move_is_not_dropped(apply: Apply, book: bytes) -> None:
    deadline = "2024-12-01"
    cells = {("RSP-05", DEADLINE): deadline, ("RSP-05", REASON): "The board meets in March."}
    (found,) = problems(apply(fill_sheet(book, cells)))
    assert f'the deadline is {deadline} already, so that "Reason" explains nothing.' in found


@pytest.mark.parametrize(("title", "text"), [(UPDATE, "It is written."), (CONFIRM, "yes")])
def test_another_department_reports_on_no_step_of_these(
    apply: Apply, book: bytes, title: str, text: str
) -> None:
    filled = fill_sheet(book, {("RSP-04", title): text})
    (found,) = problems(apply(filled, "--by", "city-auditor"))
    assert found.startswith(f"Report!{locate_cells(book)['RSP-04', title]}: RSP-04: ")
    assert "is not one of its departments" in found
    assert apply(filled).code == 0


def test_the_summary_never_replaces_the_sheet(apply: Apply, book: bytes, folder: Path) -> None:
    filled = fill_sheet(book, REPORT)
    answer = apply(filled, "--dry-run", "--force", "--summary", "back.xlsx")
    assert answer.code == 3 and "it is the sheet that came back" in answer.err
    assert (folder / "back.xlsx").read_bytes() == filled


def test_the_summary_is_markdown_that_nothing_in_it_changes(
    stc: Any, apply: Apply, book: bytes, folder: Path
) -> None:
    hostile = "@ann <b>*x*</b> | ![x](https://example.org) #1"
    filled = fill_sheet(book, {**REPORT, ("RSP-05", REASON): hostile})
    answer = apply(filled, "--summary", "-", "--dry-run")
    lines = answer.out.split("\n")
    assert lines[:2] == ["<!-- stc apply -->", "## Progress reported by 911"]
    assert "- 3 of 19 rows change the plan." in lines
    assert "| RSP-07 | " in answer.out and "In progress to Ongoing." in answer.out
    assert "@ann" not in answer.out and "<b>" not in answer.out and "![x]" not in answer.out
    before = (folder / "data" / "plan.yaml").read_bytes()
    assert apply(filled, "--summary", "data/plan.yaml").code == 3
    assert (folder / "data" / "plan.yaml").read_bytes() == before
    assert apply(filled, "--summary", "s.md").code == 0
    assert (folder / "s.md").read_text("utf-8") == answer.out
    (folder / "mine.md").write_text("mine")
    assert apply(filled, "--summary", "mine.md").code == 3


@pytest.mark.parametrize("column", [column.title for column in ANSWERS])
def test_blank_cells_are_empty(apply: Apply, book: bytes, column: str) -> None:
    assert "Nothing is filled in." in apply(fill_sheet(book, {("RSP-04", column): "  "})).err
