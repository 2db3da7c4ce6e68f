"""STC406: a recorded revision or original deadline is rewritten."""

from collections.abc import Iterator
from typing import Final

from stc import codes
from stc.findings import Finding
from stc.plan.dates import describe_deadline
from stc.plan.model import Step
from stc.rules.change.step_matching import find_kept
from stc.rules.rule import ChangeSubject, Rule

_MOVED: Final = """\
deadline: 2025-06-30
revisions:
  - from: 2024-12-31
    to: 2025-06-30
    on: 2024-11-20
    reason: It took longer.
"""
_MOVED_AGAIN: Final = """\
  - from: 2025-06-30
    to: 2025-12-31
    on: 2025-05-20
    reason: The law changed.
"""

DOC = Rule(
    codes.LEDGER_REWRITTEN,
    why="What was recorded stays as it was; new moves are added below. The first of them starts "
    "at the previous deadline, so that the original one is never lost.",
    bad=f"{_MOVED}---\n{_MOVED.replace('2024-12-31', '2025-03-31')}",
    good=f"{_MOVED}---\n{_MOVED.replace('e: 2025-06-30', 'e: 2025-12-31')}{_MOVED_AGAIN}",
    scope="change",
)


def check(change: ChangeSubject) -> Iterator[Finding]:
    """Return a finding for every step whose recorded revisions or original deadline changed."""
    for before, after in find_kept(change):
        if complaint := find_complaint(before, after):
            place = change.head.place(after, "revisions")
            message = f"{after.id}: {complaint}."
            yield DOC.code.at(place, message, "Put the record back, and add new moves below it.")


def find_complaint(before: Step, after: Step) -> str:
    """Return what is wrong with the new revisions, or an empty text."""
    recorded = len(before.revisions)
    if after.revisions[:recorded] != before.revisions:
        return "a recorded revision is changed or removed"
    added = after.revisions[recorded:]
    if added and added[0].from_ != before.deadline:
        began, stood = describe_deadline(added[0].from_), describe_deadline(before.deadline)
        return f"the new revision begins at {began}, but the deadline was {stood}"
    return ""
