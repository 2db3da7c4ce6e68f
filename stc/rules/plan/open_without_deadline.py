"""STC206: an open step has no deadline."""

from collections.abc import Iterator

from stc import codes
from stc.findings import Finding
from stc.plan.deadlines import is_undated
from stc.rules.rule import PlanSubject, Rule

DOC = Rule(
    codes.OPEN_WITHOUT_DEADLINE,
    why="A step without a deadline can never be overdue, so it is easily forgotten.",
    bad="status: Planning\ndeadline:\n",
    good="status: Planning\ndeadline: 2026-12-31\n",
    scope="step",
)


def check(subject: PlanSubject) -> Iterator[Finding]:
    """Return a finding for every open step without a deadline, and without words for one."""
    for step in subject.plan.steps:
        if is_undated(step, subject.today) and step.deadline_label is None:
            place = subject.place(step, "deadline")
            message = f"{step.id} is {step.status.name} and has no deadline."
            yield DOC.code.at(
                place,
                message,
                f"Record the first one with `stc set-deadline {step.id} DATE --reason TEXT`.",
            )
