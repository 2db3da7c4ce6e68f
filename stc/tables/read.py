"""The formats of tables. A new one is a module with a function, and a row here."""

from collections.abc import Callable
from importlib import import_module
from pathlib import PurePath
from typing import Final, NamedTuple, cast

from stc.errors import CannotGoOn
from stc.tables.table import Table, TableOptions
from stc.text.nearest import quote


class TableFormat(NamedTuple):
    """A format of tables.

    Attributes:
        module: The module that reads it, imported only then.
        function: Its function.
        suffixes: How the names of such files end.
    """

    module: str
    function: str
    suffixes: tuple[str, ...]


TABLE_FORMATS: Final = {
    "csv": TableFormat("stc.tables.delimited", "read_csv", (".csv",)),
    "tsv": TableFormat("stc.tables.delimited", "read_tsv", (".tsv", ".tab")),
    "xlsx": TableFormat("stc.tables.workbook", "read_workbook", (".xlsx", ".xlsm")),
    "md": TableFormat("stc.tables.markdown", "read_markdown", (".md", ".markdown")),
    "json": TableFormat("stc.tables.json_rows", "read_json", (".json", ".geojson")),
}
_Read = Callable[[bytes, str, TableOptions], list[Table]]


def find_format(path: str) -> str | None:
    """Return the format of a table by the suffix of its file; None where it does not say it."""
    suffix = PurePath(path).suffix.lower()
    return next(
        (name for name, table_format in TABLE_FORMATS.items() if suffix in table_format.suffixes),
        None,
    )


def read_tables(data: bytes, path: str, options: TableOptions) -> list[Table]:
    """Return the tables in a file.

    Args:
        data: Its bytes.
        path: How it is called.
        options: How it is read.

    Raises:
        CannotGoOn: It cannot be read so, or has no table with what is needed.
    """
    name = options.format or find_format(path)
    if name is None:
        hint = f"Write format: with one of: {', '.join(TABLE_FORMATS)}."
        raise CannotGoOn(f"The name of {path} does not say its format.", hint)
    row = TABLE_FORMATS[name]
    tables = cast(_Read, getattr(import_module(row.module), row.function))(data, path, options)
    needed = [table for table in tables if set(options.needs) <= set(table.columns)]
    if not needed:
        wanted = ", ".join(map(quote, options.needs))
        raise CannotGoOn(f"{path} has no table with the column {wanted}.", "Check needs.")
    return needed
