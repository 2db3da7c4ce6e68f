"""Texts that fill a field without content, such as `.` or `n/a`."""

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
    """Return whether a text has no letters, only one letter, or only words such as `n/a`."""
    words = _WORD.findall(text.casefold())
    letters = {letter for word in words for letter in word if letter.isalpha()}
    return len(letters) < 2 or all(word in _EMPTY for word in words)
