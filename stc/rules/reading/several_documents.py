"""STC013: the file holds several documents."""

from typing import Final

from stc import codes
from stc.rules.rule import Rule

_GOOD: Final = """\
schema_version: 1
title: A plan
phase: Phase One
timezone: America/Chicago

departments:
  - id: comms-ocs
    name: Communications

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
"""

TOLD = Rule(
    codes.SEVERAL_DOCUMENTS,
    why="A file holds one plan; what stands below the mark would be read by some programs only.",
    bad=_GOOD + "---\ntitle: Another plan\n",
    good=_GOOD,
    scope="file",
)
