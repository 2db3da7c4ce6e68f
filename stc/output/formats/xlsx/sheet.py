"""A sheet of a workbook before it is written: one table, and the names Excel takes for it."""

from datetime import date
from typing import Final, NamedTuple

from stc.text.escape import escape_control

Value = str | int | date | None
Row = tuple[Value, ...]

_LONGEST_NAME: Final = 31
_NAME_MARKS: Final = str.maketrans("[]:*?/\\!'", "()----- ’")


class SheetColumn(NamedTuple):
    """A column of a sheet: its heading, its width in characters, whether it holds numbers."""

    title: str
    width: int
    is_number: bool = False


class Sheet(NamedTuple):
    """A sheet that is one table.

    Attributes:
        name: Its name; Excel's rules hold for it.
        table: The name of its table, which formulas can use.
        columns: Its columns.
        rows: Its rows, the first cell of each telling what it is about.
        printed: How many of its columns are printed; 0 for all.
        about: One sentence on what it holds.
    """

    name: str
    table: str
    columns: tuple[SheetColumn, ...]
    rows: tuple[Row, ...]
    printed: int = 0
    about: str = ""


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
