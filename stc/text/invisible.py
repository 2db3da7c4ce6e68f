"""Invisible characters: text where a language or emoji needs them, unwanted elsewhere."""

import re
from collections.abc import Callable
from functools import cache
from typing import Final

HIDDEN: Final = (
    r"\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e"
    r"\u2060-\u206f\u3164\ufe00-\ufe0f\uffa0\ufff0-\ufffb\ufdd0-\ufdef"
    r"\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
"""The invisible characters that a text may hold, as the inside of a character class."""
_SAFE_BYTES: Final = bytes([0x0A, 0x0D, *range(0x20, 0x7F)])
CONTROL: Final = r"\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f"
BREAKING: Final = r"\x85\u2028\u2029\ufeff\ufffe\uffff"
UNWANTED: Final = re.compile(rf"[\t{CONTROL}{BREAKING}{HIDDEN}]|\r(?!\n)")
"""A character that must not be in a file, or a carriage return without its line feed.

Some of the invisible ones are text at some places: see `is_text`.
"""
OVERRIDES: Final = r"[\u202a-\u202e\u2066-\u2069]"
"""Characters that reverse the reading order."""
# Texts, compiled where they are first needed, which is rare.
_HIDDEN: Final = f"[{HIDDEN}]"
_JOINERS: Final = "\u200c\u200d"
_MARKS: Final = "\u200e\u200f"
_SELECTORS: Final = r"[\u180b-\u180d\u180f\ufe00-\ufe0f\U000e0100-\U000e01ef]"
_ASCII_BASE: Final = r"[0-9A-Za-z#*]"
_EMOJI_SELECTOR: Final = "\ufe0f"


IsStart = Callable[[str, int], bool]
"""Returns whether a text begins at an offset of a string that holds several texts."""


def begins_text(_: str, offset: int) -> bool:
    """Return whether an offset is the start of a text."""
    return offset == 0


def begins_line(text: str, offset: int) -> bool:
    """Return whether an offset is the start of a text or of one of its lines."""
    return offset == 0 or text[offset - 1] == "\n"


def is_text(text: str, offset: int, begins: IsStart = begins_text) -> bool:
    """Return whether the character at an offset is invisible but part of the text there.

    Joiners (U+200C, U+200D) are between two letters or marks of a script other than Latin, Greek
    and Cyrillic, or within an emoji; a variation selector after its base, a soft hyphen between two
    letters, a direction mark (U+200E, U+200F) at the start of a text. Only neighbours are examined,
    so the cost does not depend on the text's length.

    Args:
        text: Any text.
        offset: The position of the character.
        begins: Whether an offset is the start of a text, where the text holds several.
    """
    sign, before, after = (
        text[offset],
        text[max(0, offset - 1) : offset],
        text[offset + 1 : offset + 2],
    )
    if sign in _JOINERS:
        return _joins(text, offset, before, after)
    if sign == "\xad":
        return _is_letter(before) and _is_letter(after)
    if sign in _MARKS:
        return _is_seen(after) and begins(text, offset)
    return re.match(_SELECTORS, sign) is not None and _is_base(before, sign)


def _joins(text: str, offset: int, before: str, after: str) -> bool:
    if _is_other_letter(before) and _is_other_letter(after):
        return True
    if before == _EMOJI_SELECTOR:
        before = text[max(0, offset - 2) : offset - 1]
    return _is_emoji(before) and _is_emoji(after)


@cache
def _is_other_letter(character: str) -> bool:
    from stc.text.letters import OTHER

    return character in OTHER


@cache
def _is_emoji(character: str) -> bool:
    from stc.text.letters import EMOJI

    return character in EMOJI


@cache
def _is_letter(character: str) -> bool:
    from stc.text.letters import SHARED

    return character in SHARED or _is_other_letter(character)


@cache
def _is_seen(character: str) -> bool:
    return bool(character) and not character.isspace() and not re.match(_HIDDEN, character)


def _is_base(character: str, selector: str) -> bool:
    if character.isascii():
        # `1` and `#` become keys, `0` has a stroke; other selectors are for other scripts.
        return "\ufe00" <= selector <= "\ufe0f" and bool(re.match(_ASCII_BASE, character))
    return _is_seen(character)


def is_clean(data: bytes) -> bool:
    """Return whether UTF-8 text has no unwanted character, apart from carriage returns.

    Raises:
        UnicodeDecodeError: It is not UTF-8.
    """
    return not UNWANTED.search(data.translate(None, _SAFE_BYTES).decode())
