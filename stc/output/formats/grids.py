"""Named values and reworded texts, as grids of rich."""

from typing import Final

from rich.console import Group, RenderableType
from rich.table import Table as RichTable
from rich.text import Text

from stc.text.escape import escape_control
from stc.text.typography import Piece
from stc.views.view import Details, Rewordings

_PIECE_STYLES: Final = {"-": ("[-", "-]", "red"), "+": ("{+", "+}", "green")}


def build_details(details: Details) -> RenderableType:
    """Build the values of a thing beside their names."""
    grid = RichTable.grid(padding=(0, 2, 0, 2))
    grid.add_column(no_wrap=True)
    grid.add_column(overflow="fold")
    for name, lines in details.entries:
        grid.add_row(Text(name, style="dim"), Group(*(_build_line(line) for line in lines)))
    return Group(Text(escape_control(details.heading), style="bold"), grid)


def _build_line(line: str) -> RenderableType:
    text = line.lstrip(" ")
    bullet = "- " if text.startswith("- ") else ""
    if not bullet:
        return Text(escape_control(line, keep_newlines=False))
    grid = RichTable.grid()
    grid.add_column(no_wrap=True)
    grid.add_column(overflow="fold")
    grid.add_row(" " * (len(line) - len(text)) + bullet, Text(escape_control(text[len(bullet) :])))
    return grid


def build_rewordings(block: Rewordings) -> RenderableType:
    """Build texts that were reworded beside what each belongs to."""
    grid = RichTable.grid(padding=(0, 2, 0, 0))
    grid.add_column(no_wrap=True)
    grid.add_column(overflow="fold")
    for name, pieces in block.entries:
        grid.add_row(Text(escape_control(name), style="bold"), _build_pieces(pieces))
    return Group(Text(block.title, style="bold"), grid)


def _build_pieces(pieces: tuple[Piece, ...]) -> Text:
    """Build words as `git diff --word-diff` does: `[-old-] {+new+}`, and in colour."""
    drawn = Text()
    for position, piece in enumerate(pieces):
        start, end, style = _PIECE_STYLES.get(piece.mark, ("", "", ""))
        drawn.append(" " if position else "")
        drawn.append(f"{start}{escape_control(piece.text)}{end}", style=style)
    return drawn
