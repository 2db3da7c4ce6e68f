"""Numbers with their nouns."""


def with_article(word: str) -> str:
    """Return a word with the indefinite article at the beginning of a sentence: `An old`."""
    return f"{'An' if word[:1].lower() in 'aeiou' else 'A'} {word}"


def count_noun(number: int, noun: str, plural: str = "") -> str:
    """Return the number with its noun: `1 step`, `2 steps`."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def is_one(number: int, whole: int = 0) -> bool:
    """Return whether the verb of a number, or of a number of a whole, is in the singular.

    It is after `1 step`, after `1 of 5 steps`, and after `0 of 1 step`.
    """
    return 1 in (number, whole)


def be(number: int, whole: int = 0) -> str:
    """Return `is` or `are`, as the number needs it, or the number of a whole."""
    return "is" if is_one(number, whole) else "are"


def have(number: int, whole: int = 0) -> str:
    """Return `has` or `have`, as the number needs it, or the number of a whole."""
    return "has" if is_one(number, whole) else "have"
