"""A sheet of a workbook (.xlsx). Imports python-calamine, which nothing else does."""

import io
import zipfile
from datetime import date, datetime, time, timedelta
from typing import Any, Final, NamedTuple

from stc.errors import CannotGoOn
from stc.tables.sheet_xml import SheetFacts, read_sheet_facts
from stc.tables.table import Place, Row, Table, TableOptions, letter, make_table
from stc.text.nearest import quote

LARGEST_UNPACKED: Final = 64 * 1024 * 1024
"""How many bytes a workbook may have when unpacked."""
_CHUNK: Final = 1024 * 1024
_NAMED: Final = 5


class Cells(NamedTuple):
    """A sheet as it stands: a text a cell, from A1 on, and what its XML says beside them."""

    rows: list[tuple[str, ...]]
    facts: SheetFacts


def read_workbook(data: bytes, path: str, options: TableOptions) -> list[Table]:
    """Return the table in a sheet.

    Its rows and columns are those of the sheet, so that D14 is the cell that a spreadsheet shows
    there. Numbers are written as a person would type them, days as YYYY-MM-DD.

    Raises:
        CannotGoOn: It is no workbook, too large, has no such sheet, or a formula has no value.
    """
    book = _open(data, path)
    sheet = _find_sheet(book, path, options.sheet)
    grid = _read_grid(book, path, sheet)
    place = _name_cell(path, sheet)
    facts = read_sheet_facts(data, path, sheet)
    _refuse_formulas(grid, facts, path, sheet)
    rows = (Row(number, tuple(map(_format, cells))) for number, cells in enumerate(grid, 1))
    return [make_table(path, rows, options, place, _describe(facts, path, sheet))]


def read_cells(data: bytes, path: str) -> dict[str, Cells]:
    """Return all sheets of a workbook by their names; formulas stand for their saved values.

    Raises:
        CannotGoOn: It is no workbook, or too large.
    """
    book = _open(data, path)
    return {
        sheet: Cells(
            [tuple(map(_format, cells)) for cells in _read_grid(book, path, sheet)],
            read_sheet_facts(data, path, sheet),
        )
        for sheet in book.sheet_names
    }


def list_sheets(data: bytes, path: str) -> list[str]:
    """Return the names of the sheets of a workbook.

    Raises:
        CannotGoOn: It is no workbook, or too large.
    """
    return list(_open(data, path).sheet_names)


def _open(data: bytes, path: str) -> Any:
    _refuse_large(data, path)
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        return CalamineWorkbook.from_filelike(io.BytesIO(data))
    except (CalamineError, OSError, ValueError) as error:
        raise CannotGoOn(f"{path} cannot be read as a workbook: {error}.") from None


def _read_grid(book: Any, path: str, sheet: str) -> list[list[Any]]:
    from python_calamine import CalamineError

    try:
        grid: list[list[Any]] = book.get_sheet_by_name(sheet).to_python(skip_empty_area=False)
    except (CalamineError, OSError, ValueError) as error:
        raise CannotGoOn(f"{path}, sheet {sheet} cannot be read: {error}.") from None
    return grid


def _name_cell(path: str, sheet: str) -> Place:
    where = f"{path}, sheet {sheet}"

    def place(number: int, position: int, _: str) -> str:
        return f"{where}, " + (f"row {number}" if position < 0 else f"{letter(position)}{number}")

    return place


def _refuse_large(data: bytes, path: str) -> None:
    """Unpack the files piece by piece, and refuse more than the limit before it is in memory."""
    too_large = f"{path} has more than {LARGEST_UNPACKED // 2**20} MiB when unpacked."
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(member.file_size for member in archive.infolist()) > LARGEST_UNPACKED:
                raise CannotGoOn(too_large, "Keep only the sheet with the table.")
            for member in archive.infolist():
                with archive.open(member) as packed:
                    # What is larger than it says fails its checksum.
                    while packed.read(_CHUNK):
                        pass
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, ValueError) as error:
        hint = "Save it as .xlsx without a password, or as CSV."
        raise CannotGoOn(f"{path} is not a workbook (.xlsx): {error}.", hint) from None
    except Exception as error:
        if type(error).__module__ not in ("zlib", "_lzma"):
            raise
        raise CannotGoOn(f"{path} is not a workbook (.xlsx): {error}.") from None


def _find_sheet(book: Any, path: str, name: str | None) -> str:
    sheets: list[str] = book.sheet_names
    listed = ", ".join(map(quote, sheets))
    if name is None and len(sheets) == 1:
        return sheets[0]
    if name is None:
        raise CannotGoOn(f"{path} has several sheets: {listed}.", "Name one with sheet.")
    if name not in sheets:
        raise CannotGoOn(f"{path} has no sheet {quote(name)}.", f"Its sheets are: {listed}.")
    return name


def _refuse_formulas(grid: list[list[Any]], facts: SheetFacts, path: str, sheet: str) -> None:
    """Refuse formulas whose value was never computed: an empty cell would be a lie."""
    lost = [
        cell
        for cell in facts.formulas
        if not cell.has_value or _is_error(grid, cell.row, cell.column)
    ]
    if lost:
        named = ", ".join(cell.name for cell in lost[:_NAMED])
        more = f" and {len(lost) - _NAMED} more" if len(lost) > _NAMED else ""
        raise CannotGoOn(
            f"{path}, sheet {sheet}: the formula in {named}{more} has no value in the file.",
            "Open the workbook in a spreadsheet program and save it, or put the value there.",
        )


def _is_error(grid: list[list[Any]], row: int, column: int) -> bool:
    cells = grid[row - 1] if row <= len(grid) else []
    value = cells[column] if column < len(cells) else ""
    return isinstance(value, str) and value.startswith("#") and value.endswith(("!", "?", "A", "0"))


def _describe(facts: SheetFacts, path: str, sheet: str) -> tuple[str, ...]:
    where = f"{path}, sheet {sheet}"
    lines = []
    if facts.formulas:
        names = _name_some([cell.name for cell in facts.formulas])
        lines.append(f"{where}: the saved value of a formula was used: {names}.")
    if facts.merged:
        names = _name_some(facts.merged)
        lines.append(f"{where}: only the first of merged cells has a value: {names}.")
    return tuple(lines)


def _name_some(names: list[str]) -> str:
    more = f" and {len(names) - _NAMED:,} more" if len(names) > _NAMED else ""
    return ", ".join(names[:_NAMED]) + more


def _format(value: Any) -> str:
    if isinstance(value, str):
        return value.replace("\r\n", "\n")
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, datetime):
        return str(value.date() if value.time() == time() else value)
    if isinstance(value, date | time | timedelta | int):
        return str(value)
    return ""
