"""The values of fields in the canonical layout: a text is one only if it would be written so."""

import re
from collections.abc import Callable
from datetime import date
from typing import Final, Generic, TypeVar

from stc.files.canonical.pattern import DEEPER, block_pattern
from stc.files.patterns import LONGEST_TEXT, NAMES
from stc.plan.dates import parse_date
from stc.plan.model import NeedsReview, Revision
from stc.yaml.scalars import spell_names, spell_text

Value = TypeVar("Value")
_FOLDED: Final = ">-\n"
_PLAIN: Final = re.compile(
    r"[A-Z][A-Za-z0-9 ,;&/'()-]{4,2000}[a-z)]\.?|https://[A-Za-z0-9./_-]{1,2000}", re.ASCII
)
"""Words or an address that nobody could read as anything but a text: YAML's words are short."""


class NotCanonical(Exception):
    """The text may be sound, but it is not certain to be what the canonical layout writes."""


class Memo(dict[str | None, Value], Generic[Value]):
    """The values of texts: what was read once is not read again; of None, a value given before."""

    def __init__(self, read: Callable[[str], Value], default: Value) -> None:
        super().__init__({None: default})
        self._read = read

    def __missing__(self, raw: str) -> Value:
        value = self[raw] = self._read(raw)
        return value


def read_text(raw: str, indent: int) -> str:
    """Gives the text that is written so behind a key or a dash.

    Args:
        raw: What stands behind the space, up to the end of the last line.
        indent: How many spaces stand before the lines below the first.

    Raises:
        NotCanonical: It is not certain.
    """
    if _PLAIN.fullmatch(raw):
        # Nearly every text; to spell it anew would take ten times as long.
        return raw
    text = _unquote(raw, indent)
    if not text.strip() or len(text) > LONGEST_TEXT:
        raise NotCanonical
    spelling = spell_text(text, indent=indent, newline="\n")
    if spelling.head + spelling.body != raw:
        raise NotCanonical
    return text


def _unquote(raw: str, indent: int) -> str:
    """Gives what a text says if it is canonical: whether it is, its spelling will show."""
    if raw.startswith(_FOLDED):
        return raw[len(_FOLDED) + indent :].replace("\n" + " " * indent, " ")
    return raw[1:-1] if raw.startswith('"') else raw


def read_list(raw: str, field: str, indent: int) -> tuple[str, ...]:
    """Gives the texts of a list.

    Args:
        raw: What stands behind the colon of the key.
        field: The key.
        indent: How many spaces stand before the dashes below the key.

    Raises:
        NotCanonical: It is not certain.
    """
    dash, head = f"\n{' ' * indent}- ", f"{' ' * (indent - DEEPER)}{field}:"
    below = raw.startswith(dash)
    if below:
        texts = tuple([read_text(one, indent + DEEPER) for one in raw[len(dash) :].split(dash)])
    else:
        texts = tuple([_unquote(one, 0) for one in raw[2:-1].split(", ") if one.strip()])
    flow = spell_names(texts, head) if field in NAMES and texts else None
    if raw != f" {flow}" if flow is not None else not below:
        raise NotCanonical
    return texts


def read_day(raw: str) -> date | None:
    """Gives a day, or None for `null`.

    Raises:
        NotCanonical: It is no day of the calendar.
    """
    day = None if raw == "null" else parse_date(raw)
    if day is None and raw != "null":
        raise NotCanonical
    return day


def read_revisions(raw: str, indent: int) -> tuple[Revision, ...]:
    """Gives the revisions of the lines below their key.

    Raises:
        NotCanonical: It is not certain.
    """
    found = []
    for block in match_items("RevisionBlock", raw, indent):
        from_, to, on, reason = block.groups()
        day = read_day(on)
        if day is None:
            raise NotCanonical
        text = read_text(reason, indent + 2 * DEEPER)
        found.append(Revision(read_day(from_), read_day(to), day, text))
    return tuple(found)


def read_review(raw: str, indent: int) -> NeedsReview:
    """Gives what is to be reviewed, from the lines below its key.

    Raises:
        NotCanonical: It is not certain.
    """
    fields, note = match_block("NeedsReviewBlock", raw, indent).groups()
    inner = indent + DEEPER
    return NeedsReview(read_list(fields, "fields", inner), read_text(note, inner))


def match_block(block: str, raw: str, indent: int) -> re.Match[str]:
    """Gives the fields of the one block below a key.

    Args:
        block: The name of the block.
        raw: What stands behind the colon of the key.
        indent: How many spaces stand before the fields.

    Raises:
        NotCanonical: Something else stands there.
    """
    match = block_pattern(block, indent).fullmatch(f"{raw[1:]}\n")
    if match is None:
        raise NotCanonical
    return match


def match_items(block: str, raw: str, indent: int) -> list[re.Match[str]]:
    """Gives the fields of each of the blocks below a key; `indent` is that of their dashes.

    Raises:
        NotCanonical: Something else stands there.
    """
    dash, inner = f"\n{' ' * indent}- ", indent + DEEPER
    if not raw.startswith(dash):
        raise NotCanonical
    line = "\n" + " " * inner
    return [match_block(block, line + item, inner) for item in raw[len(dash) :].split(dash)]
