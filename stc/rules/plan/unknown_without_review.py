"""STC208: a step of unknown status does not say what to check."""

from collections.abc import Iterator

from stc import codes
from stc.findings import Finding
from stc.plan.status import StatusKind
from stc.plan.vocabulary import UNKNOWN
from stc.rules.rule import PlanSubject, Rule

DOC = Rule(
    codes.UNKNOWN_WITHOUT_REVIEW,
    why="Unknown means that the published copy is unreadable; a person must know where to look. A "
    "status of that kind that the plan declares with a meaning says enough by it.",
    bad="status: Unknown\n",
    good=(
        "status: Unknown\n"
        "needs_review:\n"
        "  fields: [status]\n"
        "  note: The row is cut off in our copy.\n"
    ),
    scope="step",
)


def check(subject: PlanSubject) -> Iterator[Finding]:
    """Return a finding for every step of unknown status without needs_review."""
    for step in subject.plan.steps:
        status = step.status
        is_explained = status != UNKNOWN and status.meaning
        if status.kind is StatusKind.UNKNOWN and not is_explained and step.needs_review is None:
            place = subject.place(step, "status")
            message = f"{step.id} is {status.name} and does not say what to check."
            yield DOC.code.at(
                place, message, "Add needs_review: with fields and a note, or write the status."
            )
