"""STC201: a completion date is in the future."""

from collections.abc import Iterator

from stc import codes
from stc.findings import Finding
from stc.rules.rule import PlanSubject, Rule

DOC = Rule(
    codes.COMPLETED_TOO_SOON,
    why="A step can only be completed on a day that has come; a later day is a typo or a hope.",
    bad="status: Complete\ncompleted: 2099-01-31\nevidence: [The minutes]\n",
    good="status: Complete\ncompleted: 2024-07-29\nevidence: [The minutes]\n",
    scope="step",
)


def check(subject: PlanSubject) -> Iterator[Finding]:
    """Return a finding for every step completed after today."""
    for step in subject.plan.steps:
        if step.completed and step.completed > subject.today:
            place = subject.place(step, "completed")
            message = f"{step.id} is completed on {step.completed}, which is in the future."
            yield DOC.code.at(place, message, "Write the day it was completed, or remove the line.")
