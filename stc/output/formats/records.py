"""A record a line: CSV, TSV and the ids alone."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any, Final

from stc.output.registry import Screen
from stc.text.lists import join_list
from stc.views.view import View

_LISTS: Final = (list, tuple)


def format_rows(view: View) -> Iterator[tuple[str, ...]]:
    """Yield a header and a row for every record; the last columns say as-of day and revision.

    An answer that is about no plan does not have these two, nor one whose columns were chosen.
    """
    context = None if view.is_chosen else view.context
    names = ("as_of", "plan_revision") if context else ()
    end = (context.as_of.isoformat(), context.revision or "") if context else ()
    yield (*view.fields, *names)
    for record in view.records:
        yield (*_format_record(record, view.fields), *end)


def _format_record(record: Mapping[str, Any], fields: tuple[str, ...]) -> tuple[str, ...]:
    # Most are texts: a call for each would take a third of the time of a long list.
    return tuple(
        [
            value if type(value) is str else "" if value is None else format_value(value)
            for value in map(record.__getitem__, fields)
        ]
    )


def format_value(value: Any) -> str:
    """Return a value as text: nothing is empty, days are ISO, lists as `join_list` has them."""
    kind = type(value)
    if kind is str:
        return str(value)
    if value is None:
        return ""
    if kind is bool:
        return "true" if value else "false"
    if isinstance(value, _LISTS):
        return join_list([text for item in value for text in _format_item(item)]) if value else ""
    if kind is int:
        return str(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return ", ".join(f"{key}: {format_value(inner)}" for key, inner in value.items())
    return str(value)


def _format_item(item: Any) -> tuple[str, ...]:
    """Return the text of an item of a list, and below it its own items, marked as such."""
    if type(item) is str:
        return (item,)
    if isinstance(item, Mapping) and item.keys() == {"text", "items"}:
        return (item["text"], *(f"- {text}" for text in item["items"]))
    return (format_value(item),)


def render_csv(view: View, screen: Screen) -> Iterator[str]:
    """Return the lines of the CSV of a view, with a header and CR LF at the line ends."""
    return format_csv(format_rows(view))


def format_csv(rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    """Return the lines of the CSV of rows of text."""
    import csv

    class Echo:
        def write(self, line: str) -> str:
            return line

    return map(csv.writer(Echo()).writerow, rows)


_ESCAPES = str.maketrans({"\\": r"\\", "\t": r"\t", "\n": r"\n", "\r": r"\r"})


def render_tsv(view: View, screen: Screen) -> Iterator[str]:
    """Return the lines of the TSV of a view, with a header."""
    return format_tsv(format_rows(view))


def format_tsv(rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    """Return the lines of the TSV of rows of text."""
    return (f"{_format_row(row)}\n" for row in rows)


def _format_row(row: tuple[str, ...]) -> str:
    # Nearly no cell needs an escape: all of them are asked at once.
    text = "".join(row)
    if text.isprintable() and "\\" not in text:
        return "\t".join(row)
    return "\t".join([cell.translate(_ESCAPES) for cell in row])


def render_ids(view: View, screen: Screen) -> str:
    """Return the ids of a view, one a line."""
    return "".join(f"{identifier}\n" for identifier in view.ids)
