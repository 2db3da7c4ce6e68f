"""STC217: no step names a department that is defined."""

from collections.abc import Iterator

from stc import codes
from stc.files.places import location_of
from stc.findings import Finding
from stc.rules.rule import PlanSubject, Rule
from stc.text.nearest import quote

DOC = Rule(
    codes.DEPARTMENT_UNUSED,
    why="It is misspelt somewhere, or left over; a search for its steps finds none.",
    bad=(
        "departments:\n"
        "  - id: comms-ocs\n"
        "    name: Communications\n"
        '  - id: "911"\n'
        '    name: "911"\n'
        "  - id: mayor\n"
        "    name: Mayor's office\n"
    ),
    good=(
        "departments:\n"
        "  - id: comms-ocs\n"
        "    name: Communications\n"
        '  - id: "911"\n'
        '    name: "911"\n'
    ),
    scope="head",
)


def check(subject: PlanSubject) -> Iterator[Finding]:
    """Return a finding for every department that no step names or is led by."""
    named = {department.id for step in subject.plan.steps for department in step.departments}
    named |= {step.lead.id for step in subject.plan.steps if step.lead}
    for position, department in enumerate(subject.plan.departments):
        if department.id not in named and department.kind not in ("body", "partner"):
            place = location_of(subject.document, ("departments", position, "id"))
            message = f"No step names the department {quote(department.id)}."
            yield DOC.code.at(place, message, "Name it in a step, or remove it.")
