"""Findings for people: one line each, with the place first, as compilers do."""

from stc.findings import count_findings
from stc.output.ci.findings import MOST, Report, format_finding
from stc.output.ci.logs import quiet_text
from stc.text.escape import escape_control


def render(report: Report) -> str:
    """Return one line for each finding, at most 200, then how many more there are."""
    lines = [format_finding(finding) for finding in report.findings[:MOST]]
    if len(report.findings) > MOST:
        lines.append(f"... and {count_findings(report.findings[MOST:]):,} more findings.")
    lines += map(escape_control, report.lines)
    return "".join(f"{quiet_text(line)}\n" for line in lines)
