"""STC212: a revision does not start where the last one ended."""

from collections.abc import Iterator
from itertools import pairwise

from stc import codes
from stc.findings import Finding
from stc.plan.dates import describe_deadline
from stc.rules.rule import PlanSubject, Rule

DOC = Rule(
    codes.REVISIONS_NOT_CHAINED,
    why="A gap between two moves would be a move that nobody recorded.",
    bad=(
        "deadline: 2025-12-31\n"
        "revisions:\n"
        "  - from: 2024-06-30\n"
        "    to: 2024-12-31\n"
        "    on: 2024-05-20\n"
        "    reason: It took longer.\n"
        "  - from: 2025-03-31\n"
        "    to: 2025-12-31\n"
        "    on: 2024-11-20\n"
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
    """Return a finding for every revision that does not begin where the one above it ended."""
    for step in subject.revised:
        for position, (before, after) in enumerate(pairwise(step.revisions), start=1):
            if after.from_ != before.to:
                place = subject.place(step, "revisions", position, "from")
                message = (
                    f"{step.id}: this revision begins at {describe_deadline(after.from_)}, but"
                    f" the one above it ended at {describe_deadline(before.to)}."
                )
                yield DOC.code.at(place, message, "Make the two the same.")
