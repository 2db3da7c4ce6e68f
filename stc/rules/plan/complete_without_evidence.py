"""STC204: a complete step names no evidence."""

from collections.abc import Iterator

from stc import codes
from stc.findings import Finding
from stc.rules.rule import PlanSubject, Rule

DOC = Rule(
    codes.COMPLETE_WITHOUT_EVIDENCE,
    why="Readers who are told that a promise was kept want to see proof: a page, a contract, the "
    "minutes.",
    bad="status: Complete\ncompleted: 2024-07-29\n",
    good="status: Complete\ncompleted: 2024-07-29\nevidence: [The minutes of July 29]\n",
    scope="step",
)


def check(subject: PlanSubject) -> Iterator[Finding]:
    """Return a finding for every complete step without evidence."""
    for step in subject.plan.steps:
        if step.status.is_done and not step.evidence:
            place = subject.place(step, "evidence")
            message = f"{step.id} is {step.status.name} and names no evidence."
            yield DOC.code.at(
                place, message, "Add evidence: with the address or name of a document."
            )
