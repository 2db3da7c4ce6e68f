"""Findings for programs: an envelope like that of every answer in JSON. It only ever grows."""

from typing import Any

from stc.findings import Finding, Location, count_findings
from stc.output.ci.findings import Report
from stc.output.formats.json import format_json


def render(report: Report) -> str:
    """Return all findings, every key always there; a line or column of 0 means the whole of it."""
    envelope = {
        "schema": "stc/findings/1",
        "title": "Findings",
        "strict": report.strict,
        "totals": {
            "errors": count_findings(report.findings, "error"),
            "warnings": count_findings(report.findings, "warning"),
        },
        "lines": list(report.lines),
        "findings": [_dump(finding) for finding in report.findings],
    }
    return format_json(envelope, indent=2) + "\n"


def _dump(finding: Finding) -> dict[str, Any]:
    return {
        "code": finding.code,
        "severity": finding.severity,
        **_dump_place(finding.place),
        "message": finding.message,
        "hint": finding.hint,
        "related": _dump_place(finding.related) if finding.related else None,
    }


def _dump_place(place: Location) -> dict[str, Any]:
    return {"file": place.path, "line": place.line, "column": place.column}
