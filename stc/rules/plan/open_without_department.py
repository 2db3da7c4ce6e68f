"""STC207: an open step has no department."""

from collections.abc import Iterator

from stc import codes
from stc.findings import Finding
from stc.rules.rule import PlanSubject, Rule

DOC = Rule(
    codes.OPEN_WITHOUT_DEPARTMENT,
    why="A step that nobody is responsible for does not get done.",
    bad="status: Planning\ndepartments: []\n",
    good="status: Planning\ndepartments: [comms-ocs]\n",
    scope="step",
)


def check(subject: PlanSubject) -> Iterator[Finding]:
    """Return a finding for every open step without a department."""
    for step in subject.plan.steps:
        if step.status.is_open and not step.departments:
            place = subject.place(step, "departments")
            message = f"{step.id} is {step.status.name} and names no department."
            yield DOC.code.at(place, message, "Add departments: with their ids.")
