"""Blocks of fields in the canonical layout, as the plain data that the parser would give."""

import re
from functools import cache
from typing import Any, Final

from stc.files.blocks import BLOCKS
from stc.files.canonical.pattern import DEEPER, spell_fields
from stc.files.canonical.values import NotCanonical, match_block, match_items, read_list, read_text
from stc.files.patterns import NUMBERS

_NUMBER: Final = re.compile("[1-9][0-9]*")
_ABOVE: Final = r"(?:(?:#[^\n]*)?\n)*"


def read_head(text: str) -> dict[str, Any]:
    """Gives the fields of a plan that stand above its sections.

    Raises:
        NotCanonical: They are not certain to be canonical.
    """
    match = _head_pattern().fullmatch(text)
    if match is None:
        raise NotCanonical
    return _read_fields("PlanFile", match, DEEPER)


@cache
def _head_pattern() -> re.Pattern[str]:
    fields = spell_fields("PlanFile", 0, without="sections", above="\n?")
    return re.compile(rf"{_ABOVE}{fields}\n*")


def _read_fields(block: str, match: re.Match[str], inner: int) -> dict[str, Any]:
    """Gives the fields of a block; those in it stand `inner` spaces deep, or their values do."""
    names = [name for name in BLOCKS[block] if name != "sections"]
    raws = zip(names, match.groups(), strict=True)
    return {name: _read_value(block, name, raw, inner) for name, raw in raws if raw is not None}


def _read_value(block: str, name: str, raw: str, inner: int) -> Any:
    kind, count = BLOCKS[block][name]
    item = "list" in count
    if kind not in BLOCKS and item:
        return list(read_list(raw, name, inner))
    if kind not in BLOCKS:
        return raw if name in NUMBERS and _NUMBER.fullmatch(raw) else read_text(raw, inner)
    if not item:
        return _read_fields(kind, match_block(kind, raw, inner), inner + DEEPER)
    deeper = inner + 2 * DEEPER
    return [_read_fields(kind, match, deeper) for match in match_items(kind, raw, inner)]
