r"""TSV: one line a record; `\`, tab and line ends inside a text become `\\`, `\t`, `\n`, `\r`."""

from collections.abc import Iterable

from stc.render.formats import Screen
from stc.render.records import spell_rows
from stc.views.view import View

_ESCAPES = str.maketrans({"\\": r"\\", "\t": r"\t", "\n": r"\n", "\r": r"\r"})


def render(view: View, screen: Screen) -> str:
    """Gives the TSV of a view, with a header."""
    return spell_tsv(spell_rows(view))


def spell_tsv(rows: Iterable[tuple[str, ...]]) -> str:
    """Gives the TSV of rows of text."""
    lines = ("\t".join([_escape(cell) for cell in row]) for row in rows)
    return "".join(f"{line}\n" for line in lines)


def _escape(cell: str) -> str:
    # Nearly every cell is asked whether it needs any, which takes a fifth of the time.
    return cell if cell.isprintable() and "\\" not in cell else cell.translate(_ESCAPES)
