"""The pipe tables of a Markdown file (GFM), with the headings above them."""

import re
from collections.abc import Iterator
from typing import Final

from stc.errors import CannotGoOn
from stc.tables.table import HEADINGS, Row, Table, TableOptions, make_table, name_line
from stc.tables.text import decode

_HEADING: Final = re.compile(r" {0,3}(#{1,6})[ \t]+(.*?)(?:[ \t]+#+)?[ \t]*")
_DELIMITER: Final = re.compile(r"[ \t]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*")
_FENCE: Final = re.compile(r" {0,3}(```+|~~~+)")
_PIPE: Final = re.compile(r"(?<!\\)\|")


def read_markdown(data: bytes, path: str, options: TableOptions) -> list[Table]:
    """Return the tables of a file; those without a column that is needed are passed over."""
    text = decode(data, path, options.encoding)
    tables = [make_table(path, rows, options, name_line(path)) for rows in _find_tables(text)]
    if not tables:
        raise CannotGoOn(f"{path} has no table.", "A table has a line of dashes below its header.")
    return [table for table in tables if set(options.needs) <= set(table.columns)]


def _find_tables(text: str) -> Iterator[list[Row]]:
    """Yield the rows of each table, its header first."""
    headings = [""] * len(HEADINGS)
    rows: list[Row] = []
    above: tuple[int, str] | None = None
    fence = ""
    # Only line feeds count, as in editors.
    for number, line in enumerate(text.replace("\r\n", "\n").split("\n"), 1):
        fence, was_code = _follow_fence(fence, line)
        is_row = "|" in line and not was_code
        if rows and not is_row:
            yield rows
            rows = []
        if rows and not _DELIMITER.fullmatch(line):
            rows.append(Row(number, _split(line), tuple(headings)))
        elif is_row and not rows and above and _DELIMITER.fullmatch(line):
            rows = [Row(above[0], _split(above[1]), tuple(headings))]
        if not was_code and (match := _HEADING.fullmatch(line)):
            _enter(headings, len(match[1]), match[2])
        above = (number, line) if is_row else None
    if rows:
        yield rows


def _follow_fence(fence: str, line: str) -> tuple[str, bool]:
    """Return the fence of the code that goes on below a line, and whether the line is code."""
    match = _FENCE.match(line)
    if not fence:
        return (match[1], True) if match else ("", False)
    closes = match and match[1].startswith(fence) and not line[match.end() :].strip()
    return ("" if closes else fence), True


def _enter(headings: list[str], level: int, title: str) -> None:
    for number in range(level, len(headings) + 1):
        headings[number - 1] = title if number == level else ""


def _split(line: str) -> tuple[str, ...]:
    line = line.strip()
    cells = _PIPE.split(line.removeprefix("|"))
    if cells and not cells[-1].strip() and line.endswith("|"):
        cells.pop()
    return tuple(cell.strip().replace("\\|", "|") for cell in cells)
