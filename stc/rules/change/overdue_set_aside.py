"""STC419: an overdue step is set aside without a reason."""

from collections.abc import Iterator

from stc import codes
from stc.findings import Finding
from stc.plan.deadlines import is_overdue
from stc.rules.change.step_matching import find_kept, is_unexplained
from stc.rules.rule import ChangeSubject, Rule

DOC = Rule(
    codes.OVERDUE_SET_ASIDE,
    why="A step that becomes continuing or unknown is no longer overdue, although nothing was "
    "done; readers are owed the reason.",
    bad="status: In progress\ndeadline: 2024-12-31\n---\nstatus: Ongoing\ndeadline: 2024-12-31\n",
    good=(
        "status: In progress\ndeadline: 2024-12-31\n---\n"
        "status: Ongoing\nreason: The page is written, and is renewed every month.\n"
        "deadline: 2024-12-31\n"
    ),
    scope="change",
)


def check(change: ChangeSubject) -> Iterator[Finding]:
    """Yield a finding for every overdue step that is now neither open nor closed."""
    for before, after in find_kept(change):
        was_overdue = is_overdue(before, change.head.today)
        aside = not after.status.is_open and not after.status.is_closed
        if was_overdue and aside and is_unexplained(before, after):
            message = (
                f"{after.id} has been overdue since {before.deadline} and becomes"
                f" {after.status.name} without a new reason."
            )
            yield DOC.code.at(
                change.head.place(after, "status"), message, "Add reason: with a sentence."
            )
