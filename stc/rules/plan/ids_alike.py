"""STC227: two ids differ only in leading zeros."""

import re
from collections.abc import Callable, Iterator

from stc import codes
from stc.files.places import location_of
from stc.findings import Finding, Location
from stc.rules.rule import PlanSubject, Rule

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

DOC = Rule(
    codes.IDS_ALIKE,
    why="COM-15 and COM-015 sound alike and are typed alike, so one is mistaken for the other.",
    bad=_STEPS.format("COM-015"),
    good=_STEPS.format("COM-16"),
    scope="head",
)


def check(subject: PlanSubject) -> Iterator[Finding]:
    """Find the steps and departments whose id differs only in zeros from that of an earlier one."""
    steps, document = subject.plan.steps, subject.document
    yield from _compare([step.id for step in steps], lambda n: subject.place(steps[n], "id"))
    yield from _compare(
        [department.id for department in subject.plan.departments],
        lambda n: location_of(document, ("departments", n, "id")),
    )


def _compare(ids: list[str], place: Callable[[int], Location]) -> Iterator[Finding]:
    first: dict[str, int] = {}
    for position, name in enumerate(ids):
        earlier = first.setdefault(_ZEROS.sub("", name).casefold(), position)
        if earlier != position:
            message = f"{name} and {ids[earlier]} differ only in leading zeros."
            hint, related = "Give the newer one another id.", place(earlier)
            yield DOC.code.at(place(position), message, hint, related)
