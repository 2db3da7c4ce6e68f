"""A table as rows of one line each: cut to the width of a terminal, or whole in a pipe."""

from collections.abc import Callable, Iterator, Sequence
from functools import cache
from textwrap import wrap
from typing import Final, NamedTuple

from rich.segment import Segment
from rich.style import Style

from stc.output.formats.cells import format_cell
from stc.output.formats.colours import QUIET
from stc.output.formats.fit import cut, measure, measure_lines, share
from stc.output.formats.look import Cells, Look
from stc.text.drawing import RAIL
from stc.views.view import Cell, Column, Kind, Table

GAP: Final = 2
HEAD: Final = "bold underline"
_LISTS_FROM: Final = 100
"""From how many columns of the screen on lists are shown."""
_LEAST_LIST: Final = 18
_PART_OF_LISTS: Final = 4
"""A list that does not fit has this part of the screen."""
_EASY_TEXT: Final = 18
_LEAST_TEXT: Final = 5
_SPARED: Final[frozenset[Kind]] = frozenset(("status", "date"))
_RAILS: Final = f"{RAIL}-"


class Rows(NamedTuple):
    """A table that is drawn.

    Attributes:
        segments: Its lines.
        left_out: The heads of the columns for which there is no room.
        is_cut: A text is cut.
    """

    segments: list[Segment]
    left_out: tuple[str, ...] = ()
    is_cut: bool = False


class Drawn(NamedTuple):
    """A column that is drawn.

    Attributes:
        column: What it is.
        values: What its cells hold.
        cells: Their texts and styles.
        sizes: How many columns of the screen each text takes.
        head: The lines of its head.
        width: How many columns of the screen it has.
    """

    column: Column
    values: Sequence[Cell]
    cells: Cells
    sizes: list[int]
    head: list[str]
    width: int = 0

    @property
    def widest(self) -> int:
        """The columns of the screen that its widest cell takes."""
        return max(self.sizes, default=0)

    @property
    def wanted(self) -> int:
        """The columns of the screen that it fills."""
        return max(self.widest, *map(measure, self.head))


def draw_rows(table: Table, look: Look, width: int) -> Rows | None:
    """Return a table with a line a row; None where the screen is too narrow for its numbers."""
    columns = [narrow_head(column) for column in read_columns(table, look)]
    has_lists = table.is_chosen or width >= _LISTS_FROM
    shown = _fit(columns, width, has_lists=has_lists)
    if shown is None:
        return None
    drawn = [_cut(column, look) for column in shown]
    titles = {column.column.title for column in shown}
    left_out = (" ".join(column.head) for column in columns if column.column.title not in titles)
    is_cut = any(column.widest > column.width for column in shown)
    return Rows(list(join_columns(drawn, look, QUIET)), tuple(filter(None, left_out)), is_cut)


def draw_whole(table: Table, look: Look, width: int) -> Rows:
    """Return a table with a line a row and nothing cut, also where that is wider than a screen.

    Of a table that is wider, the widest column stands last: no line is longer than its words.
    """
    columns = [column._replace(width=column.wanted) for column in read_columns(table, look)]
    if _sum(columns) > width:
        widest = max(column.width for column in columns)
        columns.sort(key=lambda column: column.width == widest)
    return Rows(list(join_columns(columns, look, HEAD)))


def read_columns(
    table: Table, look: Look, write: Callable[[Cell], str] = format_cell
) -> list[Drawn]:
    """Return the columns of a table; `write` makes a visible text of a cell."""
    columns = []
    values = list(zip(*table.rows, strict=True)) or [()] * len(table.columns)
    for column, cells in zip(table.columns, values, strict=True):
        read = look.read(column, cells, write)
        sizes = list(map(measure_lines, read.texts))
        columns.append(Drawn(column, cells, read, sizes, [look.clean(column.title)]))
    status = next((other.cells for other in columns if other.column.kind == "status"), None)
    return [
        column._replace(cells=column.cells._replace(styles=status.styles))
        if status and look.has_signs and column.column.kind == "bar"
        else column
        for column in columns
    ]


def _sum(columns: Sequence[Drawn]) -> int:
    return sum(column.width for column in columns) + GAP * (len(columns) - 1)


def _fit(columns: list[Drawn], width: int, *, has_lists: bool) -> list[Drawn] | None:
    """Return the columns for which there is room, each with its width.

    Lists are left out first, then bars and what has no head. Where there is an id and a text, days
    and statuses follow: the words say most. Numbers are never left out.
    """
    shown = [column for column in columns if has_lists or column.column.kind != "list"]
    kinds = {column.column.kind for column in columns}
    spared = _SPARED if {"id", "text"} <= kinds else frozenset()
    for least in (_EASY_TEXT, _LEAST_TEXT):
        left = list(shown)
        while True:
            fitted = _share(left, least, width)
            if fitted:
                return fitted
            spare = _find_spare(left, spared if least == _LEAST_TEXT else frozenset())
            if spare is None:
                break
            left.pop(spare)
    return None


def _find_spare(columns: list[Drawn], kinds: frozenset[Kind]) -> int | None:
    """Return which column is left out next; None if none may be."""
    for accepts in (
        lambda column: column.kind == "list",
        lambda column: column.kind == "bar",
        lambda column: not column.title,
        lambda column: column.kind in kinds,
    ):
        found = [n for n in range(1, len(columns)) if accepts(columns[n].column)]
        if found:
            return found[-1]
    return None


def narrow_head(column: Drawn) -> Drawn:
    """Return a column whose head has several lines where its cells are narrow numbers."""
    if column.column.kind != "number" or not column.head[0]:
        return column
    title = column.head[0]
    widest = max(column.widest, *map(measure, title.split()))
    return column._replace(head=wrap(title, widest))


def _share(columns: list[Drawn], least: int, width: int) -> list[Drawn] | None:
    """Return the columns with their widths, or None where they do not fit."""
    limits = {"list": max(_LEAST_LIST, width // _PART_OF_LISTS)}
    wanted = [min(column.wanted, limits.get(column.column.kind, width)) for column in columns]
    leasts = {"text": least, "list": _LEAST_LIST}
    smallest = [
        min(wide, leasts.get(column.column.kind, wide))
        for wide, column in zip(wanted, columns, strict=True)
    ]
    room = width - GAP * (len(columns) - 1)
    if sum(smallest) > room:
        return None
    # Of several texts the last gives way first: what happened to a step says more than its words.
    texts = [n for n, column in enumerate(columns) if column.column.kind == "text"]
    for n in texts[:-1]:
        smallest[n] += min(wanted[n] - smallest[n], room - sum(smallest))
    widths = share(wanted, smallest, room)
    return [column._replace(width=wide) for column, wide in zip(columns, widths, strict=True)]


def _cut(column: Drawn, look: Look) -> Drawn:
    room = column.width
    heads = [cut(line, room, look.more) for line in column.head]
    if column.widest <= room:
        return column._replace(head=heads)
    texts = [
        text if size <= room else _cut_cell(cell, text, room, look)
        for cell, text, size in zip(column.values, column.cells.texts, column.sizes, strict=True)
    ]
    cells = column.cells._replace(texts=texts)
    return column._replace(head=heads, cells=cells, sizes=list(map(measure, texts)))


def _cut_cell(cell: Cell, text: str, room: int, look: Look) -> str:
    """Return a text that is cut; of a list its first part and how many more there are."""
    if not isinstance(cell, tuple) or len(cell) < 2:
        return cut(text, room, look.more)
    rest = f" and {len(cell) - 1:,} more"
    return cut(cut(look.clean(cell[0]), max(room - len(rest), 1), look.more) + rest, room)


def join_columns(columns: Sequence[Drawn], look: Look, style: str) -> Iterator[Segment]:
    """Yield the lines of columns that stand beside each other, their heads first."""
    high = max(len(column.head) for column in columns)
    heads = []
    for column in columns:
        texts = [""] * (high - len(column.head)) + column.head
        cells = Cells(texts, [style] * high)
        heads.append(column._replace(cells=cells, sizes=list(map(measure, texts))))
    for part in (heads, columns):
        padded = list(map(_pad, part))
        if look.has_colour:
            yield from _paint(part, padded)
        else:
            lines = map((" " * GAP).join, zip(*padded, strict=True))
            yield Segment("".join(f"{line.rstrip()}\n" for line in lines))


def _pad(column: Drawn) -> list[str]:
    """Return the texts of a column filled up with spaces, before them if they are numbers."""
    pairs = zip(column.cells.texts, column.sizes, strict=True)
    if column.column.kind == "number":
        return [" " * (column.width - size) + text for text, size in pairs]
    return [text + " " * (column.width - size) for text, size in pairs]


def _paint(columns: Sequence[Drawn], padded: list[list[str]]) -> Iterator[Segment]:
    styles = [column.cells.styles for column in columns]
    are_bars = [column.column.kind == "bar" for column in columns]
    for row in zip(zip(*padded, strict=True), zip(*styles, strict=True), strict=True):
        plain = ""
        for text, style, is_bar in zip(*row, are_bars, strict=True):
            shown = text.rstrip() if style else ""
            if shown:
                full = shown.rstrip(_RAILS) if is_bar else shown
                yield Segment(plain)
                yield Segment(full, find_style(style))
                if full != shown:
                    yield Segment(shown[len(full) :], find_style(QUIET))
                plain = text[len(shown) :] + " " * GAP
            else:
                plain += text + " " * GAP
        yield Segment(f"{plain.rstrip()}\n")


@cache
def find_style(name: str) -> Style:
    """Return a style by its name."""
    return Style.parse(name)
