"""STC405: a deadline moves without a revision."""

from collections.abc import Iterator

from stc import codes
from stc.findings import Finding
from stc.plan.dates import describe_deadline
from stc.plan.model import Step
from stc.rules.change.step_matching import find_kept
from stc.rules.rule import ChangeSubject, Rule

DOC = Rule(
    codes.DEADLINE_MOVED_SILENTLY,
    why="A deadline may move, but openly: the first date stays, and every move has a date and a "
    "reason. A first deadline for an undated step is recorded, too, as a move from nothing.",
    bad="deadline: 2024-12-31\n---\ndeadline: 2025-06-30\n",
    good=(
        "deadline: 2024-12-31\n"
        "---\n"
        "deadline: 2025-06-30\n"
        "revisions:\n"
        "  - from: 2024-12-31\n"
        "    to: 2025-06-30\n"
        "    on: 2024-11-20\n"
        "    reason: It took longer.\n"
    ),
    scope="change",
)


def check(change: ChangeSubject) -> Iterator[Finding]:
    """Return a finding for every deadline that changed without a new revision."""
    for before, after in find_kept(change):
        if is_silent(before, after):
            place = change.head.place(after, "deadline")
            message = (
                f"{after.id}: the deadline moves from {describe_deadline(before.deadline)} to"
                f" {describe_deadline(after.deadline)} without a revision."
            )
            yield DOC.code.at(
                place,
                message,
                f"Record the move with `stc set-deadline {after.id} DATE --reason TEXT`.",
            )


def is_silent(before: Step, after: Step) -> bool:
    """Return whether the deadline changed without a new revision."""
    return before.deadline != after.deadline and len(after.revisions) <= len(before.revisions)
