"""STC016: the file is empty."""

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
    codes.EMPTY_FILE,
    why="An empty file is more often an accident than a plan without steps.",
    bad="# Nothing yet.\n",
    good=_GOOD,
    scope="file",
)
