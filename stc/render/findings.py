"""Findings for people: one line each, with the place first, as compilers do."""

from stc.words.findings import Finding
from stc.words.visible import make_visible

MOST = 200


def render_findings(findings: tuple[Finding, ...]) -> str:
    """Gives one line for each finding, at most 200, then how many more there are."""
    lines = [spell_finding(finding) for finding in findings[:MOST]]
    if len(findings) > MOST:
        lines.append(f"... and {len(findings) - MOST:,} more findings.")
    return "".join(f"{line}\n" for line in lines)


def spell_finding(finding: Finding) -> str:
    """Gives `path:line:column: severity CODE message (hint)` on one line."""
    hint = f" ({finding.hint})" if finding.hint else ""
    text = f"{finding.place}: {finding.severity} {finding.code} {finding.message}{hint}"
    return make_visible(text)
