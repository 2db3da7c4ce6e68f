"""STC414: a target is lowered, postponed or removed without a reason."""

from collections.abc import Iterator
from typing import Final

from stc import codes
from stc.findings import Finding
from stc.plan.measures import describe_target, find_weakened
from stc.rules.change.reading_rewritten import pair_measures
from stc.rules.rule import ChangeSubject, Rule

_ONE = """\
id: calls-diverted
targets:
  - {when: 2030, value: "20"}
"""
_LOWER = _ONE.replace('20"', '15"')
_WHY = """\
revisions:
  - {from: "20", to: "15", on: 2024-06-03, reason: The budget was cut.}
"""

DOC = Rule(
    codes.TARGET_WEAKENED,
    why="A target is a promise. Whoever lowers, postpones or removes it says why, in a revision "
    "from the old target to the new one (none where it is removed).",
    bad=f"{_ONE}---\n{_LOWER}",
    good=f"{_ONE}---\n{_LOWER}{_WHY}",
    scope="measures",
)
_HINT: Final = "Add a revision with from, to, on and reason, as `stc set-target` does."
_GONE: Final = "Put it back: a measure keeps its id, and its targets their reasons."


def check(subject: ChangeSubject) -> Iterator[Finding]:
    """Yield a finding for every target that asks for less, or for it later, without a reason."""
    for before, after, place in pair_measures(subject.beside.measures):
        for target in find_weakened(before, after):
            what = "is lowered, postponed or removed"
            if after and (before.unit, before.direction) != (after.unit, after.direction):
                what = "is of another unit or direction"
            message = (
                f"Measure {before.id}: the target of {describe_target(target)} {what} without a"
                " reason."
            )
            yield DOC.code.at(place, message, _HINT if after else _GONE)
