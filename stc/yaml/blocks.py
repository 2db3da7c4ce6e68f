"""Whole blocks of a list: where each stands, and the exact edits that insert and remove one.

A block is the lines of an item: from the comments right above its dash to its last line, with the
deeper comments below that. Blank lines belong to no block.
"""

from collections.abc import Callable
from collections.abc import Sequence as Items
from typing import NamedTuple

from stc.yaml.document import Document
from stc.yaml.edits import Edit
from stc.yaml.layout import CANONICAL, Form
from stc.yaml.layout_comments import find_comments
from stc.yaml.nodes import Mapping, Node, Scalar, Sequence
from stc.yaml.scalars import format_key

WriteLines = Callable[[int], list[str]]
"""Return the lines of a new block whose dash has so many spaces before it."""


class Span(NamedTuple):
    """The lines of a block, in characters.

    Attributes:
        start: Where its first line begins, which may be a comment above it.
        dash: Where the line of its dash begins.
        end: Where the line below its last one begins, or the end of the text.
    """

    start: int
    dash: int
    end: int


class BlockList(NamedTuple):
    """A list of blocks, or the place where one would be.

    Attributes:
        holder: The block with the key of the list.
        key: The key.
        order: The keys that the holder may have, in their order.
    """

    holder: Mapping
    key: str
    order: tuple[str, ...]

    @property
    def node(self) -> Sequence | None:
        """The list; None where the key is missing."""
        node = self.holder.get(self.key)
        return node if isinstance(node, Sequence) else None

    @property
    def items(self) -> Items[Node]:
        """The blocks that are there."""
        return self.node.items if self.node else ()


def find_span(document: Document, sequence: Sequence, place: int) -> Span:
    """Return the lines of an item of a list.

    Raises:
        ValueError: The list is written in brackets, or a line holds something else, too.
    """
    text = document.text
    if sequence.flow:
        raise ValueError("the list is written in brackets")
    item = sequence.items[place]
    first = sequence.items[place - 1].end if place else 0
    dash = text.rfind(f"\n{' ' * (sequence.column - 1)}-", first, item.start + 1) + 1
    if not dash or (text[dash : item.start].strip(" -\r\n") and not _is_comment(text, dash, item)):
        raise ValueError("the dash does not begin a line")
    comments = {comment.start for comment in find_comments(document) if comment.alone}
    end = _end_of_block(text, item, sequence.column, comments)
    start = dash
    while start:
        above = text.rfind("\n", 0, start - 1) + 1
        sign = above + _depth(text, above)
        if sign not in comments or above < first or sign - above > sequence.column - 1:
            break
        start = above
    return Span(start, dash, end)


def _is_comment(text: str, dash: int, item: Node) -> bool:
    """Return whether only comments stand between a dash and its block."""
    lines = text[dash : item.start].lstrip(" ").removeprefix("-").split("\n")
    return all(not line.strip() or line.strip().startswith("#") for line in lines)


def _depth(text: str, line: int) -> int:
    """Return how many spaces begin a line."""
    end = line
    while text.startswith(" ", end):
        end += 1
    return end - line


def _end_of_block(text: str, node: Node, column: int, comments: set[int]) -> int:
    """Return where the line below a block begins, past the comments that are deeper than it.

    Args:
        text: The text.
        node: The block.
        column: The column of its dash, or of its key.
        comments: Where the comments on lines of their own begin.
    """
    end = _next_line(text, node.end)
    rest = text[node.end : end].strip(" \r\n")
    if rest and not rest.startswith("#"):
        raise ValueError("something else stands on the line where the block ends")
    line = end
    while line < len(text):
        sign = line + _depth(text, line)
        below = _next_line(text, line)
        if sign in comments and sign - line >= column:
            end = below
        elif text[line:below].strip():
            break
        line = below
    return end


def _next_line(text: str, position: int) -> int:
    found = text.find("\n", position)
    return len(text) if found < 0 else found + 1


def newline_at(text: str, at: int) -> str:
    """Return the line break above a position."""
    return "\r\n" if text.endswith("\r\n", 0, text.rfind("\n", 0, at) + 1) else "\n"


def find_form(document: Document, blocks: BlockList) -> Form:
    """Return the indentation of a list, else of the nearest other list of the file."""
    lists = [pair for pair in _list_blocks(document.root) if not pair[1].flow and pair[1].items]
    same = [pair for pair in lists if pair[1] is blocks.node]
    alike = [pair for pair in lists if pair[0].text == blocks.key]
    for key, sequence in (*same, *reversed(alike), *lists):
        item = sequence.items[-1]
        if isinstance(item, Mapping) and not item.flow and sequence.column >= key.column:
            dash = sequence.column - key.column
            behind = item.column - sequence.column
            behind = behind if 2 <= behind <= 8 else CANONICAL.item
            return Form(dash, behind, max(dash, behind))
    return CANONICAL


def is_apart(document: Document, blocks: BlockList, default: bool) -> bool:
    """Return whether blank lines are between the blocks of a list, else of others like it."""
    lists = [sequence for key, sequence in _list_blocks(document.root) if key.text == blocks.key]
    for sequence in (*filter(None, [blocks.node]), *reversed(lists)):
        if not sequence.flow and len(sequence.items) > 1:
            start = find_span(document, sequence, len(sequence.items) - 1).start
            above = document.text.rfind("\n", 0, start - 1) + 1
            return not document.text[above:start].strip()
    return default


def _list_blocks(node: Node | None) -> list[tuple[Scalar, Sequence]]:
    """Return the lists of a tree with their keys, in the order of the file."""
    found: list[tuple[Scalar, Sequence]] = []
    for key, value in node.entries if isinstance(node, Mapping) else ():
        if isinstance(value, Sequence):
            if any(isinstance(item, Mapping) for item in value.items):
                found.append((key, value))
            for item in value.items:
                found += _list_blocks(item)
    return found


def insert_block(
    document: Document,
    blocks: BlockList,
    place: int,
    write: WriteLines,
    form: Form,
    *,
    apart: bool,
) -> Edit:
    """Return the edit that inserts a block into a list, which may be empty or missing.

    Args:
        document: The file.
        blocks: The list; neither it nor its holder is written in brackets, or it is empty.
        place: The position that the block will have.
        write: The lines of the block.
        form: The indentation of the file.
        apart: A blank line is between two blocks.

    Raises:
        ValueError: The text does not allow it.
    """
    text, node = document.text, blocks.node
    if node is None or not node.items:
        return _begin_list(document, blocks, write, form)
    lines = write(node.column - 1)
    if place < len(node.items):
        at = find_span(document, node, place).start
        newline = newline_at(text, at)
        below = [""] if apart else []
        return Edit(at, at, "".join(line + newline for line in (*lines, *below)))
    span = find_span(document, node, len(node.items) - 1)
    return _insert_lines(text, span.end, ["", *lines] if apart else lines)


def _insert_lines(text: str, at: int, lines: list[str]) -> Edit:
    """Return the edit that inserts lines where a line begins, or at the end of the text."""
    newline = newline_at(text, at)
    if lines and not lines[0] and text.endswith(("\n\n", "\n\r\n"), 0, at):
        # The text above ends with a blank line of its own.
        lines = lines[1:]
    if text.endswith("\n", 0, at):
        return Edit(at, at, "".join(line + newline for line in lines))
    return Edit(at, at, "".join(newline + line for line in lines))


def _begin_list(document: Document, blocks: BlockList, write: WriteLines, form: Form) -> Edit:
    """Return the edit that writes the first block of a list."""
    text, holder, node = document.text, blocks.holder, blocks.node
    if holder.flow:
        raise ValueError("the block around it is written in braces")
    margin = holder.column - 1
    lines = write(margin + form.dash)
    if node is None:
        earlier = blocks.order[: blocks.order.index(blocks.key)]
        above = [value for key, value in holder.entries if key.text in earlier]
        comments = {comment.start for comment in find_comments(document) if comment.alone}
        at = _end_of_block(text, above[-1], holder.column, comments)
        head = f"{' ' * margin}{format_key(blocks.key)}:"
        return _insert_lines(text, at, [head, *lines])
    if text[node.start + 1 : node.end - 1].strip():
        raise ValueError("a comment stands between its brackets")
    at = _next_line(text, node.end)
    beside = text[node.end : at].rstrip(" \r\n")
    if beside.strip() and not beside.strip().startswith("#"):
        raise ValueError("something else stands behind its brackets")
    newline, start = newline_at(text, at), len(text[: node.start].rstrip(" "))
    end = newline if text.endswith("\n", 0, at) else ""
    return Edit(start, at, newline.join([beside, *lines]) + end)


def remove_block(document: Document, blocks: BlockList, place: int) -> Edit:
    """Return the edit that removes a block with the blank lines that set it apart.

    The only block of a list leaves `[]` there.

    Raises:
        ValueError: The text does not allow it.
    """
    text, node = document.text, blocks.node
    assert node is not None, "the block is there"
    span = find_span(document, node, place)
    if len(node.items) == 1:
        return _end_list(document, blocks, span)
    if place < len(node.items) - 1:
        end = span.end
        while end < len(text) and not text[end : _next_line(text, end)].strip():
            end = _next_line(text, end)
        return Edit(span.start, end, "")
    low, start = find_span(document, node, place - 1).end, span.start
    while start > low:
        above = text.rfind("\n", 0, start - 1) + 1
        if above < low or text[above:start].strip():
            break
        start = above
    is_last = span.end == len(text) and not text.endswith("\n")
    if is_last and not needs_line_break(text, node.items[place - 1]):
        start = len(text[:start].rstrip("\r\n"))
    return Edit(start, span.end, "")


def needs_line_break(text: str, node: Node) -> bool:
    """Return whether a block ends with a text that has a line break, which must follow it."""
    while not isinstance(node, Scalar):
        if node.flow:
            return False
        node = node.items[-1] if isinstance(node, Sequence) else node.entries[-1][1]
    head = text[node.start : _next_line(text, node.start)].partition("#")[0]
    return node.style in ("|", ">") and "-" not in head


def _end_list(document: Document, blocks: BlockList, span: Span) -> Edit:
    """Return the edit that puts `[]` in the place of the only block of a list."""
    text, key = document.text, blocks.holder.key(blocks.key)
    assert key is not None, "the list is there"
    colon = text.index(":", key.end) + 1
    line = _next_line(text, colon)
    beside, between = text[colon:line].rstrip(" \r\n"), text[line : span.start]
    kept = f" []{beside}{newline_at(text, line)}{between if between.strip() else ''}"
    if span.end == len(text) and not text.endswith("\n"):
        kept = kept.rstrip("\r\n")
    return Edit(colon, span.end, kept)


def read_lines_of(text: str, span: Span) -> list[str]:
    """Return the lines of a block without their line breaks."""
    lines = text[span.start : span.end].split("\n")
    return [line.removesuffix("\r") for line in (lines if lines[-1] else lines[:-1])]


def shift_lines(lines: list[str], by: int) -> list[str]:
    """Return lines with so many spaces more before each, or fewer where that is negative."""
    if by >= 0:
        return [" " * by + line if line else line for line in lines]
    return [line[min(-by, len(line) - len(line.lstrip(" "))) :] for line in lines]
