"""A table of a package: its columns, its keys, and its CSV."""

import csv
import io
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from hashlib import sha256
from typing import Any, NamedTuple

from stc.output.edition import Edition
from stc.output.formats.datapackage.columns import Column, describe_column
from stc.output.formats.records import format_value
from stc.plan.model import Plan

LINE_END = "\r\n"
Value = str | int | date | tuple[str, ...] | None
Row = tuple[Value, ...]


class Link(NamedTuple):
    """Columns whose values are found in columns of another table."""

    columns: tuple[str, ...]
    table: str
    found_in: tuple[str, ...]


class Table(NamedTuple):
    """A table of a package.

    Attributes:
        name: Its name; its file is that with `.csv`.
        description: What a row is.
        key: The columns that identify a row.
        find_rows: Return the rows of an edition, in order.
    """

    name: str
    title: str
    description: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    find_rows: Callable[[Edition], Iterable[Row]]
    links: tuple[Link, ...] = ()

    @property
    def path(self) -> str:
        """The name of its file."""
        return f"{self.name}.csv"

    def trim(self, plan: Plan) -> "Table":
        """Return the table without the columns that a plan does not use."""
        kept = [number for number, column in enumerate(self.columns) if column.is_used(plan)]
        if len(kept) == len(self.columns):
            return self

        def find_rows(edition: Edition) -> Iterator[Row]:
            return (tuple(row[number] for number in kept) for row in self.find_rows(edition))

        columns = tuple(self.columns[number] for number in kept)
        return self._replace(columns=columns, find_rows=find_rows)


def render_table(table: Table, edition: Edition) -> bytes:
    """Return the CSV of a table (RFC 4180, UTF-8, no byte order mark), with the plan's exact texts.

    What is missing is empty. No text of a plan is empty, so that nothing is lost by that.
    """
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator=LINE_END)
    writer.writerow([column.name for column in table.columns])
    for row in table.find_rows(edition):
        writer.writerow([_format(value) for value in row])
    return text.getvalue().encode("utf-8")


def _format(value: Value) -> str:
    if isinstance(value, tuple):
        import json

        return json.dumps(value, ensure_ascii=False)
    return format_value(value)


def describe_table(table: Table, data: bytes, plan: Plan) -> dict[str, Any]:
    """Return the Data Resource of a table whose CSV is these bytes."""
    return {
        "name": table.name,
        "type": "table",
        "path": table.path,
        "title": table.title,
        "description": table.description,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(data),
        "hash": f"sha256:{sha256(data).hexdigest()}",
        "dialect": {
            "header": True,
            "delimiter": ",",
            "lineTerminator": LINE_END,
            "quoteChar": '"',
            "doubleQuote": True,
            "skipInitialSpace": False,
        },
        "schema": _describe_schema(table, plan),
    }


def _describe_schema(table: Table, plan: Plan) -> dict[str, Any]:
    alone = table.key[0] if len(table.key) == 1 else ""
    fields = [describe_column(column, plan) for column in table.columns]
    for field in fields:
        if field["name"] == alone:
            field["constraints"] = {"required": True, "unique": True, **field["constraints"]}
    links = [
        {
            "fields": list(link.columns),
            "reference": {"resource": link.table, "fields": list(link.found_in)},
        }
        for link in table.links
    ]
    return {
        "fields": fields,
        "primaryKey": list(table.key),
        **({"foreignKeys": links} if links else {}),
        "missingValues": [""],
    }
