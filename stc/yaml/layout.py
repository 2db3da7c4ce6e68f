"""The canonical layout of a file: one way to write its data, with its comments in place.

Indentation is two spaces, line breaks are LF, and one ends the file. Fields are in their order,
unknown ones below them. There is a blank line above each block and list at the top level and
between the entries of some lists, and nowhere else. A text is one line, plain if every reader
reads it so, else in double quotes; one of several sentences, or hard to read in quotes, is folded
with one sentence per line. Lists of short names are in brackets if the line fits; nothing else is.
The blocks of some lists are in braces, each on one line. An absent value is `null`, in some blocks
nothing. Comments above the first entry of the file stay there.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable
from typing import Any, Final, NamedTuple

from stc.yaml.document import Document
from stc.yaml.layout_comments import find_comments, walk
from stc.yaml.layout_notes import Notes
from stc.yaml.nodes import Mapping, Scalar, Sequence
from stc.yaml.scalars import (
    STEP,
    Plain,
    Spelling,
    format_block,
    format_flow,
    format_inline,
    format_key,
    format_names,
    format_text,
)
from stc.yaml.values import to_data

Path = tuple[str, ...]
"""The keys that lead to a value, without the indexes of lists."""
_NUMBER: Final = re.compile(r"[1-9][0-9]*", re.ASCII)
_SHORT: Final = 40
"""The longest text whose line is cached, since equal ones follow."""
_HEAD: Final = re.compile(r"(?:#(?:[^\n]*[^\s])?\n)*")
"""Comments above the first entry, without spaces at their ends."""
_LISTS: Final = (Sequence, list)
_PLAIN: Final = (dict, list)
_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)


class Style(NamedTuple):
    """The layout of the fields of a file.

    Attributes:
        order: From the path of a block to the names of its fields, in order.
        numbers: Fields whose whole numbers are plain.
        days: Fields whose days are plain.
        folded: Fields whose text is always folded.
        names: Fields whose lists are written in brackets.
        apart: The paths of lists with blank lines between their entries.
        lines: Whether the blocks in the list at a path are written in braces, each on one line.
        bare: The paths of blocks in which nothing is written for an absent value.
    """

    order: Callable[[Path], tuple[str, ...]]
    numbers: frozenset[str]
    days: frozenset[str]
    folded: frozenset[str]
    names: frozenset[str]
    apart: frozenset[Path]
    lines: Callable[[Path], bool] = lambda _: False
    bare: frozenset[Path] = frozenset()


class Form(NamedTuple):
    """The indentation of a file.

    Attributes:
        dash: From a key to the dashes of its list, in spaces.
        item: From a dash to what stands behind it.
        step: From a key to the lines of its text or block.
    """

    dash: int = STEP
    item: int = STEP
    step: int = STEP


CANONICAL: Final = Form()


def lay_out_item(value: Any, path: Path, style: Style, form: Form, indent: int) -> list[str]:
    """Return the lines of a block that is an item of a list, as it is written in a file.

    Args:
        value: The plain data of the block; it is not empty.
        path: The keys that lead to the list.
        style: The layout of the fields.
        form: The indentation.
        indent: The number of spaces before the dash.
    """
    lines: list[str] = []
    margin = " " * indent + "-" + " " * (form.item - 1)
    writer = _Writer(style, None, lines.append, form)
    writer.write_block(value, path, indent + form.item, margin)
    return lines


def lay_out(document: Document, style: Style) -> str:
    """Return the text of a document in the canonical layout; its tree must have no errors."""
    assert document.root is not None, "the document has a tree"
    notes = Notes(document)
    lines = [*notes.head]
    _Writer(style, None if notes.is_empty else notes, lines.append).write(document.root)
    return "\n".join([*lines, ""])


class _Different(Exception):
    """A line differs from the canonical layout."""


def is_laid_out(text: str, data: Any, style: Style) -> bool:
    """Return whether a text is in the canonical layout, from its data and without its tree.

    If there is a comment below the first entry, the answer is no: only the tree has its place.
    """
    head = _HEAD.match(text)
    at = head.end() if head else 0

    def compare(line: str) -> None:
        nonlocal at
        end = at + len(line)
        if not (text.startswith(line, at) and text.startswith("\n", end)):
            raise _Different
        at = end + 1

    try:
        _Writer(style, None, compare).write(data)
    except _Different:
        return False
    return at == len(text)


def is_same(old: Document, new: Document) -> bool:
    """Return whether two documents hold the same data, in any order of fields, and comments."""
    old_comments, new_comments = (
        Counter(comment.text for comment in find_comments(document)) for document in (old, new)
    )
    return to_data(old.root) == to_data(new.root) and old_comments == new_comments


class _Writer:
    """Writer of a tree, or of plain data, line by line."""

    def __init__(
        self,
        style: Style,
        notes: Notes | None,
        emit: Callable[[str], object],
        form: Form = CANONICAL,
    ) -> None:
        """Accept the comments below the first entry, or None if there are none."""
        self._style = style
        self._form = form
        self._dash = "-" + " " * (form.item - 2)
        self._notes = notes
        self._emit = emit
        self._orders: dict[tuple[Path, tuple[str, ...]], tuple[str, ...]] = {}
        self._known: dict[tuple[str | None, str], str] = {}
        self._flows: dict[tuple[str | None, ...], str | None] = {}

    def write(self, root: Any) -> None:
        """Write a file, without the comments above its first entry."""
        notes, filled = self._notes, _is_filled(root)
        if notes is not None:
            self._write_comments(notes.above(root), 0)
        if filled:
            self._write_above_first(root, (), 0)
            self.write_block(root, (), 0, "")
        else:
            self._write_line("", "", root, 0)
        if notes is not None:
            self._write_comments(notes.beside(root) if filled else notes.below(root), 0)

    def write_block(self, value: Any, path: Path, indent: int, margin: str) -> None:
        """Write a list or block, without the comments above its first entry.

        Args:
            value: The list or block.
            path: The keys that lead to it.
            indent: The number of spaces before its entries.
            margin: The text before the first one: spaces, or a dash and spaces.
        """
        known, notes, emit = self._known, self._notes, self._emit
        pad, is_apart = " " * indent, path in self._style.apart
        for number, (key, inner) in enumerate(self._entries(value, path)):
            if number:
                margin = pad
                if is_apart if key is None else not path and not _is_text(inner):
                    emit("")
                if notes is not None:
                    self._write_above(key, inner, path, indent)
            line = None
            if type(inner) is str and len(inner) <= _SHORT:
                line = known.get((key, inner))
            if line is not None:
                emit(margin + line)
            elif key is not None and _is_absent(inner) and path in self._style.bare:
                emit(_join(f"{margin}{format_key(key)}:", *self._beside(inner)))
            elif key is not None and type(inner) is str:
                self._write_line(f"{margin}{format_key(key)}:", key, inner, indent)
            elif key is not None:
                self._write_entry(f"{margin}{format_key(key)}:", key, inner, path, indent)
            elif _is_filled(inner):
                flow, margin = self._format_line(inner, path), f"{margin}{self._dash} "
                if flow is None:
                    self.write_block(inner, path, indent + self._form.item, margin)
                else:
                    emit(_join(margin + flow, *self._beside(inner)))
            else:
                self._write_line(margin + self._dash, "", inner, indent)
        if notes is not None:
            self._write_comments(notes.below(value), indent)

    def _entries(self, value: Any, path: Path) -> Iterable[tuple[str | None, Any]]:
        """Return the keys and values of a block in their order; of a list, None and each item."""
        if isinstance(value, Mapping):
            value = {key.text: inner for key, inner in value.entries}
        if not isinstance(value, dict):
            return [
                (None, item) for item in (value.items if isinstance(value, Sequence) else value)
            ]
        names = tuple(value)
        keys = self._orders.get((path, names))
        if keys is None:
            order = self._style.order(path)
            ranks = {name: rank for rank, name in enumerate(order)}
            keys = tuple(sorted(names, key=lambda name: ranks.get(name, len(ranks))))
            self._orders[path, names] = keys
        return value.items() if keys == names else [(key, value[key]) for key in keys]

    def _write_comments(self, comments: list[str], indent: int) -> None:
        for comment in comments:
            self._emit(" " * indent + comment)

    def _write_above(self, key: str | None, value: Any, path: Path, indent: int) -> None:
        """Write the comments above an entry, and those that do not fit beside a dash."""
        if self._notes is None:
            return
        self._write_comments(self._notes.above(value), indent)
        if key is None and _is_filled(value) and self._format_line(value, path) is None:
            self._write_comments(self._notes.beside(value), indent)
            self._write_above_first(value, path, indent)

    def _write_above_first(self, value: Any, path: Path, indent: int) -> None:
        if self._notes is not None:
            key, first = next(iter(self._entries(value, path)))
            self._write_above(key, first, path, indent)

    def _beside(self, value: Any) -> list[str]:
        return [] if self._notes is None else self._notes.beside(value)

    def _write_entry(self, head: str, key: str, value: Any, above: Path, indent: int) -> None:
        if not _is_filled(value):
            self._write_line(head, key, value, indent)
            return
        flow = self._format_names(head, value, key)
        self._emit(_join(head, flow or "", *self._beside(value)))
        if flow is None:
            form = self._form
            is_list = isinstance(value, _LISTS)
            path, inner = (*above, key), indent + (form.dash if is_list else form.step)
            self._write_above_first(value, path, inner)
            self.write_block(value, path, inner, " " * inner)

    def _write_line(self, head: str, field: str, value: Any, indent: int) -> None:
        """Write a text, or an empty list or block."""
        if type(value) is str:
            spelling = self._format(value, field, indent + self._form.step)
        elif _is_text(value):
            spelling = self._format(_text_of(value), field, indent + self._form.step)
        else:
            spelling = Spelling("[]" if isinstance(value, _LISTS) else "{}")
        line = f"{head} {spelling.head}" if head else spelling.head
        self._emit(line if self._notes is None else _join(line, *self._notes.beside(value)))
        if spelling.body:
            for below in spelling.body.split("\n")[1:]:
                self._emit(below)
        elif type(value) is str and len(value) <= _SHORT:
            lead = f"{format_key(field)}:" if field else self._dash
            self._known[field or None, value] = f"{lead} {spelling.head}"

    def _format(self, text: str | None, field: str, indent: int) -> Spelling:
        style = self._style
        if text is None:
            return Spelling(format_inline(None))
        if (field in style.numbers and _NUMBER.fullmatch(text)) or (
            field in style.days and _DAY.fullmatch(text)
        ):
            return Spelling(format_inline(Plain(text)))
        spelling = None
        if field in style.folded and "\n" not in text.removesuffix("\n"):
            spelling = format_block(text, ">", indent, "\n")
        return spelling or format_text(text, indent=indent, newline="\n")

    def _format_line(self, value: Any, path: Path) -> str | None:
        """Return a block in braces, or None where it is written below its dash.

        That is everywhere but in some lists, and there where a comment stands in the block.
        """
        if not self._style.lines(path) or not isinstance(value, Mapping | dict):
            return None
        if self._notes is not None and isinstance(value, Mapping):
            inner = (node for node in walk(value) if node is not value)
            if self._notes.below(value) or any(map(self._notes.is_inside, inner)):
                return None
        fields = (
            f"{format_key(key or '', flow=True)}: {self._format_flow(inner, key or '')}"
            for key, inner in self._entries(value, path)
        )
        return f"{{{', '.join(fields)}}}"

    def _format_flow(self, value: Any, field: str) -> str:
        value = to_data(value) if isinstance(value, Mapping | Sequence | Scalar) else value
        is_day = field in self._style.days and isinstance(value, str) and _DAY.fullmatch(value)
        return format_flow(Plain(value) if is_day else value)

    def _format_names(self, head: str, value: Any, field: str) -> str | None:
        """Return a list of short names in brackets, or None if it is not one or does not fit."""
        if field not in self._style.names or not isinstance(value, _LISTS):
            return None
        if isinstance(value, Sequence):
            if not all(isinstance(item, Scalar) for item in value.items):
                return None
            notes = self._notes
            if notes and (notes.below(value) or any(notes.is_about(item) for item in value.items)):
                return None
            value = to_data(value)
        try:
            return self._flows[head, *value]
        except KeyError:
            flow = self._flows[head, *value] = format_names(value, head)
            return flow
        except TypeError:
            return None


def _join(*parts: str) -> str:
    """Return the parts of a line with a space between them."""
    return " ".join(filter(None, parts))


def _is_text(value: Any) -> bool:
    """Return whether a value is a text, or None, in a tree or in plain data."""
    kind = type(value)
    return kind is str or kind is Scalar or value is None


def _is_absent(value: Any) -> bool:
    return value is None or (isinstance(value, Scalar) and value.is_null)


def _text_of(value: Any) -> str | None:
    text: str | None = to_data(value) if isinstance(value, Scalar) else value
    return text


def _is_filled(value: Any) -> bool:
    """Return whether a value is a list or block that is not empty."""
    if isinstance(value, _PLAIN):
        return bool(value)
    if isinstance(value, Sequence):
        return bool(value.items)
    return isinstance(value, Mapping) and bool(value.entries)
