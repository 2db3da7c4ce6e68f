"""CSV (RFC 4180): one row a record, every field, texts exactly as in the plan."""

import csv
import io

from stc.output.formats.records import format_rows
from stc.output.registry import Screen
from stc.views.view import View


def render(view: View, screen: Screen) -> str:
    """Return the CSV of a view, with a header and CR LF at the line ends."""
    text = io.StringIO()
    csv.writer(text).writerows(format_rows(view))
    return text.getvalue()
