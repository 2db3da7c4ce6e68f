"""STC423: a new revision is backdated."""

from collections.abc import Iterator
from typing import Final

from stc import codes
from stc.findings import Finding
from stc.plan.periods import first_day
from stc.rules.change.step_matching import find_kept
from stc.rules.rule import ChangeSubject, Rule

_STANDS: Final = """\
id: COM-01
action: Write the page.
deadline: 2025-06-30
revisions:
  - from: 2024-12-31
    to: 2025-06-30
    on: 2024-11-20
    reason: It took longer.

id: COM-02
action: Buy two vans.
deadline: 2024-12-31
"""
_MOVE: Final = """\
revisions:
  - from: 2024-12-31
    to: 2025-12-31
    on: 2024-05-20
    reason: The vans are late.
"""
_MOVED: Final = _STANDS.removesuffix("deadline: 2024-12-31\n") + "deadline: 2025-12-31\n" + _MOVE

DOC = Rule(
    codes.REVISION_BACKDATED,
    why="A move that is recorded now but dated long ago can make a missed deadline look as if it "
    "had been moved in time. A new revision is backdated if it is dated before the last revision "
    "of any step in the old plan, or before the plan began.",
    bad=f"{_STANDS}---\n{_MOVED}",
    good=f"{_STANDS}---\n{_MOVED.replace('on: 2024-05-20', 'on: 2024-11-20')}",
    scope="change",
)


def check(change: ChangeSubject) -> Iterator[Finding]:
    """Yield a finding for every new revision dated before the last one or the beginning."""
    began = change.head.plan.began
    recorded = [first_day(revision.on) for step in change.base.steps for revision in step.revisions]
    bounds = [(max(recorded), "the last recorded revision")] if recorded else []
    bounds += [(began.start, "the plan began")] if began else []
    if not bounds:
        return
    bound, words = max(bounds)
    for before, after in find_kept(change):
        for position, revision in enumerate(after.revisions):
            if revision not in before.revisions and revision.on < bound:
                place = change.head.place(after, "revisions", position, "on")
                message = (
                    f"{after.id}: this new revision is dated {revision.on},"
                    f" before {words} on {bound}."
                )
                yield DOC.code.at(
                    place, message, "Write the day of the decision, or explain it in the reason."
                )
