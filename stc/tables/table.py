"""A table: its columns, its rows and the names of places in it."""

from collections.abc import Callable, Iterable, Sequence
from typing import Final, NamedTuple

from stc.errors import CannotGoOn
from stc.findings import Location
from stc.text.nearest import quote

HEADINGS: Final = ("#1", "#2", "#3", "#4")
"""What the Markdown headings above a row are called, as if they were columns."""
FILE: Final = "#file"
"""What the name of the file of a row is called."""

Place = Callable[[int, int, str], str]
"""From the number of a row, the position and the name of a column to where that cell is."""


class Row(NamedTuple):
    """A row of a table.

    Attributes:
        number: Its line in a text, its row in a sheet, its place in a list; 1-based.
        cells: The texts of its cells, one a column; empty for an empty cell.
        headings: The Markdown headings above it, from the outside inward; empty for none.
    """

    number: int
    cells: tuple[str, ...]
    headings: tuple[str, ...] = ()


class Table(NamedTuple):
    """A table of a file.

    Attributes:
        path: The file, as it is shown to the user.
        columns: The names of its columns, each another one.
        rows: Its rows without those that are empty.
        place: How the place of a cell is named.
        notices: Sentences about what a person should know.
    """

    path: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    place: Place
    notices: tuple[str, ...] = ()

    def locate(self, row: Row, column: int | None = None) -> Location:
        """Return the place of a cell, or of a row."""
        if column is None:
            return Location(self.place(row.number, -1, ""))
        return Location(self.place(row.number, column, self.columns[column]))


class TableOptions(NamedTuple):
    """How to read a table, where its file does not say.

    Attributes:
        format: The name of a format; None to go by the suffix.
        encoding: The encoding of a text; None for UTF-8.
        delimiter: The separator of the cells of a text; None for the one of the format.
        sheet: The name of a sheet; None where there is only one.
        header_row: The number of the row that holds the names of the columns.
        header: The names of the columns, where no row holds them.
        needs: Columns a table must have; of a file of several, the others are passed over.
        rows: The keys, with dots between them, that lead to the rows of a JSON file.
    """

    format: str | None = None
    encoding: str | None = None
    delimiter: str | None = None
    sheet: str | None = None
    header_row: int | None = None
    header: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    rows: str | None = None


def name_line(path: str) -> Place:
    """Return how the cells of a text are named: `actions.csv:14, column Deadline`."""

    def place(number: int, _: int, column: str) -> str:
        return f"{path}:{number}" + (f", column {quote_name(column)}" if column else "")

    return place


def quote_name(name: str) -> str:
    """Return the name of a column in a sentence, in quotes where it has more than a few words."""
    plain = len(name) <= 30 and name.isprintable() and not set(name) & set(",:;\"'")
    return name if plain else quote(name, 60)


def letter(position: int) -> str:
    """Return the letters of a 0-based column of a sheet."""
    letters = ""
    position += 1
    while position:
        position, rest = divmod(position - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def find_position(letters: str) -> int:
    """Return the 0-based position of a column of a sheet by its letters."""
    number = 0
    for sign in letters:
        number = number * 26 + ord(sign) - ord("A") + 1
    return number - 1


def make_table(
    path: str,
    rows: Iterable[Row],
    options: TableOptions,
    place: Place,
    notices: tuple[str, ...] = (),
) -> Table:
    """Return the table in the rows of a file, the first of which holds the names.

    Raises:
        CannotGoOn: It has no names, or a row has more cells than there are names.
    """
    filled = [row for row in map(_strip, rows) if any(row.cells)]
    if options.header:
        columns, body = options.header, filled
        if body and body[0].cells[: len(columns)] == columns:
            body = body[1:]
    else:
        columns, body = _take_header(path, filled, options.header_row)
    columns = _name_columns(columns, body)
    return Table(path, columns, tuple(_fit(columns, row, place) for row in body), place, notices)


def _strip(row: Row) -> Row:
    return row._replace(cells=tuple([cell.strip() for cell in row.cells]))


def _take_header(
    path: str, rows: list[Row], number: int | None
) -> tuple[tuple[str, ...], list[Row]]:
    if number is None:
        if not rows:
            raise CannotGoOn(f"{path} has no rows.", "Check that it is the right file.")
        return rows[0].cells, rows[1:]
    found = next((row for row in rows if row.number == number), None)
    if found is None:
        hint = "Name with header_row the one that holds the names of the columns."
        raise CannotGoOn(f"{path} has nothing in row {number}.", hint)
    return found.cells, [row for row in rows if row.number > number]


def _name_columns(names: Sequence[str], rows: list[Row]) -> tuple[str, ...]:
    """Return a name for each column: on one line, and each another one.

    Columns at the end that have neither a name nor a filled cell are none.
    """
    found: dict[str, None] = {}
    width = len(names)
    while (
        width
        and not names[width - 1]
        and not any("".join(row.cells[width - 1 : width]) for row in rows)
    ):
        width -= 1
    for position, name in enumerate(names[:width]):
        plain = " ".join(name.split()) or f"({letter(position)})"
        unique, number = plain, 2
        while unique in found:
            unique, number = f"{plain} ({number})", number + 1
        found[unique] = None
    return tuple(found)


def _fit(columns: tuple[str, ...], row: Row, place: Place) -> Row:
    width, cells = len(columns), row.cells
    if len(cells) == width:
        return row
    if any(cells[width:]):
        where = place(row.number, -1, "")
        message = f"{where}: the row has {len(cells)} cells, and the table has {width} columns."
        raise CannotGoOn(message, "Correct the row, or name the columns with header.")
    return row._replace(cells=(*cells[:width], *[""] * (width - len(cells))))
