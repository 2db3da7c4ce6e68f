"""Tables of cells with a delimiter between them: CSV (RFC 4180) and TSV."""

import csv
import io
from collections.abc import Iterator

from stc.errors import CannotGoOn
from stc.tables.table import Row, Table, TableOptions, make_table, name_line
from stc.tables.text import decode

_LONGEST_CELL = 1_000_000


def read_csv(data: bytes, path: str, options: TableOptions) -> list[Table]:
    """Return the table in a file of commas, or of another delimiter that is declared."""
    return _read(data, path, options, options.delimiter or ",")


def read_tsv(data: bytes, path: str, options: TableOptions) -> list[Table]:
    """Return the table in a file of tabs."""
    return _read(data, path, options, options.delimiter or "\t")


def _read(data: bytes, path: str, options: TableOptions, delimiter: str) -> list[Table]:
    rows = list_rows(decode(data, path, options.encoding), path, delimiter)
    return [make_table(path, rows, options, name_line(path))]


def list_rows(text: str, path: str, delimiter: str) -> Iterator[Row]:
    """Yield the rows; each has the number of the line it begins on."""
    csv.field_size_limit(_LONGEST_CELL)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    line = 1
    try:
        for cells in reader:
            yield Row(line, tuple(cells))
            line = reader.line_num + 1
    except csv.Error as error:
        hint = "Correct the quotes of that row, or declare another delimiter."
        raise CannotGoOn(f"{path}:{line}: the row cannot be read: {error}.", hint) from None
