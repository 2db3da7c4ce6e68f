"""Findings as annotations of GitHub Actions (workflow commands)."""

from stc.findings import Finding, count_findings
from stc.output.ci.findings import MOST, Report, format_finding, format_message, rank_findings
from stc.output.ci.logs import quiet_text
from stc.text.escape import escape_control

MOST_ANNOTATIONS = 9
"""A step shows ten; the last one says how many more there are."""


def render(report: Report) -> str:
    """Return an annotation for each finding, errors first, at most nine; the rest as text."""
    ranked = rank_findings(report.findings)
    shown, rest = ranked[:MOST_ANNOTATIONS], ranked[MOST_ANNOTATIONS:]
    lines = [_annotate(finding) for finding in shown]
    if rest:
        lines.append(f"::notice::and {count_findings(rest):,} more, see the summary")
    listed = rest[: MOST - MOST_ANNOTATIONS]
    summary = [format_finding(finding) for finding in listed]
    if len(rest) > len(listed):
        summary.append(f"... and {count_findings(rest[len(listed) :]):,} more findings.")
    summary += map(escape_control, report.lines)
    return "".join(f"{line}\n" for line in (*lines, *map(quiet_text, summary)))


def _annotate(finding: Finding) -> str:
    place = finding.place
    known = (("line", place.line), ("col", place.column))
    properties = [
        ("file", escape_control(place.path)),
        *((name, str(number)) for name, number in known if number),
        ("title", finding.code),
    ]
    spelled = ",".join(f"{name}={_escape_property(value)}" for name, value in properties)
    return f"::{finding.severity} {spelled}::{_escape(format_message(finding))}"


def _escape(text: str) -> str:
    # The runner undoes these; the percent sign goes first, so that nothing is undone twice.
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _escape_property(text: str) -> str:
    return _escape(text).replace(":", "%3A").replace(",", "%2C")
