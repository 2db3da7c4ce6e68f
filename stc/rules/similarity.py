"""How alike two texts of steps are: their action and its sub-items, taken together."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from stc.plan.model import Step
from stc.plan.wording import fold_text

LONG: Final = 8
"""From how many words on a text may differ in one of them and be nearly the same."""
TELLING: Final = 4
"""From how many letters on a word says what a step is about; most shorter ones join others."""

Words = tuple[str, ...]

_WORD: Final = re.compile(r"\w+")


def is_reworded(before: Step, after: Step) -> bool:
    """Return whether the text of a step is another one, beyond its typography."""
    if before.action == after.action and before.items == after.items:
        return False
    return fold_text(before) != fold_text(after)


def find_words(step: Step) -> Words:
    """Return the words of the text in their order; case and punctuation do not matter."""
    text = " ".join((step.action, *step.items))
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text)
    return tuple(_WORD.findall(text.casefold()))


def list_words(steps: Iterable[Step]) -> list[Words]:
    """Return the words of each of many texts; those that occur in several are kept once."""
    known: dict[str, str] = {}
    found = map(find_words, steps)
    return [tuple(map(known.setdefault, words, words)) for words in found]


def find_near(texts: Sequence[Words]) -> Iterator[tuple[int, int]]:
    """Return every text that is near one before it, by their positions, the earlier one second.

    Near are the same words, and long texts that differ in one word: added, left out or replaced.
    A number is never that word: phase 1 is not phase 2. The work grows with the number of words,
    also where all texts are near each other.
    """
    positions: dict[Words, int] = {}
    for position, text in enumerate(texts):
        positions.setdefault(text, position)
    near = dict(positions)
    by_length: dict[int, list[Words]] = {}
    for text in positions:
        by_length.setdefault(len(text), []).append(text)
    for length, longer in by_length.items():
        if length >= LONG:
            for group in _find_groups((*longer, *by_length.get(length - 1, ())), 0, length):
                earliest = min(map(positions.__getitem__, group))
                for text in group:
                    near[text] = min(near[text], earliest)
    for position, text in enumerate(texts):
        if near[text] < position:
            yield position, near[text]


def _find_groups(texts: Sequence[Words], start: int, end: int) -> Iterator[list[Words]]:
    """Return groups of texts that differ only in one word of a part of them.

    Whichever word differs, the first half of the part or its last half stays whole. So texts
    that share a half are looked at again, in the other half alone, until one word is left.

    Args:
        texts: Different texts with the same words outside the part: those of the first one's
            length, then those that are shorter by one word.
        start: Where the part starts.
        end: Where the part ends in a text of the first one's length.
    """
    length = len(texts[0])
    if end - start == 1:
        group = [text for text in texts if len(text) < length or not _is_number(text[start])]
        if len(group) > 1:
            yield group
        return
    middle = (start + end) // 2
    firsts: dict[Words, list[Words]] = {}
    lasts: dict[Words, list[Words]] = {}
    for text in texts:
        missing = length - len(text)
        firsts.setdefault(text[start:middle], []).append(text)
        lasts.setdefault(text[middle - missing : end - missing], []).append(text)
    for halves, part in ((firsts, (middle, end)), (lasts, (start, middle))):
        for sharing in halves.values():
            if len(sharing) > 1 and len(sharing[0]) == length:
                yield from _find_groups(sharing, *part)


def _is_number(word: str) -> bool:
    return not word.isalpha() and any(map(str.isdigit, word))


def share_words(step: Step, other: Step) -> float:
    """Return the share, 0 to 1, of the significant words of either text that are in both."""
    first, second = _find_telling(step), _find_telling(other)
    either = first | second
    return len(first & second) / len(either) if either else 1.0


def _find_telling(step: Step) -> set[str]:
    words = set(find_words(step))
    return {word for word in words if len(word) >= TELLING} or words
