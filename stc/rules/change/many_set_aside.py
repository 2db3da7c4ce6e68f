"""STC420: many steps stop being open or overdue at once, and nothing shows them done."""

from collections.abc import Callable, Iterator
from typing import Final

from stc import codes
from stc.findings import Finding
from stc.plan.deadlines import is_overdue
from stc.plan.model import Step
from stc.rules.change.step_matching import find_kept
from stc.rules.rule import ChangeSubject, Rule
from stc.text.lists import format_some

FEW: Final = 2
"""The most steps that are never reported, however small the plan."""

_BEFORE: Final = "".join(
    f"id: COM-0{number}\nstatus: In progress\naction: Write page {number}.\n\n"
    for number in (1, 2, 3)
)

DOC = Rule(
    codes.MANY_SET_ASIDE,
    why="When more than a quarter of the open or overdue steps, and more than two, stop being "
    "open or overdue at once, the counts change more than the city does. Steps that become "
    "complete with evidence do not count. The examples are a plan with four more open steps.",
    bad=f"{_BEFORE}---\n{_BEFORE.replace('In progress', 'Ongoing')}",
    good=f"{_BEFORE}---\n{_BEFORE.replace('In progress', 'Ongoing', 2)}",
    scope="change",
)


def check(change: ChangeSubject) -> Iterator[Finding]:
    """Yield a finding if many steps stop being open, and one if many stop being overdue."""
    today = change.head.today
    yield from _find_many(change, "open", lambda step: step.status.is_open)
    yield from _find_many(change, "overdue", lambda step: is_overdue(step, today))


def _find_many(
    change: ChangeSubject, word: str, is_counted: Callable[[Step], bool]
) -> Iterator[Finding]:
    counted = [pair for pair in find_kept(change) if is_counted(pair[0])]
    left = [
        after
        for _, after in counted
        if not is_counted(after) and not (after.status.is_done and after.evidence)
    ]
    if len(left) > FEW and 4 * len(left) > len(counted):
        ids = format_some([step.id for step in left])
        message = (
            f"{len(left):,} of {len(counted):,} {word} steps are no longer {word}, and nothing"
            f" shows that they are done: {ids}."
        )
        place = change.head.place(left[0], "status")
        yield DOC.code.at(place, message, "Check that each of them is intended.")
