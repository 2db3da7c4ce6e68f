"""The nearest match of a word, and the way a word is quoted in a sentence."""

import re
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Final

from stc.words.visible import make_visible

_CUTOFF = 0.6
_LONGEST = 100
_SHORTEST_PART = 3
_CUT = "..."
COMPARED: Final = 20_000
"""How many choices are compared with words, where there are many words and many choices."""


def find_nearest(word: str, choices: Iterable[str]) -> str | None:
    """Gives the choice that was most likely meant, or None where none is near.

    Case, spaces, punctuation and leading zeros do not matter (`gov 1` is near `GOV-01`). A choice
    that begins with the word comes before one that holds it, that before one that only resembles
    it, and that before one that stands within the word. Equally near choices are decided by the
    alphabet, so the order given and the hash seed do not matter.
    """
    wanted = _key(word)
    return _find_again(wanted, tuple(choices)) if wanted else None


class Nearest:
    """The choices that many words are compared with, one word after the other.

    So many words and choices can meet in a file that comparing them all would never end: after
    `COMPARED` choices in all, nothing is near.
    """

    def __init__(self, choices: Iterable[str]) -> None:
        self._choices = choices
        self._keys: dict[str, str] | None = None
        self._found: dict[str, str | None] = {}
        self._room = COMPARED

    def find(self, word: str) -> str | None:
        """Gives the choice that was most likely meant, or None; see `find_nearest`."""
        wanted = _key(word)
        if wanted not in self._found:
            if not wanted or self._room <= 0:
                return None
            if self._keys is None:
                self._keys = _list_keys(self._choices)
            self._room -= max(1, len(self._keys))
            self._found[wanted] = _find(wanted, self._keys)
        return self._found[wanted]


@lru_cache(maxsize=64)
def _find_again(wanted: str, choices: tuple[str, ...]) -> str | None:
    return _find(wanted, _list_keys(choices))


def _list_keys(choices: Iterable[str]) -> dict[str, str]:
    return {choice: _key(choice) for choice in sorted(set(choices))}


def _find(wanted: str, keys: dict[str, str]) -> str | None:
    return _find_part(wanted, keys) or _find_alike(wanted, keys) or _find_within(wanted, keys)


def quote(text: str, limit: int = 60) -> str:
    """Gives the text in double quotes, made visible, at most `limit` characters of it."""
    head = text[: limit + 1]
    if head.isascii() and head.isprintable():
        return f'"{text}"' if len(text) <= limit else f'"{text[:limit]}{_CUT}"'
    shown = ""
    for character in head:
        piece = make_visible(character)
        if len(shown) + len(piece) > limit:
            return f'"{shown}{_CUT}"'
        shown += piece
    return f'"{shown}"'


def _key(text: str) -> str:
    plain = re.sub(r"[\W_]+", "", text[:_LONGEST].casefold())
    return re.sub(r"(?<!\d)0+(?=\d)", "", plain)


def _find_part(wanted: str, keys: dict[str, str]) -> str | None:
    tests: list[Callable[[str], bool]] = [lambda key: key == wanted]
    if len(wanted) >= _SHORTEST_PART:
        tests.append(lambda key: key.startswith(wanted))
        tests.append(lambda key: wanted in key)
    for is_near in tests:
        near = [choice for choice, key in keys.items() if is_near(key)]
        if near:
            return min(near, key=lambda choice: abs(len(keys[choice]) - len(wanted)))
    return None


def _find_within(wanted: str, keys: dict[str, str]) -> str | None:
    """Gives the longest choice that stands within the word, such as an id among other words."""
    within = [
        choice for choice, key in keys.items() if len(key) >= _SHORTEST_PART and key in wanted
    ]
    return max(within, key=lambda choice: len(keys[choice]), default=None)


def _find_alike(wanted: str, keys: dict[str, str]) -> str | None:
    from difflib import SequenceMatcher

    best, best_ratio = None, _CUTOFF
    matcher = SequenceMatcher(autojunk=False)
    matcher.set_seq2(wanted)
    for choice, key in keys.items():
        matcher.set_seq1(key)
        if min(matcher.real_quick_ratio(), matcher.quick_ratio()) < best_ratio:
            continue
        ratio = matcher.ratio()
        if ratio > best_ratio or (best is None and ratio == best_ratio):
            best, best_ratio = choice, ratio
    return best
