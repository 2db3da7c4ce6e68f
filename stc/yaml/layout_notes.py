"""The owners of the comments of a file.

A comment at the end of a line belongs to the value on that line. One on its own line belongs to the
entry below it, or, if it is deeper than that entry, to the end of the block above it.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator

from stc.yaml.document import Document
from stc.yaml.layout_comments import Comment, find_comments, walk
from stc.yaml.nodes import Mapping, Node, Scalar, Sequence

Collection = Mapping | Sequence


class Notes:
    """The comments of a document by their owners.

    Attributes:
        head: The comments above the first entry of the file.
        is_empty: Whether there are no others.
    """

    def __init__(self, document: Document) -> None:
        assert document.root is not None, "the document has a tree"
        comments, start = find_comments(document), document.root.start
        self.head = [comment.text for comment in comments if comment.start < start]
        self._above: dict[int, list[str]] = {}
        self._beside: dict[int, list[str]] = {}
        self._below: dict[int, list[str]] = {}
        self.is_empty = len(comments) == len(self.head)
        if not self.is_empty:
            finder = _Finder(document, document.root)
            for comment in comments[len(self.head) :]:
                self._place(comment, finder)

    def above(self, node: Node) -> list[str]:
        """Return the comments on their own lines above the entry of this value."""
        return self._above.get(id(node), [])

    def beside(self, node: Node) -> list[str]:
        """Return the comment at the end of the line of this value or its key; at most one."""
        return self._beside.get(id(node), [])

    def is_about(self, node: Node) -> bool:
        """Return whether there is a comment above or beside this value."""
        return not self.is_empty and bool(self.above(node) or self.beside(node))

    def is_inside(self, node: Node) -> bool:
        """Return whether there is a comment at or in this value."""
        return self.is_about(node) or bool(self.below(node))

    def below(self, node: Node) -> list[str]:
        """Return the comments at the end of a non-empty list or block, or of the file."""
        return self._below.get(id(node), [])

    def _place(self, comment: Comment, finder: "_Finder") -> None:
        node, places = finder.find_beside(comment), self._above
        if node is not None and not self.beside(node):
            places = self._beside
        elif node is None:
            node, at_end = finder.find_around(comment)
            filled = isinstance(node, Scalar) or _count(node) > 0
            places = self._below if at_end and filled else self._above
        # A second comment on one line, as after both brackets of a list, goes above it.
        places.setdefault(id(node), []).append(comment.text)


class _Finder:
    """Finder of the owner of a comment below the first entry of a file."""

    def __init__(self, document: Document, root: Node) -> None:
        self._text, self._root = document.text, root
        self._anchors = sorted(_anchors(root, document.text), key=lambda anchor: anchor[0])
        self._ends = [end for end, _ in self._anchors]
        self._starts: dict[int, list[int]] = {}

    def find_beside(self, comment: Comment) -> Node | None:
        """Return the value that the line of the comment ends with, or whose key it ends with."""
        place = bisect_right(self._ends, comment.start)
        # Backwards and only through the comment's line, since the value may be far above it.
        if not place or self._text.rfind("\n", self._ends[place - 1], comment.start) >= 0:
            return None
        return self._anchors[place - 1][1]

    def find_around(self, comment: Comment) -> tuple[Node, bool]:
        """Return the value of the entry below the comment and False, or the block it ends and True.

        The comment may also be between a key and its value.
        """
        node = self._root
        while not isinstance(node, Scalar):
            place = bisect_right(self._entry_starts(node), comment.start)
            value = _value_at(node, place - 1) if place else None
            if value is None or value.end <= comment.start:
                return _select(comment, node, place)
            if isinstance(value, Scalar):
                return value, False
            node = value
        return node, True

    def _entry_starts(self, node: Collection) -> list[int]:
        if id(node) not in self._starts:
            self._starts[id(node)] = list(_entry_starts(node, self._text))
        return self._starts[id(node)]


def _select(comment: Comment, holder: Collection, place: int) -> tuple[Node, bool]:
    """Select between the entry at a place of a list or block, and the blocks that end above it."""
    following = _value_at(holder, place) if place < _count(holder) else None
    above = place == 0 or holder.flow or comment.depth <= holder.column
    if following is not None and above:
        return following, False
    closing = _closing(_value_at(holder, place - 1)) if place and not holder.flow else ()
    fitting = [block for block in closing if block.column <= comment.depth]
    if fitting:
        return fitting[-1], True
    return (holder, True) if following is None else (following, False)


def _count(node: Collection) -> int:
    """Return the number of values in a list or block."""
    return len(node.entries if isinstance(node, Mapping) else node.items)


def _value_at(node: Collection, position: int) -> Node:
    """Return one value of a list or block, without copying the others."""
    return node.entries[position][1] if isinstance(node, Mapping) else node.items[position]


def _closing(node: Node) -> Iterator[Collection]:
    """Return the blocks that end with this value, outermost first."""
    while not isinstance(node, Scalar) and not node.flow:
        yield node
        node = _value_at(node, -1)


def _entry_starts(node: Collection, text: str) -> Iterator[int]:
    """Return where each entry begins: its key, its dash, or its value in brackets."""
    if isinstance(node, Mapping):
        yield from (key.start for key, _ in node.entries)
        return
    dash = re.compile(rf"^ {{{node.column - 1}}}-", re.MULTILINE)
    end = node.start
    for number, item in enumerate(node.items):
        match = dash.search(text, end, item.start) if number and not node.flow else None
        beginning = item.start if number or node.flow else node.start
        yield match.end() - 1 if match else beginning
        end = item.end


def _anchors(root: Node, text: str) -> Iterator[tuple[int, Node]]:
    """Return the ends of what can have a comment beside it, each with the value it is about."""
    for node in walk(root):
        if isinstance(node, Scalar):
            yield (node.start + 1 if node.style in ("|", ">") else node.end), node
            continue
        if node.flow and text[node.start] in "[{":
            yield node.start + 1, node
            yield node.end, node
        if isinstance(node, Mapping):
            yield from ((key.end, value) for key, value in node.entries)
