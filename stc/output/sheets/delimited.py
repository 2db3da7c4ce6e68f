"""A sheet as CSV (RFC 4180), with a byte order mark and cells that no spreadsheet changes."""

import csv
import io

from stc.output.sheets.render import Blank
from stc.sheets.columns import (
    HASH,
    NAMES,
    STAMP,
    format_stamp,
    guard_text,
    hash_texts,
    head_columns,
    tell_known,
)

_MARK = b"\xef\xbb\xbf"


def render(blank: Blank) -> bytes:
    """Return the bytes of a sheet."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow((*head_columns(blank.plan), HASH, STAMP))
    stamp = format_stamp(blank.stamp)
    for step in blank.steps:
        known = tell_known(step)
        answers = [""] * len(NAMES)
        writer.writerow((*map(guard_text, known), *answers, hash_texts(known), stamp))
    return _MARK + text.getvalue().encode()


def is_blank(data: bytes) -> bool:
    """Return whether bytes are such a sheet in which nothing was filled in."""
    if not data.startswith(_MARK):
        return False
    try:
        rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), strict=True))
    except (csv.Error, ValueError):
        return False
    wanted = [*NAMES.values(), HASH, STAMP]
    return (
        bool(rows)
        and rows[0][-len(wanted) :] == wanted
        and not any(any(row[-len(wanted) : -2]) for row in rows[1:])
    )
