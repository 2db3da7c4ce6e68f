"""Markdown for a comment on a pull request: marked, so that it can be found again, and cut."""

from typing import Final

from stc.output.formats.markdown import render_block, render_head
from stc.output.registry import Screen
from stc.views.view import Block, Rewordings, Sentences, Table, View

LARGEST: Final = 64_000
"""In characters. GitHub takes 65,536."""


def render(view: View, screen: Screen) -> str:
    """Return the Markdown of a view; rows that have no room are left out and counted.

    The first line is `<!-- stc diff -->`, from the schema of the view: it is not shown, and tells
    the comment to replace from all others.
    """
    text = f"<!-- {view.schema.rpartition('/')[0].replace('/', ' ')} -->\n{render_head(view)}"
    left_out = 0
    for block in view.blocks:
        head, rows = _part(block)
        added = ""
        for row in rows:
            more = f"{row}\n" if added else f"\n{head}{row}\n"
            if len(text) + len(added) + len(more) <= LARGEST:
                added += more
            else:
                left_out += 1
        text += added
    return f"{text}\nand {left_out:,} more\n" if left_out else text


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
