"""Formatting of values as YAML that every reader reads back as the same text."""

import re
from collections.abc import Iterable
from typing import Any, Final, NamedTuple

from stc.text.invisible import UNWANTED, is_text
from stc.yaml.scan import holds_unwanted


class Plain(str):
    """A text to be written without quotes although other readers take it for a date or number."""

    __slots__ = ()


Fields = dict[str, Any]
"""The fields of a block: texts, None, lists and further fields, by their keys."""
Value = str | list[str] | Fields | list[Fields] | None


class OneLine(dict[str, Any]):
    """Fields to be written in braces, on one line."""

    __slots__ = ()


class Names(list[str]):
    """A list to be written in brackets, if its names are short and the line fits."""

    __slots__ = ()


STEP: Final = 2
"""The indentation of a block below its key, in spaces."""
WIDTH: Final = 80
"""The last column of a list in brackets."""

_INDICATORS: Final = frozenset("-?:,[]{}#&*!|>'\"%@`~<=.+ ")
_FLOW_SIGNS: Final = re.compile(r"[,\[\]{}?:]")
_WORDS: Final = frozenset({"y", "n", "yes", "no", "on", "off", "true", "false", "null"})
_NUMBER: Final = re.compile(r"[0-9][-+0-9._:,xobXOBa-fA-FTtZz ]*")
_MONTH: Final = re.compile(r"[0-9]{4}-[0-9]{2}")
_PLAIN: Final = re.compile(r"[A-Za-z0-9](?:[-A-Za-z0-9_./+ ]*[-A-Za-z0-9_./+])?")
_KEY: Final = re.compile(r"(?!(?:true|false|null)\Z)[a-z_]+")
_SENTENCE: Final = re.compile(r" (?<=[.!?] )(?=[A-Z])")
_SURROGATE: Final = re.compile(r"[\ud800-\udfff]")
_ESCAPES: Final = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r"}
_ESCAPED: Final = re.compile(rf'["\\\n\r]|{UNWANTED.pattern}')


class Spelling(NamedTuple):
    """A value as text.

    Attributes:
        head: The text on the line of the key or the dash, without a space before it.
        body: The lines below it, each preceded by its line break; empty for one line.
    """

    head: str
    body: str = ""


def format_inline(value: str | None, style: str = "", flow: bool = False) -> str:
    """Return a text on one line.

    Args:
        value: The text; None is `null`.
        style: The preferred quote, if any; it is used if it can hold the text.
        flow: Whether it is inside brackets or braces.

    Raises:
        ValueError: The text has half of a surrogate pair, or is `Plain` and needs quotes.
    """
    if value is None:
        return "null"
    if isinstance(value, Plain):
        if not _PLAIN.fullmatch(value):
            raise ValueError(f"cannot be written without quotes: {value!r}")
        return f"{style}{value}{style}"
    if not value.isascii() and _SURROGATE.search(value):
        raise ValueError("half of a surrogate pair cannot be written")
    if not style and is_plain(value, flow):
        return value
    single = style == "'" or (not style and value.count('"') > value.count("'"))
    if single and "\n" not in value and not holds_unwanted(value):
        return "'" + value.replace("'", "''") + "'"
    return '"' + _ESCAPED.sub(_escape_match, value) + '"'


def is_plain(value: str, flow: bool = False) -> bool:
    """Return whether readers of YAML 1.1 and 1.2 read the unquoted text as this text."""
    if not value or value[0] in _INDICATORS or value[-1] in " :":
        return False
    if value[0].isdigit():
        if _NUMBER.fullmatch(value) and not _MONTH.fullmatch(value):
            return False
    elif len(value) < 6 and value.lower() in _WORDS:
        return False
    if "\n" in value or ": " in value or " #" in value or holds_unwanted(value):
        return False
    return not (flow and _FLOW_SIGNS.search(value))


def format_names(names: Iterable[str | None], head: str) -> str | None:
    """Return a list of short names in brackets, or None if it does not fit or a name is not short.

    Args:
        names: The names; None is `null`.
        head: The text before the list on its line, without a space after it.
    """
    spelled = [format_inline(name, flow=True) for name in names]
    if any(name.startswith("'") or "\\" in name for name in spelled):
        return None
    flow = f"[{', '.join(spelled)}]"
    return flow if len(head) + 1 + len(flow) <= WIDTH else None


def format_key(name: str, flow: bool = False) -> str:
    """Format a key. A field such as `on` stays plain, since every key is read as text here."""
    return name if _KEY.fullmatch(name) else format_inline(name, flow=flow)


def split_sentences(text: str) -> list[str]:
    """Split a text into sentences, at `.`, `!` or `?` followed by one space and a capital."""
    return _SENTENCE.split(text)


def wants_block(value: str) -> bool:
    """Return whether a text is written as a block below its key.

    It is if it has several sentences or lines, or would be hard to read in quotes.
    """
    escaped = ('"' in value or "\\" in value) and not is_plain(value)
    return escaped or "\n" in value or _SENTENCE.search(value) is not None


def format_block(value: str, sign: str, indent: int, newline: str) -> Spelling | None:
    """Format a text as a block: `>-` with one sentence per line, or `|-` with its own lines.

    A text that ends with one line break is written without the minus; a line break must follow
    it.

    Args:
        value: The text.
        sign: `>` or `|`.
        indent: The number of spaces before its lines.
        newline: The line break to write.

    Returns:
        The spelling, or None if a block cannot hold the text exactly.
    """
    stripped = value.removesuffix("\n")
    lines = stripped.split("\n")
    if not lines[0] or not lines[-1] or "\r" in value or holds_unwanted(value):
        return None
    if stripped[-1] == " " or " \n" in stripped or lines[0].startswith(" "):
        return None
    if sign == ">":
        if "\n " in stripped:
            return None
        lines = _fold(lines)
    pad = " " * indent
    body = "".join(newline + (pad + line if line else "") for line in lines)
    return Spelling(sign if value != stripped else f"{sign}-", body)


def format_text(
    value: str | None,
    *,
    indent: int,
    newline: str,
    flow: bool = False,
    style: str = "",
    block: bool = True,
) -> Spelling:
    """Format a text on one line if it is a single sentence, else as a block if that is exact.

    Args:
        value: The text; None is `null`.
        indent: The number of spaces before the lines of a block.
        newline: The line break to write.
        flow: Whether it is inside brackets or braces.
        style: The preferred quote, if any; it is used if it can hold the text.
        block: Whether a block is allowed.
    """
    spelling = None
    if block and not flow and value is not None and not isinstance(value, Plain):
        several = "\n" in value.removesuffix("\n")
        if wants_block(value) and (several or not style):
            spelling = format_block(value, "|" if several else ">", indent, newline)
    return spelling or Spelling(format_inline(value, style, flow))


def format_flow(value: Value) -> str:
    """Format any value on one line, as inside brackets or braces."""
    if isinstance(value, list):
        return "[" + ", ".join(format_flow(item) for item in value) + "]"
    if isinstance(value, dict):
        fields = (f"{format_key(key, flow=True)}: {format_flow(value[key])}" for key in value)
        return "{" + ", ".join(fields) + "}"
    return format_inline(value, flow=True)


def format_entry(key: str, value: Value, indent: int, newline: str, block: bool = True) -> str:
    """Return `key: value` with its lines, without the indentation of its first line.

    Args:
        key: The key.
        value: The value.
        indent: The number of spaces before the key.
        newline: The line break to write.
        block: Whether a text may be written as a block.
    """
    name = format_key(key)
    inner = indent + STEP
    if isinstance(value, Names):
        flow = format_names(value, f"{' ' * indent}{name}:")
        if flow:
            return f"{name}: {flow}"
    if isinstance(value, list) and value:
        pad = newline + " " * inner
        return f"{name}:" + "".join(
            pad + format_item(item, inner, newline, block) for item in value
        )
    if isinstance(value, dict) and value:
        return f"{name}:{newline}{' ' * inner}" + _format_fields(value, inner, newline, block)
    if isinstance(value, list | dict):
        return f"{name}: {format_flow(value)}"
    spelling = format_text(value, indent=inner, newline=newline, block=block)
    return f"{name}: {spelling.head}{spelling.body}"


def format_item(value: str | Fields, indent: int, newline: str, block: bool = True) -> str:
    """Return `- value` with its lines, without the indentation of its first line.

    Args:
        value: A text, or the fields of a block.
        indent: The number of spaces before the dash.
        newline: The line break to write.
        block: Whether a text may be written as a block.
    """
    inner = indent + STEP
    if isinstance(value, OneLine):
        return "- " + format_flow(value)
    if isinstance(value, dict):
        return "- " + (_format_fields(value, inner, newline, block) if value else "{}")
    spelling = format_text(value, indent=inner, newline=newline, block=block)
    return f"- {spelling.head}{spelling.body}"


def _format_fields(fields: Fields, indent: int, newline: str, block: bool) -> str:
    pad = newline + " " * indent
    return pad.join(format_entry(key, fields[key], indent, newline, block) for key in fields)


def _fold(paragraphs: list[str]) -> list[str]:
    lines: list[str] = []
    for number, paragraph in enumerate(paragraphs):
        if number:
            lines.append("")
        if paragraph:
            lines.extend(split_sentences(paragraph))
    return lines


def _escape_match(match: re.Match[str]) -> str:
    return match[0] if is_text(match.string, match.start()) else _escape(match[0])


def _escape(character: str) -> str:
    if character in _ESCAPES:
        return _ESCAPES[character]
    code = ord(character)
    if code <= 0xFF:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"
