"""STC225: a step was completed before the plan began."""

from collections.abc import Iterator

from stc import codes
from stc.findings import Finding
from stc.rules.rule import PlanSubject, Rule

DOC = Rule(
    codes.COMPLETED_BEFORE_PLAN,
    why="Work done before the plan began is not a step of it; the year is often a typo. The "
    "examples are in a plan that began in July 2023.",
    bad="status: Complete\ncompleted: 2020-01-01\nevidence: [The minutes]\n",
    good="status: Complete\ncompleted: 2024-01-01\nevidence: [The minutes]\n",
    scope="step",
)


def check(subject: PlanSubject) -> Iterator[Finding]:
    """Find the steps completed before the plan's `began`, where it has one."""
    began = subject.plan.began
    for step in subject.plan.steps:
        if began and step.completed and step.completed < began.start:
            place = subject.place(step, "completed")
            message = (
                f"{step.id} was completed on {step.completed}, before the plan began on"
                f" {began.start}."
            )
            yield DOC.code.at(place, message, "Check the year.")
