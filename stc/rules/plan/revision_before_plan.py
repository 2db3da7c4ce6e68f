"""STC226: a revision is dated before the plan began."""

from collections.abc import Iterator

from stc import codes
from stc.findings import Finding
from stc.plan.periods import describe_when
from stc.rules.rule import PlanSubject, Rule

DOC = Rule(
    codes.REVISION_BEFORE_PLAN,
    why="Nobody moves a deadline of a plan that does not exist yet; the year is often a typo. The "
    "examples are in a plan that began in July 2023.",
    bad=(
        "deadline: 2025-06-30\n"
        "revisions:\n"
        "  - from: 2024-12-31\n"
        "    to: 2025-06-30\n"
        "    on: 2014-11-20\n"
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
    """Find the revisions decided before the plan's `began`, where it has one."""
    began = subject.plan.began
    for step in subject.revised if began else ():
        for position, revision in enumerate(step.revisions):
            if began and revision.on < began.start:
                place = subject.place(step, "revisions", position, "on")
                when = describe_when(revision.on)
                message = (
                    f"{step.id}: this revision was decided {when}, before the plan began"
                    f" on {began.start}."
                )
                yield DOC.code.at(place, message, "Write the day of the decision.")
