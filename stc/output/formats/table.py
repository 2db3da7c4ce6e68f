"""Tables for a terminal, drawn by rich; a narrow one gets the cells below each other."""

import io
from textwrap import wrap

from rich.cells import cell_len
from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table as RichTable
from rich.text import Text

from stc.output.formats.cells import format_cell, format_context
from stc.output.formats.glance import Pen
from stc.output.registry import Screen
from stc.plan.vocabulary import DEFAULT, Vocabulary
from stc.text.escape import escape_control
from stc.text.typography import Piece
from stc.views.glance import Paragraph
from stc.views.view import Block, Cell, Column, Details, Kind, Rewordings, Table, View

_NARROW = 60
_GAP = 2
_PIECE_STYLES = {"-": ("[-", "-]", "red"), "+": ("{+", "+}", "green")}
_NEVER_CUT: frozenset[Kind] = frozenset(("id", "date", "number", "bar"))


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
        pen = Pen(screen, console, view.context)
        for position, shown in enumerate(view.glance):
            if position and not (isinstance(shown, Paragraph) and shown.is_strong):
                console.print()
            for drawn in pen.draw(shown):
                drawn.rstrip()
                console.print(drawn, no_wrap=True, overflow="crop")
        return paper.getvalue()
    sentence = format_context(view.context)
    for position, line in enumerate(sentence):
        console.print(Text(line, style="dim" if position else "bold"))
    words = view.context.vocabulary if view.context else DEFAULT
    for position, block in enumerate(view.blocks):
        if sentence or position:
            console.print()
        console.print(_build(block, screen.width, words))
    # Rich fills the last column with spaces; a pipe and a diff are better without.
    return "".join(f"{line.rstrip()}\n" for line in paper.getvalue().splitlines())


def _build(block: Block, width: int, words: Vocabulary) -> RenderableType:
    if isinstance(block, Table):
        return _build_table(block._replace(rows=tuple(block.rows)), width, words)
    if isinstance(block, Details):
        return _build_details(block)
    if isinstance(block, Rewordings):
        return _build_rewordings(block)
    heading = [Text(block.heading, style="bold")] if block.heading else []
    return Group(*heading, *(Text(escape_control(line)) for line in block.lines))


def _build_table(table: Table, width: int, words: Vocabulary) -> RenderableType:
    """Build a table; where it does not fit, with less beside each other and more below."""
    bars, lists = (_find(table, kind) for kind in ("bar", "list"))
    for left_out, text in (([], 36), (lists, 28), ([*bars, *lists], 16)):
        shown = [n for n in range(len(table.columns)) if n not in left_out]
        least = {n: _least_width(table, n, text) for n in shown}
        if width >= _NARROW and sum(least.values()) + _GAP * (len(shown) - 1) <= width:
            below = [n for n in lists if n in left_out]
            return _build_columns(table, least, below, width, words)
    return _build_stack(table, words)


def _find(table: Table, kind: Kind) -> list[int]:
    return [n for n, column in enumerate(table.columns) if column.kind == kind]


def _build_columns(
    table: Table, least: dict[int, int], below: list[int], width: int, words: Vocabulary
) -> RenderableType:
    """Build the columns that have a least width; the lists `below` go under their row's text."""
    drawn = RichTable(
        box=None, pad_edge=False, padding=(0, _GAP, 0, 0), header_style="bold underline"
    )
    texts = [n for n in least if table.columns[n].kind == "text"]
    under = {n: below if n in texts[-1:] else [] for n in least}
    heads = {
        n: ", ".join([_head(table, n), *(table.columns[m].title.lower() for m in under[n])])
        for n in least
    }
    room = width - sum(least.values()) - _GAP * (len(least) - 1) + sum(least[n] for n in texts[-1:])
    rows: list[dict[int, Text]] = []
    for row in table.rows:
        cells = {
            n: _style(table.columns[n], _format(table.columns[n], row[n]), words) for n in least
        }
        for n in below:
            if row[n] and texts:
                cells[texts[-1]].append(f"\n{_fit(row[n], room)}", style="dim")
        rows.append(cells)
    wanted = {
        n: max([least[n], _measure(heads[n]), *(_measure(row[n].plain) for row in rows)])
        for n in least
    }
    fixed = _fix_widths(least, wanted, width - _GAP * (len(least) - 1))
    for n, least_width in least.items():
        column = table.columns[n]
        drawn.add_column(
            Text(heads[n]),
            justify="right" if column.kind == "number" else "left",
            no_wrap=column.kind in _NEVER_CUT,
            overflow="fold",
            width=fixed.get(n),
            min_width=least_width,
        )
    for cells in rows:
        drawn.add_row(*cells.values())
    return Group(Text(table.title, style="bold"), drawn) if table.title else drawn


def _fix_widths(least: dict[int, int], wanted: dict[int, int], width: int) -> dict[int, int]:
    """Return the columns that must have their least width for all of them to fit.

    Rich takes from the widest columns until a table fits, also below the least width of a column;
    what then does not fit is cut off.
    """
    fixed: dict[int, int] = {}
    while True:
        free = {n: wanted[n] for n in least if n not in fixed}
        level = _find_level(sorted(free.values()), width - sum(fixed.values()))
        short = {n: least[n] for n in free if min(free[n], level) < least[n]}
        if not short:
            return fixed
        fixed |= short


def _find_level(widths: list[int], room: int) -> int:
    """Return the most that a column may have so that all fit; the widths are in order."""
    for position, width in enumerate(widths):
        level = room // (len(widths) - position)
        if width > level:
            return level
        room -= width
    return max(widths, default=0)


def _measure(text: str) -> int:
    """Return how many columns of the screen a text takes, by its longest line."""
    return max(map(cell_len, text.split("\n")))


def _fit(cell: Cell, room: int) -> str:
    """Return a list on one line: the parts that fit, the first in any case, and `+2` for more."""
    if not isinstance(cell, tuple):
        return format_cell(cell)
    for shown in range(len(cell), 1, -1):
        text = format_cell(cell[:shown]) + _count_more(len(cell) - shown)
        if cell_len(text) <= room:
            return text
    return format_cell(cell[:1]) + _count_more(len(cell) - 1)


def _count_more(number: int) -> str:
    return f" +{number:,}" if number else ""


def _format(column: Column, cell: Cell) -> str:
    """Return a cell as text; a list has a line for each of its parts, so that none is broken."""
    if column.kind in ("list", "text") and isinstance(cell, tuple):
        return "\n".join(format_cell(part) for part in cell)
    return format_cell(cell)


def _head(table: Table, n: int) -> str:
    """Return the head of a column, on several lines where its cells are narrow numbers."""
    title = table.columns[n].title
    if table.columns[n].kind != "number":
        return title
    widest = max([*map(len, title.split()), *(len(format_cell(row[n])) for row in table.rows)])
    return "\n".join(wrap(title, widest))


def _least_width(table: Table, n: int, text: int) -> int:
    """Return the columns without which a column of the table would be cut or hard to read."""
    column, head = table.columns[n], max(map(len, _head(table, n).split("\n")))
    if column.kind in _NEVER_CUT:
        return max([head, *(len(format_cell(row[n])) for row in table.rows)])
    if column.kind == "list":
        parts = [part for row in table.rows for part in _format(column, row[n]).split("\n")]
        return max([head, *map(cell_len, parts)])
    return max(head, 11 if column.kind == "status" else min(text, _longest(table, n)))


def _longest(table: Table, n: int) -> int:
    return max((cell_len(format_cell(row[n])) for row in table.rows), default=0)


def _style(column: Column, text: str, words: Vocabulary) -> Text:
    if column.kind == "id":
        return Text(text, style="bold")
    if column.kind == "status":
        status = words.find_begun(text)
        name = status.name if status else text.partition(", ")[0]
        shown = Text(name, style=status.look.colour if status else "")
        return shown.append(text.removeprefix(name), style="red")
    return Text(text)


def _build_stack(table: Table, words: Vocabulary) -> RenderableType:
    parts: list[RenderableType] = [Text(table.title, style="bold")] if table.title else []
    for row in table.rows:
        (first, name), *rest = zip(table.columns, row, strict=True)
        parts.append(_style(first, format_cell(name), words))
        for column, cell in rest:
            text = format_cell(cell)
            if text:
                label = Text(f"{column.title}: " if column.title else "", style="dim")
                parts.append(Padding(label + _style(column, text, words), (0, 0, 0, 2)))
    return Group(*parts)


def _build_details(details: Details) -> RenderableType:
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


def _build_rewordings(block: Rewordings) -> RenderableType:
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
