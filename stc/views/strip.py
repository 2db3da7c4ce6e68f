"""What the strip of a step shows: the days that the ledger, the file and git know of."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import pairwise
from typing import Literal, NamedTuple

from stc.plan.deadlines import status_on
from stc.plan.ledger import StepLedger
from stc.plan.model import Step
from stc.plan.periods import first_day, format_day
from stc.plan.status import Status, StatusKind
from stc.plan.vocabulary import Vocabulary

MarkKind = Literal["promised", "moved", "silent", "done", "out", "today"]


class Mark(NamedTuple):
    """A day on a strip.

    Attributes:
        day: The day; of a period the last one.
        kind: What was or is to be on it; a silent move has no reason, today is the as-of day.
        words: What is written beside it; empty for nothing.
        begin: The first day of a period.
    """

    day: date
    kind: MarkKind
    words: str = ""
    begin: date | None = None


class Stretch(NamedTuple):
    """From one day to another, the step was complete (kept) or late."""

    begin: date
    end: date
    kind: Literal["kept", "late"]


_SAID: dict[MarkKind, str] = {
    "promised": "First deadline {}",
    "moved": "moved to {}",
    "silent": "moved to {} without a reason",
    "done": "done on {}",
    "out": "ended on {}",
}


class StatusDay(NamedTuple):
    """The status that a step had from a day on."""

    day: date
    status: Status


def read_status_days(
    changes: Iterable[tuple[date, str | None]], words: Vocabulary
) -> list[StatusDay]:
    """Return the statuses that a step came to have, those that the plan still knows.

    Args:
        changes: The day of each change and the name that the status had then, oldest first.
        words: The words of the plan.
    """
    named = {name: status for status in words.shown for name in status.names}
    return [StatusDay(day, named[name]) for day, name in changes if name in named]


class Strip(NamedTuple):
    """The marks and stretches of a strip, the same in words, and the day it is for."""

    marks: tuple[Mark, ...]
    stretches: tuple[Stretch, ...]
    label: str
    today: date


class _Stay(NamedTuple):
    """A status from one day to another."""

    begin: date
    end: date
    status: Status


def find_strip(
    step: Step,
    known: StepLedger,
    past: Iterable[StatusDay],
    as_of: date,
    *,
    begins_before: bool = True,
) -> Strip | None:
    """Return the strip of a step, or None if it promises nothing: no deadline, or no end.

    Args:
        step: The step.
        known: Its first deadline and the moves.
        past: The statuses that git saw, oldest first; none where git was not asked.
        as_of: The day.
        begins_before: The oldest version has the step: if it was open then, it was before, too.
    """
    first, now = known.first, status_on(step, as_of)
    if first is None or now.is_continuing:
        return None
    seen = [entry for entry in past if entry.day <= as_of]
    stays = [*_list_stays(step, seen, first, as_of, begins_before=begins_before)]
    marks = [*_mark_deadlines(known, first), *_mark_end(step, stays, now)]
    kept = [
        Stretch(stay.begin, stay.end, "kept")
        for stay in stays
        if stay.status.is_done and stay.begin < stay.end
    ]
    late = [
        Stretch(max(stay.begin, first), stay.end, "late")
        for stay in stays
        if stay.status.is_open and max(stay.begin, first) < stay.end
    ]
    said = [_SAID[mark.kind].format(format_day(mark.day)) for mark in marks]
    said += [
        f"complete from {format_day(begin)} to {format_day(end)}"
        for begin, end, _ in kept
        if end < as_of
    ]
    label = f"{'; '.join(said)}; today is {format_day(as_of)}."
    return Strip(tuple(marks), (*late, *kept), label, as_of)


def _list_stays(
    step: Step, past: Sequence[StatusDay], first: date, as_of: date, *, begins_before: bool
) -> Iterator[_Stay]:
    """Return the statuses over time; a recorded day of completion replaces that of the commit."""
    now = status_on(step, as_of)
    if past and past[-1].status.name != step.status.name:
        past = (*past, StatusDay(as_of, now))
    if not past:
        if now.is_done and step.completed is None:
            return
        past = (StatusDay(min(first, as_of), now),)
    if begins_before and not past[0].status.is_done:
        past = (past[0]._replace(day=min(first, past[0].day)), *past[1:])
    ends = [*(later.day for _, later in pairwise(past)), as_of]
    stays = [_Stay(*entry[:1], end, entry[1]) for entry, end in zip(past, ends, strict=True)]
    *before, last = stays
    if not (now.is_done and step.completed):
        yield from before
        yield last._replace(status=now)
        return
    done = step.completed
    if not before and first < done:
        before = [_Stay(first, done, _OPEN)]
    for stay in before:
        if stay.begin < done:
            yield stay._replace(end=done if stay is before[-1] else min(stay.end, done))
    yield _Stay(done, as_of, now)


_OPEN = Status("", StatusKind.OPEN)
"""Of a step that was done on a recorded day, what it was before."""


def _mark_deadlines(known: StepLedger, first: date) -> Iterator[Mark]:
    yield _mark(first, "promised", "promised")
    moved = [(move.after, move.is_silent) for move in known.moves if move.after is not None]
    for number, (day, is_silent) in enumerate(moved, 1):
        yield _mark(day, "silent" if is_silent else "moved", "moved to" * (number == len(moved)))


def _mark(day: date, kind: MarkKind, words: str) -> Mark:
    begin = first_day(day)
    return Mark(day, kind, words, None if begin == day else begin)


def _mark_end(step: Step, stays: Sequence[_Stay], now: Status) -> Iterator[Mark]:
    """Return when it was done or ended, if that day is known."""
    if now.is_done and (step.completed or len(stays) > 1):
        yield Mark(stays[-1].begin, "done", "done")
    elif now.is_closed and not now.is_done and len(stays) > 1:
        words = "taken out" if now.kind is StatusKind.EXCLUDED else "ended"
        yield Mark(stays[-1].begin, "out", words)
