"""STC422: the title of a section or goal is changed."""

from collections.abc import Iterator

from stc import codes
from stc.files.places import location_of
from stc.findings import Finding
from stc.plan.model import Step
from stc.rules.change.step_matching import find_kept
from stc.rules.rule import ChangeSubject, Rule
from stc.text.lists import format_some
from stc.text.nearest import quote
from stc.text.typography import fold_typography

DOC = Rule(
    codes.HEADING_REWORDED,
    why="The titles of sections and goals were published, too, and every step is read under them. "
    "If two sections swap titles, each step is under the wrong one.",
    bad="sections:\n  - id: COM\n    title: Communications\n---\n"
    "sections:\n  - id: COM\n    title: The police\n",
    good="sections:\n  - id: COM\n    title: Communications\n---\n"
    "sections:\n  - id: COM\n    title: Communications\n",
    scope="change",
)


def check(change: ChangeSubject) -> Iterator[Finding]:
    """Yield a finding for every title that changed beyond its typography.

    Steps that moved to another section are ignored.
    """
    hint = "Put the published title back."
    now = {
        section.id: (position, section)
        for position, section in enumerate(change.head.plan.sections)
    }
    for old in change.base.sections:
        position, new = now.get(old.id, (0, old))
        if fold_typography(old.title) != fold_typography(new.title):
            message = (
                f"The title of section {old.id} was {quote(old.title)}"
                f" and is now {quote(new.title)}."
            )
            place = location_of(change.head.document, ("sections", position, "title"))
            yield DOC.code.at(place, message, hint)
    for (before, after), steps in _group(change).items():
        ids = format_some([step.id for step in steps])
        message = f"The title of the goal of {ids} was {quote(before)} and is now {quote(after)}."
        yield DOC.code.at(change.head.place(steps[0], "id"), message, hint)


def _group(change: ChangeSubject) -> dict[tuple[str, str], list[Step]]:
    """Group the steps whose goal's title changed, by the old and the new title."""
    found: dict[tuple[str, str], list[Step]] = {}
    for before, after in find_kept(change):
        old, new = before.goal_title, after.goal_title
        if old is None or new is None or fold_typography(old) == fold_typography(new):
            continue
        if before.section.id == after.section.id:
            found.setdefault((old, new), []).append(after)
    return found
