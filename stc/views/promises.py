"""Promised and done in words: the sentence beside the picture, its table, and how it is counted."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date

from stc.history.counts_over_time import list_ends
from stc.plan.promises import Promises, Tally, sample_tallies
from stc.plan.vocabulary import Vocabulary
from stc.text.lists import join_names
from stc.text.plural import be

MOST_ROWS = 12

Spell = Callable[[date], str]
"""A day in words."""


def describe_promises(promises: Promises, words: Vocabulary, spell: Spell) -> str:
    """Return how many steps should be done by now, and how many of them are."""
    now = promises.now
    if not now.promised:
        return f"As of {spell(now.day)}, no first deadline has passed."
    steps = words.count_parts(now.promised, "step")
    begin = f"By their first deadlines, {steps} should have been done before"
    if not now.not_done:
        done = "It is." if now.promised == 1 else "All of them are."
        return f"{begin} {spell(now.day)}. {done}"
    return (
        f"{begin} {spell(now.day)}. {now.done:,} of {now.promised:,}"
        f" {be(now.done, now.promised)} done; {now.not_done:,} {be(now.not_done)} not."
    )


def describe_no_history(promises: Promises, why: str, spell: Spell) -> str:
    """Return why there is no picture.

    Args:
        promises: What is known without one.
        why: Why git was not asked, in a sentence; empty if it was.
        spell: A day in words.
    """
    if why:
        return f"There is no picture over time. {why}"
    if promises.versions == 0:
        return "There is no picture over time: git has no version of this plan up to that day."
    begin = f"History begins on {spell(promises.tallies[0].day)}"
    known = "one version" if promises.versions == 1 else "versions of one day"
    return f"There is no picture over time yet. {begin}, and git has {known} of this plan."


def describe_gap(promises: Promises, overdue: int, words: Vocabulary) -> Iterator[str]:
    """Return sentences on what is not done, and why another number of steps is overdue.

    Args:
        promises: The numbers.
        overdue: How many steps are overdue by their current deadlines.
        words: The words of the plan.
    """
    count = words.count_parts
    kinds = (
        (promises.open, f"{be(promises.open)} overdue against the first deadline"),
        (promises.unknown, f"{be(promises.unknown)} of unknown status"),
        (promises.unmet, "ended without being done"),
    )
    named = [f"{number:,} {what}" for number, what in kinds if number]
    if named:
        yield f"Of those not done, {join_names(named)}."
    if overdue != promises.open:
        yield (
            f"By their current deadlines, which may have moved, {count(overdue, 'step')}"
            f" {be(overdue)} overdue."
        )


def list_tallies(tallies: Sequence[Tally]) -> tuple[Tally, ...]:
    """Return the numbers for a table: every change, or else those of the ends of equal periods."""
    if len(tallies) <= MOST_ROWS:
        return tuple(tallies)
    first, last = tallies[0].day, tallies[-1].day
    ends = [*list_ends(first, last, "month")]
    for months in (1, 3, 6, 12, 24, 60, 120, 1200):
        kept = [day for day in ends if (12 * day.year + day.month) % months == 0 or day == last]
        if len(kept) < MOST_ROWS:
            break
    return (tallies[0], *sample_tallies(tallies, kept))
