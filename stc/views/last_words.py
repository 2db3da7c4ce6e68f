"""How old what is known of the steps is: one count and its sentences, wherever it is shown."""

from collections.abc import Callable
from datetime import date
from typing import Annotated, Final, NamedTuple

from stc.plan.counts import FRESH_DAYS, LastWords
from stc.plan.periods import describe_when
from stc.plan.vocabulary import Vocabulary
from stc.text.plural import have
from stc.views.shapes import Fields, fields_of


class LastWordRecord(NamedTuple):
    """How old what is known of some steps is, for programs."""

    last_word_steps: Annotated[int, "Open and ongoing steps, on which somebody should report."]
    last_word_90_days: Annotated[int, "Those with a last word within 90 days of the as-of day."]
    last_word_none: Annotated[int, "Those of which nothing was recorded."]
    last_word_oldest: Annotated[date | None, "The day of the oldest last word."]
    last_word_oldest_ids: Annotated[tuple[str, ...], "The ids of the steps it is on."]


LAST_WORDS: Final[Fields] = fields_of(LastWordRecord)


def record_last_words(words: LastWords) -> LastWordRecord:
    """Return the record of a count."""
    return LastWordRecord(words.steps, words.recent, words.never, words.oldest, words.oldest_ids)


def describe_source_day(as_of: date | None) -> str:
    """Return when the printed statuses were true, or that the source does not say."""
    if as_of is None:
        return "The source does not say when these statuses were true."
    return f"The statuses are those {describe_when(as_of)}."


def describe_last_words(
    words: LastWords, vocabulary: Vocabulary, spell: Callable[[date], str] = str
) -> tuple[str, ...]:
    """Return how many steps have a recent last word, the oldest one, and how many have none.

    Args:
        words: The count.
        vocabulary: The words of the plan.
        spell: Write a day.
    """
    if not words.steps:
        return ()
    steps = vocabulary.count_parts(words.steps, "open or ongoing step")
    said = [
        f"{words.recent:,} of {steps} {have(words.recent, words.steps)} a last word within"
        f" {FRESH_DAYS} days of {spell(words.as_of)}."
    ]
    if words.oldest:
        said.append(f"The oldest is of {spell(words.oldest)} ({_name_oldest(words.oldest_ids)}).")
    said.append(f"{words.never:,} {have(words.never)} none.")
    return (" ".join(said),)


def _name_oldest(ids: tuple[str, ...]) -> str:
    first, *others = ids
    return f"{first} and {len(others):,} more" if others else first
