"""Findings as JUnit XML: a test case for each, or one that passes."""

from stc.findings import Finding
from stc.output.ci.findings import Report, format_finding, format_message
from stc.output.ci.logs import quiet_xml
from stc.text.escape import escape_control

_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"})


def render(report: Report) -> str:
    """Return a suite; findings that fail the check are failures, other warnings pass."""
    failures = sum(_fails(finding, report.strict) for finding in report.findings)
    cases = [_case(finding, report.strict) for finding in report.findings]
    cases = cases or ['    <testcase classname="stc" name="No findings"/>']
    counts = f'tests="{len(cases)}" failures="{failures}" errors="0"'
    text = "\n".join(map(escape_control, report.lines))
    output = [f"    <system-out>{_escape(text)}</system-out>"] if text else []
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<testsuites name="stc validate" {counts}>',
        f'  <testsuite name="stc validate" {counts} skipped="0">',
        *cases,
        *output,
        "  </testsuite>",
        "</testsuites>",
    ]
    return quiet_xml("".join(f"{line}\n" for line in lines))


def _fails(finding: Finding, strict: bool) -> bool:
    return strict or finding.severity == "error"


def _case(finding: Finding, strict: bool) -> str:
    # Names without line numbers, so that a case is the same one after lines were added above it.
    path, name = (
        _escape(escape_control(finding.place.path)),
        _escape(f"{finding.code} {_name(finding)}"),
    )
    text = _escape(format_finding(finding))
    if _fails(finding, strict):
        message = _escape(format_message(finding))
        inner = f'<failure type="{finding.code}" message="{message}">{text}</failure>'
    else:
        inner = f"<system-out>{text}</system-out>"
    return f'    <testcase classname="{path}" name="{name}">{inner}</testcase>'


def _name(finding: Finding) -> str:
    return escape_control(finding.message)


def _escape(text: str) -> str:
    return text.translate(_ESCAPES)
