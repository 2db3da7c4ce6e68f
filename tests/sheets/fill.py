"""Fill in sheets as a spreadsheet program would: cells of a workbook, cells of CSV."""

import csv
import io
import re
import zipfile
from collections.abc import Callable, Mapping
from datetime import date
from xml.sax.saxutils import escape

Value = str | int | date
SHEET = "xl/worksheets/sheet2.xml"
"""Where the rows are in a workbook of ours."""
COLUMNS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def change_file(data: bytes, name: str, change: Callable[[str], str]) -> bytes:
    """Return a workbook with another text of one of its files."""
    made = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as old,
        zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for item in old.namelist():
            text = old.read(item)
            new.writestr(item, change(text.decode()).encode() if item == name else text)
    return made.getvalue()


def fill_book(data: bytes, cells: Mapping[str, Value]) -> bytes:
    """Return a workbook with values in cells; `=` begins a formula, `#` is an error."""

    def change(xml: str) -> str:
        for address, value in cells.items():
            pattern = re.compile(
                rf'<c r="{address}"( s="\d+")?(?: t="\w+")?(?:/>|>.*?</c>)', re.DOTALL
            )
            xml, count = pattern.subn(_put(address, value), xml)
            assert count == 1, address
        return xml

    return change_file(data, SHEET, change)


def _put(address: str, value: Value) -> Callable[[re.Match[str]], str]:
    def put(match: re.Match[str]) -> str:
        begin = f'<c r="{address}"{match[1] or ""}'
        if isinstance(value, date):
            return f"{begin}><v>{(value - date(1899, 12, 30)).days}</v></c>"
        if isinstance(value, int):
            return f"{begin}><v>{value}</v></c>"
        if value.startswith("="):
            return f"{begin}><f>{escape(value[1:])}</f><v>2</v></c>"
        if value.startswith("#"):
            return f'{begin} t="e"><v>{value}</v></c>'
        return f'{begin} t="inlineStr"><is><t xml:space="preserve">{escape(value)}</t></is></c>'

    return put


def read_table(data: bytes) -> list[list[str]]:
    """Return the rows of a CSV file, its headings first."""
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def write_table(rows: list[list[str]], delimiter: str = ",") -> bytes:
    """Return the bytes of a CSV file."""
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter).writerows(rows)
    return text.getvalue().encode()


def fill_table(data: bytes, cells: Mapping[tuple[str, str], str]) -> bytes:
    """Return a CSV file with texts in cells, each by the id of its step and its heading."""
    rows = read_table(data)
    for (step, title), text in cells.items():
        row = next(row for row in rows if row[0].lstrip("'") == step)
        row[rows[0].index(title)] = text
    return write_table(rows)


def fill_sheet(data: bytes, cells: Mapping[tuple[str, str], Value]) -> bytes:
    """Return a workbook with values in cells, each by the id of its step and its heading."""
    found = locate_cells(data)
    return fill_book(data, {found[name]: value for name, value in cells.items()})


def locate_cells(data: bytes) -> dict[tuple[str, str], str]:
    """Return the address of each cell of the rows, by the id of its step and its heading."""
    from stc.tables.workbook import read_cells

    head, *rows = read_cells(data, "sheet.xlsx")["Report"].rows
    return {
        (row[0], title): f"{COLUMNS[column]}{number}"
        for number, row in enumerate(rows, 2)
        for column, title in enumerate(head)
    }
