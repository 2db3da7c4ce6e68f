"""The tree of a YAML file: scalars, mappings and sequences, each with its place.

The classes are written out by hand because a plan of 10,000 steps makes 200,000 of them.
Offsets are half-open spans of characters in `Document.text`; lines and columns count from 1.
"""

from typing import Final

NARROW: Final = 32
"""The most keys that are searched one by one."""
NULL_TEXTS: Final = frozenset({"", "~", "null", "Null", "NULL"})


class Scalar:
    """A single value, as text.

    Attributes:
        text: The value, after quotes, escapes and folding.
        style: Empty for a plain scalar, or its first character: `'`, `"`, `|` or `>`.
        start: Where its token begins, including its quote or block indicator.
        end: Where its token ends. An empty value has no width and is after the colon.
        line: 1-based line of the start.
        column: 1-based column of the start.
    """

    __slots__ = ("column", "end", "line", "start", "style", "text")

    def __init__(self, text: str, style: str, start: int, end: int, line: int, column: int) -> None:
        self.text = text
        self.style = style
        self.start = start
        self.end = end
        self.line = line
        self.column = column

    @property
    def is_null(self) -> bool:
        """Whether it means no value: empty, `~` or `null`, unquoted."""
        return not self.style and self.text in NULL_TEXTS

    def __repr__(self) -> str:
        return f"Scalar({self.text!r}, {self.style!r}, {self.start}, {self.end})"


class Mapping:
    """Keys with their values, in the order of the file.

    Attributes:
        entries: Pairs of key and value, including duplicate keys.
        start: Where the first key, or the opening brace, begins.
        end: Where the last value, or the closing brace, ends.
        line: 1-based line of the start.
        column: 1-based column of the start.
        flow: Whether it is written in braces.
    """

    __slots__ = ("_places", "column", "end", "entries", "flow", "line", "start")

    def __init__(self, start: int, end: int, line: int, column: int, flow: bool) -> None:
        self.entries: list[tuple[Scalar, Node]] = []
        self._places: dict[str, int] | None = None
        self.start = start
        self.end = end
        self.line = line
        self.column = column
        self.flow = flow

    def get(self, key: str) -> "Node | None":
        """Return the first value of a key, or None if the key is missing."""
        if len(self.entries) <= NARROW:
            for scalar, value in self.entries:
                if scalar.text == key:
                    return value
            return None
        place = self._find_place(key)
        return None if place is None else self.entries[place][1]

    def key(self, key: str) -> Scalar | None:
        """Return the first node of a key, or None if it is missing."""
        if len(self.entries) <= NARROW:
            for scalar, _ in self.entries:
                if scalar.text == key:
                    return scalar
            return None
        place = self._find_place(key)
        return None if place is None else self.entries[place][0]

    def _find_place(self, key: str) -> int | None:
        """Return the first place of one of many keys, from a table of all of them."""
        if self._places is None:
            self._places = {}
            for place, (scalar, _) in enumerate(self.entries):
                self._places.setdefault(scalar.text, place)
        return self._places.get(key)

    def __repr__(self) -> str:
        return f"Mapping({self.entries!r}, {self.start}, {self.end})"


class Sequence:
    """A list of values.

    Attributes:
        items: The values in order.
        start: Where the first dash or the opening bracket begins.
        end: Where the last item, or the closing bracket, ends.
        line: 1-based line of the start.
        column: 1-based column of the start.
        flow: Whether it is written in brackets.
    """

    __slots__ = ("column", "end", "flow", "items", "line", "start")

    def __init__(self, start: int, end: int, line: int, column: int, flow: bool) -> None:
        self.items: list[Node] = []
        self.start = start
        self.end = end
        self.line = line
        self.column = column
        self.flow = flow

    def __repr__(self) -> str:
        return f"Sequence({self.items!r}, {self.start}, {self.end})"


Node = Scalar | Mapping | Sequence
