"""STC403: an id is given to another step."""

from collections.abc import Iterator
from typing import Final

from stc import codes
from stc.findings import Finding
from stc.plan.model import Step
from stc.plan.wording import fold_text
from stc.rules.change.step_matching import find_kept
from stc.rules.rule import ChangeSubject, Rule
from stc.rules.similarity import is_reworded, share_words

LEAST: Final = 0.2
"""A text that keeps this share of its words or less is another text."""
LEAST_ELSEWHERE: Final = 0.5

DOC = Rule(
    codes.ID_REUSED,
    why="Pages and decisions that cite the id would refer to a different promise. An id counts as "
    "reused when its old text is now under another id, or when a fifth or less of its words "
    "remains (less than half under another goal); words of four letters or more count.",
    bad="action: Write the page for residents.\n---\naction: Buy two vans.\n",
    good=(
        "id: COM-01\naction: Write the page for residents.\n---\n"
        "id: COM-01\naction: Write the page for residents.\n\n"
        "id: COM-02\naction: Buy two vans.\n"
    ),
    scope="change",
)


def check(change: ChangeSubject) -> Iterator[Finding]:
    """Return a finding for every step that has the id of another step."""
    for before, after in find_reused(change):
        place = change.head.place(after, "action")
        # A version from the history has no lines.
        where = f", on line {before.place.line}" if before.place.line else ""
        message = f"{after.id} was another step before{where}."
        yield DOC.code.at(place, message, "Give the new step a new id, and keep the old step.")


def find_reused(change: ChangeSubject) -> Iterator[tuple[Step, Step]]:
    """Return the steps that replaced another step under its id, each before and after."""
    changed = [pair for pair in find_kept(change) if is_reworded(*pair)]
    was = {step.id: fold_text(step) for step in change.base.steps} if changed else {}
    now = ((step.id, fold_text(step)) for step in change.head.plan.steps) if changed else ()
    moved = {text for step_id, text in now if text != was.get(step_id)}
    for before, after in changed:
        if was[before.id] in moved or is_other(before, after):
            yield before, after


def is_other(before: Step, after: Step) -> bool:
    """Return whether too few words are left for a mere rewording."""
    share = share_words(before, after)
    return share <= LEAST or (before.goal_title != after.goal_title and share < LEAST_ELSEWHERE)
