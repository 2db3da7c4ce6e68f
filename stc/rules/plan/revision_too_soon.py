"""STC215: a revision is dated in the future."""

from collections.abc import Iterator

from stc import codes
from stc.findings import Finding
from stc.plan.periods import describe_when, first_day
from stc.rules.rule import PlanSubject, Rule

DOC = Rule(
    codes.REVISION_TOO_SOON,
    why="A deadline moves on the day that the move is decided; a future decision has not been "
    "made yet.",
    bad=(
        "deadline: 2025-06-30\n"
        "revisions:\n"
        "  - from: 2024-12-31\n"
        "    to: 2025-06-30\n"
        "    on: 2098-11-20\n"
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
    """Return a finding for every revision decided after today."""
    for step in subject.revised:
        for position, revision in enumerate(step.revisions):
            if first_day(revision.on) > subject.today:
                place = subject.place(step, "revisions", position, "on")
                message = (
                    f"{step.id}: this revision was decided {describe_when(revision.on)},"
                    " which is in the future."
                )
                yield DOC.code.at(place, message, "Write the day of the decision.")
