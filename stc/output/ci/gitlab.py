"""Findings as a report of GitLab Code Quality."""

from stc.output.ci.findings import Report, format_message
from stc.output.ci.fingerprints import find_fingerprints
from stc.output.formats.json import format_json

_SEVERITIES = {"error": "major", "warning": "minor"}


def render(report: Report) -> str:
    """Return the report: for each finding the fields GitLab reads, and no others."""
    prints = find_fingerprints(report.findings)
    issues = [
        {
            "description": format_message(finding),
            "check_name": finding.code,
            "fingerprint": fingerprint,
            "severity": _SEVERITIES[finding.severity],
            "location": {
                "path": finding.place.path,
                # GitLab needs a line, so a finding on the whole file is on its first line.
                "lines": {"begin": max(1, finding.place.line)},
            },
        }
        for finding, fingerprint in zip(report.findings, prints, strict=True)
    ]
    return format_json(issues, indent=2) + "\n"
