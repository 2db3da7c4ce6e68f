"""STC402: a step is removed."""

from collections.abc import Iterator

from stc import codes
from stc.findings import Finding, Location
from stc.rules.change.step_matching import are_many, find_removed, hint_removed
from stc.rules.rule import ChangeSubject, Rule

DOC = Rule(
    codes.STEP_REMOVED,
    why="A published promise is never deleted. An excluded status takes it out of the counts, and "
    "its text and the reason stay.",
    bad="action: Write the page.\n---\n",
    good=(
        "action: Write the page.\n---\n"
        "action: Write the page.\nstatus: Excluded\nreason: The state writes it.\n"
    ),
    scope="change",
)


def check(change: ChangeSubject) -> Iterator[Finding]:
    """Return a finding for every removed step, or none if STC401 reports them together."""
    removed = find_removed(change)
    if are_many(removed, change):
        return
    for step in removed:
        place = Location(change.head.document.path)
        message = f"{step.id} is removed; it was on line {step.place.line}."
        yield DOC.code.at(place, message, hint_removed(change.head.plan, "it"))
