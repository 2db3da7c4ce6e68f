"""Read a sheet that was filled in: `.xlsx` or `.csv`, however a spreadsheet program saved it."""

import re
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from pathlib import PurePath
from types import MappingProxyType
from typing import Final, NamedTuple

from stc.errors import CannotGoOn, UsageProblem
from stc.plan.model import Plan
from stc.plan.value_types import fold_id
from stc.sheets.columns import (
    HASH,
    HIDDEN,
    ID,
    KNOWN,
    STAMP,
    Stamp,
    head_columns,
    parse_stamp,
    restore_text,
)
from stc.tables.delimited import list_rows
from stc.tables.table import find_position, letter, name_line
from stc.tables.text import decode
from stc.text.lists import format_some
from stc.text.nearest import quote

_AGAIN: Final = "Make a new one with stc sheet, and copy what was filled in."
_SHEETS: Final = (".xlsx", ".xlsm")
_HEADER_WITHIN: Final = 100
_DELIMITERS: Final = (",", ";", "\t")
_FORMULA: Final = "a formula"
# What Excel, LibreOffice and Google Sheets show and write to CSV in place of a value.
_ERROR: Final = re.compile(
    r"#(?:NULL!|DIV/0!|VALUE!|REF!|NAME\?|NUM!|N/A|GETTING_DATA|SPILL!|CALC!|FIELD!|BLOCKED!"
    r"|CONNECT!|BUSY!|UNKNOWN!|EXTERNAL!|PYTHON!|ERROR!)|Err:[0-9]{3}"
)
_RANGE: Final = re.compile("([A-Z]+)([0-9]+):([A-Z]+)([0-9]+)")


Name = Callable[[int, int], str]
"""From the number of a row and the position of a column to an address; -1 for the whole row."""


class Cell(NamedTuple):
    """A cell of a row.

    Attributes:
        text: Its text without white space around it.
        name: How the cells of its sheet are called.
        holds: What is there in place of a value, a formula or an error; empty for neither.
    """

    text: str
    row: int
    column: int
    name: Name
    holds: str = ""

    @property
    def place(self) -> str:
        """Its address."""
        return self.name(self.row, self.column)


class FilledRow(NamedTuple):
    """A row that is not empty.

    Attributes:
        known: The locked cells, in the order of `KNOWN`.
        answers: The cells that were filled in or not, in the order of `ANSWERS`.
        hash: The hash of the locked cells as stc wrote them; empty where it is missing.
    """

    known: tuple[Cell, ...]
    answers: tuple[Cell, ...]
    hash: str

    @property
    def place(self) -> str:
        """Its address as a whole."""
        return self.known[0]._replace(column=-1).place

    @property
    def id(self) -> str:
        """The id of its step, as it stands there."""
        return self.known[0].text.lstrip("'")

    @property
    def is_filled(self) -> bool:
        """Whether anything is filled in."""
        return any(cell.text or cell.holds for cell in self.answers)


class FilledSheet(NamedTuple):
    """A sheet that came back.

    Attributes:
        stamp: What it says of itself.
        rows: Its rows, as they stand now.
        ids: The ids of the steps that stc wrote into it; None where it does not say.
        added: What the columns are called that people added: by its letter one without a heading.
        merged: The addresses of merged cells that cover ours.
    """

    stamp: Stamp
    rows: tuple[FilledRow, ...]
    ids: tuple[str, ...] | None
    added: tuple[str, ...]
    merged: tuple[str, ...]


class _Grid(NamedTuple):
    """The cells of one sheet or text, and how they are called."""

    rows: Sequence[tuple[int, tuple[str, ...]]]
    name: Name
    held: Mapping[tuple[int, int], str] = MappingProxyType({})
    merged: tuple[str, ...] = ()


class _Header(NamedTuple):
    """The number of the row of headings, its texts, and where each stands, with case folded."""

    row: int
    names: tuple[str, ...]
    columns: Mapping[str, Sequence[int]]


def read_sheet(data: bytes, path: str, plan: Plan) -> FilledSheet:
    """Return what a sheet says; its format goes by the suffix of its name.

    Args:
        data: Its bytes.
        path: How it is called.
        plan: The plan, whose words its headings have.

    Raises:
        UsageProblem: Its name ends otherwise.
        CannotGoOn: It cannot be read, is not a sheet that stc made, or lacks one of its columns.
    """
    suffix = PurePath(path).suffix.lower()
    if suffix in _SHEETS:
        return _read_workbook(data, path, plan)
    if suffix == ".csv":
        return _read_csv(data, path, plan)
    raise UsageProblem(f"{quote(path, 200)} is neither .xlsx nor .csv.", "Save it as one of them.")


def _read_workbook(data: bytes, path: str, plan: Plan) -> FilledSheet:
    from stc.tables.workbook import read_cells

    sheets = read_cells(data, path)
    hidden = sheets.pop(HIDDEN).rows if HIDDEN in sheets else []
    stamp = parse_stamp(hidden[0][0]) if hidden and hidden[0] else None
    if stamp is None:
        raise _refuse(path, f"it has no hidden sheet {HIDDEN}")
    hashes = {row[0]: row[1] for row in hidden[1:] if row[0] and len(row) > 1}
    grids = (
        _Grid(
            list(enumerate(cells.rows, 1)),
            _name_cell(sheet),
            {
                **{at: f"the error {error}" for at, error in cells.facts.errors.items()},
                **{(cell.row, cell.column): _FORMULA for cell in cells.facts.formulas},
            },
            tuple(cells.facts.merged),
        )
        for sheet, cells in sheets.items()
    )
    found = [(grid, header) for grid in grids if (header := _find_header(grid, plan))]
    if len(found) > 1:
        names = format_some([grid.name(0, 0).rpartition("!")[0] for grid, _ in found])
        hint = "Delete the copies."
        raise CannotGoOn(f"{path} has the rows in more than one sheet: {names}.", hint)
    if not found:
        raise _refuse(path, f"no sheet in it has the column {plan.vocabulary.head(ID)}")
    grid, header = found[0]
    return _read_rows(grid, header, path, plan, stamp, hashes)


def _name_cell(sheet: str) -> Name:
    return lambda row, column: (
        f"{sheet}!" + (f"{letter(column)}{row}" if column >= 0 else f"row {row}")
    )


def _read_csv(data: bytes, path: str, plan: Plan) -> FilledSheet:
    try:
        text = decode(data, path, None)
    except CannotGoOn as problem:
        raise CannotGoOn(problem.message, "Save it as CSV UTF-8, or as .xlsx.") from None
    delimiter = max(_DELIMITERS, key=text.partition("\n")[0].count)
    rows = [(row.number, row.cells) for row in list_rows(text, path, delimiter)]
    place = name_line(path)
    header = _find_header(_Grid(rows, lambda *_: ""), plan)
    if header is None or not {HASH.casefold(), STAMP.casefold()} <= header.columns.keys():
        raise _refuse(path, f"it lacks {plan.vocabulary.head(ID)}, {HASH} or {STAMP}")
    at = header.columns[STAMP.casefold()][0]
    told = {"".join(cells[at : at + 1]) for number, cells in rows if number > header.row}
    stamps = [parse_stamp(text) for text in told if text.strip()]
    if len(stamps) != 1 or stamps[0] is None:
        raise _refuse(path, f"its column {STAMP} does not name one sheet in all rows")

    def name(row: int, column: int) -> str:
        return place(row, column, "".join(header.names[column : column + 1]) if column >= 0 else "")

    return _read_rows(_Grid(rows, name), header, path, plan, stamps[0], None)


def _refuse(path: str, reason: str) -> CannotGoOn:
    return CannotGoOn(f"{path} is not a sheet that stc made: {reason}.", _AGAIN)


def _find_header(grid: _Grid, plan: Plan) -> _Header | None:
    """Return the row of headings: the first that has the one of the ids and most of the others."""
    wanted = {title.casefold() for title in head_columns(plan)}
    for number, cells in grid.rows[:_HEADER_WITHIN]:
        names = tuple(" ".join(text.split()) for text in cells)
        columns: dict[str, list[int]] = {}
        for position, title in enumerate(names):
            columns.setdefault(title.casefold(), []).append(position)
        found = wanted & columns.keys()
        if plan.vocabulary.head(ID).casefold() in found and 2 * len(found) > len(wanted):
            return _Header(number, names, columns)
    return None


def _read_rows(
    grid: _Grid,
    header: _Header,
    path: str,
    plan: Plan,
    stamp: Stamp,
    hashes: Mapping[str, str] | None,
) -> FilledSheet:
    titles = head_columns(plan)
    ours = (*titles, HASH, STAMP) if hashes is None else titles
    _refuse_columns(header, ours, path)
    at = [header.columns[title.casefold()][0] for title in titles]
    by_id = {fold_id(one): told for one, told in (hashes or {}).items()}
    hash_at = header.columns[HASH.casefold()][0] if hashes is None else -1
    rows = []
    for number, cells in grid.rows:
        if number <= header.row:
            continue
        read = [_read_cell(cells, number, column, grid, is_csv=hashes is None) for column in at]
        if not any(cell.text or cell.holds for cell in read):
            continue
        known, answers = tuple(read[: len(KNOWN)]), tuple(read[len(KNOWN) :])
        told = (
            "".join(cells[hash_at : hash_at + 1]).strip()
            if hashes is None
            else by_id.get(fold_id(known[0].text), "")
        )
        rows.append(FilledRow(known, answers, told))
    added = tuple(_list_added(grid, header, {title.casefold() for title in ours}))
    ids = None if hashes is None else tuple(hashes)
    where = grid.name(0, 0).rpartition("!")[0]
    merged = tuple(f"{where}!{one}" for one in grid.merged if _covers(one, header.row, set(at)))
    return FilledSheet(stamp, tuple(rows), ids, added, merged)


def _list_added(grid: _Grid, header: _Header, ours: Container[str]) -> Iterator[str]:
    below = [cells for number, cells in grid.rows if number > header.row]
    for position in range(max(map(len, [header.names, *below]))):
        name = "".join(header.names[position : position + 1])
        if name and name.casefold() not in ours:
            yield quote(name)
        elif not name and any("".join(cells[position : position + 1]).strip() for cells in below):
            yield f"{letter(position)}, which has no heading"


def _refuse_columns(header: _Header, titles: Iterable[str], path: str) -> None:
    """Refuse a sheet without one of our columns: what was written there would be lost."""
    missing = [title for title in titles if title.casefold() not in header.columns]
    if missing:
        known = {title.casefold() for title in titles}
        others = [name for name in header.names if name and name.casefold() not in known]
        renamed = f" It has {format_some(list(map(quote, others)))}." if others else ""
        noun = "column" if len(missing) == 1 else "columns"
        listed = ", ".join(map(quote, missing))
        raise CannotGoOn(f"{path} lacks the {noun} {listed}.{renamed}", "Name it as it was.")
    for title in titles:
        if len(header.columns[title.casefold()]) > 1:
            raise CannotGoOn(f"{path} has the column {quote(title)} twice.", "Delete one of them.")


def _read_cell(cells: tuple[str, ...], row: int, column: int, grid: _Grid, *, is_csv: bool) -> Cell:
    text = cells[column].strip() if column < len(cells) else ""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    holds = grid.held.get((row, column), "")
    if is_csv and text.startswith("="):
        holds = _FORMULA
    elif _ERROR.fullmatch(text):
        holds = holds or f"the error {text}"
    if is_csv:
        text = restore_text(text)
    return Cell(text, row, column, grid.name, holds)


def _covers(merged: str, header: int, columns: set[int]) -> bool:
    """Return whether a merged range covers more than one cell of ours below the headings."""
    match = _RANGE.fullmatch(merged)
    if match is None:
        return True
    first, last = find_position(match[1]), find_position(match[3])
    return int(match[4]) > header and any(first <= column <= last for column in columns)
