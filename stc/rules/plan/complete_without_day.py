"""STC203: a complete step has no completion date."""

from collections.abc import Iterator

from stc import codes
from stc.findings import Finding
from stc.rules.rule import PlanSubject, Rule

DOC = Rule(
    codes.COMPLETE_WITHOUT_DAY,
    why="Without the date, nobody can tell whether the promise was kept on time.",
    bad="status: Complete\nevidence: [The minutes of July 29]\n",
    good="status: Complete\ncompleted: 2024-07-29\nevidence: [The minutes of July 29]\n",
    scope="step",
)


def check(subject: PlanSubject) -> Iterator[Finding]:
    """Return a finding for every complete step without a completion date."""
    for step in subject.plan.steps:
        if step.status.is_done and step.completed is None:
            place = subject.place(step, "completed")
            message = f"{step.id} is {step.status.name} and has no completion date."
            yield DOC.code.at(place, message, "Add completed: with the date, YYYY-MM-DD.")
