"""STC213: the last revision does not end at the deadline."""

from collections.abc import Iterator

from stc import codes
from stc.findings import Finding
from stc.plan.dates import describe_deadline
from stc.rules.rule import PlanSubject, Rule

DOC = Rule(
    codes.REVISIONS_END_ELSEWHERE,
    why="The record must end at the current deadline; otherwise a move is missing from it.",
    bad=(
        "deadline: 2025-12-31\n"
        "revisions:\n"
        "  - from: 2024-12-31\n"
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
    """Return a finding for every step whose last revision does not end at its deadline."""
    for step in subject.revised:
        if step.revisions[-1].to != step.deadline:
            place = subject.place(step, "deadline")
            message = (
                f"{step.id}: the last revision leads to"
                f" {describe_deadline(step.revisions[-1].to)}, but the deadline is"
                f" {describe_deadline(step.deadline)}."
            )
            yield DOC.code.at(
                place, message, "Record the move with `stc set-deadline`, which writes both."
            )
