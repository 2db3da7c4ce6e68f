"""How alike two texts of steps are: their action and its sub-items, taken together."""

import re
import unicodedata
from collections import Counter
from typing import Final

from stc.plan.model import Step

LONG: Final = 8
"""From how many words on a text may differ in one of them and be nearly the same."""
TELLING: Final = 4
"""From how many letters on a word says what a step is about; most shorter ones join others."""

_SAME: Final = str.maketrans("‘’‚‛′“”„‟″‐‑‒–—―−", "'''''\"\"\"\"\"-------")


def fold_text(step: Step) -> str:
    """Gives the text without what is only typography: spaces, line ends, kinds of quote and dash.

    Sub-items stay apart from each other; case and punctuation stay.
    """
    parts = (unicodedata.normalize("NFKC", part) for part in (step.action, *step.items))
    return "\n".join(" ".join(part.translate(_SAME).split()) for part in parts)


def find_words(step: Step) -> Counter[str]:
    """Gives the words of the text with how often each stands there; case does not matter."""
    text = " ".join((step.action, *step.items))
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text)
    return Counter(re.findall(r"\w+", text.casefold()))


def find_marks(words: Counter[str]) -> list[int]:
    """Gives a number for the words, and for a long text one for its words without each of them.

    Two texts that are near (`is_near`) have a number in common.
    """
    whole = sum(hash(word) * count for word, count in words.items())
    if words.total() < LONG:
        return [whole]
    return [whole, *(whole - hash(word) for word in words if not _has_digit(word))]


def is_near(one: Counter[str], other: Counter[str]) -> bool:
    """Says whether two texts are the same words, or long ones that differ in one of them.

    That word is added, left out or replaced, and is no number: phase 1 is not phase 2.
    """
    more, less = one - other, other - one
    if not more and not less:
        return True
    long = max(one.total(), other.total()) >= LONG
    single = max(more.total(), less.total()) == 1
    return long and single and not any(map(_has_digit, (*more, *less)))


def share_words(one: Step, other: Step) -> float:
    """Gives the share, 0 to 1, of the telling words of either text that stand in both."""
    first, second = _find_telling(one), _find_telling(other)
    either = first | second
    return len(first & second) / len(either) if either else 1.0


def _find_telling(step: Step) -> set[str]:
    words = set(find_words(step))
    return {word for word in words if len(word) >= TELLING} or words


def _has_digit(word: str) -> bool:
    return not word.isalpha() and any(map(str.isdigit, word))
