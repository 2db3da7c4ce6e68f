"""The values that a rule takes from a row."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Final, NamedTuple

from stc.imports.lines import Line
from stc.imports.patterns import PatternClock
from stc.imports.read import PlacedRule
from stc.imports.rules import VALUE, FieldRule
from stc.imports.values import KNOWN_NAMES, Pattern

NUMBERS: Final = {"n": 2, "N": 3}
"""The placeholder of the number of a row in an id, and its fewest digits."""
_NAME: Final = re.compile(r"\{([^{}]+)\}")
_ANY: Final = "*"
_LOOSE: Final = " \t\n:;,-–—"


class FieldValues(NamedTuple):
    """The values that a rule takes from a row, and their source.

    Attributes:
        values: The values, none of them empty.
        columns: The columns they come from; none for a constant.
        printed: The text of these columns.
        older: The earlier deadline, if the rule looks for one.
        unknown: The rest of the cell, beside the known names.
    """

    values: tuple[str, ...]
    columns: tuple[str, ...]
    printed: str
    older: str = ""
    unknown: str = ""


class FieldReader:
    """A rule, and the columns it reads the values of one field from."""

    def __init__(self, placed: PlacedRule, columns: Iterable[str], clock: PatternClock) -> None:
        self.path, self.rule = placed
        self._clock = clock
        self._read_cells, self.columns = _make_reader(self.rule, frozenset(columns))
        self._names = _make_names(self.rule.known) if self.rule.split is KNOWN_NAMES else None
        rule = self.rule
        self._has_patterns = bool(rule.was or rule.replace or rule.split or rule.find or rule.each)

    def know(self, names: Iterable[str]) -> None:
        """Add names to the known ones of the rule."""
        if self.rule.split is KNOWN_NAMES:
            self._names = _make_names((*self.rule.known, *names))

    @property
    def knows_no_name(self) -> bool:
        """Whether the rule divides at known names, and there are none."""
        return self._names is not None and not self._names

    def read(self, line: Line) -> FieldValues:
        """Return the values that the rule takes from a row.

        Raises:
            TooSlow: A pattern took too long.
        """
        if self._has_patterns:
            return self._clock.call(self._read_field, line)
        return self._read_field(line)

    def _read_field(self, line: Line) -> FieldValues:
        values: list[str] = []
        printed: list[str] = []
        older = unknown = ""
        for column, cell in self._read_cells(line):
            # A line break may be between values; in a text it is one of the layout.
            text = cell if self.rule.split else " ".join(cell.split())
            if text:
                printed.append(text)
            if self.rule.was and (match := self.rule.was.search(text)):
                older = _replace(self.rule.replace, match[0])
                text = text[: match.start()] + text[match.end() :]
            found, rest = self._divide(_replace(self.rule.replace, text))
            unknown = f"{unknown} {rest}".strip()
            values += self._finish(found, column)
        kept = tuple(dict.fromkeys(values))
        return FieldValues(kept, self.columns, "; ".join(printed), older, unknown)

    def _divide(self, text: str) -> tuple[list[str], str]:
        """Return the values in a text, and the rest beside the known names."""
        rule = self.rule
        if self._names is not None:
            return _find_known(text, self._names)
        parts = list(_split(rule.split, text)) if rule.split else [text]
        parts = [found for part in parts for found in _find(rule.find, part)]
        return parts, ""

    def _write_each(self, value: str, column: str) -> Iterator[str]:
        """Yield what `each` makes of a value."""
        each = self.rule.each
        if each is None:
            yield value
            return
        text = _replace(each.replace, value)
        for part in _find(each.find, text):
            found = _map(each.map, part)
            if found and each.text:
                found = each.text.replace(VALUE, found).replace("{column}", column)
            yield found

    def _finish(self, values: list[str], column: str) -> Iterator[str]:
        for text in values:
            value = _map(self.rule.map, text)
            yield from filter(None, self._write_each(value, column) if value else ())


Read = Callable[[Line], Iterable[tuple[str, str]]]


def _make_reader(rule: FieldRule, known: frozenset[str]) -> tuple[Read, tuple[str, ...]]:
    """Return how the texts of a rule are read from a row, each with its column, and the columns."""
    text = rule.text
    if text is not None and text not in known:
        if text.startswith("="):
            constant = (("", text[1:].strip()),)
            return (lambda _: constant), ()
        names = tuple(name for name in _NAME.findall(text) if name not in NUMBERS or name in known)
        if "{" in text and _NAME.search(text):
            return _make_template(text, names), tuple(dict.fromkeys(names))
    columns = rule.columns or (rule.column or text or "",)
    return (lambda line: [(column, line.texts.get(column, "")) for column in columns]), columns


def _make_template(text: str, names: tuple[str, ...]) -> Read:
    used = frozenset(names)

    def read(line: Line) -> list[tuple[str, str]]:
        texts = line.texts
        if names and not any(texts.get(name) for name in names):
            return [("", "")]
        filled = _NAME.sub(
            lambda match: texts.get(match[1], "") if match[1] in used else match[0], text
        )
        # Where a part is missing, so is the text between it and the others.
        return [("", filled if all(texts.get(name) for name in names) else filled.strip(_LOOSE))]

    return read


def _replace(pairs: Iterable[tuple[Pattern, str]], text: str) -> str:
    for pattern, new in pairs:
        text = pattern.sub(new, text)
    return text.strip()


def _find(pattern: Pattern | None, text: str) -> list[str]:
    """Return what a pattern finds; without a pattern the whole text."""
    return [match[0].strip() for match in pattern.finditer(text)] if pattern else [text]


def _map(given: Mapping[str, str | None] | None, value: str) -> str:
    return value if given is None else given.get(value, given.get(_ANY, value)) or ""


def _split(pattern: Pattern, text: str) -> Iterator[str]:
    """Yield the parts between matches; groups of the pattern are no parts."""
    begin = 0
    for match in pattern.finditer(text):
        yield " ".join(text[begin : match.start()].split())
        begin = match.end()
    yield " ".join(text[begin:].split())


def _make_names(names: Iterable[str]) -> list[tuple[str, Pattern]]:
    """Return the known names with patterns that find them, longer names first."""
    found = sorted(dict.fromkeys(names), key=len, reverse=True)
    return [(name, re.compile(rf"(?<!\w){re.escape(name)}(?!\w)", re.IGNORECASE)) for name in found]


def _find_known(text: str, names: list[tuple[str, Pattern]]) -> tuple[list[str], str]:
    """Return the names in a text in their order, and what is left of it."""
    found: dict[int, str] = {}
    rest = text
    for name, pattern in names:
        for match in pattern.finditer(rest):
            found[match.start()] = name
        # The places of the other names stay as they are.
        rest = pattern.sub(lambda match: "\0" * len(match[0]), rest)
    left = " ".join(part.strip(_LOOSE + "/&") for part in rest.split("\0"))
    return [found[place] for place in sorted(found)], " ".join(left.split())
