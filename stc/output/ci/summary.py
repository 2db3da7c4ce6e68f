"""Findings as Markdown for the summary of a job of GitHub Actions."""

from stc.findings import Finding, count_findings
from stc.output.ci.findings import Report, format_message, rank_findings
from stc.output.formats.markdown import escape_markdown

LARGEST = 1_000_000
"""In bytes. A step may write 1 MiB; a summary beyond it is not shown at all."""

_HEAD = "| Severity | Code | Place | What |\n| --- | --- | --- | --- |\n"
_ROOM = 1_000


def render(report: Report) -> str:
    """Return the sentences and a table of the findings, errors first, cut where it must be."""
    lines = "".join(f"- {escape_markdown(line)}\n" for line in report.lines)
    text = f"## Findings\n\n{_cut(lines)}"
    if not report.findings:
        return f"{text}\nNo findings.\n"
    ranked = rank_findings(report.findings)
    return f"{text}\n{_HEAD}" + _rows(ranked, LARGEST - _ROOM - _size(text))


def _cut(text: str) -> str:
    return text if _size(text) < LARGEST // 2 else ""


def _rows(findings: tuple[Finding, ...], room: int) -> str:
    rows: list[str] = []
    for number, finding in enumerate(findings):
        row = _row(finding)
        room -= _size(row)
        if room < 0:
            return "".join(rows) + f"\nand {count_findings(findings[number:]):,} more\n"
        rows.append(row)
    return "".join(rows)


def _row(finding: Finding) -> str:
    cells = (finding.severity, finding.code, str(finding.place), format_message(finding))
    return f"| {' | '.join(map(escape_markdown, cells))} |\n"


def _size(text: str) -> int:
    return len(text.encode("utf-8"))
