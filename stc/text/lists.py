"""Lists in one cell of text, and in a sentence."""

import re
from collections.abc import Iterable, Sequence
from typing import Final

_MOST_NAMES: Final = 3
_NEEDS_QUOTES: Final = re.compile(r'[;"\r\n]|^ |^$').search


def join_list(items: Iterable[str]) -> str:
    """Return the items as one line of CSV separated by `; `, which can be split again.

    An item is in double quotes, with those inside it doubled, if it holds `;`, `"` or a line break,
    begins with a space, or is empty.
    """
    return "; ".join([_quote(item) if _NEEDS_QUOTES(item) else item for item in items])


def _quote(item: str) -> str:
    return '"' + item.replace('"', '""') + '"'


def format_some(words: Sequence[str], most: int = 3) -> str:
    """Join the first words with commas, and say how many more there are."""
    shown = ", ".join(words[:most])
    return f"{shown} and {len(words) - most:,} more" if len(words) > most else shown


def join_names(names: Sequence[str], most: int = _MOST_NAMES) -> str:
    """Return names in a sentence, `A`, `A and B`, `A, B and C`; of many the first ones."""
    if len(names) > most:
        names = (*names[:most], f"{len(names) - most:,} more")
    *before, last = names
    return f"{', '.join(before)} and {last}" if before else last
