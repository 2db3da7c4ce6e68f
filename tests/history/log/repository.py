"""A real git repository of a small plan, and its story of a quarter told in commits."""

import subprocess
from pathlib import Path

from tests.plans import change

SAFE = "/usr/local/bin:/usr/bin:/bin"
FIRST = """\
schema_version: 1
title: A plan
phase: Phase One
timezone: America/Chicago

departments:
  - id: comms
    name: Communications
  - id: police
    name: Police

sections:
  - id: COM
    title: Communications
    goals:
      - title: Speak clearly
        steps:
          - id: COM-01
            status: Planning
            action: Write the "first" page.
            departments: [comms]
            deadline: 2024-12-31

          - id: COM-02
            status: Not started
            action: Read the page.
            departments: [comms, police]
            deadline: 2024-10-31

          - id: COM-03
            status: Complete
            completed: 2024-06-30
            action: Print the page.
            departments: [comms]
            deadline: 2024-09-30
            revisions:
              - from: 2024-06-30
                to: 2024-09-30
                on: 2024-05-01
                reason: It was so before git.

          - id: COM-04
            status: In progress
            action: Answer the call.
            departments: [police]
            deadline: 2025-01-31

          - id: COM-05
            status: Excluded
            reason: The state does it.
            action: Pay for the call.
"""
REASONED = """\
            deadline: 2025-03-31
            revisions:
              - from: 2025-01-31
                to: 2025-03-31
                on: 2024-11-01
                reason: The line was late.
"""


class Repository:
    """A checkout whose clock is told with every commit."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.plan = folder / "data" / "plan.yaml"
        self.ids: dict[str, str] = {}
        self.plan.parent.mkdir(parents=True)
        self.git("init", "--quiet", "--template=", "--initial-branch=main")

    def git(self, *arguments: str, day: str = "2024-10-01", author: str = "Ann") -> str:
        person = {"NAME": author, "EMAIL": "a@example.org", "DATE": f"{day}T18:00:00Z"}
        given = {f"GIT_{who}_{k}": v for who in ("AUTHOR", "COMMITTER") for k, v in person.items()}
        run = subprocess.run(
            ["git", *arguments],
            cwd=self.folder,
            env={"PATH": SAFE, "HOME": str(self.folder), **given},
            check=True,
            capture_output=True,
            timeout=300,
        )
        return run.stdout.decode("utf-8", "replace").strip()

    def write(self, text: str) -> None:
        self.plan.write_bytes(text.encode("utf-8", "surrogateescape"))

    def commit(self, day: str, subject: str, text: str | None = None, author: str = "Ann") -> str:
        if text is not None:
            self.write(text)
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", "-m", subject, day=day, author=author)
        self.ids[subject] = self.git("rev-parse", "HEAD")
        return self.ids[subject]


def describe_quarter(folder: Path) -> Repository:
    """Return the repository at the end of the quarter; `ids` knows each commit by its subject."""
    made = Repository(folder)
    text = FIRST
    made.commit("2024-10-01", "publish", text)
    text = change(text, "status: Planning", "status: Complete\n            completed: 2024-10-04")
    made.commit("2024-10-05", "complete", text)
    text = change(text, "deadline: 2024-10-31", "deadline: 2025-02-28")
    made.commit("2024-10-20", "silent", text, "Bob")
    text = change(text, "            deadline: 2025-01-31\n", REASONED)
    made.commit("2024-11-01", "reasoned", text)
    text = change(text, "Complete\n            completed: 2024-10-04", "In progress")
    made.commit("2024-11-05", "regress", text)
    text = change(text, "Read the page.", "Read the page aloud.")
    made.commit("2024-11-08", "reword", text)
    text = change(text, "id: comms\n", "id: comms-ocs\n").replace("[comms", "[comms-ocs")
    made.commit("2024-11-10", "rename department", text)
    text = text.replace('"first"', "“first”")
    made.commit("2024-11-12", "typography", text)
    steps = text.split("          - id: ")
    steps[1:3] = [steps[2], steps[1]]
    text = "          - id: ".join(steps)
    made.commit("2024-11-14", "sort", text.replace("\n", "\r\n"))
    made.commit("2024-11-15", "line ends", text)
    made.commit("2024-11-16", "broken", f"<<<<<<< ours\n{text}")
    text = change(text, "status: Not started", "status: Planning")
    made.commit("2024-11-17", "mended", text)
    made.git("mv", "data/plan.yaml", "data/old.yaml")
    made.commit("2024-11-18", "rename file")
    made.git("mv", "data/old.yaml", "data/plan.yaml")
    made.commit("2024-11-19", "rename back")
    made.plan.unlink()
    made.commit("2024-11-20", "delete")
    made.commit("2024-11-21", "return", text)
    made.git("checkout", "--quiet", "-b", "side")
    side = change(text, "status: Planning", "status: Complete")
    made.commit("2024-11-22", "side", side, "Cat")
    made.git("checkout", "--quiet", "main")
    text = change(
        text, "action: Answer the call.", "note: Soon.\n            action: Answer the call."
    )
    made.commit("2024-11-23", "main", text)
    made.git("merge", "--quiet", "--no-commit", "--no-ff", "side", day="2024-11-24")
    both = change(text, "status: Planning", "status: Complete")
    made.commit("2024-11-25", "merge", change(both, "note: Soon.", "note: Very soon."))
    made.write(made.plan.read_text("utf-8"))
    return made
