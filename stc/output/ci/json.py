"""Findings for programs: an envelope like that of every answer in JSON. It only ever grows."""

from stc.findings import count_findings
from stc.output.ci.findings import Report
from stc.output.formats.json import format_json
from stc.views.answer import dump
from stc.views.findings import SCHEMA, FindingTotals, record_findings


def render(report: Report) -> str:
    """Return all findings, every key always there."""
    errors, warnings = (
        count_findings(report.findings, severity) for severity in ("error", "warning")
    )
    envelope = {
        "schema": SCHEMA,
        "title": "Findings",
        "strict": report.strict,
        "totals": dump(FindingTotals(errors, warnings)),
        "lines": list(report.lines),
        "findings": dump(record_findings(report.findings)),
    }
    return format_json(envelope, indent=2) + "\n"
