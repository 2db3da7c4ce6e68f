"""STC214: a revision does not move the deadline."""

from collections.abc import Iterator

from stc import codes
from stc.findings import Finding
from stc.plan.dates import describe_deadline
from stc.rules.rule import PlanSubject, Rule

DOC = Rule(
    codes.REVISION_MOVES_NOTHING,
    why="It would count as a move although the deadline has not changed.",
    bad=(
        "deadline: 2025-06-30\n"
        "revisions:\n"
        "  - from: 2025-06-30\n"
        "    to: 2025-06-30\n"
        "    on: 2024-11-20\n"
        "    reason: It took longer.\n"
    ),
    good=(
        "deadline: 2025-06-30\n"
        "revisions:\n"
        "  - from: 2024-12-31\n"
        "    to: 2025-06-30\n"
        "    on: 2024-11-20\n"
        "    reason: It took longer.\n"
    ),
    scope="step",
)


def check(subject: PlanSubject) -> Iterator[Finding]:
    """Return a finding for every revision that does not move the deadline."""
    for step in subject.revised:
        for position, revision in enumerate(step.revisions):
            if revision.from_ == revision.to:
                place = subject.place(step, "revisions", position, "to")
                day = describe_deadline(revision.to)
                message = f"{step.id}: this revision begins and ends at {day}."
                yield DOC.code.at(
                    place, message, "Correct one of the two dates, or remove the revision."
                )
