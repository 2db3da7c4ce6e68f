"""The formats an edition can be written in, each imported only when it is asked for."""

from collections.abc import Callable
from datetime import timedelta
from importlib import import_module
from typing import NamedTuple, cast

from stc.output.detect_format import (
    is_calendar,
    is_csv,
    is_json,
    is_jsonl,
    is_markdown,
    is_tsv,
    is_workbook,
)
from stc.output.edition import Edition


class ExportOptions(NamedTuple):
    """How an export is written.

    Attributes:
        long: One row per step and department, in tables that can be tidy in two ways.
        excel: Made for a spreadsheet: a byte order mark, and no cell that would run.
        updates: The updates of departments in place of the steps.
        columns: The names of the columns; none for all.
        alarm: How long before a deadline a calendar reminds; None for no alarm.
        base_url: Where the site is published, for the links to its pages; None if not known.
    """

    long: bool = False
    excel: bool = False
    alarm: timedelta | None = None
    updates: bool = False
    base_url: str | None = None
    columns: tuple[str, ...] = ()


class Export(NamedTuple):
    """A format that is one file.

    Attributes:
        is_ours: Return whether bytes are such a file that stc exported, now or before.
        module: The module that renders it.
        suffix: How the name of such a file ends, with its dot.
        media_type: Its registered media type.
        title: What it is, for people, such as `CSV`.
        function: The function of the module that gives the bytes.
        is_text: It is UTF-8 text, which a terminal can show.
    """

    is_ours: Callable[[bytes], bool]
    module: str
    suffix: str
    media_type: str
    title: str
    function: str = "render"
    is_text: bool = True


_WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
EXPORTS = {
    "csv": Export(is_csv, "stc.output.formats.delimited", ".csv", "text/csv", "CSV", "render_csv"),
    "tsv": Export(
        is_tsv,
        "stc.output.formats.delimited",
        ".tsv",
        "text/tab-separated-values",
        "TSV",
        "render_tsv",
    ),
    "json": Export(is_json, "stc.output.formats.json_lines", ".json", "application/json", "JSON"),
    "jsonl": Export(
        is_jsonl,
        "stc.output.formats.json_lines",
        ".jsonl",
        "application/jsonl",
        "JSON Lines",
        "render_lines",
    ),
    "md": Export(
        is_markdown, "stc.output.formats.markdown_page", ".md", "text/markdown", "Markdown"
    ),
    "xlsx": Export(
        is_workbook,
        "stc.output.formats.xlsx.book",
        ".xlsx",
        _WORKBOOK,
        "Excel workbook",
        is_text=False,
    ),
    "ics": Export(
        is_calendar, "stc.output.formats.ics.deadlines", ".ics", "text/calendar", "iCalendar"
    ),
}
_PLAIN = ExportOptions()


def render_export(name: str, edition: Edition, options: ExportOptions = _PLAIN) -> bytes:
    """Return the bytes of an edition in a format; the same edition gives the same bytes.

    Args:
        name: A key of `EXPORTS`.
        edition: What is published.
        options: How; what a format has no use for is ignored.
    """
    export = EXPORTS[name]
    render = getattr(import_module(export.module), export.function)
    return cast(Callable[[Edition, ExportOptions], bytes], render)(edition, options)
