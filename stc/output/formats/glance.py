"""What a person sees at a glance, drawn as lines of a terminal."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from rich.cells import cell_len, set_cell_size
from rich.console import Console
from rich.segment import Segments
from rich.text import Text

from stc.output.formats.cells import format_filter
from stc.output.formats.colours import QUIET, colour_id, find_colour
from stc.output.formats.look import make_look
from stc.output.formats.paragraphs import draw_paragraphs
from stc.output.formats.rows import draw_rows
from stc.output.formats.strip import Piece, draw_strip
from stc.output.registry import Screen
from stc.plan.periods import format_month, format_short_day
from stc.plan.vocabulary import DEFAULT
from stc.text.drawing import draw_sparkline, thin_values
from stc.views.glance import (
    GlanceBlock,
    Happenings,
    Head,
    Paragraph,
    Phrase,
    Sparklines,
    StatusLine,
    Texts,
)
from stc.views.strip import Strip
from stc.views.view import Context, Details, Table

Line = list[Text]
_STRIP: Final = {"kept": "done", "out": "mute", "": "mute"}
"""The hues of a strip whose parts are not called like them."""
_LEAST_LINE: Final = 8
_LEAST_TEXT: Final = 20
_GAP: Final = 2
_INDENT: Final = 4


def print_glance(
    glance: Iterable[GlanceBlock], screen: Screen, console: Console, context: Context | None
) -> None:
    """Print blocks below each other, an empty line between them but before a strong sentence."""
    pen = Pen(screen, console, context)
    for position, block in enumerate(glance):
        if position and not (isinstance(block, Paragraph) and block.is_strong):
            console.print()
        for drawn in pen.draw(block):
            if isinstance(drawn, Text):
                drawn.rstrip()
            console.print(drawn, no_wrap=True, overflow="crop", crop=False)


class Pen:
    """Draws blocks on a screen."""

    def __init__(self, screen: Screen, console: Console, context: Context | None) -> None:
        """Accept the screen, what draws on it, and what the answer says about itself."""
        self._width = screen.width
        self._look = make_look(screen, context)
        self._console = console
        self._words = context.vocabulary if context else DEFAULT
        self._narrowed = format_filter(context.filter) if context else ""

    def draw(self, block: GlanceBlock) -> Iterator[Text | Segments]:
        """Yield the lines of a block, none of them wider than the screen."""
        if isinstance(block, Head):
            yield from self._draw_head(block)
            if self._narrowed:
                yield from self._wrap(Text(self.clean(f"Only {self._narrowed}."), QUIET))
        elif isinstance(block, Paragraph):
            yield from self._wrap(self._write(block.phrases, "bold" if block.is_strong else ""))
        elif isinstance(block, Texts):
            for text in block.lines:
                yield from self._draw_text(text)
        elif isinstance(block, StatusLine):
            said = Text.assemble(self.name_status(block.status), self._write(block.phrases))
            yield from self._wrap(said)
        elif isinstance(block, Sparklines):
            yield from self._draw_sparklines(block)
        elif isinstance(block, Strip):
            drawn = draw_strip(block, self._width)
            yield self._join(drawn.line)
            yield Text(self.clean("".join(piece.letters for piece in drawn.words)), QUIET)
        elif isinstance(block, Happenings):
            yield from self._draw_happenings(block)
        elif isinstance(block, Table):
            yield from self._draw_table(block)
        elif isinstance(block, Details):
            yield from self._draw_details(block)
        else:
            for line in block.lines:
                yield from self._wrap(Text(self.clean(line), style=QUIET))

    def clean(self, text: str) -> str:
        """Return a text on one line, as the screen can show it."""
        return self._look.clean(text)

    def name_status(self, name: str) -> Text:
        """Return a status as its sign and its name, in its colour."""
        return Text(*self._look.name_status(name))

    def _write(self, phrases: tuple[Phrase, ...], style: str = "") -> Text:
        written = Text(style=style)
        for phrase in phrases:
            written.append(self.clean(phrase.text), self._find_style(phrase))
        return written

    def _find_style(self, phrase: Phrase) -> str:
        if phrase.hue == "id":
            return colour_id(phrase.text, self._look.sections)
        return find_colour(phrase.hue, self._words)

    def _draw_text(self, text: str) -> Iterator[Text]:
        begin = "- " if text.startswith("- ") else ""
        for line in self._wrap(Text(self.clean(text.removeprefix(begin))), len(begin)):
            yield Text(begin) + line
            begin = " " * len(begin)

    def _wrap(self, text: Text, indent: int = 0) -> Iterator[Text]:
        width = max(self._width - indent, 1)
        yield from text.wrap(self._console, width, tab_size=1)

    def _draw_head(self, head: Head) -> Iterator[Text]:
        day = f"as of {format_short_day(head.day)}"
        left = self._write(head.phrases, "bold" if head.is_strong else "")
        style = "bold" if head.is_strong else QUIET
        room = self._width - cell_len(day) - _GAP
        if room < _LEAST_TEXT:
            self._cut(left, self._width)
            yield from (left, Text(day, style))
            return
        self._cut(left, room)
        left.pad_right(self._width - cell_len(day) - left.cell_len)
        yield left + Text(day, style)

    def _draw_sparklines(self, block: Sparklines) -> Iterator[Text]:
        lines = [(line, [f"{value:,}" for value in line.values]) for line in block.lines]
        label = max(cell_len(self.clean(line.label)) for line, _ in lines)
        begin = 0 if block.is_on_one_scale else max(len(said[0]) for _, said in lines)
        end = max(len(said[-1]) for _, said in lines)
        highest = max(max(line.values) for line, _ in lines) if block.is_on_one_scale else None
        room = self._width - label - begin - end - 4 * _GAP - len("highest ") - end
        for line, said in lines:
            colour = find_colour(line.hue, self._words)
            values = thin_values(line.values, max(room, _LEAST_LINE))
            drawn = self.clean(draw_sparkline(values, highest))
            text = Text.assemble(
                (set_cell_size(self.clean(line.label), label), colour),
                "  ",
                f"{said[0]:>{begin}}  " if begin else "",
                (drawn, colour),
                "  ",
                (f"{said[-1]:>{end}}", f"bold {colour}"),
                "  ",
                self._write(line.note),
            )
            self._cut(text, self._width)
            yield text
        if not block.is_on_one_scale:
            months = format_month(block.first), format_month(block.last)
            wide = label + begin + 2 * _GAP
            long = len(thin_values(lines[0][0].values, max(room, _LEAST_LINE)))
            if len(months[0]) + len(months[1]) + 1 <= long:
                axis = months[0] + months[1].rjust(long - len(months[0]))
            else:
                axis = f"{months[0]} to {months[1]}"
            yield Text(f"{' ' * wide}{axis}"[: self._width], style=QUIET)

    def _draw_happenings(self, block: Happenings) -> Iterator[Text]:
        days = max(len(row.day) for row in block.rows)
        tags = max(cell_len(row.tag) for row in block.rows)
        for row in block.rows:
            begin = Text.assemble(
                (f"{row.day:{days}}", QUIET),
                "  ",
                (set_cell_size(row.tag, tags), find_colour(row.hue, self._words)),
                "  ",
            )
            yield from self._draw_beside(begin, (row.words,))

    def _draw_beside(self, begin: Text, texts: Sequence[str]) -> Iterator[Text]:
        """Yield texts behind a beginning, or below it where that leaves them little room."""
        indent = begin.cell_len
        if indent > self._width // 2:
            yield from self._wrap(begin)
            indent = _INDENT
            begin = Text(" " * indent)
        for text in texts:
            for line in self._wrap(Text(self.clean(text)), indent):
                yield begin + line
                begin = Text(" " * indent)

    def _draw_table(self, table: Table) -> Iterator[Segments]:
        heads = (column._replace(title=self._head(column.title)) for column in table.columns)
        table = table._replace(columns=tuple(heads), rows=tuple(table.rows))
        drawn = draw_rows(table, self._look, self._width)
        yield Segments(drawn.segments if drawn else draw_paragraphs(table, self._look, self._width))

    def _head(self, title: str) -> str:
        return self.clean(self._words.head(title))

    def _cut(self, text: Text, width: int) -> None:
        """Cut a text that is too wide, at a word where one ends in its second half."""
        if text.cell_len <= width:
            return
        more = self.clean("…")
        text.truncate(width - len(more))
        begun = text.plain.rfind(" ")
        if begun > width // 2:
            text.right_crop(len(text.plain) - begun)
        text.append(more)

    def _draw_details(self, details: Details) -> Iterator[Text]:
        names = max(cell_len(self._head(name)) for name, _ in details.entries)
        for name, lines in details.entries:
            head = set_cell_size(self._head(name), names)
            begin = Text.assemble((head, QUIET), " " * _GAP)
            yield from self._draw_beside(begin, lines)

    def _join(self, pieces: tuple[Piece, ...]) -> Text:
        joined = Text()
        for piece in pieces:
            hue = _STRIP.get(piece.kind, piece.kind)
            style = "bold" if hue in ("today", "promised") else find_colour(hue, self._words)
            joined.append(self.clean(piece.letters), style)
        return joined
