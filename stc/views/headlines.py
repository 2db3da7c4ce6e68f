"""The sentences that pages and the terminal begin with: each number with its whole."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from stc.plan.counts import FRESH_DAYS, Counts
from stc.plan.dates import describe_days
from stc.plan.periods import format_day
from stc.plan.scorecard import DueCounts
from stc.plan.slips import Slips
from stc.plan.vocabulary import Vocabulary
from stc.text.plural import be, count_noun
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
    if not counts.counted:
        return Headline(counts.vocabulary.say("No step is counted"), "")
    done = f"{_count_done(counts)} ({format_percent(counts.complete, counts.counted)})"
    if not counts.open:
        return Headline(done, "none is open")
    ones = f"{counts.open:,} open {'one' if counts.open == 1 else 'ones'}"
    late = f"{counts.overdue:,} of {ones} {be(counts.overdue, counts.open)} overdue"
    return Headline(done, late)


def head_plan(counts: Counts) -> str:
    """Return how far a plan is: `62 of 133 steps are complete. 41 are overdue`."""
    if not counts.counted:
        return counts.vocabulary.say("No step is counted.")
    late = _count_overdue(counts)
    return f"{_count_done(counts)}. {late[:1].upper()}{late[1:]}."


def head_group(name: str, counts: Counts) -> str:
    """Return the same of a part: `911: 13 of 20 steps are complete, 6 are overdue`."""
    if not counts.counted:
        return f"{name}: {counts.vocabulary.say('no step is counted.')}"
    late = f", {_count_overdue(counts)}" if counts.overdue else ""
    return f"{name}: {_count_done(counts)}{late}."


def head_departments(number: int, words: Vocabulary) -> str:
    """Return how many departments there are: `24 departments share the plan`."""
    return (
        f"{words.count_parts(number, 'department')} {'has' if number == 1 else 'share'} the plan."
    )


def head_slips(slips: Slips) -> str:
    """Return how many deadlines moved: `10 of 122 deadlines moved: 8 later, 2 earlier`."""
    whole = count_noun(slips.dated, "deadline")
    if not slips.moved:
        return f"None of {whole} has moved." if slips.dated else "No deadline is set."
    ways = (
        (slips.later, "later"),
        (slips.earlier, "earlier"),
        (slips.back, "back where it began" if slips.back == 1 else "back where they began"),
        (slips.taken_away, "taken away"),
    )
    return f"{slips.moved:,} of {whole} moved: {_list_ways(ways)}."


def describe_slip_sums(slips: Slips) -> str:
    """Return how many days the moves add up to, each way apart, and how many have no reason."""
    parts: list[str] = []
    for number, days, way in _list_ends(slips):
        one = f"The {number:,} {way} {'deadline adds' if number == 1 else 'deadlines add'} up to"
        again = f"the {number:,} {way} {'one' if number == 1 else 'ones'} to"
        parts.append(f"{again if parts else one} {describe_days(days)}")
    lines = [f"{'; '.join(parts)}."] if parts else []
    if slips.silent:
        moves = count_noun(slips.silent, "move")
        lines.append(f"{moves} came without a reason.")
    return " ".join(lines)


def list_sums(slips: Slips) -> Iterator[str]:
    """Return the days of the later deadlines and of the earlier ones, for the foot of a table."""
    for _, days, way in _list_ends(slips):
        yield f"{describe_days(days)} {way}"


def _list_ends(slips: Slips) -> Iterator[tuple[int, int, str]]:
    ways = (
        (slips.later, slips.days_later, "later"),
        (slips.earlier, slips.days_earlier, "earlier"),
    )
    return (way for way in ways if way[0])


def head_promises(due: DueCounts, words: Vocabulary) -> str:
    """Return how many promises were kept: `7 of 89 promises are known to be kept on time`.

    They are only known to be kept as long as a day of completion is missing.
    """
    if not due.due:
        return "No promise has come due."
    verb = be(due.on_time, due.due)
    how = "known to be kept" if due.unrecorded else "kept"
    return words.say(f"{due.on_time:,} of {count_noun(due.due, 'promise')} {verb} {how} on time.")


def describe_rest(due: DueCounts) -> str:
    """Return the others: `26 more were kept late, 16 on a day nobody wrote down`, and so on."""
    parts = []
    if due.late:
        parts.append(f"{due.late:,} more {'was' if due.late == 1 else 'were'} kept late")
    if due.unrecorded:
        verb = "" if due.late else "was kept " if due.unrecorded == 1 else "were kept "
        parts.append(f"{due.unrecorded:,} {verb}on a day nobody wrote down")
    if due.not_kept:
        parts.append(f"{due.not_kept:,} {be(due.not_kept)} not kept yet")
    if not parts:
        return "None was kept late, and none is open." if due.due else ""
    *first, last = parts
    joined = f"{', '.join(first)}, and {last}" if len(first) > 1 else " and ".join(parts)
    return f"{joined}."


def describe_silence(newest: date | None, as_of: date) -> str:
    """Return since when nothing was reported; an empty text where that is not long, or unknown."""
    if newest is None or (as_of - newest).days <= FRESH_DAYS:
        return ""
    return f"Nothing was reported since {format_day(newest)}."


def _count_done(counts: Counts) -> str:
    steps = counts.vocabulary.count_parts(counts.counted, "step")
    return f"{counts.complete:,} of {steps} {be(counts.complete, counts.counted)} complete"


def _count_overdue(counts: Counts) -> str:
    if not counts.overdue:
        return counts.vocabulary.say("no step is overdue")
    return f"{counts.overdue:,} {be(counts.overdue)} overdue"


def _list_ways(ways: tuple[tuple[int, str], ...]) -> str:
    return ", ".join(f"{number:,} {way}" for number, way in ways if number)
