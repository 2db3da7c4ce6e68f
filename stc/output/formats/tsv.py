r"""TSV: one line a record; `\`, tab and line ends inside a text become `\\`, `\t`, `\n`, `\r`."""

from collections.abc import Iterable

from stc.output.formats.records import format_rows
from stc.output.registry import Screen
from stc.views.view import View

_ESCAPES = str.maketrans({"\\": r"\\", "\t": r"\t", "\n": r"\n", "\r": r"\r"})


def render(view: View, screen: Screen) -> str:
    """Return the TSV of a view, with a header."""
    return format_tsv(format_rows(view))


def format_tsv(rows: Iterable[tuple[str, ...]]) -> str:
    """Return the TSV of rows of text."""
    return "".join(f"{_format_row(row)}\n" for row in rows)


def _format_row(row: tuple[str, ...]) -> str:
    # Nearly no cell needs an escape: all of them are asked at once.
    text = "".join(row)
    if text.isprintable() and "\\" not in text:
        return "\t".join(row)
    return "\t".join([cell.translate(_ESCAPES) for cell in row])
