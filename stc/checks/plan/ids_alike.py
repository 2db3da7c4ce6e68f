"""STC227: two ids differ only in zeros."""

import re
from collections.abc import Iterator

from stc.checks.rule import PlanRule, PlanSubject, Rule
from stc.plan.model import Step
from stc.words import codes
from stc.words.findings import Finding

_ZEROS = re.compile(r"(?<![0-9])0+(?=[0-9])")

_STEPS = """\
sections:
  - id: COM
    title: Communications
    goals:
      - title: Speak clearly
        steps:
          - id: COM-15
            status: Planning
            action: Write the page.
            departments: [comms-ocs]
            deadline: 2026-12-31

          - id: {}
            status: Planning
            action: Read the page aloud.
            departments: ["911"]
            deadline: 2026-12-31
"""

TOLD = Rule(
    codes.IDS_ALIKE,
    why="COM-15 and COM-015 are read aloud and typed alike: who means one is told of the other.",
    bad=_STEPS.format("COM-015"),
    good=_STEPS.format("COM-16"),
    scope="head",
)


def find(subject: PlanSubject) -> Iterator[Finding]:
    """Find the steps whose id differs only in zeros from that of an earlier one."""
    first: dict[str, Step] = {}
    for step in subject.plan.steps:
        earlier = first.setdefault(_ZEROS.sub("", step.id), step)
        if earlier is not step:
            message = f"{step.id} and {earlier.id} differ only in zeros."
            related = subject.place(earlier, "id")
            hint = "give the newer step another number"
            yield TOLD.code.at(subject.place(step, "id"), message, hint, related)


RULE = PlanRule(TOLD, find)
