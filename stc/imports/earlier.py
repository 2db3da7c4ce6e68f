"""Older editions of the tables, whose deadlines become revisions."""

from pathlib import Path
from typing import Any, NamedTuple

from stc.imports.build import DraftMaker
from stc.imports.dates import DateReading
from stc.imports.draft import Draft, StepDraft
from stc.imports.lines import Lines, ReadFile, Show
from stc.imports.patterns import PatternClock
from stc.imports.read import Rules
from stc.imports.report import Report
from stc.plan.model import Plan

_NEEDED = ("id", "action", "status", "deadline", "deadline_label")


class Edition(NamedTuple):
    """The deadlines of an older edition, and when and why the next one moved them.

    Attributes:
        deadlines: The deadlines of its steps, by `key_of`; None if a step has none.
    """

    deadlines: dict[str, str | None]
    on: str
    reason: str


def key_of(step: StepDraft) -> str:
    """Return the key of a step: its id, or its text if its id is generated."""
    return " ".join(step.data["action"].split()) if step.made else step.data["id"].casefold()


def read_editions(
    rules: Rules,
    folder: Path,
    read: ReadFile,
    show: Show,
    head: Plan,
    parse_status: Any,
    reading: DateReading,
) -> list[Edition]:
    """Return the older editions that the rules name, the oldest first.

    Raises:
        StcError: One cannot be read.
    """
    return [
        _read_edition(rules, edition, folder, read, show, head, parse_status, reading)
        for edition in rules.row.earlier
    ]


def _read_edition(
    rules: Rules,
    earlier: Any,
    folder: Path,
    read: ReadFile,
    show: Show,
    head: Plan,
    parse_status: Any,
    reading: DateReading,
) -> Edition:
    own = {
        name: value
        for name, value in zip(earlier._fields, earlier, strict=True)
        if name in rules.row._fields and value not in (None, ())
    }
    columns = {key: rule for key, rule in rules.columns.items() if key in _NEEDED}
    old = rules._replace(
        row=rules.row._replace(**own), section={}, goal={}, columns=columns, extra={}
    )
    report = Report()
    lines = Lines(old, folder, read, show)
    draft = DraftMaker(old, lines, head, parse_status, reading, PatternClock(), report).make()
    deadlines = {key_of(step): step.data.get("deadline") for step in draft.steps}
    return Edition(deadlines, earlier.on, earlier.reason)


def add_revisions(draft: Draft, editions: list[Edition]) -> None:
    """Add to each step the moves of its deadline from one edition to the next."""
    for step in draft.steps:
        key, moves = key_of(step), []
        for number, edition in enumerate(editions):
            if key not in edition.deadlines:
                continue
            before = edition.deadlines[key]
            later = (edition.deadlines for edition in editions[number + 1 :])
            after = next((deadlines[key] for deadlines in later if key in deadlines), _last(step))
            if before != after:
                move = {"from": before, "to": after, "on": edition.on, "reason": edition.reason}
                moves.append(move)
        if moves:
            step.data["revisions"] = [*moves, *step.data.get("revisions", [])]


def _last(step: StepDraft) -> str | None:
    """Return the deadline of a step in the newest edition, before any move it records itself."""
    revisions = step.data.get("revisions")
    found: str | None = revisions[0]["from"] if revisions else step.data.get("deadline")
    return found
