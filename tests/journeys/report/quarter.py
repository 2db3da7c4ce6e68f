"""A quarter of a small plan, told in commits; every number of its report is counted by hand.

step    2024-10-25                         2025-01-24
COM-01  In progress, 2024-12-31            Complete
COM-02  Planning, 2024-10-15, overdue      the same, overdue
COM-03  Not started, 2024-11-30            overdue
COM-04  In progress, 2024-10-20, overdue   moved to 2025-02-10, with a reason
COM-05  Planning, 2025-01-24               due today
COM-06  Planning, 2025-01-31               moved to 2025-03-20, silently
COM-07  Complete, 2024-09-30               reopened, overdue
COM-08  Ongoing, 2024-12-01                due for review
COM-09  Not started, undated               the same
COM-10  Excluded                           the same
COM-11  Not started, 2025-04-15, comms     given to the police
COM-12  Planning, 2025-06-30               Excluded
COM-13  Not started, 2025-05-01            removed
COM-14                                     added, 2025-03-01
COM-15  Unknown                            the same
COM-16  Planning, 2025-12-31               In progress
COM-17  In progress, 2025-12-31            the same, but Planning in between
"""

from pathlib import Path

from tests.history.log.repository import Repository

HEAD = """\
schema_version: 1
title: A plan
phase: Phase One
timezone: America/Chicago

departments:
  - id: comms
    name: Communications
  - id: police
    name: Police
  - id: mayor
    name: Mayor

sections:
  - id: COM
    title: Communications
    goals:
      - title: Speak clearly
        steps:
"""
REVIEW = """
            needs_review:
              fields: [status]
              note: It is smudged."""
STEPS = (
    ("01", "In progress", "comms", "2024-12-31"),
    ("02", "Planning", "comms, police", "2024-10-15"),
    ("03", "Not started", "police", "2024-11-30"),
    ("04", "In progress", "comms", "2024-10-20"),
    ("05", "Planning", "police", "2025-01-24"),
    ("06", "Planning", "mayor", "2025-01-31"),
    ("07", "Complete\n            completed: 2024-08-01", "comms", "2024-09-30"),
    ("08", "Ongoing", "police", "2024-12-01"),
    ("09", "Not started", "mayor", ""),
    ("10", "Excluded\n            reason: The State does it.", "mayor", ""),
    ("11", "Not started", "comms", "2025-04-15"),
    ("12", "Planning", "police", "2025-06-30"),
    ("13", "Not started", "police", "2025-05-01"),
    ("15", "Unknown", "police", ""),
    ("16", "Planning", "mayor", "2025-12-31"),
    ("17", "In progress", "mayor", "2025-12-31"),
)
REVISION = """
            revisions:
              - from: 2024-10-20
                to: 2025-02-10
                on: 2024-11-20
                reason: The printer was late."""


def write_step(number: str, status: str, departments: str, deadline: str) -> str:
    """Return a step as it is in the file."""
    dated = f"\n            deadline: {deadline}" if deadline else ""
    review = REVIEW if status == "Unknown" else ""
    return (
        f"          - id: COM-{number}\n            status: {status}\n"
        f"            action: Do the work of {number}.\n"
        f"            departments: [{departments}]{dated}{review}\n"
    )


def write_plan(steps: tuple[tuple[str, str, str, str], ...] = STEPS) -> str:
    """Return the text of a plan."""
    return HEAD + "\n".join(write_step(*step) for step in steps)


def change_step(text: str, number: str, old: str, new: str) -> str:
    """Return the text with one change in one step."""
    before, found, rest = text.partition(f"          - id: COM-{number}\n")
    step, sign, after = rest.partition("          - id: ")
    assert found
    assert step.count(old) == 1, (number, old)
    return f"{before}{found}{step.replace(old, new)}{sign}{after}"


def cut_step(text: str, number: str) -> str:
    """Return the text without a step."""
    parts = text.split("          - id: ")
    return "          - id: ".join(one for one in parts if not one.startswith(f"COM-{number}\n"))


def describe_quarter(folder: Path) -> Repository:
    """Return the repository at the end of the quarter; `ids` knows each commit by its subject."""
    made = Repository(folder)
    text = write_plan()
    made.commit("2024-10-01", "publish", change_step(text, "16", "Planning", "Not started"))
    made.commit("2024-10-24", "then", text)
    text = change_step(text, "06", "2025-01-31", "2025-03-20")
    made.commit("2024-10-25", "silent", text)
    text = change_step(text, "17", "In progress", "Planning")
    made.commit("2024-11-05", "back", text)
    made.commit("2024-11-16", "broken", f"<<<<<<< ours\n{text}")
    text = change_step(text, "04", "2024-10-20", f"2025-02-10{REVISION}")
    made.commit("2024-11-20", "reasoned", text)
    done = "Complete\n            completed: 2024-12-20\n            evidence: [The minutes]"
    text = change_step(text, "01", "In progress", done)
    text = change_step(text, "17", "Planning", "In progress")
    made.commit("2024-12-21", "complete", text)
    reopened = "In progress\n            reason: The page was wrong."
    text = change_step(text, "07", "Complete\n            completed: 2024-08-01", reopened)
    text = change_step(text, "12", "Planning", "Excluded\n            reason: The State does it.")
    text = change_step(text, "16", "Planning", "In progress")
    text = change_step(text, "11", "[comms]", "[police]")
    text = cut_step(text, "13").rstrip() + "\n\n"
    text += write_step("14", "Not started", "comms", "2025-03-01")
    made.commit("2025-01-10", "last", text)
    return made
