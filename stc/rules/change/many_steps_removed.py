"""STC401: more than a quarter of the steps are removed."""

from collections.abc import Iterator

from stc import codes
from stc.findings import Finding, Location
from stc.rules.change.step_matching import are_many, find_removed, hint_removed
from stc.rules.rule import ChangeSubject, Rule
from stc.text.lists import format_some

DOC = Rule(
    codes.MANY_STEPS_REMOVED,
    why="Such a large loss is an accident with a file, not a decision. It is one finding, not one "
    "for each step. The examples are a plan with four more steps.",
    bad=(
        "id: COM-01\naction: Write the page.\n\nid: COM-02\naction: Read it to the council.\n---\n"
    ),
    good=(
        "id: COM-01\naction: Write the page.\n\n"
        "id: COM-02\naction: Read it to the council.\n"
        "---\n"
        "id: COM-01\naction: Write the page.\n\n"
        "id: COM-02\naction: Read it to the council.\nstatus: Excluded\nreason: It has read it.\n"
    ),
    scope="change",
)


def check(change: ChangeSubject) -> Iterator[Finding]:
    """Return one finding if more than a quarter of the steps are removed."""
    removed = find_removed(change)
    if are_many(removed, change):
        place = Location(change.head.document.path)
        ids = format_some([step.id for step in removed])
        message = f"{len(removed):,} of {len(change.base.steps):,} steps are removed: {ids}."
        yield DOC.code.at(place, message, hint_removed(change.head.plan, "them"))
