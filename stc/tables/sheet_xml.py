"""What the XML of a sheet says beside its values: formulas and merged cells."""

import io
import posixpath
import re
import zipfile
from collections.abc import Callable
from typing import Any, Final, NamedTuple
from xml.parsers import expat

from stc.errors import CannotGoOn
from stc.tables.table import find_position

_CHUNK: Final = 1024 * 1024
_CELL: Final = re.compile(r"([A-Z]+)([0-9]+)")


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
    """The cells of a sheet that have formulas, and its merged ranges."""

    formulas: list[FormulaCell]
    merged: list[str]


def read_sheet_facts(data: bytes, path: str, sheet: str) -> SheetFacts:
    """Return what the XML of a sheet says; the file is read piece by piece.

    Raises:
        CannotGoOn: The XML is malformed or declares entities.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        try:
            name = _find_file(archive, sheet)
            reader = _Reader()
            if name is not None:
                _parse(archive, name, reader.begin, reader.end, reader.add_text)
        except (expat.ExpatError, KeyError, _HasDoctype) as error:
            raise CannotGoOn(f"{path}: the sheet {sheet} cannot be read: {error}.") from None
    return SheetFacts(reader.formulas, reader.merged)


class _HasDoctype(Exception):
    """A document type, which no workbook has: it could hold entities without end."""


class _Reader:
    """Collects formulas and merged ranges from the elements of a sheet."""

    def __init__(self) -> None:
        self.formulas: list[FormulaCell] = []
        self.merged: list[str] = []
        self._cell = ""
        self._has_formula = self._in_value = self._has_value = False

    def begin(self, name: str, attributes: dict[str, str]) -> None:
        element = name.rpartition(":")[2]
        if element == "c":
            self._cell = attributes.get("r", "")
            self._has_formula = self._has_value = False
        elif element == "f":
            self._has_formula = True
        elif element == "v":
            self._in_value = True
        elif element == "mergeCell":
            self.merged.append(attributes.get("ref", "?"))

    def add_text(self, text: str) -> None:
        if self._in_value and text:
            self._has_value = True

    def end(self, name: str) -> None:
        element = name.rpartition(":")[2]
        if element == "v":
            self._in_value = False
        elif element == "c" and self._has_formula:
            match = _CELL.fullmatch(self._cell)
            row, column = (int(match[2]), find_position(match[1])) if match else (0, 0)
            self.formulas.append(FormulaCell(self._cell or "?", row, column, self._has_value))


def _find_file(archive: zipfile.ZipFile, sheet: str) -> str | None:
    """Return the name of the file of a sheet (ECMA-376 part 1, 18.2.19 and part 2, 9.3)."""
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
    name = posixpath.normpath(posixpath.join("/xl", target)).lstrip("/")
    return name if name in archive.namelist() else None


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
    raise _HasDoctype("it has a document type")
