"""STC218: two steps have nearly the same text."""

from collections.abc import Iterator
from typing import Final

from stc import codes
from stc.findings import Finding
from stc.rules.rule import PlanRule, PlanSubject, Rule
from stc.rules.similarity import find_near, list_words

_STEPS: Final = """\
sections:
  - id: COM
    title: Communications
    goals:
      - title: Speak clearly
        steps:
          - id: COM-01
            status: Planning
            action: Write a page on the service and how residents reach it.
            departments: [comms-ocs]
            deadline: 2026-12-31

          - id: COM-02
            status: Planning
            action: Write a page on the {} and how residents reach it.
            departments: ["911"]
            deadline: 2026-12-31
"""

DOC = Rule(
    codes.NEARLY_SAME_ACTION,
    why="One promise under two ids is counted twice, and some day its two statuses differ. Two"
    " texts, sub-items included, are nearly the same when their words are, or, from eight words on,"
    " all but one that is added, left out or replaced; case and punctuation do not count. A number"
    " is never that word: phase 1 is not phase 2.",
    bad=_STEPS.format("services"),
    good=_STEPS.format("council's meetings"),
    scope="head",
)


def check(subject: PlanSubject) -> Iterator[Finding]:
    """Gives a finding for every step that has nearly the same text as one above it."""
    steps = subject.plan.steps
    for position, earlier in find_near(list_words(steps)):
        step, first = steps[position], steps[earlier]
        place, other = subject.place(step, "action"), subject.place(first, "action")
        message = f"{step.id} has nearly the same text as {first.id} on line {other.line}."
        yield DOC.code.at(place, message, "exclude one, or say how they differ", other)


RULE = PlanRule(DOC, check)
