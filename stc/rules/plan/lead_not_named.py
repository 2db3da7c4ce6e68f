"""STC216: the lead is not among the step's departments."""

from collections.abc import Iterator

from stc import codes
from stc.findings import Finding
from stc.rules.rule import PlanSubject, Rule
from stc.text.nearest import quote

DOC = Rule(
    codes.LEAD_NOT_NAMED,
    why="The department that leads a step takes part in it, so it belongs among the step's "
    "departments.",
    bad='lead: comms-ocs\ndepartments: ["911"]\n',
    good='lead: comms-ocs\ndepartments: [comms-ocs, "911"]\n',
    scope="step",
)


def check(subject: PlanSubject) -> Iterator[Finding]:
    """Return a finding for every step whose lead is not among its departments."""
    for step in subject.plan.steps:
        if step.lead and step.lead not in step.departments:
            place = subject.place(step, "lead")
            message = (
                f"{step.id} is led by {quote(step.lead.id)}, which is not among its departments."
            )
            yield DOC.code.at(place, message, "Add it to the departments of the step.")
