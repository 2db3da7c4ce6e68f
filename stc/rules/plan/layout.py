"""STC220: the file is not in the canonical layout."""

from collections.abc import Iterator
from itertools import zip_longest
from typing import Any, Final

from stc import codes
from stc.findings import Finding, Location
from stc.rules.rule import FileSubject, PlanSubject, Rule
from stc.yaml.document import Document

_GOOD: Final = """\
schema_version: 1
title: A plan
phase: Phase One
timezone: America/Chicago

departments:
  - id: "911"
    name: "911"

sections:
  - id: COM
    title: Communications
    goals:
      - title: Speak clearly
        steps:
          - id: COM-01
            status: Planning
            action: >-
              Write the page.
              Then have it read.
            departments: ["911"]
            deadline: 2024-12-31
"""
_BAD: Final = (
    _GOOD.replace("\n\n", "\n")
    .replace('"911"', "'911'")
    .replace(">-\n              Write the page.\n", "Write the page.\n")
)

DOC = Rule(
    codes.LAYOUT,
    why="In a single layout a diff shows only what changed, and changes to neighbouring steps "
    "merge. stc fmt writes it.",
    bad=_BAD,
    good=_GOOD,
    scope="file",
)


def check(subject: PlanSubject) -> Iterator[Finding]:
    """Return a finding at the first line that differs from the canonical layout."""
    return _find_in(subject.document)


def check_file(subject: FileSubject[Any]) -> Iterator[Finding]:
    """Return the same finding for a file beside a plan."""
    return _find_in(subject.document)


def _find_in(document: Document) -> Iterator[Finding]:
    if document.is_canonical:
        return
    from stc.files.layout import lay_out_file

    laid_out = lay_out_file(document)
    if laid_out.encode() == document.data:
        return
    pairs = zip_longest(document.text.split("\n"), laid_out.split("\n"))
    different = (line for line, (is_, wanted) in enumerate(pairs, start=1) if is_ != wanted)
    line = min(next(different, 1), document.text.count("\n") + 1)
    message = "From this line on, the file is not in the canonical layout."
    yield DOC.code.at(Location(document.path, line, 1), message, "`stc fmt` fixes it.")
