"""Texts in the columns of a terminal: measured, cut, filled up and broken into lines.

No letter is lost but by a cut, which ends in a sign. A letter and what joins it stay together.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from rich.cells import cell_len, get_character_cell_size, split_graphemes

_OTHER: Final = re.compile("[^\x00-\x7f]")
_WORD: Final = re.compile(r"\s*\S+\s*")
_JOINS: Final = frozenset("\u200d\ufe0f")


def measure(text: str) -> int:
    """Return how many columns of the screen a text of one line takes."""
    if text.isascii():
        return len(text)
    others = _OTHER.findall(text)
    if _JOINS.isdisjoint(others):
        return len(text) - len(others) + sum(map(get_character_cell_size, others))
    return cell_len(text)


def measure_lines(text: str) -> int:
    """Return how many columns of the screen the longest line of a text takes."""
    return max(map(measure, text.split("\n"))) if "\n" in text else measure(text)


def cut(text: str, width: int, more: str = "…") -> str:
    """Return a text that fits, cut at a word where one ends in the second half of the room."""
    if measure(text) <= width:
        return text
    room = width - len(more)
    if room <= 0:
        return more[:width]
    begun = _begin(text, room)
    if " " not in text[len(begun) - 1 : len(begun) + 1]:
        word = begun.rfind(" ")
        begun = begun[:word] if word > len(begun) // 2 else begun
    return f"{begun.rstrip()}{more}"


def _begin(text: str, room: int) -> str:
    """Return as much of the beginning as fits."""
    if text[: room + 1].isascii():
        return text[:room]
    end = size = 0
    # A letter may be joined of several, which take no room of their own.
    for _, after, wide in split_graphemes(text)[0]:
        size += wide
        if size > room:
            break
        end = after
    return text[:end]


def wrap(text: str, width: int) -> list[str]:
    """Return a text as lines that fit, broken between words; a longer word is broken in itself."""
    if measure(text) <= width:
        return [text]
    lines, begun, size = [], "", 0
    for word in _WORD.findall(text):
        long = measure(word.rstrip())
        if size + long > width and begun:
            lines.append(begun)
            begun, size = "", 0
        if long > width:
            *folded, begun = _fold(word, width)
            lines += folded
            size = measure(begun)
        else:
            begun, size = begun + word, size + measure(word)
    lines.append(begun)
    return [line.rstrip() for line in lines]


def _fold(word: str, width: int) -> Iterator[str]:
    """Yield the parts of a word that is longer than a line."""
    begin = end = size = 0
    for _, after, wide in split_graphemes(word)[0]:
        if size + wide > width and end > begin:
            yield word[begin:end]
            begin, size = end, 0
        size, end = size + wide, after
    yield word[begin:]


def share(wanted: Sequence[int], least: Sequence[int], room: int) -> list[int]:
    """Return the widths of columns that share a room: the widest give first, down to their least.

    Args:
        wanted: The most that each needs.
        least: What each gets in any case, also where that is more than the room.
        room: The columns of the screen, without gaps.
    """
    given: dict[int, int] = {}
    while True:
        free = [n for n in range(len(wanted)) if n not in given]
        level = _find_level(sorted(wanted[n] for n in free), room - sum(given.values()))
        short = {n: least[n] for n in free if min(wanted[n], level) < least[n]}
        if not short:
            given |= {n: min(wanted[n], level) for n in free}
            return [given[n] for n in range(len(wanted))]
        given |= short


def _find_level(widths: list[int], room: int) -> int:
    """Return the most that a column may have so that all fit; the widths are in order."""
    for position, width in enumerate(widths):
        level = room // (len(widths) - position)
        if width > level:
            return level
        room -= width
    return max(widths, default=0)
