"""STC205: an excluded or unmet step has no reason."""

from collections.abc import Iterator

from stc import codes
from stc.findings import Finding
from stc.rules.rule import PlanSubject, Rule

DOC = Rule(
    codes.EXCLUDED_WITHOUT_REASON,
    why="A withdrawn promise no longer counts, and an unmet one was broken; readers are owed the "
    "reason.",
    bad="status: Excluded\n",
    good="status: Excluded\nreason: The state does this now.\n",
    scope="step",
)


def check(subject: PlanSubject) -> Iterator[Finding]:
    """Return a finding for every step that ended and was not done, without a reason."""
    for step in subject.plan.steps:
        if step.status.needs_reason and not step.reason:
            place = subject.place(step, "reason")
            message = f"{step.id} is {step.status.name} and gives no reason."
            yield DOC.code.at(place, message, "Add reason: with a sentence.")
