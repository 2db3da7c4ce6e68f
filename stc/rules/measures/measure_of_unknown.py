"""STC502: a measure names a step, section or department that the plan does not have."""

from collections.abc import Iterator

from stc import codes
from stc.findings import Finding
from stc.plan.measures import Measures
from stc.plan.model import Plan
from stc.rules.rule import FileSubject, Rule
from stc.text.nearest import Nearest, quote

DOC = Rule(
    codes.MEASURE_OF_UNKNOWN,
    why="A link from a measure to a step, a section or a department must lead somewhere.",
    bad="steps: [COM-71]\n",
    good="steps: [COM-01]\n",
    scope="measure",
)


def check(subject: FileSubject[Measures]) -> Iterator[Finding]:
    """Yield a finding for every unknown id, if there is a valid plan."""
    if subject.plan is None:
        return
    known = list_known(subject.plan)
    nearest = {field: Nearest({name: name for name in names}) for field, names in known.items()}
    for number, measure in enumerate(subject.value.measures):
        for field, names in known.items():
            for position, name in enumerate(getattr(measure, field)):
                if name not in names:
                    place = subject.place("measures", number, field, position)
                    meant = nearest[field].find(name)
                    noun = field.removesuffix("s")
                    message = f"Measure {measure.id}: there is no {noun} {quote(name)} in the plan."
                    hint = f"Did you mean {meant}?" if meant else f"Write the id of a {noun}."
                    yield DOC.code.at(place, message, hint)


def list_known(plan: Plan) -> dict[str, frozenset[str]]:
    """Return the ids that each field of a measure may name."""
    return {
        "departments": frozenset(plan.map_departments()),
        "steps": frozenset(step.id for step in plan.steps),
        "sections": frozenset(section.id for section in plan.sections),
    }
