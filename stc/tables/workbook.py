"""A sheet of a workbook (.xlsx). Imports python-calamine, which nothing else does."""

import io
import zipfile
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any, Final, NamedTuple

from stc.errors import CannotGoOn
from stc.tables.sheet_xml import SheetFacts, read_sheet_facts
from stc.tables.table import Place, Row, Table, TableOptions, letter, make_table
from stc.text.nearest import quote

LARGEST_UNPACKED: Final = 64 * 1024 * 1024
"""How many bytes a workbook may have when unpacked."""
MOST_CELLS: Final = 4_000_000
"""How many cells there may be from A1 to the last row and column: empty ones take memory, too."""
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
        CannotGoOn: It is no workbook, too large, has no such sheet, or a cell has no value but an
            error or a formula.
    """
    book = _open(data, path)
    sheet = _find_sheet(book, path, options.sheet)
    facts = read_sheet_facts(data, path, sheet)
    _refuse_far({sheet: facts}, path)
    _refuse_errors(facts, path, sheet)
    grid = _read_grid(book, path, sheet)
    place = _name_cell(path, sheet)
    rows = (Row(number, tuple(map(_format, cells))) for number, cells in enumerate(grid, 1))
    return [make_table(path, rows, options, place, _describe(facts, path, sheet))]


def read_cells(data: bytes, path: str) -> dict[str, Cells]:
    """Return all sheets of a workbook by their names; formulas stand for their saved values.

    Raises:
        CannotGoOn: It is no workbook, or too large.
    """
    book = _open(data, path)
    found = {sheet: read_sheet_facts(data, path, sheet) for sheet in book.sheet_names}
    _refuse_far(found, path)
    return {
        sheet: Cells([tuple(map(_format, cells)) for cells in _read_grid(book, path, sheet)], facts)
        for sheet, facts in found.items()
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
    except (CalamineError, OSError, ValueError):
        raise CannotGoOn(
            f"{path}: the sheet {sheet} cannot be read; the file is damaged.",
            "Open it in a spreadsheet program and save it again.",
        ) from None
    return grid


def _name_cell(path: str, sheet: str) -> Place:
    where = f"{path}, sheet {sheet}"

    def place(number: int, position: int, _: str) -> str:
        return f"{where}, " + (f"row {number}" if position < 0 else f"{letter(position)}{number}")

    return place


def _refuse_far(found: Mapping[str, SheetFacts], path: str) -> None:
    """Refuse sheets with a cell so far out that the empty ones before it would fill the memory."""
    sizes = {sheet: facts.rows * facts.columns for sheet, facts in found.items()}
    if sum(sizes.values()) <= MOST_CELLS:
        return
    sheet = max(sizes, key=sizes.__getitem__)
    last = " and ".join(dict.fromkeys(found[sheet].last))
    raise CannotGoOn(
        f"{path}, sheet {sheet}: its cells reach as far as {last}, which makes"
        f" {sizes[sheet]:,} from A1 on; at most {MOST_CELLS:,} can be read.",
        "Delete the rows and columns after the table.",
    )


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


def _refuse_errors(facts: SheetFacts, path: str, sheet: str) -> None:
    """Refuse errors, and formulas whose value was never computed: an empty cell would be a lie."""
    where = f"{path}, sheet {sheet}"
    formulas = {(cell.row, cell.column) for cell in facts.formulas}
    lost = [
        cell.name
        for cell in facts.formulas
        if not cell.has_value or (cell.row, cell.column) in facts.errors
    ]
    if lost:
        raise CannotGoOn(
            f"{where}: the formula in {_name_some(lost)} has no value in the file.",
            "Open the workbook in a spreadsheet program and save it, or put the value there.",
        )
    wrong = [
        f"{letter(column)}{row} ({error})"
        for (row, column), error in facts.errors.items()
        if (row, column) not in formulas
    ]
    if wrong:
        there = "there is an error" if len(wrong) == 1 else "there are errors"
        message = f"{where}: {there} in {_name_some(wrong)}."
        raise CannotGoOn(message, "Write the value itself, or empty the cell.")


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
