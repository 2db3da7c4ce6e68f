"""Which lines of two texts are the same: difflib's answer, piece by piece where they are many."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import Match, SequenceMatcher
from typing import Final

AT_ONCE: Final = 2_500
"""How many lines of either text are compared at once; the work grows with their square."""

_Piece = tuple[int, int, int, int]
"""From where to where in the old lines, and in the new ones."""


class Matcher(SequenceMatcher[str]):
    """Compares the lines of two texts in a time that grows with their number.

    Long texts are cut at the lines that occur once in both, in the same order (patience diff).
    """

    def __init__(self, old: Sequence[str], new: Sequence[str]) -> None:
        super().__init__(None, old, new)
        self._old = old
        self._new = new

    def get_matching_blocks(self) -> list[Match]:
        """Return the blocks of lines that are the same, in order; then an empty one at the end."""
        found: list[Match] = []
        for begin, end, new_begin, new_end in _cut(self._old, self._new):
            piece = SequenceMatcher(None, self._old[begin:end], self._new[new_begin:new_end])
            for at, new_at, size in piece.get_matching_blocks():
                _add(found, Match(begin + at, new_begin + new_at, size))
        return [*found, Match(len(self._old), len(self._new), 0)]


def _add(found: list[Match], block: Match) -> None:
    """Add a block, as one with the last where it goes on from there."""
    last = found.pop() if found else Match(0, 0, 0)
    if (last.a + last.size, last.b + last.size) == (block.a, block.b):
        block = Match(last.a, last.b, last.size + block.size)
    elif last.size:
        found.append(last)
    found.append(block)


def _cut(old: Sequence[str], new: Sequence[str]) -> Iterator[_Piece]:
    """Return the pieces that are compared with each other, in order."""
    pending = [(0, len(old), 0, len(new))]
    while pending:
        begin, end, new_begin, new_end = pending.pop()
        if max(end - begin, new_end - new_begin) <= AT_ONCE:
            yield begin, end, new_begin, new_end
            continue
        anchors = _find_anchors(old[begin:end], new[new_begin:new_end])
        if not anchors:
            anchors = [(min(AT_ONCE, end - begin), min(AT_ONCE, new_end - new_begin))]
        cuts = [(begin + at, new_begin + new_at) for at, new_at in anchors]
        ends = [*cuts, (end, new_end)]
        begins = [(begin, new_begin), *cuts]
        pieces = [(a[0], b[0], a[1], b[1]) for a, b in zip(begins, ends, strict=True)]
        pending += reversed(pieces)


def _find_anchors(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int]]:
    """Return the positions of the lines that either text has once, as many as are in order in both.

    The first line of both is none: nothing would be cut there.
    """
    often, new_often = Counter(old), Counter(new)
    places = {line: at for at, line in enumerate(new) if new_often[line] == 1}
    pairs = [
        (at, places[line])
        for at, line in enumerate(old)
        if often[line] == 1 and line in places and (at, places[line]) != (0, 0)
    ]
    return _find_longest_rise(pairs)


def _find_longest_rise(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the most of the pairs whose second numbers rise as the first ones do."""
    ends: list[int] = []
    last: list[int] = []
    before: list[int | None] = []
    for number, (_, place) in enumerate(pairs):
        length = bisect_left(ends, place)
        ends[length : length + 1] = [place]
        last[length : length + 1] = [number]
        before.append(last[length - 1] if length else None)
    rise = []
    at = last[-1] if last else None
    while at is not None:
        rise.append(pairs[at])
        at = before[at]
    return rise[::-1]
