"""STC108: an id is used twice."""

from typing import Final

from stc import codes
from stc.rules.rule import Rule

_STEPS: Final = """\
sections:
  - id: COM
    title: Communications
    goals:
      - title: Speak clearly
        steps:
          - id: COM-01
            status: Planning
            action: Write the page.
            departments: [comms-ocs]
            deadline: 2026-12-31

          - id: COM-0{}
            status: Planning
            action: Print the page.
            departments: ["911"]
            deadline: 2027-06-30
"""

TOLD = Rule(
    codes.DUPLICATE_ID,
    why="People, pages and decisions name a step by its id; it must mean one step, for ever.",
    bad=_STEPS.format("1"),
    good=_STEPS.format("2"),
    scope="head",
)
