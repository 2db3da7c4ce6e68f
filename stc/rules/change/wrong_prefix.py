"""STC113: a new step begins with the id of another section."""

import re
from collections import Counter
from collections.abc import Iterator

from stc import codes
from stc.findings import Finding
from stc.plan.model import Section
from stc.plan.value_types import fold_id
from stc.rules.rule import ChangeSubject, Rule
from stc.text.nearest import quote

DOC = Rule(
    codes.WRONG_PREFIX,
    why="A new id that begins with another section's id is most likely a mistake, and a published "
    "id never changes. A step that moves to another section keeps its id.",
    bad="action: Write the page.\n---\naction: Write the page.\n\n"
    "id: POL-01\naction: Ring the bell.\n",
    good="action: Write the page.\n---\naction: Write the page.\n\n"
    "id: COM-02\naction: Ring the bell.\n",
    scope="change",
)


def check(change: ChangeSubject) -> Iterator[Finding]:
    """Find new steps with another section's prefix where all other steps have their own."""
    known = {step.id for step in change.base.steps}
    new = [step for step in change.head.plan.steps if step.id not in known]
    odd = Counter(
        step.section
        for step in (change.head.plan.steps if new else ())
        if not _has_prefix(step.id, step.section)
    )
    for step in new:
        section = step.section
        other = _find_section(step.id, change.head.plan.sections)
        if other in (None, section) or odd[section] > 1:
            continue
        sign = step.id[len(other.id)]
        message = f"The new step {step.id} is in the section {quote(section.title)}."
        hint = f"Start its id with {section.id}{sign}, or move it to the section {other.id}."
        yield DOC.code.at(change.head.place(step, "id"), message, hint)


def _find_section(step_id: str, sections: tuple[Section, ...]) -> Section | None:
    """Return the section with the longest id that begins the id of a step."""
    found = (section for section in sections if _has_prefix(step_id, section))
    return max(found, key=lambda section: len(section.id), default=None)


def _has_prefix(step_id: str, section: Section) -> bool:
    prefix = fold_id(section.id)
    return re.match(rf"{re.escape(prefix)}[._-]", fold_id(step_id)) is not None
