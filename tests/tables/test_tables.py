"""Tables of every format: what is read, where each cell stands, what is refused."""

import io
import zipfile
from datetime import date

import pytest
from openpyxl import Workbook

from stc.errors import CannotGoOn
from stc.tables.read import read_tables
from stc.tables.table import Table, TableOptions
from stc.tables.workbook import LARGEST_UNPACKED


def read(data: bytes | str, path: str = "plan.csv", **options: object) -> list[Table]:
    encoded = data.encode() if isinstance(data, str) else data
    return read_tables(encoded, path, TableOptions(**options))


def texts(table: Table) -> list[tuple[str, ...]]:
    return [table.columns, *(row.cells for row in table.rows)]


def refusal(data: bytes | str, path: str = "plan.csv", **options: object) -> str:
    with pytest.raises(CannotGoOn) as caught:
        read(data, path, **options)
    return f"{caught.value.message} {caught.value.hint}".strip()


def workbook(cells: dict[str, object], title: str = "Steps", merged: str = "") -> bytes:
    book = Workbook()
    sheet = book.active
    sheet.title = title
    for name, value in cells.items():
        sheet[name] = value
    if merged:
        sheet.merge_cells(merged)
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


def test_csv_keeps_lines_quotes_and_the_place_of_each_row() -> None:
    (table,) = read('\ufeffID,Text\r\nA,"one\ntwo, ""three"""\r\n\r\nB,last\r\n')
    assert texts(table) == [("ID", "Text"), ("A", 'one\ntwo, "three"'), ("B", "last")]
    places = [str(table.locate(row, 1)) for row in table.rows]
    assert places == ["plan.csv:2, column Text", "plan.csv:5, column Text"]


def test_a_delimiter_and_an_encoding_are_declared() -> None:
    data = "Nº;Área\n1;Género\n".encode("cp1252")
    (table,) = read(data, encoding="cp1252", delimiter=";")
    assert texts(table) == [("Nº", "Área"), ("1", "Género")]
    assert texts(read("A\tB\n1\t2\n", "plan.tsv")[0]) == [("A", "B"), ("1", "2")]
    assert texts(read("A,B\n1,2\n".encode("utf-16"), encoding="utf-16")[0])[1] == ("1", "2")


@pytest.mark.parametrize(
    ("data", "options", "said"),
    [
        (
            "ID,Text\n1,Género\n".encode("cp1252"),
            {},
            'plan.csv:2:4: the byte 0xE9 (number 12) is not valid in "utf-8".'
            " Declare its encoding, such as encoding: cp1252.",
        ),
        ("A,B\n".encode("utf-16"), {}, "plan.csv is UTF-16. Write encoding: utf-16."),
        ("", {}, "plan.csv has no rows. Check that it is the right file."),
        (
            "A,B\n1,2,3\n",
            {},
            "plan.csv:2: the row has 3 cells, and the table has 2 columns."
            " Correct the row, or name the columns with header.",
        ),
        ('A,B\n"1"x,2\n', {}, "plan.csv:2: the row cannot be read: ',' expected after '\"'."),
        ('A\n"1', {}, "plan.csv:2: the row cannot be read: unexpected end of data."),
        ("A\n", {"needs": ("B",)}, 'plan.csv has no table with the column "B".'),
        ("A\n1\n", {"header_row": 7}, "plan.csv has nothing in row 7."),
    ],
)
def test_what_is_no_table_is_said_in_a_sentence(
    data: bytes | str, options: dict[str, object], said: str
) -> None:
    assert refusal(data, **options).startswith(said)


def test_headers_that_are_missing_repeated_or_lower_down() -> None:
    (table,) = read("The plan\n\nID,,ID,\nA,x,B,y\n", header_row=3)
    assert texts(table) == [("ID", "(B)", "ID (2)", "(D)"), ("A", "x", "B", "y")]
    assert str(table.locate(table.rows[0], 1)) == "plan.csv:4, column (B)"
    (named,) = read("ID,Text\nA,x\n", header=("ID", "Text"))
    assert texts(named) == [("ID", "Text"), ("A", "x")]
    (bare,) = read("A,x\n", header=("ID", "Text"))
    assert texts(bare) == [("ID", "Text"), ("A", "x")]


MARKDOWN = """\
# The plan
## Water ##
| ID | Text |
|----|:----:|
| A  | one \\| two |
|----|------|
| B  |

```
| ID | not a table |
|--|--|
```
### Tanks
ID | Text
---|---
C | three
# Air
| Other |
|--|
| x |
"""


def test_every_table_of_a_markdown_file_with_the_headings_above_it() -> None:
    first, second, third = read(MARKDOWN, "plan.md")
    assert texts(first) == [("ID", "Text"), ("A", "one | two"), ("B", "")]
    assert texts(second)[1:] == [("C", "three")]
    assert first.rows[0].headings == ("The plan", "Water", "", "")
    assert second.rows[0].headings == ("The plan", "Water", "Tanks", "")
    assert third.rows[0].headings == ("Air", "", "", "")
    assert str(second.locate(second.rows[0], 0)) == "plan.md:16, column ID"
    assert len(read(MARKDOWN, "plan.md", needs=("Text",))) == 2
    assert refusal("# No table", "plan.md").startswith("plan.md has no table.")


def test_the_rows_of_a_json_file_below_some_keys() -> None:
    data = """{"plan": {"title": "P", "parts": [{"name": "Water", "steps": [
        {"id": 1.10, "owner": {"name": "Works"}, "tags": ["a", "b"], "done": true},
        {"id": "2", "done": null}]}]}}"""
    (table,) = read(data, "plan.json", rows="plan.parts.steps")
    assert table.columns == ("plan.title", "plan.parts.name", "id", "owner.name", "tags", "done")
    assert [row.cells for row in table.rows] == [
        ("P", "Water", "1.10", "Works", "a\nb", "true"),
        ("P", "Water", "2", "", "", ""),
    ]
    assert str(table.locate(table.rows[1], 2)) == "plan.json, item 2, field id"


@pytest.mark.parametrize(
    ("data", "rows", "said"),
    [
        ("{", None, "plan.json:1:2: it is not JSON: Expecting property name"),
        ('{"a": [1]}', "a", 'plan.json: Below "a" there is no list of objects.'),
        ('{"a": []}', "b", 'plan.json: there is no key "b"; the keys are: "a".'),
        ("[]", None, "plan.json has no rows."),
        ('[{"a": "\\ud800"}]', None, "plan.json, item 1: a text has half of a character"),
        ("[" * 100_000, None, "plan.json has more than 32 levels."),
    ],
)
def test_json_without_rows_is_refused(data: str, rows: str | None, said: str) -> None:
    assert refusal(data, "plan.json", rows=rows).startswith(said)


def test_a_sheet_has_the_addresses_that_a_spreadsheet_shows() -> None:
    cells = {"B3": "ID", "C3": "Due", "D3": "Share", "B4": 7, "C4": date(2026, 3, 4), "D4": 0.5}
    data = workbook({**cells, "B6": 8, "D6": True}, merged="C5:C6")
    (table,) = read(data, "plan.xlsx")
    assert texts(table) == [
        ("(A)", "ID", "Due", "Share"),
        ("", "7", "2026-03-04", "0.5"),
        ("", "8", "", "true"),
    ]
    assert str(table.locate(table.rows[0], 2)) == "plan.xlsx, sheet Steps, C4"
    assert str(table.locate(table.rows[1], 3)) == "plan.xlsx, sheet Steps, D6"
    merged = "plan.xlsx, sheet Steps: only the first of merged cells has a value: C5:C6."
    assert table.notices == (merged,)


def test_a_formula_without_a_value_is_named() -> None:
    data = workbook({"A1": "ID", "A2": "=1+1", "A3": "x"})
    said = "plan.xlsx, sheet Steps: the formula in A2 has no value in the file."
    assert refusal(data, "plan.xlsx").startswith(said)


def test_a_formula_with_its_value_is_taken_and_said() -> None:
    packed = workbook({"A1": "ID", "A2": "=1+1"})
    kept = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(packed)) as old, zipfile.ZipFile(kept, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(b"<v></v>", b"<v>2</v>").replace(
                b"<v />", b"<v>2</v>"))  # fmt: skip
    (table,) = read(kept.getvalue(), "plan.xlsx")
    assert table.rows[0].cells == ("2",)
    assert table.notices == ("plan.xlsx, sheet Steps: the saved value of a formula was used: A2.",)


def test_a_workbook_of_several_sheets_must_be_told_which() -> None:
    book = Workbook()
    book.create_sheet("Other")["A1"] = "ID"
    kept = io.BytesIO()
    book.save(kept)
    said = 'plan.xlsx has several sheets: "Sheet", "Other". Name one with sheet.'
    assert refusal(kept.getvalue(), "plan.xlsx") == said
    assert refusal(kept.getvalue(), "plan.xlsx", sheet="No").startswith(
        'plan.xlsx has no sheet "No"'
    )
    assert read(kept.getvalue(), "plan.xlsx", sheet="Other")[0].columns == ("ID",)


def test_a_bomb_is_refused_before_it_is_unpacked() -> None:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", bytes(LARGEST_UNPACKED + 1))
    said = "plan.xlsx has more than 64 MiB when unpacked."
    assert refusal(kept.getvalue(), "plan.xlsx").startswith(said)
    liar = kept.getvalue().replace((LARGEST_UNPACKED + 1).to_bytes(4, "little"), bytes(4))
    assert refusal(liar, "plan.xlsx").startswith("plan.xlsx is not a workbook (.xlsx):")


@pytest.mark.parametrize("data", [b"", b"ID,Text\n", b"PK\x03\x04" + bytes(60)])
def test_what_is_no_workbook(data: bytes) -> None:
    assert refusal(data, "plan.xlsx").startswith("plan.xlsx is not a workbook (.xlsx):")


@pytest.mark.parametrize("name", ["XFD1048576", "P1048576", "XFD2000"])
def test_a_far_cell_is_refused_before_the_empty_ones_are_in_memory(name: str) -> None:
    said = refusal(workbook({"A1": "ID", "A2": "x", name: "y"}), "plan.xlsx")
    assert said.startswith(f"plan.xlsx, sheet Steps: its cells reach as far as {name}, which makes")


def test_cells_far_down_and_far_right_are_both_named() -> None:
    said = refusal(workbook({"A1": "ID", "A1048576": "x", "ZZ2": "y"}), "plan.xlsx")
    assert "as far as A1048576 and ZZ2, which makes 736,100,352 from A1 on" in said


def test_an_error_in_a_cell_is_named() -> None:
    data = workbook({"A1": "ID", "A2": "x", "B1": "Due", "B2": "#REF!", "B3": "#N/A"})
    said = "plan.xlsx, sheet Steps: there are errors in B2 (#REF!), B3 (#N/A). Write"
    assert refusal(data, "plan.xlsx").startswith(said)


def test_entities_in_a_sheet_are_refused() -> None:
    packed = workbook({"A1": "ID", "A2": "x"})
    kept = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(packed)) as old, zipfile.ZipFile(kept, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name.endswith("sheet1.xml"):
                data = b'<!DOCTYPE w [<!ENTITY a "aaaaaaaa">]>' + data
            new.writestr(name, data)
    assert "cannot be read" in refusal(kept.getvalue(), "plan.xlsx")


def test_a_name_that_says_no_format_needs_one() -> None:
    said = "The name of plan.txt does not say its format."
    assert refusal("A\n1\n", "plan.txt").startswith(said)
    assert read("A\n1\n", "plan.txt", format="csv")[0].columns == ("A",)
