"""STC404: a step's id is changed."""

from collections.abc import Iterator

from stc import codes
from stc.findings import Finding
from stc.rules.change.step_matching import find_renamed
from stc.rules.rule import ChangeSubject, Rule

DOC = Rule(
    codes.ID_RENAMED,
    why="An id is assigned once. Links, decisions and the step's history depend on it.",
    bad="id: COM-01\naction: Write the page.\n---\nid: COM-09\naction: Write the page.\n",
    good="id: COM-01\naction: Write the page.\n---\nid: COM-01\naction: Write the page.\n",
    scope="change",
)


def check(change: ChangeSubject) -> Iterator[Finding]:
    """Return a finding for every step that has a new id and its old text."""
    for old, step in find_renamed(change).items():
        message = f"The id {old} is changed to {step.id}; the text is the same."
        yield DOC.code.at(change.head.place(step, "id"), message, f"Write {old} again.")
