"""STC223: a department's name is that of a person."""

from collections.abc import Iterator

from stc import codes
from stc.files.places import location_of
from stc.findings import Finding
from stc.rules.rule import PlanSubject, Rule
from stc.text.addresses import is_address
from stc.text.nearest import quote

_DEPARTMENTS = 'departments:\n  - id: comms-ocs\n    name: {}\n  - id: "911"\n    name: "911"\n'

DOC = Rule(
    codes.PERSON_AS_DEPARTMENT,
    why="People leave and their addresses end, while a plan stays published. An office is a "
    "department and can answer for a step.",
    bad=_DEPARTMENTS.format("Jo Smith, jo.smith@example.org"),
    good=_DEPARTMENTS.format("Communications"),
    scope="head",
)


def check(subject: PlanSubject) -> Iterator[Finding]:
    """Return a finding for every department with a name that holds an address."""
    for position, department in enumerate(subject.plan.departments):
        aliases = [(("aliases", n), alias) for n, alias in enumerate(department.aliases)]
        for key, name in ((("name",), department.name), *aliases):
            if "@" in name or is_address(name):
                place = location_of(subject.document, ("departments", position, *key))
                message = f"The name {quote(name)} looks like that of a person."
                yield DOC.code.at(place, message, "Write the name of the office.")
