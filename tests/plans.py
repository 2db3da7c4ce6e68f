"""Plans to test with: the published one, a small sound one, and one with every field in use."""

from collections.abc import Mapping
from datetime import date
from functools import cache, reduce
from pathlib import Path

from stc.files.kinds import MEASURES
from stc.files.load import load as load_file
from stc.files.load import load_plan, load_timeline, load_voice, read_voice
from stc.output.ci.findings import format_finding
from stc.output.registry import Screen, render_view
from stc.plan.model import Plan, Step
from stc.plan.timeline import Timeline
from stc.plan.updates import join_updates
from stc.plan.vocabulary import DEFAULT
from stc.views.columns import list_added
from stc.views.view import Context, View

STATUSES = DEFAULT.statuses
NOT_STARTED, PLANNING, IN_PROGRESS, ONGOING, COMPLETE, EXCLUDED, UNKNOWN = STATUSES[:7]
parse_status = DEFAULT.find
parse_typed_status = DEFAULT.parse_typed
PUBLISHED = Path(__file__).parent / "published"
AS_OF = date(2025, 1, 24)
"""The day of the city's last news on the plan."""

SMALL = """\
schema_version: 1
title: A plan
phase: Phase One
timezone: America/Chicago

departments:
  - id: "911"
    name: "911"
    aliases: [MECC]
  - id: comms-ocs
    name: Communications - OCS

sections:
  - id: COM
    title: Communications
    goals:
      - title: Speak clearly
        steps:
          - id: COM-01
            status: Planning
            action: Write the page.
            departments: [comms-ocs, "911"]
            deadline: 2024-12-31

          - id: COM-02
            status: Complete
            action: Read the page.
            departments: [comms-ocs]
"""

FULL = """\
schema_version: 1
title: A plan
phase: Phase One
began: 2023-07
timezone: America/Chicago

source:
  document: The plan
  publisher: The city
  pages: 15
  note: A remark.
  damage:
    - page: 1
      steps: [COM-01]
      note: A line is lost.

site:
  name: City of Example
  light:
    brand: "#12506b"

phases:
  - id: near-term
    title: Near term
    aims: [Begin]

categories:
  - id: response
    title: Response
    text: What answers a call.

glossary:
  - term: NCR
    meaning: Neighborhood and Community Relations
    source: The plan

departments:
  - id: "911"
    name: "911"
    aliases: [MECC]
  - id: mayor
    name: Mayor's office

sections:
  - id: COM
    title: Communications
    category: response
    needs_review:
      fields: [title]
      note: The heading is lost.
    goals:
      - title: Speak clearly
        steps:
          - id: COM-01
            status: Complete
            completed: 2024-11-30
            evidence: [The minutes]
            reason: It was asked for.
            note: A remark.
            action: Write the page.
            items: [The first page, The last page]
            lead: mayor
            departments: [mayor, "911"]
            deadline: 2024-12-31
            revisions:
              - from: 2024-06-30
                to: 2024-12-31
                on: 2024-05-01
                reason: It took longer.
            page: 7
            needs_review:
              fields: [deadline]
              note: The date is smudged.
"""

OWN_WORDS = """\
schema_version: 1
title: Springfield Climate and Safety Plan
timezone: America/Chicago
language: en

source:
  document: Climate and Safety Plan
  publisher: City of Springfield
  as_of: 2026-09

vocabulary:
  statuses:
    - {name: Not begun, kind: open}
    - {name: On track, kind: open, was: [Under way], aliases: [wip]}
    - {name: On hold, kind: open, rank: none}
    - {name: Continuous, kind: continuing}
    - {name: Achieved, kind: complete, aliases: [done]}
    - {name: Not kept, kind: unmet, meaning: It ended and was not done.}
    - {name: No data, kind: unknown, meaning: Nobody reported.}
    - {name: Withdrawn, kind: excluded}
  words: {section: Pillar, sections: Pillars, step: Action, steps: Actions}
  fiscal_year: {begins: 7, named: end}

phases:
  - {id: wave-1, title: First wave}
categories:
  - {id: safety, title: Safety}

departments:
  - {id: "911", name: Emergency Communications}
  - {id: works, name: Public Works, aliases: [DPW]}

sections:
  - id: SAF
    title: Safe streets
    category: safety
    goals:
      - title: Calm the traffic
        steps:
          - id: SAF-01
            status: Not begun
            action: Count the cars.
            departments: [works]
            deadline: 2026-12-31
          - id: SAF-02
            status: On track
            action: Rebuild the crossings on Main Street.
            departments: [works, "911"]
            deadline: 2026-03-31
          - id: SAF-03
            status: On hold
            action: Build the bridge.
            departments: [works]
          - id: SAF-04
            status: Continuous
            action: Publish the response times.
            departments: ["911"]
            deadline: 2026-06-30
          - id: SAF-05
            status: Achieved
            completed: 2026-02-01
            evidence: [The minutes]
            action: Paint the lanes.
            departments: [works]
          - id: SAF-06
            status: Not kept
            reason: The grant ended.
            action: Plant the trees.
            departments: [works]
            deadline: 2025-12-31
          - id: SAF-07
            status: No data
            action: Ask the schools.
            departments: ["911"]
          - id: SAF-08
            status: Withdrawn
            reason: The state does this now.
            action: Rent the hall.
            departments: [works]
          - id: SAF-09
            status: Unknown
            action: Move the poles.
            departments: [works]
            needs_review: {fields: [status], note: The page is torn.}
"""
"""A plan that has words of its own."""

TIMELINE = """\
schema_version: 1
title: A timeline
source: The page
note: A remark.

entries:
  - when: 2024-03/2024-05
    label: Spring 2024
    state: planned
    title: Publish the plan
    items:
      - text: The plan is published.
        items: [In print]
    steps: [COM-01]
    source: The news
    note: A remark.
    needs_review:
      fields: [label]
      note: The page is torn.
"""

LINKED_TIMELINE = (
    TIMELINE.replace("    state: planned\n", "    state: planned\n    id: draft\n")
    + """\

  - when: 2024-05-02
    label: May 2, 2024
    state: happened
    kind: publication
    fulfils: draft
    title: The plan is published
"""
)
"""A timeline whose entries use every field, links between them too."""


VOICE = """\
schema_version: 1
by: "911"

plan:
  - {on: 2024-Q3, text: We met twice.}

steps:
  COM-01:
    - {on: 2024-11-12, says: In progress, text: "Half of it, at least, is written."}
    - {on: 2024-12-01, text: It is online., evidence: ["https://www.example.org/page"]}
    - {on: 2024-12-24}
  COM-02:
"""
"""The updates of a department of `SMALL` and of `WIDE`, with every field in use."""


def change(text: str, old: str, new: str) -> str:
    """Return the text with its one occurrence of `old` replaced."""
    assert text.count(old) == 1, (old, text.count(old))
    return text.replace(old, new)


VOICED = change(
    change(
        SMALL,
        "  - id: comms-ocs\n    name: Communications - OCS\n",
        "  - id: comms-ocs\n    name: Communications - OCS\n"
        "  - id: auditor\n    name: City Auditor\n    kind: body\n",
    ),
    "            action: Read the page.\n",
    "            completed: 2024-11-30\n            action: Read the page.\n",
)
"""A plan on which several voices report: `VOICES`."""
VOICES = {
    "911": """\
schema_version: 1
by: "911"
steps:
  COM-01:
    - on: 2024-12-10
      says: In progress
      text: The first lines are written.
      evidence: ["https://example.org/page"]
    - {on: 2025-01-20}
""",
    "auditor": """\
schema_version: 1
by: auditor
plan:
  - {on: 2025-01-10, text: The board met.}
steps:
  COM-01:
    - {on: 2025-01-15, says: Not started, text: No page was seen.}
  COM-02:
    - {on: 2024-12, says: Complete, evidence: [The report of the audit]}
""",
    "comms-ocs": """\
schema_version: 1
by: comms-ocs
steps:
  COM-01:
    - {on: 2024-11-05, text: Two people work on it.}
  COM-02:
    - {on: 2024-11-30, says: Complete, text: It was read aloud.}
""",
}
"""What the departments report of `VOICED`, by the name of the file."""

WIDE = reduce(
    lambda text, pair: change(text, *pair),
    (
        ("\nglossary:", "  - id: safety\n    title: Safety\n\nglossary:"),
        (
            "    name: Mayor's office\n",
            "    name: Mayor's office\n    kind: body\n    meets: 3m\n    was: [mayors-office]\n",
        ),
        (
            "    title: Communications\n",
            "    title: Communications\n    under: [Part A]\n    phase: near-term\n",
        ),
        (
            "      - title: Speak clearly\n",
            "      - id: C1.2\n        title: Speak clearly\n        under: [Vision Zero]\n",
        ),
        (
            "            lead: mayor\n",
            "            tags: [equity]\n            phase: near-term\n"
            "            category: safety\n            lead: mayor\n",
        ),
        (
            "            deadline: 2024-12-31\n",
            "            start: 2024-Q1\n            deadline: 2024-12\n"
            "            deadline_label: December 2024\n            review_every: 1y\n",
        ),
        (
            "                reason: It took longer.\n",
            "                reason: It took longer.\n            extra:\n"
            "              budget_line: 4711-B\n",
        ),
    ),
    FULL,
)
"""A plan with every field in use; `FULL` has those that every answer shows."""


def load(text: str) -> Plan:
    """Return the plan of a sound text."""
    loaded = load_plan(text.encode(), "plan.yaml")
    assert loaded.value is not None, tell(text)
    return loaded.value


FULL_VOICES = {
    "911": """\
schema_version: 1
by: "911"
plan:
  - {on: 2024-12-01, text: We met.}
steps:
  COM-01:
    - {on: 2024-12-10, says: Complete, text: It is written., evidence: [The printed page]}
"""
}
"""What is reported of `FULL` and of `WIDE`, with every field of an entry in use."""


FULL_MEASURES = """\
schema_version: 1

measures:
  - id: calls-answered
    title: Calls that another service answers
    kind: how-much
    unit: of every 100 calls
    direction: up
    definition: >-
      A call counts that no officer answers.
    departments: ["911"]
    steps: [COM-01]
    sections: [COM]
    baseline:
      when: 2024-Q1
      value: "7.5"
      source: Annual report
      note: It was counted by hand.
    targets:
      - {when: "2026", value: "15", source: Budget}
      - {when: "2028", value: "20", note: It was 25.}
    revisions:
      - {from: 25 by 2028, to: 20 by 2028, on: 2024-06-03, reason: The budget was cut.}
    readings:
      - {when: 2024-Q3, value: "9", source: Annual report, note: Not in the report itself.}
    extra:
      owner: Ada
"""
"""Measures of `FULL` and of `WIDE`, with every field in use."""


def load_voiced(text: str = VOICED, voices: Mapping[str, str] = VOICES) -> Plan:
    """Return a plan with what its departments report."""
    read = (read_voice(voice.encode(), f"updates/{name}.yaml") for name, voice in voices.items())
    return join_updates(load(text), [voice for voice in read if voice is not None])


def tell(text: str | bytes) -> list[str]:
    """Return the findings on a plan, as a user sees them."""
    data = text.encode() if isinstance(text, str) else text
    return [format_finding(finding) for finding in load_plan(data, "plan.yaml").findings]


def tell_voice(text: str | bytes) -> list[str]:
    """Return the findings on the updates of a department, as a user sees them."""
    data = text.encode() if isinstance(text, str) else text
    return [format_finding(finding) for finding in load_voice(data, "911.yaml").findings]


def tell_measures(text: str | bytes) -> list[str]:
    """Return the findings on measures, as a user sees them."""
    data = text.encode() if isinstance(text, str) else text
    return [
        format_finding(finding) for finding in load_file(MEASURES, data, "measures.yaml").findings
    ]


def describe_timeline(text: str) -> list[str]:
    """Return the findings on a timeline, as a user sees them."""
    return [
        format_finding(finding)
        for finding in load_timeline(text.encode(), "timeline.yaml").findings
    ]


@cache
def read_published_bytes() -> bytes:
    """Return the plan file as published."""
    return (PUBLISHED / "plan.yaml").read_bytes()


@cache
def read_published_plan() -> Plan:
    """Return the plan as published."""
    plan = load_plan(read_published_bytes(), "data/plan.yaml").value
    assert plan is not None
    return plan


@cache
def read_published_timeline() -> Timeline:
    """Return the timeline as published."""
    data = (PUBLISHED / "timeline.yaml").read_bytes()
    timeline = load_timeline(data, "data/timeline.yaml").value
    assert timeline is not None
    return timeline


def find_step(plan: Plan, step_id: str) -> Step:
    """Return the step of this id, which the plan has."""
    step = plan.find_step(step_id)
    assert step is not None, step_id
    return step


def describe(plan: Plan, as_of: date = AS_OF) -> Context:
    """Return what an answer from this plan says about itself."""
    title = f"{plan.title}, {plan.phase}"
    return Context(
        as_of,
        title,
        "data/plan.yaml",
        "0123456ab",
        added=list_added(plan),
        source_as_of=plan.source_as_of,
        has_updates=plan.has_updates,
    )


def draw(view: View, name: str = "table", width: int = 120, colour: bool = False) -> str:
    """Return a view in a format, on a screen of this width."""
    return "".join(render_view(name, view, Screen(width, colour, "utf-8")))
