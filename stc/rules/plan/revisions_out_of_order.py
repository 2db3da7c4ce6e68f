"""STC211: revisions are not listed oldest first."""

from collections.abc import Iterator
from itertools import pairwise

from stc import codes
from stc.findings import Finding
from stc.plan.periods import first_day
from stc.rules.rule import PlanSubject, Rule

DOC = Rule(
    codes.REVISIONS_OUT_OF_ORDER,
    why="The record is read from the first move to the last. Several moves on one day are fine.",
    bad=(
        "deadline: 2025-12-31\n"
        "revisions:\n"
        "  - from: 2024-06-30\n"
        "    to: 2024-12-31\n"
        "    on: 2024-11-20\n"
        "    reason: It took longer.\n"
        "  - from: 2024-12-31\n"
        "    to: 2025-12-31\n"
        "    on: 2024-05-20\n"
        "    reason: The law changed.\n"
    ),
    good=(
        "deadline: 2025-12-31\n"
        "revisions:\n"
        "  - from: 2024-06-30\n"
        "    to: 2024-12-31\n"
        "    on: 2024-05-20\n"
        "    reason: It took longer.\n"
        "  - from: 2024-12-31\n"
        "    to: 2025-12-31\n"
        "    on: 2024-11-20\n"
        "    reason: The law changed.\n"
    ),
    scope="step",
)


def check(subject: PlanSubject) -> Iterator[Finding]:
    """Return a finding for every revision decided before the one above it."""
    for step in subject.revised:
        for position, (before, after) in enumerate(pairwise(step.revisions), start=1):
            if after.on < first_day(before.on):
                place = subject.place(step, "revisions", position, "on")
                message = f"{step.id}: this revision of {after.on} is below one of {before.on}."
                yield DOC.code.at(place, message, "Put the oldest first.")
