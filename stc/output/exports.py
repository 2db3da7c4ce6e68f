"""The formats an edition can be written in, each imported only when it is asked for."""

from collections.abc import Callable
from datetime import timedelta
from importlib import import_module
from typing import NamedTuple, cast

from stc.output.edition import Edition


class ExportOptions(NamedTuple):
    """How an export is written.

    Attributes:
        long: One row a step and department, in tables that can be tidy in two ways.
        excel: Made for a spreadsheet: a byte order mark, and no cell that would run.
        alarm: How long before a deadline a calendar reminds; None for no alarm.
    """

    long: bool = False
    excel: bool = False
    alarm: timedelta | None = None


class Export(NamedTuple):
    """A format that is one file.

    Attributes:
        module: The module that renders it.
        suffix: How the name of such a file ends, with its dot.
        media_type: Its registered media type.
        title: What it is, for people, such as `CSV`.
        function: The function of the module that gives the bytes.
        is_text: It is UTF-8 text, which a terminal can show.
    """

    module: str
    suffix: str
    media_type: str
    title: str
    function: str = "render"
    is_text: bool = True


_WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
EXPORTS = {
    "csv": Export("stc.output.formats.delimited", ".csv", "text/csv", "CSV", "render_csv"),
    "tsv": Export(
        "stc.output.formats.delimited", ".tsv", "text/tab-separated-values", "TSV", "render_tsv"
    ),
    "json": Export("stc.output.formats.json_lines", ".json", "application/json", "JSON"),
    "jsonl": Export(
        "stc.output.formats.json_lines", ".jsonl", "application/jsonl", "JSON Lines", "render_lines"
    ),
    "md": Export("stc.output.formats.markdown_page", ".md", "text/markdown", "Markdown"),
    "xlsx": Export(
        "stc.output.formats.xlsx.book", ".xlsx", _WORKBOOK, "Excel workbook", is_text=False
    ),
    "ics": Export("stc.output.formats.ics.deadlines", ".ics", "text/calendar", "iCalendar"),
}
_PLAIN = ExportOptions()


def render_export(name: str, edition: Edition, options: ExportOptions = _PLAIN) -> bytes:
    """Gives the bytes of an edition in a format; the same edition gives the same bytes.

    Args:
        name: A key of `EXPORTS`.
        edition: What is published.
        options: How; what a format has no use for is ignored.
    """
    export = EXPORTS[name]
    render = getattr(import_module(export.module), export.function)
    return cast(Callable[[Edition, ExportOptions], bytes], render)(edition, options)
