"""Exact edits of a text: each replaces one span and leaves every other character as it is.

An edit is worked out against the document as it was read. Edits of one document can be applied
together; those that insert at the same place are applied in the order given. Where the text does
not allow an exact edit, a ValueError says why. The caller reads the result again in any case.
"""

from collections.abc import Iterable
from typing import NamedTuple

from stc.yaml.document import Document
from stc.yaml.layout_comments import find_comments
from stc.yaml.nodes import Mapping, Node, Scalar, Sequence
from stc.yaml.scalars import (
    STEP,
    Fields,
    Plain,
    Spelling,
    Value,
    format_block,
    format_entry,
    format_flow,
    format_inline,
    format_item,
    format_key,
    format_text,
)
from stc.yaml.values import to_data


class Edit(NamedTuple):
    """A span of a text and its replacement.

    Attributes:
        start: Where the span begins, in characters.
        end: Where it ends, half-open; the same as the start for an insertion.
        text: The new text.
    """

    start: int
    end: int
    text: str


def apply_edits(text: str, edits: Iterable[Edit]) -> str:
    """Return the text with the edits applied.

    Raises:
        ValueError: Two edits overlap, or one lies outside of the text.
    """
    pieces: list[str] = []
    done = 0
    for edit in sorted(edits, key=lambda edit: edit[:2]):
        if not done <= edit.start <= edit.end <= len(text):
            raise ValueError(f"an edit overlaps another or the end of the text: {edit}")
        pieces += [text[done : edit.start], edit.text]
        done = edit.end
    return "".join([*pieces, text[done:]])


def set_scalar(document: Document, scalar: Scalar, value: Value) -> Edit:
    """Return the edit that replaces a scalar by another value.

    The quoting of the scalar is kept if it can hold the new text, unless the old text needed it. A
    `Plain` value is written without quotes. A value that is missing after its colon is added there.
    A list or fields are written as a block below the key.

    Raises:
        ValueError: The scalar is not in the document, or the value is not possible there.
    """
    parents = _find_parents(document, scalar)
    text = document.text
    if value is None and scalar.is_null:
        return Edit(scalar.start, scalar.end, text[scalar.start : scalar.end])
    flow = any(parent.flow for parent in parents)
    if isinstance(value, list | dict):
        return _set_collection(text, scalar, value, parents, flow)
    if value == scalar.text and not scalar.is_null:
        return Edit(scalar.start, scalar.end, text[scalar.start : scalar.end])
    indent = parents[-1].column - 1 + STEP if parents else STEP
    spelling = _format_like(text, scalar, value, indent, flow)
    space = " " if scalar.start == scalar.end else ""
    if scalar.style in ("|", ">"):
        head = spelling.head + _block_comment(text, scalar)
        return Edit(scalar.start, scalar.end, head + spelling.body)
    if not spelling.body:
        return Edit(scalar.start, scalar.end, space + spelling.head)
    end = _end_of_line(text, scalar.end)
    rest = text[scalar.end : end].rstrip(" ")
    return Edit(scalar.start, end, space + spelling.head + rest + spelling.body)


def insert_entry(
    document: Document, mapping: Mapping, key: str, value: Value, order: tuple[str, ...]
) -> Edit:
    """Return the edit that adds a key that is missing from a mapping.

    It goes below the last key that precedes it in `order`, else above the first one. Comments at
    the end of a line stay with their line, those on their own lines stay where they are.

    Raises:
        ValueError: The key exists already, is not in `order`, or cannot be added exactly.
    """
    if mapping.key(key) is not None:
        raise ValueError(f"the key is there already: {key}")
    earlier = order[: order.index(key)]
    before = [entry for entry in mapping.entries if entry[0].text in earlier]
    if mapping.flow:
        return _insert_in_flow(document.text, mapping, before, key, value)
    text, indent = document.text, mapping.column - 1
    if not before:
        first = mapping.entries[0][0]
        newline = _newline(text, _end_of_line(text, first.end))
        entry = format_entry(key, value, indent, newline)
        return Edit(first.start, first.start, entry + newline + " " * indent)
    end = _end_of_entry(text, before[-1][1])
    newline = _newline(text, end)
    block = _takes_block(text, end, indent + STEP)
    entry = format_entry(key, value, indent, newline, block)
    return Edit(end, end, newline + " " * indent + entry)


def set_list(document: Document, mapping: Mapping, key: str, values: list[str]) -> Edit | None:
    """Return the next edit on the way to another list of texts; None where it is that list.

    A list that is written as the layout has it is written anew as a whole, in one edit. Any other
    keeps its comments and the spelling of its items: these are added and removed one by one.

    Args:
        document: The document.
        mapping: The block with the list.
        key: The key of the list.
        values: What it is to hold, at least one text; `Names` where it goes into brackets.

    Raises:
        ValueError: The list cannot be changed exactly.
    """
    name, node = mapping.key(key), mapping.get(key)
    if name is None or not isinstance(node, Sequence):
        raise ValueError(f"it is not a list: {key}")
    old = to_data(node)
    if old == values:
        return None
    text, indent = document.text, mapping.column - 1
    newline = _newline(text, _end_of_line(text, node.end))
    if not mapping.flow and text[node.end : _end_of_line(text, node.end)].strip() == "":
        was = format_entry(key, type(values)(old), indent, newline)
        if text[name.start : node.end] == was:
            block = _takes_block(text, _end_of_line(text, node.end), indent + STEP)
            return Edit(name.start, node.end, format_entry(key, values, indent, newline, block))
    at = next(
        (n for n, pair in enumerate(zip(old, values, strict=False)) if pair[0] != pair[1]), -1
    )
    if at < 0 and len(old) > len(values):
        return remove_item(document, node, len(old) - 1)
    at = len(old) if at < 0 else at
    if values[at] in old[at:] and old[at] not in values[at:]:
        return remove_item(document, node, at)
    return insert_item(document, node, at, values[at])


def remove_entry(document: Document, mapping: Mapping, key: str) -> Edit:
    """Return the edit that removes a key with its value and all of its lines.

    Comments among them are kept, on their own lines.

    Raises:
        ValueError: The key is missing or the only one, or cannot be removed without touching
            another value.
    """
    keys = [scalar.text for scalar, _ in mapping.entries]
    if len(keys) < 2 or keys.count(key) != 1:
        raise ValueError(f"the key cannot be removed alone: {key}")
    text, place = document.text, keys.index(key)
    if mapping.flow:
        if text[mapping.start] != "{":
            raise ValueError("a key cannot be removed from a pair without braces")
        spans = [(scalar.start, value.end) for scalar, value in mapping.entries]
        return _remove_in_flow(document, mapping, spans, place)
    scalar, value = mapping.entries[place]
    start = text.rfind("\n", 0, scalar.start) + 1
    if text[start : scalar.start].strip(" "):
        return _remove_first(document, mapping)
    above = mapping.entries[place - 1][1] if place else None
    return _remove_lines(document, start, value, mapping.column, above)


def remove_item(document: Document, sequence: Sequence, place: int) -> Edit:
    """Return the edit that removes an item of a list, as `remove_entry` removes a key.

    Raises:
        ValueError: The item is the only one, or cannot be removed without touching another value.
    """
    items = sequence.items
    if len(items) < 2:
        raise ValueError("an item cannot be removed from a list of one")
    if sequence.flow:
        spans = [(item.start, item.end) for item in items]
        return _remove_in_flow(document, sequence, spans, place)
    dash = f"\n{' ' * (sequence.column - 1)}-"
    start = document.text.rfind(dash, 0, items[place].start + 1) + 1
    if start <= (items[place - 1].start if place else 0):
        raise ValueError("the dash of the item does not begin a line")
    above = items[place - 1] if place else None
    return _remove_lines(document, start, items[place], sequence.column, above)


def append_item(document: Document, sequence: Sequence, value: str | Fields) -> Edit:
    """Return the edit that adds an item below the last one of a list.

    Raises:
        ValueError: The item cannot be added exactly.
    """
    return insert_item(document, sequence, len(sequence.items), value)


def insert_item(document: Document, sequence: Sequence, place: int, value: str | Fields) -> Edit:
    """Return the edit that adds an item to a list, so that it is at a place.

    Comments above an item stay with it; those above the first one are above the new item.

    Raises:
        ValueError: The item cannot be added exactly.
    """
    text = document.text
    if sequence.flow:
        return _insert_item_in_flow(sequence, place, format_flow(value))
    indent = sequence.column - 1
    if not place:
        newline = _newline(text, _end_of_line(text, sequence.start))
        item = format_item(value, indent, newline) + newline + " " * indent
        return Edit(sequence.start, sequence.start, item)
    end = _end_of_entry(text, sequence.items[place - 1])
    newline = _newline(text, end)
    block = _takes_block(text, end, indent + STEP)
    item = format_item(value, indent, newline, block)
    return Edit(end, end, newline + " " * indent + item)


def _insert_item_in_flow(sequence: Sequence, place: int, item: str) -> Edit:
    if not sequence.items:
        return Edit(sequence.start + 1, sequence.start + 1, item)
    if not place:
        start = sequence.items[0].start
        return Edit(start, start, f"{item}, ")
    end = sequence.items[place - 1].end
    return Edit(end, end, f", {item}")


def _find_parents(document: Document, scalar: Scalar) -> list[Mapping | Sequence]:
    """Return the blocks and lists that hold a scalar, outermost first."""
    parents: list[Mapping | Sequence] = []
    node = document.root
    while node is not None and not isinstance(node, Scalar):
        parents.append(node)
        children = node.items if isinstance(node, Sequence) else [pair[1] for pair in node.entries]
        node = next((child for child in children if _holds(child, scalar)), None)
    if node is not scalar:
        raise ValueError("the scalar is not a value of the document")
    return parents


def _holds(node: Node, scalar: Scalar) -> bool:
    return node is scalar or (
        not isinstance(node, Scalar) and node.start <= scalar.start <= scalar.end <= node.end
    )


def _set_collection(
    text: str,
    scalar: Scalar,
    value: list[str] | Fields | list[Fields],
    parents: list[Mapping | Sequence],
    flow: bool,
) -> Edit:
    if not parents or not isinstance(parents[-1], Mapping):
        raise ValueError("a list or fields can stand only after a key")
    if flow or not value:
        space = " " if scalar.start == scalar.end else ""
        comment = _block_comment(text, scalar) if scalar.style in ("|", ">") else ""
        return Edit(scalar.start, scalar.end, space + format_flow(value) + comment)
    if scalar.style in ("|", ">"):
        raise ValueError("a list or fields cannot take the place of a block of text")
    start, end = len(text[: scalar.start].rstrip(" ")), _end_of_line(text, scalar.end)
    newline, indent = _newline(text, end), parents[-1].column - 1
    block = _takes_block(text, end, indent + STEP)
    entry = format_entry("key", value, indent, newline, block)
    rest = text[scalar.end : end].rstrip(" ")
    return Edit(start, end, rest + entry.removeprefix("key:"))


def _format_like(text: str, scalar: Scalar, value: str | None, indent: int, flow: bool) -> Spelling:
    """Format a text in the style of the scalar that it replaces, if that can hold it."""
    end = _end_of_line(text, scalar.end)
    newline = _newline(text, end)
    chosen = not _is_as_spelled(text, scalar, indent, newline, flow)
    if chosen and scalar.style in ("|", ">"):
        lines = text[scalar.start : scalar.end].split("\n")[1:]
        depths = [len(line) - len(line.lstrip(" ")) for line in lines if line.strip(" \r")]
        indent = depths[0] if depths and scalar.text[:1] != " " else indent
        if value is None or isinstance(value, Plain) or not _takes_block(text, end, indent):
            return Spelling(format_inline(value))
        block = format_block(value, scalar.style, indent, newline)
        return block or Spelling(format_inline(value, '"'))
    return format_text(
        value,
        indent=indent,
        newline=newline,
        flow=flow,
        style=scalar.style if chosen else "",
        block=not flow and _takes_block(text, end, indent),
    )


def _is_as_spelled(text: str, scalar: Scalar, indent: int, newline: str, flow: bool) -> bool:
    """Return whether a scalar has the default style of its text.

    Its comment does not count.
    """
    written = text[scalar.start : scalar.end].removesuffix("\r")
    if scalar.style in ("|", ">"):
        written = written.replace(_block_comment(text, scalar), "", 1)
    anew = format_text(scalar.text, indent=indent, newline=newline, flow=flow)
    return written == anew.head + anew.body


def _takes_block(text: str, end: int, indent: int) -> bool:
    """Return whether a block of text may end at a position, without absorbing what follows."""
    return end < len(text) and not _swallows(text, end, indent)


def _block_comment(text: str, scalar: Scalar) -> str:
    """Return the comment beside the indicator of a block scalar, with the spaces before it."""
    head = text[scalar.start : _end_of_line(text, scalar.start)]
    place = head.find("#")
    return head[len(head[:place].rstrip(" ")) :] if place >= 0 else ""


def _insert_in_flow(
    text: str, mapping: Mapping, before: list[tuple[Scalar, Node]], key: str, value: Value
) -> Edit:
    if text[mapping.start] != "{":
        raise ValueError("a key cannot be added to a pair without braces")
    entry = f"{format_key(key, flow=True)}: {format_flow(value)}"
    if not mapping.entries:
        return Edit(mapping.start + 1, mapping.start + 1, entry)
    if not before:
        first = mapping.entries[0][0]
        return Edit(first.start, first.start, f"{entry}, ")
    last = before[-1][1]
    empty = " null" if last.start == last.end else ""
    return Edit(last.end, last.end, f"{empty}, {entry}")


def _remove_lines(
    document: Document, start: int, value: Node, column: int, above: Node | None
) -> Edit:
    """Return the edit that removes the lines from `start` to the end of a value below another."""
    text, end = document.text, _end_of_entry(document.text, value)
    if comments := _list_comments(document, start, end):
        pad, newline = " " * (column - 1), _newline(text, end)
        return Edit(start, end, newline.join(pad + comment for comment in comments))
    last = _last_scalar(above) if above else None
    if last is not None and last.style in ("|", ">"):
        head = text[last.start : _end_of_line(text, last.start)].partition("#")[0]
        if end == len(text) and "-" not in head:
            raise ValueError("the text above it would lose its last line break")
        if "+" in head or _swallows(text, end, column):
            raise ValueError("the text above it would take up the lines below it")
    if end < len(text):
        return Edit(start, text.index("\n", end) + 1, "")
    return Edit(len(text[:start].rstrip("\r\n")), end, "")


def _remove_first(document: Document, mapping: Mapping) -> Edit:
    """Return the edit that removes the first key of a block, which is on the line of its dash."""
    (first, value), (second, _) = mapping.entries[:2]
    below = _newline(document.text, _end_of_entry(document.text, value))
    below += " " * (mapping.column - 1)
    comments = _list_comments(document, first.start, second.start)
    return Edit(first.start, second.start, "".join(comment + below for comment in comments))


def _remove_in_flow(
    document: Document, holder: Mapping | Sequence, spans: list[tuple[int, int]], place: int
) -> Edit:
    """Return the edit that removes one of several spans between braces or brackets.

    The comma after it is removed, too; for the last one, the comma before it.
    """
    text, is_last = document.text, place == len(spans) - 1
    start = spans[place - 1][1] if is_last else spans[place][0]
    end = holder.end - 1 if is_last else spans[place + 1][0]
    comments = _list_comments(document, start, end)
    if not comments:
        removed = text[start:end]
        return Edit(start, end, removed[len(removed.rstrip()) :] if is_last else "")
    newline = _newline(text, _end_of_line(text, start))
    below = newline + _indent(text, end)
    if not is_last:
        space = "" if text[start - 1].isspace() else " "
        return Edit(start, end, space + "".join(comment + below for comment in comments))
    beside = _list_comments(document, start, _end_of_line(text, start))
    above = newline + _indent(text, spans[place][0])
    kept = [
        *(f" {comment}" for comment in beside),
        *(above + comment for comment in comments[len(beside) :]),
    ]
    return Edit(start, end, "".join(kept) + below)


def _indent(text: str, position: int) -> str:
    """Return the spaces that begin the line of a position."""
    line = text[text.rfind("\n", 0, position) + 1 : position]
    return line[: len(line) - len(line.lstrip(" "))]


def _list_comments(document: Document, start: int, end: int) -> list[str]:
    """Return the comments that begin in a span, in their order."""
    if "#" not in document.text[start:end]:
        return []
    return [comment.text for comment in find_comments(document) if start <= comment.start < end]


def _last_scalar(node: Node) -> Scalar | None:
    while not isinstance(node, Scalar):
        if node.flow:
            return None
        node = node.items[-1] if isinstance(node, Sequence) else node.entries[-1][1]
    return node


def _end_of_entry(text: str, value: Node) -> int:
    """Return the end of the line on which a value ends, its comment included."""
    last = _last_scalar(value)
    end = _end_of_line(text, value.end)
    rest = text[value.end : end].strip(" ")
    if rest and not rest.startswith("#"):
        raise ValueError("something else stands on the line where the value ends")
    if last is not None and last.style in ("|", ">") and end == len(text):
        head = text[last.start : _end_of_line(text, last.start)].partition("#")[0]
        if "-" not in head:
            raise ValueError("the text at the end of the file would gain a line break")
    return end


def _swallows(text: str, end: int, indent: int) -> bool:
    """Return whether a block of text that ends at `end` would absorb what is below it.

    It would absorb a comment as deep as the block, or a line of deeper spaces.
    """
    rest = text[end:].lstrip("\r\n ")
    *blank, last = (line.rstrip("\r") for line in text[end : len(text) - len(rest)].split("\n"))
    if any(len(line) > indent for line in (blank if rest else [*blank, last])):
        return True
    return rest.startswith("#") and len(last) >= indent


def _end_of_line(text: str, position: int) -> int:
    end = text.find("\n", position)
    if end < 0:
        return len(text)
    return end - 1 if end > position and text[end - 1] == "\r" else end


def _newline(text: str, position: int) -> str:
    """Return the line break at a position, or the one before it if the text ends there."""
    if text.startswith(("\n", "\r\n"), position):
        return "\r\n" if text[position] == "\r" else "\n"
    return "\r\n" if text[: text.rfind("\n") + 1].endswith("\r\n") else "\n"
