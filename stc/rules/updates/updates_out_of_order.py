"""STC306: updates are not listed oldest first."""

from collections.abc import Iterator
from itertools import pairwise

from stc import codes
from stc.findings import Finding
from stc.plan.periods import format_due, last_day
from stc.rules.rule import Rule, VoiceSubject

DOC = Rule(
    codes.UPDATES_OUT_OF_ORDER,
    why="In one order a new update is at the end, where a diff shows it as the only change, and "
    "two changes to one step are seen to conflict.",
    bad='schema_version: 1\nby: "911"\nsteps:\n  COM-01:\n'
    "    - {on: 2026-11-12}\n    - {on: 2026-10-01}\n",
    good='schema_version: 1\nby: "911"\nsteps:\n  COM-01:\n'
    "    - {on: 2026-10-01}\n    - {on: 2026-11-12}\n",
    scope="voice",
)


def check(subject: VoiceSubject) -> Iterator[Finding]:
    """Return a finding for every entry that is below one of a later day; a period ends on one."""
    for (above, earlier), (path, entry) in pairwise(subject.value.walk_entries()):
        if above[:-1] == path[:-1] and last_day(entry.on) < last_day(earlier.on):
            message = (
                f"The update of {format_due(entry.on)} is below that of {format_due(earlier.on)}."
            )
            place, other = subject.place(*path, "on"), subject.place(*above, "on")
            yield DOC.code.at(place, message, "Put the older one first.", other)
