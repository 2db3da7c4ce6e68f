"""STC209: a deadline is before the plan began."""

from collections.abc import Iterator

from stc import codes
from stc.findings import Finding
from stc.plan.periods import describe_end
from stc.rules.rule import PlanSubject, Rule

DOC = Rule(
    codes.DEADLINE_BEFORE_PLAN,
    why="A plan makes no promises for the time before it began; the year is often a typo. The "
    "examples are in a plan that began in July 2023.",
    bad="deadline: 2016-09-01\n",
    good="deadline: 2026-09-01\n",
    scope="step",
)


def check(subject: PlanSubject) -> Iterator[Finding]:
    """Return a finding for every deadline before the plan's `began`, where it has one."""
    began = subject.plan.began
    for step in subject.plan.steps:
        if began and step.deadline and step.deadline < began.start:
            place = subject.place(step, "deadline")
            due = describe_end(step.deadline)
            message = f"{step.id} is due {due}, before the plan began on {began.start}."
            yield DOC.code.at(place, message, "Check the year against the printed plan.")
