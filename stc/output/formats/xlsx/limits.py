"""Excel's limits: texts too long for a cell get a sheet of their own, and nothing is lost."""

import re
from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from stc.errors import CannotGoOn
from stc.output.formats.xlsx.sheet import (
    Link,
    Row,
    Sheet,
    SheetColumn,
    Value,
    count_units,
    cut_text,
    text_of,
)
from stc.text.escape import escape_control

LONGEST_CELL: Final = 32_767
"""The most a cell holds, in UTF-16 units."""
MOST_LINES: Final = 253
"""The most line feeds a cell holds."""
MOST_ROWS: Final = 1_048_576
LONG_TEXTS: Final = "Long texts"

_BEGINNING = 1_000
_PART = 2_000
_PART_LINES = 25
"""So that the row of a part is high enough to show it."""
_COLUMNS: Final = (
    SheetColumn("Number", 9, True),
    SheetColumn("Belongs to", 16),
    SheetColumn("Column", 16),
    SheetColumn("Part", 7, True),
    SheetColumn("Text", 110),
)


class LongText(NamedTuple):
    """A text that no cell can hold: the row and the column it belongs to."""

    about: str
    column: str
    text: str


def fit_sheets(sheets: Iterable[Sheet]) -> tuple[Sheet, ...]:
    """Return the sheets with every text shown and fitting its cell, and a sheet of the long ones.

    Nothing is lost: a cell that cannot hold its text begins it and says where the whole text is.

    Raises:
        CannotGoOn: A sheet would have more rows than Excel's.
    """
    long: dict[LongText, int] = {}
    known: dict[tuple[str, ...], dict[Row, Row]] = {}
    fitted = [_fit_sheet(sheet, long, known) for sheet in sheets]
    if long:
        fitted.append(_list_long(long))
    for sheet in fitted:
        _refuse_too_many(sheet)
    return tuple(fitted)


def _refuse_too_many(sheet: Sheet) -> None:
    if len(sheet.rows) < MOST_ROWS:
        return
    message = f"The sheet {sheet.name} would have {len(sheet.rows):,} rows; Excel's have"
    raise CannotGoOn(f"{message} {MOST_ROWS:,}.", "Export csv, or fewer steps by a filter.")


def _fit_sheet(
    sheet: Sheet, long: dict[LongText, int], known: dict[tuple[str, ...], dict[Row, Row]]
) -> Sheet:
    """Return the sheet with rows that fit; one that is on two sheets is fitted once."""
    titles = tuple(column.title for column in sheet.columns)
    fitted = known.setdefault(titles, {})
    for row in sheet.rows:
        if row not in fitted:
            fitted[row] = _fit_row(row, titles, long)
    return sheet._replace(rows=tuple(map(fitted.__getitem__, sheet.rows)))


def _fit_row(row: Row, titles: tuple[str, ...], long: dict[LongText, int]) -> Row:
    about = escape_control(text_of(row[0]) or str(row[0]))

    def fit(value: Value, title: str) -> Value:
        if not isinstance(value, str | Link):
            return value
        text = escape_control(text_of(value), keep_newlines=True)
        fitted = _fit_text(text, about, title, long)
        return value._replace(text=fitted) if isinstance(value, Link) else fitted

    return tuple(map(fit, row, titles))


def _fit_text(text: str, about: str, title: str, long: dict[LongText, int]) -> str:
    if fits(text):
        return text
    number = long.setdefault(LongText(about, title, text), len(long) + 1)
    begun = "\n".join(text[:_BEGINNING].split("\n")[:10]).rstrip()
    return f"{begun} … [The whole text is number {number} in the sheet {LONG_TEXTS}.]"


def fits(text: str) -> bool:
    """Return whether a cell holds the text, also as `guard_markup` writes it."""
    if text.count("\n") > MOST_LINES:
        return False
    return len(text) <= _PART or count_units(guard_markup(text)) <= LONGEST_CELL


def guard_markup(text: str) -> str:
    """Return the text as XlsxWriter must be given it.

    It takes a text from `<r>` to `</r>` for markup of its own, so that one is written as markup.
    """
    if not (text.startswith("<r>") and text.endswith("</r>")):
        return text
    inert = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return f'<r><t xml:space="preserve">{inert}</t></r>'


def _list_long(long: dict[LongText, int]) -> Sheet:
    rows = tuple(
        (number, cut_text(cell.about, 100), cell.column, part, text)
        for cell, number in long.items()
        for part, text in enumerate(_split(cell.text), 1)
    )
    return Sheet(LONG_TEXTS, "Long_texts", _COLUMNS, rows)


def _split(text: str) -> Iterator[str]:
    """Return the parts of a text that cells can hold; joined, they are the text."""
    pattern = rf"(?:[^\n]{{0,{_PART}}}\n){{1,{_PART_LINES}}}|[^\n]{{1,{_PART}}}"
    for match in re.finditer(pattern, text):
        piece = match.group()
        yield from (piece[n : n + _PART] for n in range(0, len(piece), _PART))
