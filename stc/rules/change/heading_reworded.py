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

    Steps that moved to another section or goal are ignored.
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
    """Group the steps whose goal's title changed, by the old and the new title.

    Where another step is toward the same goal before and after, that goal kept its title: a step
    that left it or came to it was moved.
    """
    kept = [(before, after) for before, after in find_kept(change) if _has_goals(before, after)]
    stayed = {_goal_of(after) for before, after in kept if _goal_of(before) == _goal_of(after)}
    found: dict[tuple[str, str], list[Step]] = {}
    for before, after in kept:
        if {_goal_of(before), _goal_of(after)}.isdisjoint(stayed):
            titles = (before.goal_title or "", after.goal_title or "")
            found.setdefault(titles, []).append(after)
    return found


def _has_goals(before: Step, after: Step) -> bool:
    """Return whether a step is toward a goal of one section in both versions."""
    return bool(before.goal and after.goal) and before.section.id == after.section.id


def _goal_of(step: Step) -> tuple[str, str]:
    """Return the section and the title of the goal of a step, whatever its typography."""
    return step.section.id, fold_typography(step.goal_title or "")
