"""Words that the messages of several rules share."""

from collections.abc import Sequence


def format_some(words: Sequence[str], most: int = 3) -> str:
    """Join the first words with commas, and say how many more there are."""
    shown = ", ".join(words[:most])
    return f"{shown} and {len(words) - most:,} more" if len(words) > most else shown
