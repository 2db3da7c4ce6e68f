"""The tree, built in one pass over the parser's events.

Nothing is recursive, and depth and size are bounded, so no file exhausts memory or the stack.
"""

import gc
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

from yaml import events

from stc import codes
from stc.codes import Code
from stc.findings import Finding, Location
from stc.yaml.document import BATCH, DEEPEST, LARGEST, ROOM
from stc.yaml.nodes import NULL_TEXTS, Mapping, Node, Scalar, Sequence
from stc.yaml.parser import SYNTAX_ERRORS
from stc.yaml.scan import find_escaped
from stc.yaml.syntax import describe_error, find_too_deep

MOST: Final = 1000
"""How many findings are collected."""

_SUSPECT_KEYS: Final = NULL_TEXTS | {"<<"}
_QUESTION: Final = re.compile(r"\?(?=[\s,{}\[\]\"']|\Z)")
_HEAD: Final = re.compile(r"[|>][-+0-9]*#")
_COMMENT: Final = re.compile(r"#[^\n]*")


class Builder:
    """Builder of the tree of one text, which collects its findings."""

    def __init__(self, parser: Any, text: str, path: str) -> None:
        self.findings: list[Finding] = []
        self._parser = parser
        self._text = text
        self._path = path

    def build(self) -> Node | None:
        """Return the root; None if the text is empty or a finding ended the events."""
        try:
            with collector_paused():
                root = self._follow_events()
        except SYNTAX_ERRORS as error:
            end = find_too_deep(error)
            if end is not None:
                # The text above already exceeds our own limit, which gives the place.
                self.findings.clear()
                self._parser = type(self._parser)(self._text[:end])
                return self.build()
            self.findings.append(describe_error(error, self._text, self._path))
            return None
        if root is not None and may_hold_question_keys(self._text):
            self._find_question_keys(root)
        return root

    def _follow_events(self) -> Node | None:  # one loop in one place: it runs 300,000 times
        get_event = self._parser.get_event
        scalar_event, alias = events.ScalarEvent, events.AliasEvent
        mapping_start, mapping_end = events.MappingStartEvent, events.MappingEndEvent
        sequence_start, sequence_end = events.SequenceStartEvent, events.SequenceEndEvent
        stack: list[tuple[Mapping | Sequence, Node | None]] = []
        top: Mapping | Sequence = Sequence(0, 0, 1, 1, False)
        entries: list[tuple[Scalar, Node]] | None = None
        key: Any = None
        node: Any
        for read in range(BATCH, LARGEST + 1, BATCH):
            for _ in range(BATCH):
                event = get_event()
                kind = type(event)
                if kind is scalar_event:
                    mark = event.start_mark
                    style = event.style or ""
                    node = Scalar(
                        event.value,
                        style,
                        mark.index,
                        event.end_mark.index,
                        mark.line + 1,
                        mark.column + 1,
                    )
                    if style == ">" or style == "|":  # noqa: PLR1714 (twice as fast)
                        node.end = self._find_block_end(node)
                    elif style == '"' and "\\" in self._text[node.start : node.end]:
                        self._find_escaped(node, event)
                    if event.anchor is not None or event.tag is not None:
                        self._find_properties(event)
                elif kind is mapping_end or kind is sequence_end:
                    node = top
                    self._close(node, event)
                    top, key = stack.pop()
                    entries = top.entries if type(top) is Mapping else None
                elif kind is mapping_start or kind is sequence_start:
                    if len(stack) >= DEEPEST:
                        message = f"More than {DEEPEST} lists and blocks are nested."
                        self._add(codes.OVER_LIMIT, self._place_of(event), message)
                        return None
                    stack.append((top, key))
                    if entries is not None and key is None:
                        message = "A key must be text, not a list or a block."
                        self._add(codes.KEY_NOT_TEXT, self._place_of(event), message)
                    if event.anchor is not None or event.tag is not None:
                        self._find_properties(event)
                    top, key = _open(event), None
                    entries = top.entries if type(top) is Mapping else None
                    continue
                elif kind is alias:
                    message = f"An alias (*{event.anchor}) is used here."
                    hint = "Write the value out, or put the text in quotes."
                    self._add(codes.ANCHOR, self._place_of(event), message, hint)
                    node = _placeholder(event, self._text)
                elif kind is events.StreamEndEvent:
                    return top.items[0] if type(top) is Sequence and top.items else None
                else:
                    continue
                if entries is None:
                    top.items.append(node)  # type: ignore[union-attr]
                elif key is None:
                    key = node
                else:
                    if type(key) is Scalar:
                        entries.append((key, node))
                    key = None
            if event.start_mark.index < ROOM * read:
                message = f"The first {read:,} values have fewer than {ROOM} characters each."
                self._add(codes.OVER_LIMIT, Location(self._path), message)
                return None
        self._add(
            codes.OVER_LIMIT, Location(self._path), f"the file holds more than {LARGEST:,} values"
        )
        return None

    def _find_escaped(self, node: Scalar, event: Any) -> None:
        name = find_escaped(node.text)
        if name:
            message = f"The text contains {name}, written as an escape."
            self._add(codes.ESCAPED_CHARACTER, self._place_of(event), message, "Delete it.")

    def _close(self, node: Mapping | Sequence, event: Any) -> None:
        if type(node) is Mapping:
            keys = {key.text for key, _ in node.entries}
            if len(keys) != len(node.entries):
                self._find_duplicates(node)
            if not _SUSPECT_KEYS.isdisjoint(keys):
                self._find_odd_keys(node)
            last = node.entries[-1][1] if node.entries else None
        else:
            last = node.items[-1] if type(node) is Sequence and node.items else None
        node.end = event.end_mark.index if node.flow or last is None else last.end
        if node.flow:
            self._check_flow(node)

    def _check_flow(self, node: Mapping | Sequence) -> None:
        """Resolve differences of the parsers inside braces and brackets."""
        text = self._text
        scalars = node.items if isinstance(node, Sequence) else []
        if isinstance(node, Mapping):
            scalars = [scalar for entry in node.entries for scalar in entry]
            for key, value in node.entries:
                if isinstance(value, Scalar) and value.start == value.end:
                    self._settle_empty(key, value)
        if "?" in text[node.start : node.end]:
            for scalar in scalars:
                if isinstance(scalar, Scalar) and not scalar.style and "?" in scalar.text:
                    message = "A text with a question mark is not quoted in brackets or braces."
                    hint = "Put the text in quotes."
                    self._add(codes.SYNTAX, self._place(scalar), message, hint)

    def _settle_empty(self, key: Scalar, value: Scalar) -> None:
        """Put an empty value right after its colon, or report that there is no colon."""
        from stc.text.nearest import quote

        gap = _COMMENT.sub(lambda match: " " * len(match[0]), self._text[key.end : value.start])
        colon = gap.find(":")
        if colon < 0:
            message = f"No colon and no value follow {quote(key.text)}."
            hint = 'Write "key: value", or use [ ] for a list.'
            self._add(codes.SYNTAX, self._place(key), message, hint)
            return
        end = key.end + colon + 1
        breaks = self._text.count("\n", end, value.start)
        value.line -= breaks
        value.column += end - value.start
        if breaks:
            value.column = end - self._text.rfind("\n", 0, end)
        value.start = value.end = end

    def _find_block_end(self, scalar: Scalar) -> int:
        """Return where a block scalar's last line ends; the parser stops at the next token."""
        text, end = self._text, scalar.end
        if _HEAD.match(text, scalar.start):
            message, hint = "A space is missing before the comment.", "Put a space before the #."
            self._add(codes.SYNTAX, self._place(scalar), message, hint)
        head = _COMMENT.sub("", text[scalar.start : text.find("\n", scalar.start)])
        body = text[scalar.start : end]
        if "+" in head or scalar.text.rstrip("\n").endswith(" ") or not scalar.text.strip(" \n"):
            stripped = body.rstrip(" ")
            stripped = stripped[:-1] if stripped.endswith("\n") else body
            return scalar.start + len(stripped.removesuffix("\r"))
        return scalar.start + len(body.rstrip(" \r\n"))

    def _find_duplicates(self, mapping: Mapping) -> None:
        from stc.text.nearest import quote

        first: dict[str, Scalar] = {}
        for key, _ in mapping.entries:
            other = first.setdefault(key.text, key)
            if other is not key:
                message = f"The key {quote(key.text)} appears twice, first on line {other.line}."
                hint = "Keep the one that is right and delete the other."
                related = self._place(other)
                self._add(codes.DUPLICATE_KEY, self._place(key), message, hint, related)

    def _find_odd_keys(self, mapping: Mapping) -> None:
        kept = []
        for key, value in mapping.entries:
            if key.is_null:
                message, hint = "A key must be text, not empty or null.", "Write a name."
                self._add(codes.KEY_NOT_TEXT, self._place(key), message, hint)
            elif not key.style and key.text == "<<":
                message, hint = "A merge key (<<) is used here.", "Write the fields out."
                self._add(codes.MERGE_KEY, self._place(key), message, hint)
            else:
                kept.append((key, value))
        mapping.entries = kept

    def _find_question_keys(self, root: Node) -> None:
        """Find keys written as `? key`: nobody means them, and no edit expects them."""
        for mapping in _mappings(root):
            before = mapping.start
            for key, value in mapping.entries:
                if "?" in self._gap(before, key.start):
                    message, hint = "A key is written after a question mark.", 'Write "key: value".'
                    self._add(codes.KEY_NOT_TEXT, self._place(key), message, hint)
                before = value.end

    def _gap(self, start: int, end: int) -> str:
        return _COMMENT.sub("", self._text[start:end])

    def _find_properties(self, event: Any) -> None:
        if event.anchor is not None:
            message, hint = f"An anchor (&{event.anchor}) is used here.", "Put the text in quotes."
            self._add(codes.ANCHOR, self._place_of(event), message, hint)
        if event.tag is not None:
            message, hint = "A tag (a word that begins with !) is used here.", "Put it in quotes."
            self._add(codes.TAG, self._place_of(event), message, hint)

    def _add(
        self,
        code: Code,
        place: Location,
        message: str,
        hint: str = "",
        related: Location | None = None,
    ) -> None:
        if len(self.findings) < MOST:
            self.findings.append(code.at(place, message, hint, related))
        elif len(self.findings) == MOST:
            message = f"More than {MOST:,} findings; the rest are not listed."
            self.findings.append(codes.OVER_LIMIT.at(Location(self._path), message))

    def _place_of(self, event: Any) -> Location:
        mark = event.start_mark
        return Location(self._path, mark.line + 1, mark.column + 1)

    def _place(self, scalar: Scalar) -> Location:
        return Location(self._path, scalar.line, scalar.column)


@contextmanager
def collector_paused() -> Iterator[None]:
    """Pause the cyclic garbage collector, which would take half of the time.

    The tree has no cycles, and its size is bounded.
    """
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()


def _open(event: Any) -> Mapping | Sequence:
    mark = event.start_mark
    kind = Mapping if type(event) is events.MappingStartEvent else Sequence
    flow = bool(event.flow_style)
    return kind(mark.index, event.end_mark.index, mark.line + 1, mark.column + 1, flow)


def _placeholder(event: Any, text: str) -> Scalar:
    """Return a placeholder for an alias, so that the rest of the tree can still be checked."""
    mark, end = event.start_mark, event.end_mark.index
    return Scalar(text[mark.index : end], "", mark.index, end, mark.line + 1, mark.column + 1)


def may_hold_question_keys(text: str) -> bool:
    """Return whether a question mark is where it could begin a key."""
    return any(
        match.start() == 0 or text[match.start() - 1] in " \r\n,{["
        for match in _QUESTION.finditer(text)
    )


def _mappings(root: Node) -> Iterator[Mapping]:
    nodes = [root]
    while nodes:
        node = nodes.pop()
        if isinstance(node, Mapping):
            yield node
            nodes.extend(value for _, value in node.entries)
        elif isinstance(node, Sequence):
            nodes.extend(node.items)
