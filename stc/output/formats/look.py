"""How the cells of a table look on a terminal: their words, their signs and their colours."""

from collections.abc import Callable, Sequence
from typing import Final, NamedTuple

from stc.output.formats.cells import format_cell
from stc.output.formats.colours import QUIET, colour_id, find_colour
from stc.output.registry import Screen
from stc.plan.vocabulary import DEFAULT, Vocabulary
from stc.text.drawing import fold_signs
from stc.text.escape import escape_control
from stc.views.view import Cell, Column, Context

_LATE: Final = "red"


class Cells(NamedTuple):
    """The cells of a column: their texts, and the style of each."""

    texts: list[str]
    styles: list[str]


class Look(NamedTuple):
    """What cells are written with.

    Attributes:
        words: The words of the plan.
        sections: The ids of its sections, in its order.
        is_ascii: Signs are written in ASCII.
        has_signs: A status has its sign, and an id the colour of its section.
        has_colour: Styles are shown.
    """

    words: Vocabulary
    sections: tuple[str, ...] = ()
    is_ascii: bool = False
    has_signs: bool = False
    has_colour: bool = False

    @property
    def more(self) -> str:
        """What stands where a text is cut."""
        return self.clean("…")

    def clean(self, text: str) -> str:
        """Return a text on one line, as the screen can show it."""
        return self.fold(escape_control(" ".join(text.split("\n"))))

    def fold(self, text: str) -> str:
        """Return a visible text as the screen can show it."""
        return fold_signs(text) if self.is_ascii else text

    def name_status(self, name: str) -> tuple[str, str]:
        """Return a status with its sign, and its style; what follows a comma makes it late."""
        status = self.words.find_begun(name)
        if status is None:
            return self.clean(name), ""
        text, style = self.clean(name), status.look.colour if name == status.name else _LATE
        if not self.has_signs:
            return text, style
        sign = status.look.ascii_sign if self.is_ascii else status.look.sign
        return f"{sign} {text}", style

    def read(
        self, column: Column, cells: Sequence[Cell], write: Callable[[Cell], str] = format_cell
    ) -> Cells:
        """Return a column as it is drawn; `write` makes a visible text of a cell."""
        if column.kind == "status":
            named = {cell: self.name_status(format_cell(cell)) for cell in set(cells)}
            pairs = [named[cell] for cell in cells]
            return Cells([text for text, _ in pairs], [style for _, style in pairs])
        texts = list(map(write, cells))
        if self.is_ascii:
            texts = list(map(fold_signs, texts))
        return Cells(texts, self._style(column, texts))

    def _style(self, column: Column, texts: Sequence[str]) -> list[str]:
        if column.kind == "id" and self.has_signs:
            return [colour_id(text, self.sections) for text in texts]
        if column.kind == "id":
            return ["bold"] * len(texts)
        if column.kind == "bar" and self.has_signs:
            return [find_colour("done", self.words)] * len(texts)
        if not column.hue:
            return [""] * len(texts)
        hue = find_colour(column.hue, self.words)
        return [QUIET if text.partition(" ")[0] in ("", "0") else hue for text in texts]


def make_look(screen: Screen, context: Context | None) -> Look:
    """Return how cells look on a screen, in an answer about a plan."""
    return Look(
        context.vocabulary if context else DEFAULT,
        context.sections if context else (),
        is_ascii=screen.is_ascii,
        has_signs=screen.is_terminal,
        has_colour=screen.colour,
    )
