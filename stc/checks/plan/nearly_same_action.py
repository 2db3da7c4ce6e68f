"""STC218: two steps have nearly the same text."""

from collections import Counter
from collections.abc import Iterator
from typing import Final

from stc.checks.likeness import LONG, find_marks, find_words, is_near
from stc.checks.rule import PlanRule, PlanSubject, Rule
from stc.plan.model import Step
from stc.words import codes
from stc.words.findings import Finding

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

TOLD = Rule(
    codes.NEARLY_SAME_ACTION,
    why="One promise under two ids is counted twice, and some day its two statuses differ. Two"
    " texts, sub-items included, are nearly the same when they have the same words, whatever their"
    f" order and punctuation, or, from {LONG} words on, all but one that is added, left out or"
    " replaced. A number is never that word: phase 1 is not phase 2.",
    bad=_STEPS.format("services"),
    good=_STEPS.format("council's meetings"),
    scope="head",
)


def find(subject: PlanSubject) -> Iterator[Finding]:
    """Gives a finding for every step that has nearly the same text as one above it.

    Only texts with a mark in common are compared, so that the work grows with the text alone.
    """
    first: dict[int, tuple[Step, Counter[str]]] = {}
    for step in subject.plan.steps:
        words = find_words(step)
        marks = find_marks(words)
        earlier = next((first[mark] for mark in marks if mark in first), None)
        if earlier and is_near(earlier[1], words):
            place, other = subject.place(step, "action"), subject.place(earlier[0], "action")
            message = f"{step.id} has nearly the same text as {earlier[0].id} on line {other.line}."
            yield TOLD.code.at(place, message, "exclude one, or say how they differ", other)
        for mark in marks:
            first.setdefault(mark, (step, words))


RULE = PlanRule(TOLD, find)
