"""The findings on a file, as programs read them."""

from collections.abc import Iterable
from typing import Final, Literal, NamedTuple

from stc.findings import Finding, Location
from stc.views.shapes import Fields, fields_of


class PlaceRecord(NamedTuple):
    """A place in a file; a line or column of 0 means the whole of it."""

    file: str
    line: int
    column: int


class FindingRecord(NamedTuple):
    """A finding."""

    code: str
    severity: Literal["error", "warning"]
    file: str
    line: int
    column: int
    message: str
    hint: str
    related: PlaceRecord | None


class FindingTotals(NamedTuple):
    """The numbers of the findings."""

    errors: int
    warnings: int


SCHEMA: Final = "stc/findings/1"
RECORD: Final[Fields] = fields_of(FindingRecord)
TOTALS: Final[Fields] = fields_of(FindingTotals)


def record_findings(findings: Iterable[Finding]) -> tuple[FindingRecord, ...]:
    """Return the records of findings."""
    return tuple(
        FindingRecord(
            finding.code,
            finding.severity,
            *_record_place(finding.place),
            finding.message,
            finding.hint,
            _record_place(finding.related) if finding.related else None,
        )
        for finding in findings
    )


def _record_place(place: Location) -> PlaceRecord:
    return PlaceRecord(place.path, place.line, place.column)
