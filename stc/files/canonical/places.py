"""Where the fields of steps stand in a text in the canonical layout, found without its tree."""

import re
from collections.abc import Iterator
from typing import Final

from stc.files.canonical.pattern import DEEPER, STEP
from stc.files.places import Loc, place_of
from stc.findings import Place
from stc.plan.model import Step
from stc.yaml.document import Document
from stc.yaml.reader import read_document

_FIRST: Final = f"\n{' ' * (STEP - DEEPER)}- id: "
_VALUE: Final = re.compile(r":[ \n]+")


class CanonicalPlaces:
    """The places of the fields of the steps in a document whose sections are canonical."""

    def __init__(self, document: Document) -> None:
        self._path, self._text = document.path, document.text
        self._starts = dict(_find_starts(self._text))
        self._last: tuple[str, Document] | None = None

    def find(self, step: Step, field: Loc) -> Place:
        """Gives the place of a field of a step, or of what stands nearest above it."""
        if len(field) == 1 and field[0] != "id":
            place = self._find_field(self._cut(step), str(field[0]))
        else:
            place = place_of(self._read(step), (0, *field))
        return place._replace(line=place.line + step.place.line - 1)

    def _cut(self, step: Step) -> str:
        start = self._starts[step.id]
        return self._text[start : _find_end(self._text, start)]

    def _read(self, step: Step) -> Document:
        """Gives the lines of a step as a document; once for all that is found in it in a row."""
        if self._last is None or self._last[0] != step.id:
            self._last = step.id, read_document(self._cut(step).encode(), self._path)
        return self._last[1]

    def _find_field(self, block: str, name: str) -> Place:
        """Gives the place of a field but the first, the lines counted from that of the step."""
        line = f"\n{' ' * STEP}{name}:"
        found = block.find(line)
        value = _VALUE.search(block, found + len(line) - 1) if found >= 0 else None
        at = value.end() if value else len(_FIRST) - len("\nid: ")
        return Place(self._path, 1 + block.count("\n", 0, at), at - block.rfind("\n", 0, at))


def find_span(text: str, step_id: str) -> tuple[int, int]:
    """Gives where the lines of a step begin and end, half-open, in a text that has the step."""
    start = text.index(f"{_FIRST}{step_id}\n") + 1
    return start, _find_end(text, start)


def _find_end(text: str, start: int) -> int:
    """Gives where the last line of a step ends, with its line break."""
    blank = text.find("\n\n", start)
    return blank + 1 if blank >= 0 else len(text)


def _find_starts(text: str) -> Iterator[tuple[str, int]]:
    """Gives the id of each step, and where its first line begins."""
    at = text.find(_FIRST)
    while at >= 0:
        begin = at + len(_FIRST)
        yield text[begin : text.find("\n", begin)], at + 1
        at = text.find(_FIRST, begin)
