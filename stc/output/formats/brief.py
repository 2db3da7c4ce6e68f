"""An answer in a few lines, for the log of a CI job: its sentences, and the ids of its tables."""

from collections.abc import Iterator
from typing import Final

from stc.output.ci.logs import quiet_text
from stc.output.formats.cells import format_cell
from stc.output.registry import Screen
from stc.text.escape import escape_control
from stc.views.view import Block, Rewordings, Sentences, Table, View

MOST: Final = 20
"""The most names of a table that are listed."""
WIDEST: Final = 1_000
"""How many characters a line may have."""


def render(view: View, screen: Screen) -> str:
    """Return the sentences of a view and a line for each table, none of which is a command."""
    lines = (escape_control(line) for block in view.blocks for line in _describe(block))
    cut = (line if len(line) <= WIDEST else f"{line[:WIDEST]}..." for line in lines)
    return "".join(f"{quiet_text(line)}\n" for line in cut)


def _describe(block: Block) -> Iterator[str]:
    if isinstance(block, Sentences):
        yield from block.lines
    elif isinstance(block, Table):
        yield f"{block.title}: {_list([format_cell(row[0]) for row in block.rows])}."
    elif isinstance(block, Rewordings):
        yield f"{block.title}: {_list([name for name, _ in block.entries])}."


def _list(names: list[str]) -> str:
    more = f" and {len(names) - MOST:,} more" if len(names) > MOST else ""
    return ", ".join(names[:MOST]) + more
