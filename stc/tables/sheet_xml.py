"""What the XML of a sheet says beside its values: formulas, errors, merged cells, its extent."""

import io
import posixpath
import re
import zipfile
from collections.abc import Callable
from typing import Any, Final, NamedTuple
from xml.parsers import expat

from stc.errors import CannotGoOn
from stc.tables.table import find_position, letter
from stc.text.nearest import quote

_CHUNK: Final = 1024 * 1024
_CELL: Final = re.compile(r"([A-Z]{1,6})([0-9]{1,9})", re.IGNORECASE)
_ROW: Final = re.compile(r"[0-9]{1,9}")


class FormulaCell(NamedTuple):
    """A cell with a formula: its name, its 1-based row and 0-based column.

    Attributes:
        has_value: The value it had when the workbook was saved is in the file.
    """

    name: str
    row: int
    column: int
    has_value: bool


class SheetFacts(NamedTuple):
    """What a sheet has beside its values.

    Attributes:
        formulas: The cells that have formulas.
        merged: The merged ranges.
        errors: The cells that hold an error, by 1-based row and 0-based column.
        rows: How many rows there are from the first to the last cell that is not empty.
        columns: How many columns there are so.
        last: The names of a cell in the last row and of one in the last column.
    """

    formulas: list[FormulaCell]
    merged: list[str]
    errors: dict[tuple[int, int], str]
    rows: int
    columns: int
    last: tuple[str, str]


def read_sheet_facts(data: bytes, path: str, sheet: str) -> SheetFacts:
    """Return what the XML of a sheet says; the file is read piece by piece.

    Raises:
        CannotGoOn: The XML is malformed or declares entities.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        try:
            reader = _Reader()
            name = _find_file(archive, sheet)
            _parse(archive, name, reader.begin, reader.end, reader.add_text)
        except (expat.ExpatError, _NotASheet) as error:
            raise CannotGoOn(f"{path}: the sheet {sheet} cannot be read: {error}.") from None
        except KeyError:
            raise CannotGoOn(
                f"{path}: the sheet {sheet} cannot be read: a part of the workbook is missing.",
                "Open it in a spreadsheet program and save it again.",
            ) from None
    return reader.tell()


class _NotASheet(Exception):
    """What no workbook has: a document type, which could hold entities, or a false address."""


class _Reader:
    """Collects the facts from the elements of a sheet."""

    def __init__(self) -> None:
        self.formulas: list[FormulaCell] = []
        self.merged: list[str] = []
        self._errors: dict[tuple[int, int], str] = {}
        self._row, self._column = 0, -1
        self._rows = self._columns = 0
        self._last_row = self._last_column = "A1"
        self._is_error = self._is_filled = False
        self._has_formula = self._in_value = self._has_value = False

    def tell(self) -> SheetFacts:
        """Return what was found."""
        last = (self._last_row, self._last_column)
        return SheetFacts(self.formulas, self.merged, self._errors, self._rows, self._columns, last)

    def begin(self, name: str, attributes: dict[str, str]) -> None:
        element = name.rpartition(":")[2]
        if element == "c":
            self._go_to(attributes.get("r"))
            self._is_error = attributes.get("t") == "e"
            self._is_filled = self._has_formula = self._has_value = False
        elif element == "row":
            self._begin_row(attributes.get("r"))
        elif element == "f":
            self._has_formula = self._is_filled = True
        elif element == "is":
            self._is_filled = True
        elif element == "v":
            self._in_value = self._is_filled = True
        elif element == "mergeCell":
            self.merged.append(attributes.get("ref", "?"))

    def add_text(self, text: str) -> None:
        if self._in_value and text:
            self._has_value = True
            if self._is_error:
                at = (self._row, self._column)
                self._errors[at] = self._errors.get(at, "") + text

    def end(self, name: str) -> None:
        element = name.rpartition(":")[2]
        if element == "v":
            self._in_value = False
        elif element == "c" and self._is_filled:
            name = f"{letter(self._column)}{self._row}"
            if self._has_formula:
                cell = FormulaCell(name, self._row, self._column, self._has_value)
                self.formulas.append(cell)
            if self._row > self._rows:
                self._rows, self._last_row = self._row, name
            if self._column >= self._columns:
                self._columns, self._last_column = self._column + 1, name

    def _begin_row(self, number: str | None) -> None:
        if number is not None and not _ROW.fullmatch(number):
            raise _NotASheet(f"it has a row {quote(number)}")
        self._row = self._row + 1 if number is None else int(number)
        self._column = -1

    def _go_to(self, name: str | None) -> None:
        """Go to a cell; one without an address follows the one before (ECMA-376, 18.3.1.4)."""
        if name is None:
            self._column += 1
            return
        match = _CELL.fullmatch(name)
        if match is None:
            raise _NotASheet(f"it has a cell {quote(name)}")
        self._row, self._column = int(match[2]), find_position(match[1].upper())


def _find_file(archive: zipfile.ZipFile, sheet: str) -> str:
    """Return the name of the file of a sheet (ECMA-376 part 1, 18.2.19 and part 2, 9.3).

    Raises:
        KeyError: There is none.
    """
    relations: dict[str, str] = {}
    targets: dict[str, str] = {}

    def read_sheet(name: str, attributes: dict[str, str]) -> None:
        if name.rpartition(":")[2] == "sheet":
            found = next(
                (attribute for key, attribute in attributes.items() if key.endswith(":id")), ""
            )
            relations[attributes.get("name", "")] = found

    def read_target(name: str, attributes: dict[str, str]) -> None:
        if name.rpartition(":")[2] == "Relationship":
            targets[attributes.get("Id", "")] = attributes.get("Target", "")

    _parse(archive, "xl/workbook.xml", read_sheet)
    _parse(archive, "xl/_rels/workbook.xml.rels", read_target)
    target = targets.get(relations.get(sheet, ""), "")
    target = target.replace("\\", "/")
    folder = "/" if target.startswith("xl/") else "/xl"
    name = posixpath.normpath(posixpath.join(folder, target)).lstrip("/").casefold()
    return {one.casefold(): one for one in archive.namelist()}[name]


def _parse(
    archive: zipfile.ZipFile,
    name: str,
    begin: Callable[[str, dict[str, str]], None],
    end: Callable[[str], None] | None = None,
    text: Callable[[str], None] | None = None,
) -> None:
    parser = expat.ParserCreate()
    parser.StartElementHandler = begin
    parser.EndElementHandler = end
    parser.CharacterDataHandler = text
    parser.StartDoctypeDeclHandler = _refuse
    with archive.open(name) as file:
        while chunk := file.read(_CHUNK):
            parser.Parse(chunk)
        parser.Parse(b"", True)


def _refuse(*_: Any) -> None:
    raise _NotASheet("it has a document type")
