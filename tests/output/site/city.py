"""A small city: a plan in which everything occurs once, and its story told in commits.

A page of it looks like one of the real plan and is looked at in a moment.
"""

from pathlib import Path

from tests.history.repository import Repository
from tests.plans import TIMELINE, change

PLAN = """\
schema_version: 1
title: Safe & Thriving Communities Implementation Plan
phase: Phase One
began: 2023-07
timezone: America/Chicago

source:
  document: The plan, as published
  publisher: The city
  pages: 15
  url: https://city.example.org/plan
  license: CC-BY-4.0
  contact: ["Office of the plan", "plan@city.example.org"]
  note: A remark on the source.

categories:
  - id: response
    title: Response
    text: These services handle safety issues as they happen.

glossary:
  - term: NCR
    meaning: Neighborhood and Community Relations
    source: The plan

departments:
  - id: "911"
    name: "911"
    aliases: [MECC]
  - id: comms
    name: Communications
  - id: mayor
    name: Mayor's office

sections:
  - id: GOV
    title: Governance & Leadership
    goals:
      - title: Co-create a collaborative practice model
        steps:
          - id: GOV-01
            status: Ongoing
            action: Instill equity as a core goal.
            departments: [mayor]
            deadline: 2024-01-01
            page: 3

          - id: GOV-02
            status: Planning
            action: Publish the minutes of every meeting.
            items: [Those of the board, Those of the committees]
            lead: mayor
            departments: [mayor, comms]
            deadline: 2024-12-01
            page: 3

          - id: GOV-03
            status: Unknown
            note: The copy is smudged.
            action: Name who leads.
            departments: [mayor]
            needs_review:
              fields: [status, deadline]
              note: The row is merged with the one above it.

          - id: GOV-04
            status: Excluded
            reason: It belongs to another plan.
            action: Build a house.
            departments: [mayor]

  - id: COM
    title: 911 & Communications
    category: response
    goals:
      - title: Speak clearly
        steps:
          - id: COM-01
            status: Planning
            action: Write the page.
            departments: ["911", comms]
            deadline: 2024-10-31
            page: 7

          - id: COM-02
            status: Not started
            action: Read the page.
            departments: ["911"]
            deadline: 2024-12-31

          - id: COM-03
            status: Complete
            completed: 2024-06-01
            evidence: ["https://city.example.org/minutes", The minutes of June]
            action: Number the pages.
            departments: [comms]
            deadline: 2024-06-30

          - id: COM-04
            status: In progress
            action: Answer every call within a minute.
            departments: ["911"]
            deadline: 2025-03-31

      - title: Listen
        steps:
          - id: COM-05
            status: Not started
            action: Ask the people who called.
            departments: [comms]

          - id: COM-06
            status: In progress
            action: Tell what was heard.
            departments: [comms]
            deadline: 2025-12-31
"""
LEFT = """\

          - id: COM-07
            status: Planning
            action: Sing what was heard.
            departments: [comms]
            deadline: 2025-06-30
"""
"""A step that is in the plan until the story ends."""
REASONED = """\
            deadline: 2025-02-28
            revisions:
              - from: 2024-12-31
                to: 2025-02-28
                on: 2024-12-10
                reason: The board meets in February.
"""


def describe_story(folder: Path) -> Repository:
    """Return the repository after a winter in which everything happened to the plan."""
    made = Repository(folder)
    made.write(TIMELINE, "data/timeline.yaml")
    text = PLAN + LEFT
    made.put(text, "Publish the plan", "2024-10-01T12:00:00+00:00")
    text = change(text, "status: Planning\n            action: Publish", DONE)
    made.put(text, "GOV-02: Complete", "2024-11-20T12:00:00+00:00")
    text = change(text, "deadline: 2024-10-31", "deadline: 2024-11-30")
    made.put(text, "COM-01: a little later", "2024-11-25T12:00:00+00:00")
    text = change(text, "            deadline: 2024-12-31\n", REASONED)
    made.put(text, "COM-02: in February", "2024-12-10T12:00:00+00:00")
    text = change(text, DONE, "status: In progress\n            action: Publish")
    made.put(text, "GOV-02: not yet", "2024-12-20T12:00:00+00:00")
    text = change(text, "Write the page.", "Write the page, and sign it.")
    made.put(text, "COM-01: sign it", "2025-01-10T12:00:00+00:00")
    text = change(
        text,
        "status: Planning\n            action: Write",
        "status: In progress\n            action: Write",
    )
    made.put(change(text, LEFT, ""), "COM-01: begun", "2025-01-20T12:00:00+00:00")
    return made


DONE = "status: Complete\n            completed: 2024-11-19\n            action: Publish"
