"""Comparison of texts: typography is ignored, and rewording is found word by word."""

import re
import unicodedata
from typing import Final, Literal, NamedTuple

_SAME: Final = str.maketrans(
    {
        **dict.fromkeys("‘’‚‛′‵‹›`´ʹʻʼʽ❛❜＇", "'"),
        **dict.fromkeys("“”„‟″‶«»❝❞〝〞〟＂", '"'),
        **dict.fromkeys("‐‑‒–—―−⁃˗֊־᐀᠆⸗⸚⸺⸻⹀⹝〜〰゠︱︲﹘﹣－\U00010ead", "-"),
        "\u00ad": "",
        "…": "...",
    }
)
_DASHES: Final = re.compile(r" ?-(?: ?-)* ?")


def fold_typography(text: str) -> str:
    """Return the text without differences of typography.

    These are the number and kind of spaces and line ends, the kinds of quotes, dashes and hyphens,
    spaces around these, soft hyphens, and the encoding of accents. Case and other punctuation are
    kept.
    """
    plain = " ".join(unicodedata.normalize("NFC", text).translate(_SAME).split())
    return _DASHES.sub("-", plain) if "-" in plain else plain


class Piece(NamedTuple):
    """Words of one or both of two texts: kept (` `), taken out (`-`) or put in (`+`)."""

    mark: Literal[" ", "-", "+"]
    text: str


def find_rewording(before: str, after: str, most: int = 250_000) -> tuple[Piece, ...]:
    """Return the words of two texts, in order: those kept, taken out and put in.

    Args:
        before: The earlier text.
        after: The later text.
        most: The number of pairs of words that may be compared. If there are more, everything
            between the equal beginnings and ends is replaced as a whole.
    """
    old, new = before.split(), after.split()
    start = _count_same(old, new)
    end = _count_same(old[start:][::-1], new[start:][::-1])
    first, second = old[start : len(old) - end], new[start : len(new) - end]
    kept = _find_kept(first, second) if len(first) * len(second) <= most else []
    pieces, i, j = [Piece(" ", " ".join(old[:start]))], 0, 0
    for m, n in [*kept, (len(first), len(second))]:
        pieces += [Piece("-", " ".join(first[i:m])), Piece("+", " ".join(second[j:n]))]
        pieces.append(Piece(" ", " ".join(first[m : m + 1])))
        i, j = m + 1, n + 1
    pieces.append(Piece(" ", " ".join(old[len(old) - end :])))
    return _join(pieces)


def _count_same(first: list[str], second: list[str]) -> int:
    """Return how many words two texts have in common from the start."""
    pairs = enumerate(zip(first, second, strict=False))
    return next((n for n, (a, b) in pairs if a != b), min(len(first), len(second)))


def _find_kept(first: list[str], second: list[str]) -> list[tuple[int, int]]:
    """Return the positions of a longest common subsequence of words."""
    lengths = [[0] * (len(second) + 1)]
    for word in reversed(first):
        below, row = lengths[-1], [0] * (len(second) + 1)
        for j in range(len(second) - 1, -1, -1):
            row[j] = below[j + 1] + 1 if word == second[j] else max(below[j], row[j + 1])
        lengths.append(row)
    lengths.reverse()
    kept, i, j = [], 0, 0
    while i < len(first) and j < len(second):
        if first[i] == second[j]:
            kept.append((i, j))
            i, j = i + 1, j + 1
        elif lengths[i + 1][j] >= lengths[i][j + 1]:
            i += 1
        else:
            j += 1
    return kept


def _join(pieces: list[Piece]) -> tuple[Piece, ...]:
    """Return the pieces without empty ones, with neighbours of the same mark joined."""
    joined: list[Piece] = []
    for piece in pieces:
        if joined and piece.text and joined[-1].mark == piece.mark:
            joined[-1] = Piece(piece.mark, f"{joined[-1].text} {piece.text}")
        elif piece.text:
            joined.append(piece)
    return tuple(joined)
