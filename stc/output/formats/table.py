"""Tables for a terminal, drawn by rich: a line a row, or whole texts as paragraphs."""

import io

from rich.console import Console, Group, RenderableType
from rich.segment import Segments
from rich.text import Text

from stc.output.formats.cells import format_context
from stc.output.formats.colours import QUIET
from stc.output.formats.fit import wrap
from stc.output.formats.look import Look, make_look
from stc.output.formats.paragraphs import draw_paragraphs
from stc.output.formats.rows import draw_rows, draw_whole
from stc.output.registry import Screen
from stc.text.drawing import fold_signs
from stc.text.escape import escape_control
from stc.views.view import Block, Details, Rewordings, Sentences, Table, View

_CUT = "Cut to the width of the screen; --wrap shows all."


def render(view: View, screen: Screen) -> str:
    """Return the text of a view for a screen, with colours only where it may have them."""
    paper = io.StringIO()
    console = Console(
        file=paper,
        width=screen.width,
        force_terminal=screen.colour,
        color_system="256" if screen.colour else None,
        no_color=not screen.colour,
        highlight=False,
        markup=False,
        emoji=False,
        legacy_windows=False,
    )
    if screen.is_terminal and view.glance:
        from stc.output.formats.glance import print_glance

        print_glance(view.glance, screen, console, view.context)
        return paper.getvalue()
    look, blocks, quiet = make_look(screen, view.context), view.blocks, ""
    if screen.is_terminal and view.context:
        from stc.output.formats.frame import build_frame
        from stc.output.formats.glance import print_glance

        head, blocks = build_frame(view, view.context)
        print_glance(head, screen, console, view.context)
        quiet = QUIET
    else:
        for position, line in enumerate(format_context(view.context)):
            console.print(Text(line, style="dim" if position else "bold"))
    if screen.is_ascii:
        blocks = tuple(map(_fold, blocks))
    is_cut = False
    for position, block in enumerate(blocks):
        if view.context or position:
            console.print()
        if isinstance(block, Table):
            is_cut |= _print_table(block, look, console, screen)
        else:
            console.print(_build(block, screen.width, quiet))
    if is_cut:
        console.print(Text(_CUT, style=QUIET))
    # Rich fills the last column with spaces; a pipe and a diff are better without.
    return "".join(f"{line.rstrip()}\n" for line in paper.getvalue().splitlines())


def _fold(block: Block) -> Block:
    """Return a block whose texts are in ASCII as far as stc writes them; a table has a look."""
    if isinstance(block, Sentences):
        return Sentences(tuple(map(fold_signs, block.lines)), fold_signs(block.heading))
    if isinstance(block, Details):
        entries = ((name, tuple(map(fold_signs, lines))) for name, lines in block.entries)
        return Details(fold_signs(block.heading), tuple(entries))
    if isinstance(block, Rewordings):
        reworded = (
            (name, tuple(piece._replace(text=fold_signs(piece.text)) for piece in pieces))
            for name, pieces in block.entries
        )
        return Rewordings(block.title, tuple(reworded))
    return block


def _print_table(table: Table, look: Look, console: Console, screen: Screen) -> bool:
    """Print a table, and return whether something of it is not shown."""
    table = table._replace(rows=tuple(table.rows))
    if table.title:
        console.print(Text(table.title, style="bold"))
    drawn = None
    if screen.layout == "whole":
        drawn = draw_whole(table, look, screen.width)
    elif screen.layout == "rows":
        drawn = draw_rows(table, look, screen.width)
    segments = drawn.segments if drawn else draw_paragraphs(table, look, screen.width)
    console.print(Segments(segments), crop=False)
    return drawn is not None and (drawn.is_cut or bool(drawn.left_out))


def _build(block: Block, width: int, quiet: str) -> RenderableType:
    """Build a block that is no table; what has no heading is quiet on a terminal."""
    if isinstance(block, Details):
        from stc.output.formats.grids import build_details

        return build_details(block)
    if isinstance(block, Rewordings):
        from stc.output.formats.grids import build_rewordings

        return build_rewordings(block)
    assert isinstance(block, Sentences)
    lines = map(escape_control, block.lines)
    if quiet and not block.heading:
        # Rich would leave spaces where it breaks a line, in front of the end of its colour.
        return Group(*(Text(part, quiet) for line in lines for part in wrap(line, width)))
    heading = [Text(block.heading, style="bold")] if block.heading else []
    return Group(*heading, *map(Text, lines))
