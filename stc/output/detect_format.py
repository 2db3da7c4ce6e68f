"""How a file that stc exported is known again, so that only other files need a question."""

import re
from typing import Final

_HEADER_END: Final = re.compile(rb"\r?\n")
_MARKDOWN: Final = re.compile(
    r"## Action steps\n\n[^\n]*\. As of \d{4}-\d\d-\d\d\. Plan [^\n]+\n\n([^\n]+\n\n){0,3}"
    r"- (No [^\n]{1,200} matches; 0|[\d,]+) of [\d,]+ [^\n]{1,200}\.\n"
)
_LINE_KEYS: Final = {"id", "action", "standing", "as_of", "plan_revision"}
_PROPERTIES: Final = "docProps/core.xml"
_LARGEST_PROPERTIES: Final = 100_000


def is_csv(data: bytes) -> bool:
    """Return whether bytes begin with a header of CSV that stc writes."""
    return _has_header(data.removeprefix(b"\xef\xbb\xbf"), ",")


def is_tsv(data: bytes) -> bool:
    """Return whether bytes begin with a header of TSV that stc writes."""
    return _has_header(data, "\t")


def _has_header(data: bytes, separator: str) -> bool:
    from stc.output.formats.delimited import HEADERS
    from stc.views.columns import is_sparse_name

    first = _HEADER_END.split(data, 1)[0].decode("utf-8", "replace")
    return tuple(name for name in first.split(separator) if not is_sparse_name(name)) in HEADERS


def is_json(data: bytes) -> bool:
    """Return whether bytes begin as JSON that stc writes."""
    from stc.output.formats.json_lines import BEGINNINGS

    return data.startswith(BEGINNINGS)


def is_jsonl(data: bytes) -> bool:
    """Return whether the first line is a record that stc writes."""
    import json

    try:
        record = json.loads(data.split(b"\n", 1)[0])
    except (ValueError, RecursionError):
        return False
    return isinstance(record, dict) and record.keys() >= _LINE_KEYS


def is_markdown(data: bytes) -> bool:
    """Return whether bytes begin as the page of Markdown that stc writes."""
    return _MARKDOWN.match(data[:10_000].decode("utf-8", "replace")) is not None


def is_calendar(data: bytes) -> bool:
    """Return whether a calendar names stc as its product."""
    from stc.output.formats.ics.deadlines import PRODUCT

    unfolded = data[:10_000].replace(b"\r\n ", b"").replace(b"\r\n", b"\n")
    head = unfolded.split(b"\nBEGIN:", 1)[0]
    begins = head.startswith(b"BEGIN:VCALENDAR\n")
    return begins and f"\nPRODID:{PRODUCT}".encode() in head


def is_workbook(data: bytes) -> bool:
    """Return whether a workbook names stc as the program that made it."""
    import io
    import zipfile
    import zlib

    from stc.output.formats.xlsx.book import CREATOR

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            found = packed.getinfo(_PROPERTIES)
            return found.file_size <= _LARGEST_PROPERTIES and CREATOR in packed.read(found)
    except (zipfile.BadZipFile, KeyError, OSError, EOFError, ValueError, RuntimeError, zlib.error):
        return False
