"""STC411: a recorded day of completion or its evidence is rewritten."""

from collections.abc import Iterator

from stc import codes
from stc.findings import Finding
from stc.rules.change.step_matching import find_kept
from stc.rules.rule import ChangeSubject, Rule

DOC = Rule(
    codes.COMPLETION_REWRITTEN,
    why="Another date can turn late into on time, and removed evidence proves nothing. Correct "
    "it, and say why in the note.",
    bad="status: Complete\ncompleted: 2025-02-28\nevidence: [The minutes]\n---\n"
    "status: Complete\ncompleted: 2024-12-31\nevidence: [The minutes]\n",
    good="status: Complete\ncompleted: 2025-02-28\nevidence: [The minutes]\n---\n"
    "status: Complete\ncompleted: 2024-12-31\nevidence: [The minutes]\n"
    "note: The minutes name the day.\n",
    scope="change",
)


def check(change: ChangeSubject) -> Iterator[Finding]:
    """Return a finding for every step that stays complete with another date or less evidence."""
    for before, after in find_kept(change):
        if not (before.status.is_done and after.status.is_done) or after.note != before.note:
            continue
        if before.completed and after.completed != before.completed:
            now = after.completed or "missing"
            message = f"The completion date of {after.id} was {before.completed} and is now {now}."
            place = change.head.place(after, "completed")
            yield DOC.code.at(place, message, "Put it back, or say why in a note.")
        if set(before.evidence) - set(after.evidence):
            message = f"{after.id} names less evidence than before."
            place = change.head.place(after, "evidence")
            yield DOC.code.at(place, message, "Put it back, or say why in a note.")
