"""Finding the comments of a file, which are between its texts."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from typing import Final, NamedTuple

from stc.yaml.document import Document
from stc.yaml.nodes import Mapping, Node, Sequence

_COMMENT: Final = re.compile(r"#[^\n]*")


class Comment(NamedTuple):
    """A comment.

    Attributes:
        text: From the `#` on, without spaces at its end.
        start: Where it begins, in characters.
        alone: Whether it has a line of its own.
        depth: Its column, 1-based; at most that of a comment right above it, so that they stay
            together.
    """

    text: str
    start: int
    alone: bool
    depth: int


def find_comments(document: Document) -> tuple[Comment, ...]:
    """Return the comments of a document in their order."""
    if "#" not in document.text:
        return ()
    text, found = document.text, list[Comment]()
    for match in _find(document):
        line = text.rfind("\n", 0, match.start()) + 1
        alone, depth = not text[line : match.start()].strip(), match.start() - line + 1
        if found and found[-1].alone and alone:
            above = found[-1]
            between = text[above.start + len(above.text) : match.start()]
            depth = depth if between.strip() else min(depth, above.depth)
        found.append(Comment(match[0].rstrip(), match.start(), alone, depth))
    return tuple(found)


def list_values(node: Node) -> list[Node]:
    """Return the values of a list or block; a text has none."""
    if isinstance(node, Mapping):
        return [value for _, value in node.entries]
    return node.items if isinstance(node, Sequence) else []


def walk(root: Node | None) -> Iterator[Node]:
    """Return every value of a tree, in no order."""
    nodes = [root] if root else []
    while nodes:
        node = nodes.pop()
        yield node
        nodes.extend(list_values(node))


def _find(document: Document) -> Iterator[re.Match[str]]:
    done, size = 0, len(document.text)
    for start, end in (*sorted(_spans(document)), (size, size)):
        yield from _COMMENT.finditer(document.text, done, start)
        done = max(done, end)


def _spans(document: Document) -> Iterator[tuple[int, int]]:
    """Return the span of each text that contains a `#` that is not a comment.

    For a block scalar, this excludes the line of its indicator, which may have a comment.
    """
    text = document.text
    signs = [match.start() for match in re.finditer("#", text)]
    nodes = [document.root] if document.root else []
    while nodes:
        node = nodes.pop()
        # This excludes nearly all of the tree.
        if not _holds_one(signs, node):
            continue
        if isinstance(node, Mapping):
            yield from ((key.start, key.end) for key, _ in node.entries if _holds_one(signs, key))
            nodes.extend(value for _, value in node.entries)
        elif isinstance(node, Sequence):
            nodes.extend(node.items)
        elif node.style in ("|", ">"):
            head = text.find("\n", node.start)
            yield (head if 0 <= head < node.end else node.end), node.end
        else:
            yield node.start, node.end


def _holds_one(signs: list[int], node: Node) -> bool:
    place = bisect_left(signs, node.start)
    return place < len(signs) and signs[place] < node.end
