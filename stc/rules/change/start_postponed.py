"""STC416: the start of a step moves later."""

from collections.abc import Iterator

from stc import codes
from stc.findings import Finding
from stc.plan.dates import describe_days
from stc.rules.change.step_matching import find_kept
from stc.rules.rule import ChangeSubject, Rule

DOC = Rule(
    codes.START_POSTPONED,
    why="A step whose start moves later stops being late to start although nothing was done; "
    "readers are owed a word on it.",
    bad="start: 2026-Q1\n---\nstart: 2026-Q3\n",
    good="start: 2026-Q3\n---\nstart: 2026-Q1\n",
    scope="change",
)


def check(change: ChangeSubject) -> Iterator[Finding]:
    """Yield a finding for every step whose start moves to a later last day."""
    for before, after in find_kept(change):
        if before.start and after.start and after.start > before.start:
            days = describe_days((after.start - before.start).days)
            message = (
                f"{after.id}: the start moves from {before.start} to {after.start}, {days} later."
            )
            place = change.head.place(after, "start")
            yield DOC.code.at(place, message, "Say why in the pull request.")
