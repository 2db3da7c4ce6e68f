"""STC202: a step that is not complete has a completion date."""

from collections.abc import Iterator

from stc import codes
from stc.findings import Finding
from stc.plan.status import StatusKind
from stc.rules.rule import PlanSubject, Rule

DOC = Rule(
    codes.COMPLETED_WITHOUT_COMPLETE,
    why="A completion date says that the step is done; another status says that it is not.",
    bad="status: In progress\ncompleted: 2024-07-29\nevidence: [The minutes]\n",
    good="status: Complete\ncompleted: 2024-07-29\nevidence: [The minutes]\n",
    scope="step",
)


def check(subject: PlanSubject) -> Iterator[Finding]:
    """Return a finding for every step that has a completion date but is not complete."""
    for step in subject.plan.steps:
        if step.completed and not step.status.is_done:
            place = subject.place(step, "completed")
            message = f"{step.id} has a completion date but is {step.status.name}."
            done = subject.plan.vocabulary.list_of_kind(StatusKind.COMPLETE)[0].name
            yield DOC.code.at(place, message, f"Write status: {done}, or remove the line.")
