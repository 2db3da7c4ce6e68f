"""The sentences that the first page and the terminal begin with: each number with its whole."""

from typing import NamedTuple

from stc.plan.counts import Counts
from stc.text.plural import be
from stc.views.sentences import format_percent


def describe_steps(counts: Counts) -> str:
    """Return how many steps are shown, and how many of them are complete and overdue."""
    steps = counts.vocabulary.count_parts(counts.total, "step")
    named = [
        f"{number:,} {what}"
        for number, what in ((counts.complete, "complete"), (counts.overdue, "overdue"))
        if number
    ]
    return f"{steps}: {', '.join(named)}." if named else f"{steps}."


class Headline(NamedTuple):
    """How far the plan is.

    Attributes:
        done: `62 of 133 steps are complete (47%)`.
        late: `41 of 61 open ones are overdue`; empty where nothing is open.
    """

    done: str
    late: str

    def __str__(self) -> str:
        return f"{self.done}; {self.late}." if self.late else f"{self.done}."


def describe_state(counts: Counts) -> Headline:
    """Return how many steps are complete, and how many of the open ones are overdue."""
    words = counts.vocabulary
    if not counts.counted:
        return Headline(words.say("No step is counted"), "")
    steps = words.count_parts(counts.counted, "step")
    percent = format_percent(counts.complete, counts.counted)
    done = f"{counts.complete:,} of {steps} {be(counts.complete, counts.counted)} complete"
    if not counts.open:
        return Headline(f"{done} ({percent})", "none is open")
    ones = f"{counts.open:,} open {'one' if counts.open == 1 else 'ones'}"
    late = f"{counts.overdue:,} of {ones} {be(counts.overdue, counts.open)} overdue"
    return Headline(f"{done} ({percent})", late)
