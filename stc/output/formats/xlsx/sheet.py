"""A sheet of a workbook before it is written: one table, and the names Excel takes for it."""

from datetime import date
from typing import Final, Literal, NamedTuple

from stc.text.escape import escape_control


class Link(NamedTuple):
    """A text that leads somewhere: to a web address, or in the workbook after `internal:`."""

    text: str
    address: str


Value = str | int | date | Link | None
Row = tuple[Value, ...]

_LONGEST_NAME: Final = 31
_NAME_MARKS: Final = str.maketrans("[]:*?/\\!'", "()----- ’")


class SheetColumn(NamedTuple):
    """A column of a sheet: its heading, its width in characters, whether it holds numbers."""

    title: str
    width: int
    is_number: bool = False


class Series(NamedTuple):
    """The numbers of a chart that belong together.

    Attributes:
        column: The column they stand in, from 0; its heading is their name.
        colours: The colour of the line, or of each column, such as `#0F766E`.
    """

    column: int
    colours: tuple[str, ...]


class Chart(NamedTuple):
    """A chart of the first rows of a sheet.

    Attributes:
        kind: Columns, whose names are in the first column of the sheet, or lines, whose days are.
        sheet: The name of the sheet.
        rows: How many of its rows are shown.
        series: What is shown.
        title: What it shows.
        meaning: The same numbers in words, for whoever cannot see it.
    """

    kind: Literal["column", "line"]
    sheet: str
    rows: int
    series: tuple[Series, ...]
    title: str
    meaning: str


class Sheet(NamedTuple):
    """A sheet that is one table.

    Attributes:
        name: Its name; Excel's rules hold for it.
        table: The name of its table, which formulas can use.
        columns: Its columns.
        rows: Its rows, the first cell of each telling what it is about.
        printed: How many of its columns are printed; 0 for all.
        about: One sentence on what it holds.
        charts: What is drawn beside the table.
    """

    name: str
    table: str
    columns: tuple[SheetColumn, ...]
    rows: tuple[Row, ...]
    printed: int = 0
    about: str = ""
    charts: tuple[Chart, ...] = ()


def text_of(value: Value) -> str:
    """Return the text of a cell that holds one; of other values an empty one, none is wrapped."""
    if isinstance(value, Link):
        return value.text
    return value if isinstance(value, str) else ""


def name_sheet(text: str) -> str:
    r"""Return a name that Excel takes for a sheet, from a text that begins with an id.

    At most 31 UTF-16 units, without `[ ] : * ? / \ !` and apostrophes; a cut one ends with `…`.
    """
    name = " ".join(escape_control(text).translate(_NAME_MARKS).split())
    return name if count_units(name) <= _LONGEST_NAME else f"{_cut(name, _LONGEST_NAME - 1)}…"


def cut_text(text: str, longest: int) -> str:
    """Return a text of at most so many UTF-16 units; one that was cut ends with `…`."""
    return text if count_units(text) <= longest else f"{_cut(text, longest - 1)}…"


def count_units(text: str) -> int:
    """Return the length of a text as Excel counts it, in UTF-16 units."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _cut(text: str, longest: int) -> str:
    units = text.encode("utf-16-le", "surrogatepass")[: 2 * longest]
    return units.decode("utf-16-le", "ignore").rstrip()
