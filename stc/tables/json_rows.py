"""The rows in a JSON file: a list of objects, at its root or below some keys."""

import re
from collections.abc import Iterator
from typing import Any

from stc.errors import CannotGoOn
from stc.tables.table import Place, Row, Table, TableOptions, make_table, quote_name
from stc.tables.text import decode
from stc.text.nearest import quote

_DEEPEST = 32
_HALF = re.compile("[\\ud800-\\udfff]")


def read_json(data: bytes, path: str, options: TableOptions) -> list[Table]:
    """Return the table in a file.

    A column is a key; a value in an object below it has a name with a dot (`owner.name`), and
    so has a value beside the list above the rows. A list of texts is one text, a line each.

    Raises:
        CannotGoOn: It is not JSON, or there are no objects where the rows should be.
    """
    root = _parse(decode(data, path, options.encoding), path)
    keys = [key for key in re.split("[./]", options.rows or "") if key]
    objects = list(_find(root, keys, path, {}, ""))
    records = [dict(_flatten(record, "", path)) for record in objects]
    columns = tuple(dict.fromkeys(key for record in records for key in record))
    rows = [
        Row(number, tuple(record.get(column, "") for column in columns))
        for number, record in enumerate(records, 1)
    ]
    if not rows:
        raise CannotGoOn(f"{path} has no rows.", "Say where they are, such as rows: data.actions.")
    _refuse_halves(rows, path)
    return [make_table(path, rows, options._replace(header=columns), _name_item(path))]


def _refuse_halves(rows: list[Row], path: str) -> None:
    """Refuse half of a surrogate pair, which only an escape can bring and no file can hold."""
    for row in rows:
        if any(not cell.isascii() and _HALF.search(cell) for cell in row.cells):
            raise CannotGoOn(
                f"{path}, item {row.number}: a text has half of a character (\\uD800)."
            )


def _name_item(path: str) -> Place:
    def place(number: int, _: int, column: str) -> str:
        return f"{path}, item {number}" + (f", field {quote_name(column)}" if column else "")

    return place


def _parse(text: str, path: str) -> Any:
    import json

    try:
        # Numbers stay as they were published: 1.10 is no 1.1.
        return json.loads(text, parse_int=str, parse_float=str, parse_constant=str)
    except json.JSONDecodeError as error:
        where = f"{path}:{error.lineno}:{error.colno}"
        raise CannotGoOn(f"{where}: it is not JSON: {error.msg}.") from None
    except RecursionError:
        raise CannotGoOn(f"{path} has more than {_DEEPEST} levels.") from None


def _find(
    value: Any, keys: list[str], path: str, around: dict[str, Any], walked: str
) -> Iterator[dict[str, Any]]:
    """Yield the objects below some keys, each with the single values of those around it."""
    if isinstance(value, list):
        for item in value:
            yield from _find(item, keys, path, around, walked)
    elif not isinstance(value, dict):
        where = f"Below {quote(walked)}" if walked else "At its root"
        raise CannotGoOn(f"{path}: {where} there is no list of objects.", "Set rows: to the keys.")
    elif not keys:
        yield {**around, **value}
    else:
        if keys[0] not in value:
            known = ", ".join(map(quote, value)) or "none"
            raise CannotGoOn(f"{path}: there is no key {quote(keys[0])}; the keys are: {known}.")
        single = {
            f"{walked}.{key}" if walked else key: inner
            for key, inner in value.items()
            if key != keys[0] and not isinstance(inner, list | dict)
        }
        below = f"{walked}.{keys[0]}" if walked else keys[0]
        yield from _find(value[keys[0]], keys[1:], path, {**around, **single}, below)


def _flatten(value: dict[str, Any], prefix: str, path: str, depth: int = 1) -> Iterator[Any]:
    if depth > _DEEPEST:
        raise CannotGoOn(f"{path} has more than {_DEEPEST} levels.")
    for key, inner in value.items():
        if isinstance(inner, dict):
            yield from _flatten(inner, f"{prefix}{key}.", path, depth + 1)
        else:
            yield f"{prefix}{key}", _format(inner)


def _format(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if not isinstance(value, list):
        return str(value)
    if any(isinstance(inner, list | dict) for inner in value):
        import json

        return json.dumps(value, ensure_ascii=False)
    return "\n".join(map(_format, value))
