"""The canonical layout of a file: one way to write what it says, with its comments where they were.

Two spaces of indentation, LF and one line break at the end. Fields stand in their order, unknown
ones below them. A blank line stands above each block and list of the file itself and between the
entries of some lists, and nowhere else. A text is one line, plain where every reader reads it so,
else in double quotes; one of several sentences, or hard to read in quotes, is folded with a
sentence a line. Lists of short names are in brackets while their line fits; nothing else is. A
value that is absent is `null`. Comments above the first entry of the file stay there.
"""

import re
from collections import Counter
from collections.abc import Callable
from typing import Final, NamedTuple, TypeGuard

from stc.yaml.document import Document
from stc.yaml.layout_comments import find_comments
from stc.yaml.layout_notes import Collection, Notes
from stc.yaml.nodes import Mapping, Node, Scalar, Sequence
from stc.yaml.scalars import (
    STEP,
    Plain,
    Spelling,
    format_block,
    format_inline,
    format_key,
    format_names,
    format_text,
)
from stc.yaml.values import to_data

Path = tuple[str, ...]
"""The keys that lead to a value, without the places in lists."""
_NUMBER: Final = re.compile(r"[1-9][0-9]*", re.ASCII)
_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)


class Style(NamedTuple):
    """What the layout has to know about the fields of a file.

    Attributes:
        order: From the path of a block to the names of its fields, in order.
        numbers: Fields whose whole numbers are plain.
        days: Fields whose days are plain.
        folded: Fields whose text is always folded.
        names: Fields whose lists are written in brackets.
        apart: The paths of lists whose entries stand apart.
    """

    order: Callable[[Path], tuple[str, ...]]
    numbers: frozenset[str]
    days: frozenset[str]
    folded: frozenset[str]
    names: frozenset[str]
    apart: frozenset[Path]


def lay_out(document: Document, style: Style) -> str:
    """Return the text of a document in the canonical layout. It needs a tree without errors."""
    assert document.root is not None, "the document has a tree"
    lines = _Writer(style, Notes(document)).write(document.root)
    return "\n".join(lines) + "\n"


def is_same(old: Document, new: Document) -> bool:
    """Return whether two documents hold the same data, in any order of fields, and comments."""
    old_comments, new_comments = (
        Counter(comment.text for comment in find_comments(document)) for document in (old, new)
    )
    return to_data(old.root) == to_data(new.root) and old_comments == new_comments


class _Writer:
    """Writes a tree as lines."""

    def __init__(self, style: Style, notes: Notes) -> None:
        self._style = style
        self._notes = notes
        self._ranks: dict[Path, dict[str, int]] = {}

    def write(self, root: Node) -> list[str]:
        notes = self._notes
        if _is_filled(root):
            above = self._above_first(root, (), 0)
            body = [*self._write_block(root, (), 0), *notes.beside(root)]
            return [*notes.head, *notes.above(root), *above, *body]
        lines = self._write_line("", root, (), 0)
        return [*notes.head, *notes.above(root), *lines, *notes.below(root)]

    def _write_block(self, node: Collection, path: Path, indent: int) -> list[str]:
        """Return the lines of a list or block, without the comments above its first entry."""
        lines: list[str] = []
        for number, (key, value) in enumerate(self._entries(node, path)):
            if number:
                lines += [""] if self._is_apart(key, value, path) else []
                lines += self._above(key, value, path, indent)
            if key is None:
                lines += self._write_item(value, path, indent)
            else:
                lines += self._write_entry(key, value, (*path, key.text), indent)
        return lines if self._notes.is_empty else lines + _indent(self._notes.below(node), indent)

    def _is_apart(self, key: Scalar | None, value: Node, path: Path) -> bool:
        """Return whether a blank line stands above an entry that is not the first one."""
        if key is None:
            return path in self._style.apart
        return not path and not isinstance(value, Scalar)

    def _entries(self, node: Collection, path: Path) -> list[tuple[Scalar | None, Node]]:
        if isinstance(node, Sequence):
            return [(None, item) for item in node.items]
        ranks = self._ranks.get(path)
        if ranks is None:
            order = self._style.order(path)
            ranks = self._ranks[path] = {name: rank for rank, name in enumerate(order)}
        last = len(ranks)
        places = [ranks.get(key.text, last) for key, _ in node.entries]
        if places == sorted(places):
            return [*node.entries]
        return [*sorted(node.entries, key=lambda entry: ranks.get(entry[0].text, last))]

    def _above(self, key: Scalar | None, value: Node, path: Path, indent: int) -> list[str]:
        """Return the comments above an entry, and those that have no room beside a dash."""
        if self._notes.is_empty:
            return []
        lines = _indent(self._notes.above(value), indent)
        if key is None and _is_filled(value):
            lines += _indent(self._notes.beside(value), indent)
            lines += self._above_first(value, path, indent)
        return lines

    def _above_first(self, node: Collection, path: Path, indent: int) -> list[str]:
        key, value = self._entries(node, path)[0]
        return self._above(key, value, path, indent)

    def _write_entry(self, key: Scalar, value: Node, path: Path, indent: int) -> list[str]:
        head = f"{' ' * indent}{format_key(key.text)}:"
        flow = self._format_names(head, value, path)
        if flow is not None:
            return [_join(head, flow, *self._notes.beside(value))]
        if not _is_filled(value):
            return self._write_line(head, value, path, indent)
        inner = indent + STEP
        above = self._above_first(value, path, inner)
        first = _join(head, *self._notes.beside(value))
        return [first, *above, *self._write_block(value, path, inner)]

    def _write_item(self, value: Node, path: Path, indent: int) -> list[str]:
        head = f"{' ' * indent}-"
        if not _is_filled(value):
            return self._write_line(head, value, (), indent)
        inner = indent + STEP
        lines = self._write_block(value, path, inner)
        return [f"{head} {lines[0][inner:]}", *lines[1:]]

    def _write_line(self, head: str, value: Node, path: Path, indent: int) -> list[str]:
        """Return the lines of a text, or of a list or block that is empty."""
        if isinstance(value, Scalar):
            spelling = self._format(value, path[-1] if path else "", indent + STEP)
        else:
            spelling = Spelling("[]" if isinstance(value, Sequence) else "{}")
        first = _join(head, spelling.head, *self._notes.beside(value))
        return [first, *spelling.body.split("\n")[1:]] if spelling.body else [first]

    def _format(self, scalar: Scalar, field: str, indent: int) -> Spelling:
        text, style = scalar.text, self._style
        if scalar.is_null:
            return Spelling(format_inline(None))
        if (field in style.numbers and _NUMBER.fullmatch(text)) or (
            field in style.days and _DAY.fullmatch(text)
        ):
            return Spelling(format_inline(Plain(text)))
        spelling = None
        if field in style.folded and "\n" not in text.removesuffix("\n"):
            spelling = format_block(text, ">", indent, "\n")
        return spelling or format_text(text, indent=indent, newline="\n")

    def _format_names(self, head: str, value: Node, path: Path) -> str | None:
        """Return a list of short names in brackets, or None where it is another or does not fit."""
        if not isinstance(value, Sequence) or not value.items or path[-1] not in self._style.names:
            return None
        if self._notes.below(value):
            return None
        names: list[str | None] = []
        for item in value.items:
            if not isinstance(item, Scalar) or self._notes.is_about(item):
                return None
            names.append(None if item.is_null else item.text)
        return format_names(names, head)


def _join(*parts: str) -> str:
    """Return the parts of a line with a space between them."""
    return " ".join([part for part in parts if part])


def _indent(comments: list[str], indent: int) -> list[str]:
    return [" " * indent + comment for comment in comments]


def _is_filled(node: Node) -> TypeGuard[Collection]:
    """Return whether a node is a list or block that is not empty."""
    if isinstance(node, Sequence):
        return bool(node.items)
    return isinstance(node, Mapping) and bool(node.entries)
