"""Markdown for a comment on a pull request: marked, so that it can be found again, and cut."""

from collections.abc import Iterable
from typing import Final

from stc.output.formats.markdown import render_block, render_head
from stc.output.registry import Screen
from stc.views.view import Block, Cell, Details, Rewordings, Sentences, Table, View

LARGEST: Final = 64_000
"""In characters. GitHub takes 65,536."""
_SHORTER: Final = (4_000, 800, 160)
"""How many characters of a text are kept where there is no room for all texts."""


def render(view: View, screen: Screen, *, shorten: bool = False) -> str:
    """Return the Markdown of a view, of which GitHub shows all.

    Rows that have no room are left out and counted. With `shorten`, long texts are shortened
    first, which they say, so that no row is missing for its length.

    The first line is `<!-- stc diff -->`, from the schema of the view: it is not shown, and tells
    the comment to replace from all others.
    """
    head = f"<!-- {view.schema.rpartition('/')[0].replace('/', ' ')} -->\n{render_head(view)}"
    text, left_out = _fill(head, view.blocks)
    for most in _SHORTER if shorten else ():
        if left_out:
            text, left_out = _fill(head, [_shorten_block(block, most) for block in view.blocks])
    return f"{text}\nand {left_out:,} more\n" if left_out else text


def _fill(text: str, blocks: Iterable[Block]) -> tuple[str, int]:
    """Return a text with the rows of blocks that it has room for, and how many it has none for."""
    left_out = 0
    for block in blocks:
        head, rows = _part(block)
        added = ""
        for row in rows:
            more = f"{row}\n" if added else f"\n{head}{row}\n"
            if len(text) + len(added) + len(more) <= LARGEST:
                added += more
            else:
                left_out += 1
        text += added
    return text, left_out


def _shorten_block(block: Block, most: int) -> Block:
    """Return a block with at most this many characters of each text."""
    if isinstance(block, Table):
        rows = [tuple(_shorten_cell(cell, most) for cell in row) for row in block.rows]
        return block._replace(rows=rows)
    if isinstance(block, Sentences):
        return block._replace(lines=tuple(_shorten(line, most) for line in block.lines))
    if isinstance(block, Details):
        entries = (
            (name, tuple(_shorten(line, most) for line in lines)) for name, lines in block.entries
        )
        return block._replace(entries=tuple(entries))
    words = tuple(
        (name, tuple(piece._replace(text=_shorten(piece.text, most)) for piece in pieces))
        for name, pieces in block.entries
    )
    return block._replace(entries=words)


def _shorten_cell(cell: Cell, most: int) -> Cell:
    if isinstance(cell, tuple):
        return tuple(_shorten(part, most) for part in cell)
    return _shorten(cell, most) if isinstance(cell, str) else cell


def _shorten(text: str, most: int) -> str:
    """Return a text, or its beginning and how long it is."""
    if len(text) <= most:
        return text
    return f"{text[:most]} … (shortened: the text has {len(text):,} characters)"


def _part(block: Block) -> tuple[str, list[str]]:
    """Return the head of a block and its rows."""
    lines = render_block(block).split("\n")
    number = _count_rows(block, len(lines))
    first = len(lines) - number
    return "".join(f"{line}\n" for line in lines[:first]), lines[first:]


def _count_rows(block: Block, lines: int) -> int:
    if isinstance(block, Table):
        return len(block.rows)
    if isinstance(block, Sentences):
        return len(block.lines)
    return len(block.entries) if isinstance(block, Rewordings) else lines
