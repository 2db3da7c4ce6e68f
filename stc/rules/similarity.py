"""How alike two texts of steps are: their action and its sub-items, taken together."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from stc.plan.model import Step

LONG: Final = 8
"""From how many words on a text may differ in one of them and be nearly the same."""
TELLING: Final = 4
"""From how many letters on a word says what a step is about; most shorter ones join others."""

_PRIME: Final = 2**127 - 1
"""So large that two texts have one sum only if somebody wants it; then a warning is wrong."""
_BASE: Final = 0x9E3779B97F4A7C15F39CC0605CEDC835
_INVERSE: Final = pow(_BASE, -1, _PRIME)

Words = tuple[str, ...]

_WORD: Final = re.compile(r"\w+")
_SAME: Final = str.maketrans("‘’‚‛′“”„‟″‐‑‒–—―−", "'''''\"\"\"\"\"-------")


def fold_text(step: Step) -> str:
    """Gives the text without what is only typography: spaces, line ends, kinds of quote and dash.

    Sub-items stay apart from each other; case and punctuation stay.
    """
    return "\n".join(map(fold_typography, (step.action, *step.items)))


def fold_typography(text: str) -> str:
    """Return a text without what is only typography."""
    return " ".join(unicodedata.normalize("NFKC", text).translate(_SAME).split())


def is_reworded(before: Step, after: Step) -> bool:
    """Says whether the text of a step is another one, beyond its typography."""
    if before.action == after.action and before.items == after.items:
        return False
    return fold_text(before) != fold_text(after)


def find_words(step: Step) -> Words:
    """Gives the words of the text in their order; case and punctuation do not matter."""
    text = " ".join((step.action, *step.items))
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text)
    return tuple(_WORD.findall(text.casefold()))


def list_words(steps: Iterable[Step]) -> list[Words]:
    """Gives the words of each of many texts; those that stand in several are kept once."""
    known: dict[str, str] = {}
    found = map(find_words, steps)
    return [tuple(map(known.setdefault, words, words)) for words in found]


def find_near(texts: Sequence[Words]) -> Iterator[tuple[int, int]]:
    """Return every text that is near one before it, by their positions, the earlier one second.

    Near are the same words, and long texts that differ in one word: added, left out or replaced.
    A number is never that word: phase 1 is not phase 2. The work grows with the number of words,
    the memory with the number of texts: a text without one of its words is a sum, never a copy.
    Only texts whose first or last words are those of another text are looked at so closely, as
    they are in every near one.
    """
    positions: dict[Words, int] = {}
    for position, text in enumerate(texts):
        positions.setdefault(text, position)
    near = dict(positions)
    for pair in _find_pairs(positions):
        later, earlier = sorted(pair, key=positions.__getitem__, reverse=True)
        near[later] = min(near[later], positions[earlier])
    for position, text in enumerate(texts):
        if near[text] < position:
            yield position, near[text]


def _find_pairs(texts: Iterable[Words]) -> Iterator[tuple[Words, Words]]:
    """Return the pairs of different texts that are near.

    Of the texts that differ from each other in one place, each is paired with the first alone.
    """
    # Of eight words with one that differs, the first four stay or the last four do.
    first = Counter(text[: LONG // 2] for text in texts)
    last = Counter(text[-(LONG // 2) :] for text in texts)
    by_length: dict[int, list[Words]] = {}
    for text in texts:
        if first[text[: LONG // 2]] > 1 or last[text[-(LONG // 2) :]] > 1:
            by_length.setdefault(len(text), []).append(text)
    close = [text for group in by_length.values() for text in group]
    numbers = {word: number for number, word in enumerate(_list_once(close), start=1)}
    fixed = {word for word in numbers if not word.isalpha() and any(map(str.isdigit, word))}
    for length, group in by_length.items():
        if length >= LONG:
            yield from _find_replaced(group, numbers, fixed)
            yield from _find_left_out(group, by_length.get(length - 1, ()), numbers, fixed)


def _list_once(texts: Iterable[Words]) -> Iterable[str]:
    return dict.fromkeys(word for text in texts for word in text)


def _find_replaced(
    texts: Sequence[Words], numbers: dict[str, int], fixed: set[str]
) -> Iterator[tuple[Words, Words]]:
    """Return texts of one length with the first that differs from them in the same one word."""
    if len(texts) < 2:
        return
    sums, power = [_sum(text, numbers) for text in texts], 1
    for place in range(len(texts[0])):
        known: dict[int, Words] = {}
        for text, whole in zip(texts, sums, strict=True):
            word = text[place]
            if word not in fixed:
                other = known.setdefault((whole - numbers[word] * power) % _PRIME, text)
                if other is not text:
                    yield text, other
        power = power * _BASE % _PRIME


def _find_left_out(
    texts: Sequence[Words], shorter: Sequence[Words], numbers: dict[str, int], fixed: set[str]
) -> Iterator[tuple[Words, Words]]:
    """Return texts with those, shorter by one word, that are all of them but that word."""
    known = {_sum(text, numbers): text for text in shorter}
    for text in texts if known else ():
        before, after, power = 0, _sum(text, numbers), 1
        for word in text:
            term = numbers[word] * power
            after -= term
            other = None if word in fixed else known.get((before + after * _INVERSE) % _PRIME)
            if other is not None:
                yield text, other
            before += term
            power = power * _BASE % _PRIME


def _sum(words: Words, numbers: dict[str, int]) -> int:
    """Return one number for the words in their order, from which a word can be taken out again."""
    total = 0
    for word in reversed(words):
        total = (total * _BASE + numbers[word]) % _PRIME
    return total


def share_words(one: Step, other: Step) -> float:
    """Gives the share, 0 to 1, of the telling words of either text that stand in both."""
    first, second = _find_telling(one), _find_telling(other)
    either = first | second
    return len(first & second) / len(either) if either else 1.0


def _find_telling(step: Step) -> set[str]:
    words = set(find_words(step))
    return {word for word in words if len(word) >= TELLING} or words
