"""The nearest match of a word, and quoting in sentences.

No suggestion is better than a wrong one: if several things are equally near, none is named.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Final, NamedTuple

from stc.text.escape import show_character

_LONGEST = 100
_SHORTEST_PART = 3
_CUT = "..."
COMPARED: Final = 20_000
"""The most choices that are compared, over all words of a file."""
# Texts, compiled where they are first needed: nearly every command quotes, few suggest.
_TOKEN: Final = r"\d+|[^\W\d_]+"
_STEP_ID: Final = "[a-z]{2,5}[0-9]{2,4}"
_UNHEARD: Final = "['’ʼ\xad\u200c-\u200f\ufe00-\ufe0f]"
_FILLERS: Final = frozenset(
    (
        *("a", "an", "and", "for", "of", "the", "agency", "bureau", "department", "departments"),
        *("dept", "division", "office", "team", "unit", "goal", "section", "step"),
    )
)
"""Words that many names share."""


class _Key(NamedTuple):
    """A word or name as it is compared.

    Attributes:
        tokens: Its words and numbers in lower case, numbers without leading zeros.
        marks: The words that distinguish it from other names.
    """

    tokens: tuple[str, ...]
    marks: tuple[str, ...]


def find_nearest(word: str, choices: Iterable[str]) -> str | None:
    """Return the choice that was most likely meant, or None if none or several are near.

    See `find_meant`.
    """
    return find_meant(word, {choice: choice for choice in choices})


def find_meant(word: str, names: Mapping[str, str]) -> str | None:
    """Return what a word most likely means, or None if nothing or several things are near.

    Case, spaces, punctuation, leading zeros and words such as "Department" do not matter. An equal
    name wins, then one that begins with the word, one that contains it, one that differs by a typo,
    and last one that differs by a digit.

    Args:
        word: What was typed.
        names: What each name means; several names may mean one thing.
    """
    wanted = _make_key(word)
    return _find_again(wanted, tuple(names.items())) if wanted.tokens else None


class Nearest:
    """Names to compare with many words, one after the other.

    A hostile file can have so many words and names that comparing all would take for ever: after
    `COMPARED` names in all, nothing is near.
    """

    def __init__(self, names: Mapping[str, str]) -> None:
        self._names = names
        self._keys: list[tuple[_Key, str]] | None = None
        self._found: dict[_Key, str | None] = {}
        self._room = COMPARED

    def find(self, word: str) -> str | None:
        """Return what was most likely meant by a word, or None; see `find_meant`."""
        wanted = _make_key(word)
        if wanted not in self._found:
            if not wanted.tokens or self._room <= 0:
                return None
            if self._keys is None:
                self._keys = _list_keys(self._names.items())
            self._room -= max(1, len(self._keys))
            self._found[wanted] = _find(wanted, self._keys)
        return self._found[wanted]


@lru_cache(maxsize=64)
def _find_again(wanted: _Key, names: tuple[tuple[str, str], ...]) -> str | None:
    return _find(wanted, _list_keys(names))


def _list_keys(names: Iterable[tuple[str, str]]) -> list[tuple[_Key, str]]:
    return [(_make_key(name), meant) for name, meant in names]


def _make_key(text: str) -> _Key:
    import unicodedata

    plain = unicodedata.normalize("NFKC", text[:_LONGEST]).casefold()
    tokens = tuple(
        token.lstrip("0") or "0" if token.isdecimal() else token
        for token in re.findall(_TOKEN, re.sub(_UNHEARD, "", plain))
    )
    return _Key(tokens, tuple(token for token in tokens if token not in _FILLERS) or tokens)


def _find(wanted: _Key, keys: list[tuple[_Key, str]]) -> str | None:
    for find_near in (_find_equal, _find_head, _find_part, _find_slip, _find_part_slip):
        near = set(find_near(wanted, keys))
        if len(near) > 1:
            # Of "deadline" and "deadline label", the word "deadlin" is the first with a typo.
            near = _find_slip(wanted, [(key, meant) for key, meant in keys if meant in near])
            return near.pop() if len(near) == 1 else None
        if near:
            return near.pop()
    return _find_number(wanted, keys)


def _find_equal(wanted: _Key, keys: list[tuple[_Key, str]]) -> Iterator[str]:
    whole, marks = "".join(wanted.tokens), "".join(wanted.marks)
    for key, meant in keys:
        if whole == "".join(key.tokens) or marks == "".join(key.marks):
            yield meant


def _find_head(wanted: _Key, keys: list[tuple[_Key, str]]) -> Iterator[str]:
    return (meant for key, meant in keys if _begins(wanted.marks, key.marks))


def _find_part(wanted: _Key, keys: list[tuple[_Key, str]]) -> Iterator[str]:
    for key, meant in keys:
        if any(_begins(wanted.marks, key.marks[start:]) for start in range(1, len(key.marks))):
            yield meant


def _begins(part: tuple[str, ...], whole: tuple[str, ...]) -> bool:
    """Return whether a name begins with these words; the last one may be incomplete."""
    *first, last = part
    if len(whole) < len(part) or tuple(first) != whole[: len(first)]:
        return False
    if sum(map(len, part)) < _SHORTEST_PART:
        return False
    return last == whole[len(first)] or (
        not last.isdecimal() and len(last) >= _SHORTEST_PART and whole[len(first)].startswith(last)
    )


def _find_slip(wanted: _Key, keys: list[tuple[_Key, str]]) -> set[str]:
    return _find_fewest((_count_slips(wanted, key), meant) for key, meant in keys)


def _find_part_slip(wanted: _Key, keys: list[tuple[_Key, str]]) -> set[str]:
    number = len(wanted.marks)
    return _find_fewest(
        (_count_in_words(wanted.marks, key.marks[start : start + number]), meant)
        for key, meant in keys
        for start in range(len(key.marks) - number + 1)
    )


def _find_number(wanted: _Key, keys: list[tuple[_Key, str]]) -> str | None:
    """Find the name that differs by one digit; of several step ids, the first."""
    whole = "".join(wanted.tokens)
    if len(whole) < _SHORTEST_PART or not any(map(str.isdecimal, whole)):
        return None
    near = {
        meant
        for key, meant in keys
        if abs(len(whole) - len(joined := "".join(key.tokens))) <= 1
        and whole[0] == joined[:1]
        and _measure(whole, joined) <= 1
    }
    if len(near) > 1 and not re.fullmatch(_STEP_ID, whole):
        return None
    return min(near, default=None)


def _find_fewest(counted: Iterable[tuple[int | None, str]]) -> set[str]:
    """Return the name with the fewest typos."""
    near: dict[int, set[str]] = {}
    for count, meant in counted:
        if count is not None:
            near.setdefault(count, set()).add(meant)
    return near[min(near)] if near else set()


def _count_slips(wanted: _Key, key: _Key) -> int | None:
    """Return the number of typos between two names, or None if there are too many."""
    if len(wanted.tokens) == len(key.tokens):
        return _count_in_words(wanted.tokens, key.tokens)
    if _numbers(wanted) != _numbers(key):
        return None
    return _count_in_word("".join(wanted.tokens), "".join(key.tokens))


def _numbers(key: _Key) -> tuple[str, ...]:
    return tuple(token for token in key.tokens if token.isdecimal())


def _count_in_words(wanted: tuple[str, ...], words: tuple[str, ...]) -> int | None:
    if len(wanted) != len(words):
        return None
    total = 0
    for word, other in zip(wanted, words, strict=True):
        count = _count_in_word(word, other)
        if count is None:
            return None
        total += count
    return total


def _count_in_word(word: str, other: str) -> int | None:
    """Return how many letters are left out, added, changed or swapped; None if too many.

    The first letter is nearly always right: without that, "incomplete" would be near "complete".
    """
    if word == other:
        return 0
    shorter = min(len(word), len(other))
    most = 0 if shorter < 3 else 1 if shorter < 9 else 2
    if word[:1] != other[:1] or abs(len(word) - len(other)) > most or word.isdecimal():
        return None
    count = _measure(word, other)
    return count if count <= most else None


def _measure(word: str, other: str) -> int:
    """Return the optimal string alignment distance of two words."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(word, 1):
        last, before, row = before, row, [i]
        for j, sign in enumerate(other, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != sign))
            if i > 1 and j > 1 and letter == other[j - 2] and sign == word[i - 2]:
                cost = min(cost, last[j - 2] + 1)
            row.append(cost)
    return row[-1]


def quote_last(text: str, limit: int = 60) -> str:
    """Return a quoted text with a full stop, unless it already ends with one."""
    quoted = quote(text, limit)
    return quoted if quoted[-2] in ".!?" else f"{quoted}."


def quote(text: str, limit: int = 60) -> str:
    """Return at most `limit` characters of a text in double quotes, with escapes."""
    head = text[: limit + 1]
    if head.isascii() and head.isprintable():
        return f'"{text}"' if len(text) <= limit else f'"{text[:limit]}{_CUT}"'
    shown = ""
    for offset in range(len(head)):
        piece = show_character(text, offset)
        if len(shown) + len(piece) > limit:
            return f'"{shown}{_CUT}"'
        shown += piece
    return f'"{shown}"'
