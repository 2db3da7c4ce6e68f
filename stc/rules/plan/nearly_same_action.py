"""STC218: two steps have nearly the same text."""

from collections.abc import Iterator
from typing import Final

from stc import codes
from stc.findings import Finding
from stc.rules.rule import PlanSubject, Rule
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
            departments: [comms-ocs, "911"]
            deadline: 2026-12-31

          - id: COM-02
            status: Planning
            action: Write a page on the {} and how residents reach it.
            departments: [comms-ocs, "911"]
            deadline: 2026-12-31
"""

DOC = Rule(
    codes.NEARLY_SAME_ACTION,
    why="A promise under two ids is counted twice, and one day its two statuses will differ. Two "
    "texts, including their sub-items, are nearly the same when their words are the same or, from "
    "eight words on, when one word is added, left out or replaced. Case and punctuation do not "
    "count. A changed number is always a difference: phase 1 is not phase 2. Only steps of one "
    "goal with the same departments and the same deadline are compared: where one of these "
    "differs, steps often share their words on purpose.",
    bad=_STEPS.format("services"),
    good=_STEPS.format("council's meetings"),
    scope="head",
)


def check(subject: PlanSubject) -> Iterator[Finding]:
    """Return a finding for every step that has nearly the same text as one above it."""
    steps = subject.plan.steps
    groups: dict[tuple[object, ...], list[int]] = {}
    for position, step in enumerate(steps):
        departments = frozenset(department.id for department in step.departments)
        same = step.section.id, step.goal_title, step.deadline, departments
        groups.setdefault(same, []).append(position)
    pairs = [
        (group[later], group[earlier])
        for group in groups.values()
        if len(group) > 1
        for later, earlier in find_near(list_words(steps[position] for position in group))
    ]
    for later, earlier in sorted(pairs):
        step, first = steps[later], steps[earlier]
        place, other = subject.place(step, "action"), subject.place(first, "action")
        message = f"{step.id} has nearly the same text as {first.id} on line {other.line}."
        yield DOC.code.at(place, message, "Exclude one of them, or say how they differ.", other)
