"""STC305: an update is dated in the future."""

from collections.abc import Iterator

from stc import codes
from stc.findings import Finding
from stc.plan.periods import first_day, format_due
from stc.rules.rule import Rule, VoiceSubject

DOC = Rule(
    codes.UPDATE_TOO_SOON,
    why="An update records what was true on a day; nobody knows that of a day that has not come.",
    bad='schema_version: 1\nby: "911"\nsteps:\n  COM-01:\n    - {on: 2098-11-12}\n',
    good='schema_version: 1\nby: "911"\nsteps:\n  COM-01:\n    - {on: 2026-11-12}\n',
    scope="voice",
)


def check(subject: VoiceSubject) -> Iterator[Finding]:
    """Return a finding for every entry of a day, or of a period that begins, after today."""
    for path, entry in subject.value.walk_entries():
        if first_day(entry.on) > subject.today:
            message = f"The update is of {format_due(entry.on)}, which is in the future."
            yield DOC.code.at(subject.place(*path, "on"), message, "Correct the day.")
