"""The scan of a text before it is parsed: characters, tabs, conflict markers, document marks.

PyYAML's two parsers do not agree on tabs, on unusual line ends, on control characters and on
directives. All of them are findings here, and the text that is parsed has them masked by
characters of the same length, so that both parsers see the same and every place stays right.
"""

import re
from collections.abc import Iterator
from contextlib import suppress
from itertools import islice
from typing import Final, NamedTuple

from stc import codes
from stc.codes import Code
from stc.findings import Finding, Location
from stc.text.invisible import (
    BREAKING,
    CONTROL,
    OVERRIDES,
    UNWANTED,
    IsStart,
    begins_text,
    is_clean,
    is_text,
)

SHOWN: Final = 5
"""The most characters of one kind that are named one by one."""
LOOKED_AT: Final = 1000
"""The most unwanted characters that are examined; a file with more is not parsed."""

_MASKED: Final = re.compile(rf"[\t{CONTROL}{BREAKING}]|\r(?!\n)")
_CONTROLS: Final = re.compile(rf"[{CONTROL}\r]")
_GUESSED: Final = re.compile(r"^ *\t|\r(?!\n)", re.MULTILINE)
_MARKER: Final = re.compile(r"^(?:<{7}|={7}|>{7}|\|{7})(?= |\r?$)", re.MULTILINE)
_MARK: Final = re.compile(r"^(?:---|\.\.\.)(?=[ \r\n]|\Z)", re.MULTILINE)
_CONTENT: Final = re.compile(r"^[ \t]*[^ \t\r\n#]", re.MULTILINE)
_LONGEST_HEAD: Final = 200
"""How far from the start of its line a value may begin."""
_HEAD: Final = re.compile(
    r"""\ *(?:(?:-\ +)*[\w-]+:\ +|(?:-\ +)+)(?:\[(?:[^\]]*,)?\ *)?["']?|\ *\#+\ *""", re.VERBOSE
)
"""The text before a value on its line: a key, dashes, items in brackets, or a `#`."""
_BLOCK_HEAD: Final = re.compile(r"[>|][-+0-9]* *\r?\Z")
_SPACES: Final = "\x85\u2028\u2029\u3164\uffa0"
_NAMES: Final = {
    "\x00": "a NUL character",
    "\r": "a carriage return without a line feed",
    "\x1b": "an escape character",
    "\x85": "a next-line character",
    "\xad": "a soft hyphen",
    "\u200b": "a zero-width space",
    "\u200c": "a zero-width non-joiner",
    "\u200d": "a zero-width joiner",
    "\u200e": "a left-to-right mark",
    "\u200f": "a right-to-left mark",
    "\u2028": "a line separator",
    "\u2029": "a paragraph separator",
    "\u202e": "a right-to-left override",
    "\u2060": "a word joiner",
    "\ufe0f": "a variation selector",
    "\ufeff": "a byte order mark inside the text",
}


class Scan(NamedTuple):
    """The result of scanning a text.

    Attributes:
        text: The text to parse, of the same length or cut where a second document begins.
        findings: The findings so far.
        parse: Whether it should be parsed.
        guessed: Whether lines or indentation are guessed, because of tabs or lone carriage returns.
    """

    text: str
    findings: list[Finding]
    parse: bool
    guessed: bool


class Locations:
    """Converter of offsets in a text, in increasing order, to places."""

    def __init__(self, path: str, text: str) -> None:
        self._path = path
        self._text = text
        self._line = 1
        self._start = 0
        self._offset = 0

    def at(self, offset: int) -> Location:
        """Return the place of an offset; offsets must not decrease from call to call."""
        breaks = self._text.count("\n", self._offset, offset)
        if breaks:
            self._line += breaks
            self._start = self._text.rfind("\n", self._offset, offset) + 1
        self._offset = offset
        return Location(self._path, self._line, offset - self._start + 1)


def scan_text(text: str, path: str) -> Scan:
    """Return the text to parse, and the findings that need no parser."""
    unwanted = _find_offsets(text)
    findings = [*_find_unwanted(text, path, unwanted), *_find_markers(text, path)]
    conflict = any(finding.code == codes.CONFLICT_MARKER.id for finding in findings)
    if conflict or len(unwanted) == LOOKED_AT:
        return Scan(text, findings, parse=False, guessed=False)
    guessed = bool(unwanted) and _GUESSED.search(text) is not None
    masked = _MASKED.sub(_mask, text) if unwanted else text
    masked, directives = _mask_directives(masked, path)
    findings += directives
    masked = _cut_documents(masked, path, findings)
    return Scan(masked, findings, len(directives) < LOOKED_AT, guessed)


def _mask(match: re.Match[str]) -> str:
    """Return a space for what looks like one, else a character without meaning."""
    return " " if match[0].isspace() or match[0] == "\ufeff" else "\ufffd"


def _find_offsets(text: str) -> list[int]:
    """Find unwanted characters, first in the rare bytes alone, which is ten times faster."""
    data = text.encode()
    if is_clean(data) and data.count(b"\r") == data.count(b"\r\n"):
        return []
    return list(islice(find_unwanted(text, begins_value), LOOKED_AT))


def find_unwanted(text: str, begins: IsStart = begins_text) -> Iterator[int]:
    """Find the offsets of unwanted characters.

    Args:
        text: A value, or a file.
        begins: Whether an offset is the start of a value.
    """
    for match in UNWANTED.finditer(text):
        if not is_text(text, match.start(), begins):
            yield match.start()


def begins_value(text: str, offset: int) -> bool:
    """Return whether a value or a comment begins at an offset of a file, going by its line."""
    end = text.rfind("\n", max(0, offset - _LONGEST_HEAD), offset)
    if end < 0 and offset > _LONGEST_HEAD:
        return False
    head = text[end + 1 : offset]
    if head.strip(" "):
        return _HEAD.fullmatch(head) is not None
    return _BLOCK_HEAD.search(text, max(0, end - 20), max(0, end)) is not None


def holds_unwanted(value: str) -> bool:
    """Return whether a value has an unwanted character."""
    # Nearly every text needs no look at each of its characters.
    if value.isascii():
        return not value.isprintable() and next(find_unwanted(value), None) is not None
    with suppress(UnicodeEncodeError):
        if "\r" not in value and is_clean(value.encode()):
            return False
    return next(find_unwanted(value), None) is not None


def is_readable(data: bytes, text: str) -> bool:
    """Return whether a file has no unwanted character, apart from carriage returns."""
    return is_clean(data) or next(find_unwanted(text, begins_value), None) is None


def take_out(data: bytes, path: str) -> tuple[bytes, tuple[str, ...]]:
    """Return a file without its invisible characters, and sentences on what was removed where.

    Characters that reverse the reading order are kept: a person must look at them. Those that break
    a line or are as wide as a space become a space.
    """
    try:
        if is_clean(data):
            return data, ()
    except UnicodeDecodeError:
        return data, ()
    text = data.decode()
    start = 1 if text.startswith("\ufeff") else 0
    offsets = [
        offset
        for offset in find_unwanted(text, begins_value)
        if offset >= start and _is_mendable(text[offset])
    ]
    pieces, done = [], 0
    for offset in offsets:
        pieces += [text[done:offset], " " if text[offset] in _SPACES else ""]
        done = offset + 1
    places = Locations(path, text)
    lines = [f"{places.at(offset)}: {_name(text[offset])}" for offset in offsets[:SHOWN]]
    if len(offsets) > SHOWN:
        lines.append(f"{path}: each of {len(offsets) - SHOWN:,} more invisible characters")
    return "".join([*pieces, text[done:]]).encode(), tuple(lines)


def _is_mendable(character: str) -> bool:
    return _check(character) == codes.INVISIBLE_CHARACTER and not re.match(OVERRIDES, character)


def _find_unwanted(text: str, path: str, offsets: list[int]) -> Iterator[Finding]:
    kinds: dict[Code, list[int]] = {}
    for offset in offsets:
        kinds.setdefault(_check(text[offset]), []).append(offset)
    for code, found in kinds.items():
        places = Locations(path, text)
        for offset in found[:SHOWN]:
            hint = _hint(text[offset])
            yield code.at(places.at(offset), f"The line contains {_name(text[offset])}.", hint)
        more = len(found) - SHOWN
        if more > 0:
            least = "At least " if len(offsets) == LOOKED_AT else ""
            message = f"{least}{more} more of this kind: {code.title.lower()}."
            yield code.at(places.at(found[SHOWN]), message, _hint(text[found[SHOWN]]))


def find_escaped(text: str) -> str | None:
    """Return the name of an unwanted character in a text that was written as an escape, or None.

    A tab and a line break may be written as escapes.
    """
    if text.isprintable():
        return None
    offset = next(find_unwanted(text.replace("\t", " ")), None)
    return None if offset is None else _name(text[offset])


def _check(character: str) -> Code:
    if character == "\t":
        return codes.TAB
    return codes.CONTROL_CHARACTER if _CONTROLS.match(character) else codes.INVISIBLE_CHARACTER


def _hint(character: str) -> str:
    if _is_mendable(character):
        return "Delete it, or run `stc fmt`."
    return "Use spaces instead." if character == "\t" else "Delete it."


def _name(character: str) -> str:
    if character == "\t":
        return "a tab"
    kind = "a control character" if _CONTROLS.match(character) else "an invisible character"
    return f"{_NAMES.get(character, kind)} (U+{ord(character):04X})"


def _find_markers(text: str, path: str) -> Iterator[Finding]:
    """Find merge conflicts; `=======` and `|||||||` count only after a `<<<<<<<`."""
    if not any(sign * 7 in text for sign in "<>"):
        return
    places = Locations(path, text)
    opened: Location | None = None
    for match in islice(_MARKER.finditer(text), LOOKED_AT):
        sign = match[0][0]
        if sign in "=|" and opened is None:
            continue
        place = places.at(match.start())
        if sign == "<":
            opened = place
        yield codes.CONFLICT_MARKER.at(
            place,
            f"The line contains a git conflict marker ({match[0]}).",
            "Keep the lines that are right, delete the others and the markers.",
            None if place == opened else opened,
        )


def _mask_directives(text: str, path: str) -> tuple[str, list[Finding]]:
    """Replace directives, lines above the content that begin with a percent sign, by comments."""
    places = Locations(path, text)
    pieces: list[str] = []
    findings: list[Finding] = []
    done = 0
    content = _CONTENT.search(text)
    while content and text.startswith("%", content.start()) and len(findings) < LOOKED_AT:
        offset = content.start()
        message = "A line above the content begins with %."
        findings.append(codes.DIRECTIVE.at(places.at(offset), message, "Delete this line."))
        pieces.append(text[done:offset])
        done = offset + 1
        content = _CONTENT.search(text, _next_line(text, offset))
    return "#".join([*pieces, text[done:]]), findings


def _cut_documents(text: str, path: str, findings: list[Finding]) -> str:
    """Cut the text at the second document; a `---` above the first one is allowed."""
    if not any(f"\n{mark}" in text or text.startswith(mark) for mark in ("---", "...")):
        return text
    content = _CONTENT.search(text)
    for match in islice(_MARK.finditer(text), 2):
        first = content is not None and match.start() == content.start()
        if first and match[0] == "---":
            continue
        message = f"This line ({match[0]}) ends the document."
        hint = "Keep one document in the file and delete this line."
        place = Locations(path, text).at(match.start())
        findings.append(codes.SEVERAL_DOCUMENTS.at(place, message, hint))
        return text[: match.start()]
    return text


def _next_line(text: str, offset: int) -> int:
    end = text.find("\n", offset)
    return len(text) if end < 0 else end + 1
