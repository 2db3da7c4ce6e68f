"""A made-up history of a plan, for the pictures of its pages."""

import os
import re
import subprocess
from datetime import date, timedelta
from pathlib import Path

START, VERSIONS, LAST = date(2024, 12, 2), 23, date(2026, 11, 20)
AS_OF = date(2026, 11, 30)
MOVES = (  # version, step, new deadline, reason
    (2, "GOV-20", "2026-03-01", "The members were not named in time."),
    (3, "PRE-07", "2027-06-30", ""),
    (7, "POL-01", "2026-11-20", "The office is new."),
    (9, "RSP-04", "2026-03-29", "A vendor contract is late."),
    (12, "POL-03", "2026-08-20", "The council asked for a second reading."),
    (14, "PRE-04", "2026-10-01", "The survey was repeated."),
    (17, "RST-22", "2026-06-13", "The data was ready early."),
    (20, "HCC-03", "2027-06-30", ""),
)
BACK = {
    "HCC-01": ("In progress", "The council sent it back for more engagement."),
    "RST-27": ("Not started", "The contract was cancelled."),
}
GONE = "RST-31"


class Story:
    """A checkout whose plan changes from version to version."""

    def __init__(self, folder: Path, text: str) -> None:
        self.folder, self.text = folder, text
        self.git("init", "--quiet", "--initial-branch=main")

    def git(self, *words: str, day: date = START) -> None:
        when = f"{day}T18:00:00+00:00"
        names = ("GIT_AUTHOR", "GIT_COMMITTER")
        environment = {
            "PATH": os.environ["PATH"],
            "HOME": str(self.folder),
            "GIT_CONFIG_NOSYSTEM": "1",
            **{f"{name}_NAME": "Pat O'Neil" for name in names},
            **{f"{name}_EMAIL": "pat@example.org" for name in names},
            **{f"{name}_DATE": when for name in names},
        }
        subprocess.run(["git", *words], cwd=self.folder, env=environment, check=True)

    def commit(self, day: date, subject: str) -> None:
        path = self.folder / "data" / "plan.yaml"
        path.parent.mkdir(exist_ok=True)
        path.write_text(self.text, "utf-8")
        self.git("add", ".", day=day)
        self.git("commit", "--quiet", "--allow-empty", "--message", subject, day=day)

    def change(self, step: str, pattern: str, text: str) -> None:
        """Replace the first match in a step; a step without one stays."""
        begin = self.text.index(f"- id: {step}\n")
        end = self.text.find("- id: ", begin + 5)
        block = self.text[begin:end]
        changed = re.sub(pattern, lambda _: text, block, count=1)
        self.text = self.text[:begin] + changed + self.text[end:]

    def set_status(self, step: str, lines: str) -> None:
        self.change(step, r"status: .*(\n +(completed|evidence|reason): .*)*", lines)

    def complete(self, step: str, day: date) -> None:
        place = " " * 12
        evidence = 'evidence: ["https://example.org/minutes"]'
        self.set_status(step, f"status: Complete\n{place}completed: {day}\n{place}{evidence}")

    def move(self, step: str, to: str, day: date, reason: str) -> None:
        found = re.search(rf"- id: {step}\n(?:.*\n)*?            deadline: (\S+)", self.text)
        if found is None:
            return
        lines = f"deadline: {to}"
        if reason:
            moved = (f"from: {found[1]}", f"to: {to}", f"on: {day}", f"reason: {reason}")
            lines += "\n            revisions:\n              - " + "\n                ".join(moved)
        self.change(step, r"deadline: \S+", lines)


def tell(folder: Path, text: str) -> None:
    """Write a checkout of a plan with a history of two years.

    Args:
        folder: An empty folder.
        text: The plan, in which every step is in block style.
    """
    story = Story(folder, text)
    story.commit(START, "Publish the plan")
    steps = re.findall(r"- id: (\S+)\n +status: (?:Not started|Planning|In progress)", text)
    waiting = [step for number, step in enumerate(steps) if (7 * number) % 10 < 5]
    waiting = sorted((step for step in waiting if step not in BACK), key=hash_of)
    started = [step for step in steps if step not in waiting]
    for number in range(1, VERSIONS + 1):
        day = START + (LAST - START) * number // VERSIONS
        if number == 8:
            for step in BACK:
                story.complete(step, day - timedelta(days=2))
        for step in waiting[2 * number - 2 : 2 * number]:
            story.complete(step, day - timedelta(days=2))
        if number % 3 == 0 and number < VERSIONS:
            for step in started[number : number + 2]:
                story.change(step, r"status: Not started", "status: In progress")
        for version, step, to, reason in MOVES:
            if version == number:
                story.move(step, to, day, reason)
        if number == 18:
            story.text = re.sub(rf" *- id: {GONE}\n(?:.+\n)+\n?", "", story.text)
        if number == VERSIONS:
            for step, (status, reason) in BACK.items():
                place = " " * 12
                story.set_status(step, f"status: {status}\n{place}reason: {reason}")
        story.commit(day, f"Progress of {day:%B %Y}")


def hash_of(step: str) -> int:
    """Return a number that mixes the order of steps, always the same way."""
    return sum(ord(letter) * 31**place for place, letter in enumerate(step)) % 97
