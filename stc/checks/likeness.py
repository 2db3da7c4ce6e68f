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
    """Gives every text that is near one before it, by their positions, the earlier one second.

    Near are the same words, and long texts that differ in one word: added, left out or replaced.
    A number is never that word: phase 1 is not phase 2. The work grows with the text alone: texts
    meet under what is left of them without a word, and are looked at so closely only where the
    first or the last words are those of another text, as they are in every near one.
    """
    # Of eight words with one that differs, the first four stay or the last four do.
    first = Counter(text[: LONG // 2] for text in texts)
    last = Counter(text[-(LONG // 2) :] for text in texts)
    whole: dict[Words, int] = {}
    longer: dict[Words, int] = {}
    replaced: dict[tuple[int, Words], int] = {}
    for position, text in enumerate(texts):
        close = first[text[: LONG // 2]] > 1 or last[text[-(LONG // 2) :]] > 1
        rests = list(_rests(text)) if close else []
        found = [whole.get(text), longer.get(text)]
        found += [whole.get(rest) for _, rest in rests]
        found += [replaced.get(one) for one in rests]
        earlier = [one for one in found if one is not None]
        if earlier:
            yield position, min(earlier)
        whole.setdefault(text, position)
        for one in rests:
            longer.setdefault(one[1], position)
            replaced.setdefault(one, position)


def _rests(text: Words) -> Iterator[tuple[int, Words]]:
    """Gives a long text without each of its words that is no number, and where that stood."""
    for position, word in enumerate(text if len(text) >= LONG else ()):
        if word.isalpha() or not any(map(str.isdigit, word)):
            yield position, text[:position] + text[position + 1 :]


def share_words(one: Step, other: Step) -> float:
    """Gives the share, 0 to 1, of the telling words of either text that stand in both."""
    first, second = _find_telling(one), _find_telling(other)
    either = first | second
    return len(first & second) / len(either) if either else 1.0


def _find_telling(step: Step) -> set[str]:
    words = set(find_words(step))
    return {word for word in words if len(word) >= TELLING} or words
