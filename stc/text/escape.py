"""Escapes for characters that could hide, reorder or control what is displayed."""

import re
from functools import cache

from stc.text.invisible import IsStart, begins_line, begins_text, is_text

# Code points that never reach a screen as they are. A table of our own and not `unicodedata`,
# whose answer changes with Python's version: the same text is shown the same everywhere.
# Unassigned code points outside these blocks are left alone; a terminal draws them as a box.
_HIDDEN = (
    (0x0000, 0x001F),  # C0 controls
    (0x007F, 0x009F),  # DEL and C1 controls
    (0x00AD, 0x00AD),  # soft hyphen
    (0x034F, 0x034F),  # combining grapheme joiner
    (0x0600, 0x0605),  # Arabic number signs
    (0x061C, 0x061C),  # Arabic letter mark
    (0x06DD, 0x06DD),
    (0x070F, 0x070F),
    (0x0890, 0x0891),
    (0x08E2, 0x08E2),
    (0x115F, 0x1160),  # Hangul fillers
    (0x17B4, 0x17B5),  # Khmer inherent vowels
    (0x180B, 0x180F),  # Mongolian variation selectors and vowel separator
    (0x200B, 0x200F),  # zero width characters, left-to-right and right-to-left marks
    (0x2028, 0x202E),  # line and paragraph separators, bidi embeddings and overrides
    (0x2060, 0x206F),  # word joiner, invisible operators, bidi isolates
    (0x3164, 0x3164),  # Hangul filler
    (0xD800, 0xF8FF),  # surrogates, private use
    (0xFDD0, 0xFDEF),  # noncharacters
    (0xFE00, 0xFE0F),  # variation selectors
    (0xFEFF, 0xFEFF),  # byte order mark
    (0xFFA0, 0xFFA0),  # half-width Hangul filler
    (0xFFF0, 0xFFFB),  # reserved, interlinear annotations
    (0x110BD, 0x110BD),
    (0x110CD, 0x110CD),
    (0x13430, 0x1343F),  # Egyptian hieroglyph format controls
    (0x1BCA0, 0x1BCA3),  # shorthand format controls
    (0x1D173, 0x1D17A),  # musical format controls
    (0xE0000, 0xE0FFF),  # tags, variation selectors beyond the first sixteen
    (0xF0000, 0x10FFFF),  # private use planes
    *((plane + 0xFFFE, plane + 0xFFFF) for plane in range(0, 0xF0000, 0x10000)),
)


def escape_control(text: str, *, keep_newlines: bool = False, begins: IsStart = begins_text) -> str:
    r"""Return the text with every hidden or control character written as an escape.

    Controls, format characters (bidi, zero width, byte order mark, soft hyphen, tags),
    surrogates, private use, line and paragraph separators, blank fillers and noncharacters
    become `\u202e`, or `\U000e0001` beyond U+FFFF. Everything else stays, spaces of every
    width among it, and an invisible character where `is_text` says that it is text.

    Args:
        text: Any text.
        keep_newlines: Leave line feeds as they are; each line counts as a text.
        begins: Returns whether a text begins at an offset, for a line of a file.
    """
    if text.isascii() and text.isprintable():
        return text
    begins = begins_line if keep_newlines else begins
    return _hidden_pattern(keep_newlines).sub(
        lambda match: (
            match[0] if is_text(text, match.start(), begins) else escape_character(match[0])
        ),
        text,
    )


def show_character(text: str, offset: int) -> str:
    """Return the character at an offset as `escape_control` shows it within the text."""
    character = text[offset]
    return character if is_text(text, offset) else escape_control(character)


@cache
def _hidden_pattern(keep_newlines: bool) -> re.Pattern[str]:
    ranges = "".join(f"{re.escape(chr(low))}-{re.escape(chr(high))}" for low, high in _HIDDEN)
    return re.compile(rf"(?!\n)[{ranges}]" if keep_newlines else f"[{ranges}]")


def escape_character(character: str) -> str:
    """Return a character as an escape."""
    number = ord(character)
    return f"\\u{number:04x}" if number <= 0xFFFF else f"\\U{number:08x}"
