"""Numbers with their nouns."""


def with_article(word: str) -> str:
    """Return a word with the indefinite article at the beginning of a sentence: `An old`."""
    return f"{'An' if word[:1].lower() in 'aeiou' else 'A'} {word}"


def count_noun(number: int, noun: str, plural: str = "") -> str:
    """Return the number with its noun: `1 step`, `2 steps`."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def be(number: int) -> str:
    """Return `is` for one and `are` for any other number."""
    return "is" if number == 1 else "are"
