"""Plain data from the lines of a text, without a parser, for the common ways of writing.

These are `key: value` and dashes, each on its own line. A value is on its line, plain, in quotes
without escapes or in brackets, or it is a block (`>-`, `|-`) whose lines begin in one column.
Everything else returns None, and the parser reads the text. `tests/yaml/test_lines.py` checks that
both agree. This spares a command loading the parser, and much of the time to read.
"""

import re
from typing import Any, Final, NamedTuple

from stc.text.invisible import is_clean
from stc.yaml.document import BATCH, DEEPEST, LARGEST, LARGEST_FILE, ROOM
from stc.yaml.nodes import NULL_TEXTS

# Repeats are possessive (`*+`): of groups, each turn would be kept at some 100 bytes; of signs, a
# line that does not match would be tried with its spaces here and there, in every combination.
# Python before 3.11.5 forgets where a turn began that fails half-way; `|(?!)` makes it go back.
_QUOTED: Final = r""" "[^"\\\n]*" | '[^'\n]*(?:''[^'\n]*|(?!))*+' """
_BEGIN: Final = r"""[^\s\-?:,\[\]{}\#&*!|>'"%@`]"""
_ITEM: Final = rf"(?:{_BEGIN}[^,\[\]{{}}\#?:\n]*+|{_QUOTED})"
# A comment or nothing; else a dash, a key and a value. No deeper line may follow a block.
_ENTRY: Final = re.compile(
    rf"""
    (\ *+) (?: \#[^\n]* | (-\ ++)? (?: ([A-Za-z_][A-Za-z0-9_-]{{0,99}}):(?=[\ \n]) )? \ *+
    (?: ( {_BEGIN} [^\n:\#]*+ (?: (?: :(?=[^\ \n]) | (?<!\ )\# ) [^\n:\#]* | (?!) )*+
        | {_QUOTED}
        | \[ \ * (?: {_ITEM} \ * (?: ,\ * {_ITEM} \ * | (?!) )*+ )? \] )
      | ([>|])- (?: \ +\#[^\n]* )? \n
        ( (\ ++)[^\n]++ (?: \n++\7[^\ \n][^\n]*+ | (?!) )*+ ) (?! \n+\7 )
    )?
    \ * (?: (?<=\ )\#[^\n]* )? ) \n+
    """,
    re.VERBOSE,
)
_ITEMS: Final = re.compile(_ITEM, re.VERBOSE)
_SIGNS: Final = "['\""
_LONGEST_NULL: Final = 4
_FOLDS: Final = re.compile(r"\n(\n*)")


class Position(NamedTuple):
    """Where a block begins.

    Attributes:
        line: Its line, from 1.
        column: Its column, from 1.
        events: How many events were before it.
        block: The block itself.
    """

    line: int
    column: int
    events: int
    block: dict[str, Any]


class Plain(NamedTuple):
    """The data of a text.

    Attributes:
        data: Dictionaries, lists, texts and None.
        positions: Where the blocks of the depths that were asked for begin.
        events: How many events the parser has for it.
    """

    data: Any
    positions: list[Position]
    events: int


class NotPlain(Exception):
    """The text may not be well-formed: only the tree shows it."""


def read_lines(data: bytes, depths: tuple[int, ...] = ()) -> Plain | None:
    """Return the data of a file and where its blocks of some depths begin, or None if it is odd.

    Args:
        data: The file, or lines of it.
        depths: How many lists and blocks enclose the blocks whose positions are wanted, the
            block itself included.
    """
    try:
        if len(data) > LARGEST_FILE or not is_clean(data):
            return None
        text = data.decode()
    except UnicodeDecodeError:
        return None
    if "\r" in text:
        if text.count("\r") != text.count("\r\n"):
            return None
        text = text.replace("\r\n", "\n")
    if " \n" in text or not text.endswith("\n"):
        return None
    return _follow(text, depths)


def _follow(text: str, depths: tuple[int, ...]) -> Plain | None:
    # One loop in one place: it runs 100,000 times.
    positions: list[Position] = []
    keys: dict[str, str] = {}
    lists: dict[str, list[str | None]] = {}
    root: list[Any] = []
    top: Any = root
    column, is_block, match = -1, False, None
    stack: list[tuple[Any, int, bool]] = []
    empty: str | None = None
    line, counted, events, checked = 1, 0, 2, BATCH
    for match in iter(_ENTRY.scanner(text).match, None):  # type: ignore[attr-defined]
        pad, dash, key, written, sign, body, margin = match.groups()
        indent = len(pad)
        if indent != column or dash is not None or not is_block:
            if key is None and dash is None:
                if written is None and body is None:
                    continue
                return None
            inner: Any = None
            if empty is not None and (indent > column or (dash and indent == column)):
                # The lines below a key without a value are its value.
                inner = top[empty] = [] if dash else {}
            elif not stack:
                inner = [] if dash else {}
                root.append(inner)
            else:
                events += empty is not None
                while indent < column or (indent == column and is_block is bool(dash)):
                    top, column, is_block = stack.pop()
                    events += 1
                if indent != column:
                    return None
            if inner is not None:
                stack.append((top, column, is_block))
                top, column, is_block = inner, indent, not dash
                events += 1
            if dash and key:
                stack.append((top, column, is_block))
                inner = {}
                top.append(inner)
                top, column, is_block = inner, indent + len(dash), True
                events += 1
            if is_block and inner is not None:
                if len(stack) in depths:
                    line += text.count("\n", counted, match.start())
                    counted = match.start()
                    positions.append(Position(line, column + 1, events - 1, inner))
                elif len(stack) >= DEEPEST:
                    return None
        elif key is None:
            if written is None and body is None:
                continue
            return None
        elif empty is not None:
            events += 1
        if key is not None:
            name = keys.get(key)
            if name is None:
                if key in NULL_TEXTS:
                    return None
                name = keys[key] = key
            if name in top:
                return None
        value: Any
        if written is None:
            if body is None:
                if key is None:
                    return None
                empty = name
                top[name] = None
                events += 1
                continue
            if len(margin) <= column:
                return None
            value = body[len(margin) :].replace("\n" + margin, " " if sign == ">" else "\n")
            if sign == ">" and "\n" in value:
                value = _fold(body, margin)
        elif len(written) > _LONGEST_NULL and written[0] not in _SIGNS and written[-1] != " ":
            value = written
        elif written[0] != "[":
            value = _read_item(written)
        else:
            value = lists.get(written)
            if value is None:
                value = lists[written] = [_read_item(item) for item in _ITEMS.findall(written)]
            events += 1 + len(value)
        empty = None
        if key is None:
            top.append(value)
            events += 1
        else:
            top[name] = value
            events += 2
        if events >= checked:
            # The parser would look whether so many values have their room.
            while events >= checked:
                checked += BATCH
            if match.start() < ROOM * checked or events >= LARGEST:
                return None
    if match is None or not root or match.end() != len(text):
        return None
    return Plain(root[0], positions, events + (empty is not None) + len(stack) + 1)


def _fold(body: str, margin: str) -> str:
    """Return a folded block: a single line break is a space, and of several one is dropped."""
    lines = body[len(margin) :].replace("\n" + margin, "\n")
    return _FOLDS.sub(lambda match: match[1] or " ", lines)


def _read_item(text: str) -> str | None:
    """Return a plain or quoted text; None for null."""
    if text[0] == '"':
        return text[1:-1]
    if text[0] == "'":
        return text[1:-1].replace("''", "'")
    text = text.rstrip(" ")
    return None if len(text) <= _LONGEST_NULL and text in NULL_TEXTS else text
