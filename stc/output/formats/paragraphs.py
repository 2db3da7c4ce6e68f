"""A table whose texts are whole: broken into lines, and on a narrow screen below each other."""

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from rich.segment import Segment

from stc.output.formats.cells import format_cell
from stc.output.formats.fit import measure, share, wrap
from stc.output.formats.look import Cells, Look
from stc.output.formats.rows import (
    GAP,
    HEAD,
    Drawn,
    find_style,
    join_columns,
    narrow_head,
    read_columns,
)
from stc.views.view import Cell, Kind, Table

_NARROW: Final = 60
_INDENT: Final = 2
_QUIET: Final = "dim"
_LEAST_STATUS: Final = 11
_LAYOUTS: Final[tuple[tuple[frozenset[Kind], int], ...]] = (
    (frozenset(), 36),
    (frozenset(("list",)), 28),
    (frozenset(("list", "bar")), 16),
)
"""What is not beside the other columns, and how wide a text is at least; tried in this order."""


class _Layout(NamedTuple):
    """The columns beside each other, the lists that go under a text, and which text that is."""

    shown: list[Drawn]
    below: list[Drawn]
    last: int


def draw_paragraphs(table: Table, look: Look, width: int) -> list[Segment]:
    """Return a table; where it does not fit, with less beside each other and more below."""
    columns = [narrow_head(column) for column in read_columns(table, look, _format)]
    layout = _fit(columns, width)
    if layout is None:
        return list(_stack(columns, look, width))
    lines = [_break(column) for column in layout.shown]
    for column in layout.below:
        for under, cell in zip(lines[layout.last], column.values, strict=True):
            text, room = look.fold(format_cell(cell)), layout.shown[layout.last].width
            under.extend((line, _QUIET) for line in wrap(text, room) if line)
    broken = [Cells([], []) for _ in lines]
    for row in zip(*lines, strict=True):
        high = max(map(len, row))
        for cells, shown in zip(broken, row, strict=True):
            filled = shown + [("", "")] * (high - len(shown))
            cells.texts.extend(text for text, _ in filled)
            cells.styles.extend(style for _, style in filled)
    drawn = [
        column._replace(cells=cells, sizes=list(map(measure, cells.texts)))
        for column, cells in zip(layout.shown, broken, strict=True)
    ]
    return list(join_columns(drawn, look, HEAD))


def _format(cell: Cell) -> str:
    """Return a cell as text; a list has a line for each of its parts, so that none is broken."""
    return "\n".join(map(format_cell, cell)) if isinstance(cell, tuple) else format_cell(cell)


def _fit(columns: Sequence[Drawn], width: int) -> _Layout | None:
    """Return the columns that fit beside each other, each with its width."""
    for left_out, text in _LAYOUTS if width >= _NARROW else ():
        shown = [column for column in columns if column.column.kind not in left_out]
        below = [column for column in columns if column.column.kind in left_out - {"bar"}]
        least = [_find_least(column, text) for column in shown]
        room = width - GAP * (len(shown) - 1)
        last = max((n for n, c in enumerate(shown) if c.column.kind == "text"), default=-1)
        if sum(least) > room or (below and last < 0):
            continue
        if below:
            titles = (shown[last].head[0], *(column.head[0].lower() for column in below))
            shown[last] = shown[last]._replace(head=[", ".join(titles)])
        wanted = [max(column.wanted, wide) for column, wide in zip(shown, least, strict=True)]
        widths = share(wanted, least, room)
        sized = [
            column._replace(width=wide, head=_break_text("\n".join(column.head), wide))
            for column, wide in zip(shown, widths, strict=True)
        ]
        return _Layout(sized, below, last)
    return None


def _find_least(column: Drawn, text: int) -> int:
    """Return the columns of the screen without which a column would be cut or hard to read."""
    least = {"text": text, "status": _LEAST_STATUS}.get(column.column.kind, column.widest)
    return max([min(least, column.widest), *map(measure, column.head)])


def _break(column: Drawn) -> list[list[tuple[str, str]]]:
    """Return the cells of a column, each as lines with their style."""
    return [
        [(line, style) for line in _break_text(text, column.width)]
        for text, style in zip(*column.cells, strict=True)
    ]


def _break_text(text: str, width: int) -> list[str]:
    return [line for part in text.split("\n") for line in wrap(part, width)]


def _stack(columns: Sequence[Drawn], look: Look, width: int) -> Iterator[Segment]:
    """Yield the rows as their first cell, and under it the others with their titles."""
    first, *others = columns
    room = max(width - _INDENT, 1)
    for row in range(len(first.values)):
        for line in wrap(first.cells.texts[row], width):
            yield from _write(line, first.cells.styles[row], look)
        for column in others:
            text = column.cells.texts[row].replace("\n", ", ")
            if not text:
                continue
            title = look.clean(column.column.title)
            label = f"{title}: " if title else ""
            for n, line in enumerate(wrap(f"{label}{text}", room)):
                yield Segment(" " * _INDENT)
                begun = label.rstrip() if not n and line.startswith(label.rstrip()) else ""
                yield from _write(begun, _QUIET, look, end="")
                yield from _write(line[len(begun) :], column.cells.styles[row], look)


def _write(text: str, style: str, look: Look, end: str = "\n") -> Iterator[Segment]:
    if text:
        yield Segment(text, find_style(style) if style and look.has_colour else None)
    if end:
        yield Segment(end)
