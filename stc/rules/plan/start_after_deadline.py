"""STC224: a step starts after its deadline."""

from collections.abc import Iterator

from stc import codes
from stc.findings import Finding
from stc.plan.periods import describe_end, describe_when, first_day
from stc.rules.rule import PlanSubject, Rule

DOC = Rule(
    codes.START_AFTER_DEADLINE,
    why="Work that begins after its deadline cannot be done in time; one of the dates may be a "
    "typo.",
    bad="start: 2027-Q1\ndeadline: 2026-12-31\n",
    good="start: 2026-Q1\ndeadline: 2026-12-31\n",
    scope="step",
)


def check(subject: PlanSubject) -> Iterator[Finding]:
    """Return a finding for every start whose first day lies after the deadline."""
    for step in subject.plan.steps:
        if step.start and step.deadline and first_day(step.start) > step.deadline:
            message = (
                f"{step.id} starts {describe_when(step.start)}, but is due"
                f" {describe_end(step.deadline)}."
            )
            yield DOC.code.at(subject.place(step, "start"), message, "Check both dates.")
