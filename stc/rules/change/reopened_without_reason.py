"""STC408: a complete step is reopened without a reason."""

from collections.abc import Iterator

from stc import codes
from stc.findings import Finding
from stc.rules.change.step_matching import find_kept, is_unexplained
from stc.rules.rule import ChangeSubject, Rule

DOC = Rule(
    codes.REOPENED_WITHOUT_REASON,
    why="A promise that was reported as kept no longer is; readers are owed a new reason each "
    "time.",
    bad="status: Complete\n---\nstatus: In progress\n",
    good="status: Complete\n---\nstatus: In progress\nreason: The page was taken down.\n",
    scope="change",
)


def check(change: ChangeSubject) -> Iterator[Finding]:
    """Return a finding for every step that is no longer complete and gives no new reason."""
    for before, after in find_kept(change):
        is_other = before.status.name != after.status.name
        reopened = is_other and before.status.is_done and not after.status.is_closed
        if reopened and is_unexplained(before, after):
            place = change.head.place(after, "status")
            names = f"from {before.status.name} to {after.status.name}"
            message = f"{after.id} goes {names} without a new reason."
            yield DOC.code.at(place, message, "Add reason: with a sentence.")
