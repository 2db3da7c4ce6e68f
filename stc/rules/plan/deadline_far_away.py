"""STC210: a deadline is decades away."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from stc import codes
from stc.findings import Finding
from stc.plan.periods import describe_end
from stc.rules.rule import PlanSubject, Rule

YEARS: Final = 20
"""How far away a deadline may be."""

DOC = Rule(
    codes.DEADLINE_FAR_AWAY,
    why="A deadline more than twenty years away is usually a typo.",
    bad="deadline: 2062-12-31\n",
    good="deadline: 2026-12-31\n",
    scope="step",
)


def check(subject: PlanSubject) -> Iterator[Finding]:
    """Return a finding for every deadline more than 20 years after today."""
    for step in subject.plan.steps:
        if step.deadline and _is_far(step.deadline, subject.today):
            place = subject.place(step, "deadline")
            due = describe_end(step.deadline)
            message = f"{step.id} is due {due}, more than {YEARS} years from today."
            yield DOC.code.at(place, message, "Check the year.")


def _is_far(deadline: date, today: date) -> bool:
    return (deadline.year - YEARS, deadline.month, deadline.day) > today.timetuple()[:3]
