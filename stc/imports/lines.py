"""The rows of all tables of an import: joined, filled, and without skipped ones."""

import glob
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path, PurePath
from typing import Any, NamedTuple

from stc import codes
from stc.errors import CannotGoOn
from stc.files.places import KeyPath, location_of
from stc.findings import Finding, Location
from stc.imports.read import Rules
from stc.imports.report import Outcome, Report
from stc.imports.values import Pattern
from stc.tables.read import read_tables
from stc.tables.table import FILE, HEADINGS, Row, Table, TableOptions
from stc.text.nearest import find_nearest, quote

ReadFile = Callable[[Path], bytes]
Show = Callable[[Path], str]


class Cell(NamedTuple):
    """A cell: its table, its row and the position of its column."""

    table: Table
    row: Row
    position: int

    @property
    def place(self) -> Location:
        """Its place."""
        return self.table.locate(self.row, self.position)

    def describe(self, outcome: Outcome) -> tuple[str, str, Outcome]:
        """Return what is counted of it."""
        return self.table.path, self.table.columns[self.position], outcome


class Line:
    """A row and the cells joined to it.

    Attributes:
        texts: The texts of its cells by the names of their columns.
        table: The table it is in.
        row: The row of that table.
        outcomes: The use of its cells, by the names of their columns.
        joined: The cells of other tables, by the names they have here.
    """

    __slots__ = ("joined", "outcomes", "row", "table", "texts")

    def __init__(self, table: Table, row: Row) -> None:
        self.table, self.row = table, row
        self.texts = dict(zip(table.columns, row.cells, strict=True))
        self.texts.update(zip(HEADINGS, row.headings, strict=False))
        self.texts[FILE] = PurePath(table.path).name
        self.outcomes: dict[str, Outcome] = {}
        self.joined: dict[str, Cell] = {}

    def locate(self, column: str | None = None) -> Location:
        """Return the place of a cell, or of the row if there is no such cell."""
        if column in self.joined:
            return self.joined[column].place
        position = self.table.columns.index(column) if column in self.table.columns else None
        return self.table.locate(self.row, position)

    def mark(self, columns: Iterable[str], outcome: Outcome) -> None:
        """Record the use of some cells; of several outcomes the greatest counts."""
        for column in columns:
            self.outcomes[column] = max(outcome, self.outcomes.get(column, outcome))

    def forget(self) -> None:
        """Keep only what says where the row is: there may be many."""
        self.texts, self.outcomes = {}, {}

    def list_counts(self, used: set[int]) -> Iterator[tuple[str, str, Outcome]]:
        """Yield what is counted of its filled cells; of a joined row, only the first time."""
        table, row = self.table, self.row
        for column, text in zip(table.columns, row.cells, strict=True):
            if text:
                yield table.path, column, self.outcomes.get(column, Outcome.UNREAD)
        for name, cell in self.joined.items():
            if id(cell.row) not in used and cell.row.cells[cell.position]:
                yield cell.describe(self.outcomes.get(name, Outcome.UNREAD))
        used.update(id(cell.row) for cell in self.joined.values())


class Joined(NamedTuple):
    """A table whose columns are joined to those of another.

    Attributes:
        on: The column both have.
        part: The part of an id in it, where the other table has no such column.
        names: What its columns are called in a line; None for the one both have.
        rows: Its rows by the value of that column.
        tables: Its tables.
    """

    on: str
    part: Pattern | None
    names: dict[str, str]
    rows: dict[str, tuple[Table, Row]]
    tables: list[Table]


class Lines:
    """The rows that an import reads, in order."""

    def __init__(self, rules: Rules, folder: Path, read: ReadFile, show: Show) -> None:
        self._rules, self._folder, self._read, self._show = rules, folder, read, show
        row = rules.row
        self.tables = self._read_tables(row)
        self._joined: list[Joined] = []
        names = dict.fromkeys(name for table in self.tables for name in table.columns)
        for number, join in enumerate(row.join):
            self._joined.append(self._read_joined(join, names, ("join", number, "on")))
        self.columns = (*names, *HEADINGS, FILE)

    @property
    def all_tables(self) -> list[Table]:
        """The tables and those that are joined to them."""
        return [*self.tables, *(table for join in self._joined for table in join.tables)]

    def _read_tables(self, row: Any) -> list[Table]:
        options = TableOptions(*(getattr(row, name) for name in TableOptions._fields))
        return [
            table
            for path in self._find_files(row.table)
            for table in read_tables(self._read(path), self._show(path), options)
        ]

    def _find_files(self, named: str) -> list[Path]:
        path = self._folder / named
        if not set(named) & set("*?[") or path.exists():
            return [path]
        found = sorted(map(Path, glob.glob(str(path), recursive=True)))  # noqa: PTH207
        if not found:
            raise CannotGoOn(
                f"There is no file {quote(named)}, which the rules name.", "Check table."
            )
        return [path for path in found if path.is_file()]

    def _read_joined(self, rule: Any, names: dict[str, None], path: KeyPath) -> Joined:
        """Return a joined table; its columns are added to the names."""
        tables, own = self._read_tables(rule), {}
        rows: dict[str, tuple[Table, Row]] = {}
        for table in tables:
            if rule.on not in table.columns:
                raise self._rules.refuse((self._find_unknown(rule.on, table.columns, path),))
            at = table.columns.index(rule.on)
            for row in table.rows:
                first = rows.setdefault(row.cells[at], (table, row))
                if first[1] is not row:
                    place, other = table.locate(row, at), first[0].locate(first[1], at)
                    message = f"{place}: {quote(row.cells[at])} is there twice."
                    raise CannotGoOn(message, f"The other one is at {other}; keep one of them.")
            for column in table.columns:
                if column != rule.on:
                    # What both tables have is set apart by the file, so that neither is lost.
                    apart = f"{column} ({PurePath(table.path).name})"
                    own[column] = apart if column in names else column
        names |= dict.fromkeys(own.values())
        return Joined(rule.on, rule.part, own, rows, tables)

    def find_unknown(self, names: Iterable[str], path: KeyPath) -> Iterator[Finding]:
        """Yield a finding for each name that is not a column of any table."""
        known = set(self.columns)
        for name in names:
            if name not in known:
                yield self._find_unknown(name, self.columns, path)

    def _find_unknown(self, name: str, columns: Iterable[str], path: KeyPath) -> Finding:
        shown = [column for column in columns if not column.startswith("#")]
        nearest = find_nearest(name, shown)
        hint = f"Did you mean {quote(nearest)}?" if nearest else ""
        if not hint and len(shown) == 1:
            hint = f"The only column is {quote(shown[0])}; is the delimiter another one?"
        place = location_of(self._rules.document, path)
        message = f"No column is called {quote(name)}."
        return codes.NOT_A_CHOICE.at(
            place, message, hint or f"The columns are: {', '.join(map(quote, shown))}."
        )

    def list_lines(self, find_id: Callable[[Line], str], report: Report) -> Iterator[Line]:
        """Yield the lines, each with its joined cells; count the skipped ones.

        Args:
            find_id: The id of a line, in which the key of a joined table may be looked for.
            report: What is counted.
        """
        row = self._rules.row
        skip: Mapping[str, tuple[str, ...]] = row.skip or {}
        used: set[int] = set()
        above = dict.fromkeys(row.fill, "")
        for table in self.tables:
            for row in table.rows:
                line = Line(table, row)
                report.rows += 1
                if any(line.texts.get(column) in values for column, values in skip.items()):
                    line.mark(table.columns, Outcome.LEFT_OUT)
                    report.skipped += 1
                    report.count(line.list_counts(used))
                    continue
                for column in above:
                    above[column] = line.texts.get(column) or above[column]
                    line.texts[column] = above[column]
                for joined in self._joined:
                    self._join(line, joined, find_id, report)
                yield line
                report.count(line.list_counts(used))
                line.forget()
        self._count_unmatched(used, report)

    def _join(
        self, line: Line, joined: Joined, find_id: Callable[[Line], str], report: Report
    ) -> None:
        key = line.texts.get(joined.on, "")
        if joined.on not in line.texts:
            key = find_id(line)
        if joined.part:
            match = joined.part.search(key)
            key = match[0] if match else ""
        found = joined.rows.get(key)
        if found is None:
            for name in joined.names.values():
                line.texts.setdefault(name, "")
            what = f"{quote(key)} is not in {joined.tables[0].path}" if key else "nothing is joined"
            report.note("unmatched", line.locate(), joined.on, key, f"{what}.")
            return
        table, row = found
        for position, (column, text) in enumerate(zip(table.columns, row.cells, strict=True)):
            name = joined.names.get(column, f"{column} ({table.path})")
            line.texts[name], line.joined[name] = text, Cell(table, row, position)
            if column == joined.on:
                line.mark([name], Outcome.TYPED)

    def _count_unmatched(self, used: set[int], report: Report) -> None:
        """Count and name the rows of joined tables that no line has."""
        for joined in self._joined:
            for table, row in joined.rows.values():
                if id(row) not in used:
                    at = table.columns.index(joined.on)
                    message = "No row of the table has it, so this row was left out."
                    report.note("unmatched", table.locate(row), joined.on, row.cells[at], message)
                    cells = (Cell(table, row, n) for n, text in enumerate(row.cells) if text)
                    report.count(cell.describe(Outcome.LEFT_OUT) for cell in cells)
