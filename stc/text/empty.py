"""Texts that fill a field and say nothing, such as `.` or `n/a`."""

import re
from typing import Final

_WORD: Final = re.compile(r"\w+")
_EMPTY: Final = frozenset(
    (
        *("a", "n", "na", "no", "nil", "none", "not", "null", "ok", "the", "tba", "tbd", "todo"),
        *("applicable", "change", "changed", "given", "misc", "note", "other", "reason", "test"),
        *("unknown", "update", "updated", "various"),
    )
)


def says_nothing(text: str) -> bool:
    """Return whether a text has no letters, one letter only, or no word that says anything."""
    words = _WORD.findall(text.casefold())
    letters = {letter for word in words for letter in word if letter.isalpha()}
    return len(letters) < 2 or all(word in _EMPTY for word in words)
