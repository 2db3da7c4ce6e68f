"""The types of values that occur only in a file of rules."""

import re
from collections.abc import Mapping
from typing import Any, Final

from stc import codes
from stc.plan.field import BadValue, ValueType
from stc.plan.value_types import describe_type, parse_text
from stc.tables.read import TABLE_FORMATS
from stc.tables.text import is_encoding
from stc.text.nearest import quote

Pattern = re.Pattern[str]
"""A regular expression, as Python's `re` reads it."""

KNOWN: Final = "known"
"""What `split` says where a cell is divided at the names that are known."""
KNOWN_NAMES: Final = re.compile(KNOWN)
EXTRA_KEY: Final = re.compile("[a-z][a-z0-9_]*", re.ASCII)
_LONGEST_PATTERN: Final = 1000
_ANY: Final[dict[str, Any]] = {}


def _make_choice(choices: tuple[str, ...]) -> ValueType:
    def parse_choice(value: Any) -> str:
        text = parse_text(value)
        if text not in choices:
            message = f"{quote(text)} is not an allowed value here."
            raise BadValue(codes.NOT_A_CHOICE, message, f"Write one of: {', '.join(choices)}.")
        return text

    return ValueType(parse_choice, {"type": "string", "enum": list(choices)})


def parse_pattern(value: Any) -> Pattern:
    """Return the compiled pattern of a text."""
    text = parse_text(value)
    if len(text) > _LONGEST_PATTERN:
        message = (
            f"The pattern has {len(text):,} characters; at most {_LONGEST_PATTERN:,} are allowed."
        )
        raise BadValue(codes.TEXT_TOO_LONG, message, "Use several rules.")
    try:
        return re.compile(text)
    except (re.error, OverflowError, RecursionError) as error:
        message = f"The pattern {quote(text)} is malformed: {error}."
        raise BadValue(codes.WRONG_TYPE, message, "See the syntax of Python's re.") from None


def _parse_pair(value: Any) -> tuple[Pattern, str]:
    if type(value) is not list or len(value) != 2 or type(value[0]) is not str:
        message = f"A pair [pattern, text] is expected here, not {describe_type(value)}."
        raise BadValue(codes.WRONG_TYPE, message, 'Write it like ["[.].*", ""].')
    pattern, text = parse_pattern(value[0]), value[1]
    if text is not None and type(text) is not str:
        message = f"Text is expected beside the pattern, not {describe_type(text)}."
        raise BadValue(codes.WRONG_TYPE, message)
    try:
        pattern.sub(text or "", "")
    except (re.error, IndexError) as error:
        message = f"The text {quote(text or '')} does not fit its pattern: {error}."
        raise BadValue(codes.WRONG_TYPE, message) from None
    return pattern, text or ""


def _parse_separator(value: Any) -> Pattern:
    return KNOWN_NAMES if value == KNOWN else parse_pattern(value)


def _parse_map(value: Any) -> Mapping[str, str | None]:
    if type(value) is not dict or not value:
        message = f"Values and their replacements are expected here, not {describe_type(value)}."
        raise BadValue(codes.WRONG_TYPE, message, "Write them like {Done: Complete}.")
    for key, text in value.items():
        if text is not None and type(text) is not str:
            message = f"{quote(key)} must become text or nothing, not {describe_type(text)}."
            raise BadValue(codes.WRONG_TYPE, message)
    return value


def _parse_skip(value: Any) -> Mapping[str, tuple[str, ...]]:
    if type(value) is not dict or not value:
        message = f"Columns and their values are expected here, not {describe_type(value)}."
        raise BadValue(codes.WRONG_TYPE, message, 'Write them like {Status: ["", Total]}.')
    found = {}
    for column, values in value.items():
        some = values if isinstance(values, list) else [values]
        if any(value is not None and type(value) is not str for value in some):
            message = f"The values of {quote(column)} are texts."
            raise BadValue(codes.WRONG_TYPE, message, 'Write them like ["", Total].')
        found[column] = tuple(value or "" for value in some)
    return found


def _parse_encoding(value: Any) -> str:
    text = parse_text(value)
    if not is_encoding(text):
        message = f"{quote(text)} is not the name of an encoding."
        raise BadValue(codes.NOT_A_CHOICE, message, "Write one such as utf-8, cp1252 or utf-16.")
    return text


def _parse_delimiter(value: Any) -> str:
    text = "\t" if value in ("tab", "\t") else value
    if type(text) is not str or len(text) != 1 or text in '"\r\n':
        message = f"A delimiter is one character, not {quote(str(value or ''))}."
        raise BadValue(codes.WRONG_TYPE, message, 'Write it in quotes, such as ";", or tab.')
    return text


def _parse_words(value: Any) -> str:
    """Return a text that may be empty."""
    if type(value) is not str:
        raise BadValue(codes.WRONG_TYPE, f"Text is expected here, not {describe_type(value)}.")
    return value


def _accept(value: Any) -> Any:
    return value


def keep_text(kind: ValueType) -> ValueType:
    """Return a type that accepts the same and keeps the text, as the plan will have it."""

    def parse_text_of(value: Any) -> str:
        kind.parse(value)
        return str(value)

    return kind._replace(parse=parse_text_of)


_OBJECT: Final = {"type": "object", "additionalProperties": {"type": ["string", "null"]}}
_LISTS: Final = {"type": "object", "additionalProperties": _ANY}
CELL: Final = ValueType(parse_text, {"type": "string", "minLength": 1})
PATTERN: Final = ValueType(parse_pattern, {"type": "string", "format": "regex"})
PAIR: Final = ValueType(_parse_pair, {"type": "array", "minItems": 2, "maxItems": 2})
SEPARATOR: Final = PATTERN._replace(parse=_parse_separator)
TEXTS_BY_TEXT: Final = ValueType(_parse_map, _OBJECT)
VALUES_BY_COLUMN: Final = ValueType(_parse_skip, _LISTS)
ENCODING: Final = ValueType(_parse_encoding, {"type": "string"})
DELIMITER: Final = ValueType(_parse_delimiter, {"type": "string"})
ORDER: Final = _make_choice(("mdy", "dmy", "ymd"))
YEAR_NAMED: Final = _make_choice(("start", "end"))
SAME_ID: Final = _make_choice(("merge",))
FORMAT: Final = _make_choice(tuple(TABLE_FORMATS))
TEXT_OR_EMPTY: Final = ValueType(_parse_words, {"type": "string"})
ANYTHING: Final = ValueType(_accept, _ANY)
