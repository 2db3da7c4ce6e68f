"""Findings as text: the formats of `validate`, each imported only when it is asked for."""

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import NamedTuple, cast

from stc.findings import Finding
from stc.rules.rule import Rule
from stc.text.escape import escape_control

MOST = 200
Rules = Mapping[str, Rule]


class Report(NamedTuple):
    """What `validate` found.

    Attributes:
        findings: All of them, by place; the errors first where there are too many to show.
        lines: Sentences about the whole: what was read, how many errors and warnings.
        strict: Warnings fail, too.
        rules: The documentation of rules, by code; other rules have only a title.
    """

    findings: tuple[Finding, ...]
    lines: tuple[str, ...]
    strict: bool
    rules: Rules


class FindingsFormat(NamedTuple):
    """A format of findings.

    Attributes:
        module: The module that renders it.
        for_programs: Programs read it, not people.
        from_root: The program knows files by their path from the root of the checkout.
    """

    module: str
    for_programs: bool
    from_root: bool = False


FINDINGS_FORMATS = {
    "text": FindingsFormat("stc.output.ci.text", False),
    "json": FindingsFormat("stc.output.ci.json", True),
    "github": FindingsFormat("stc.output.ci.github", True, from_root=True),
    "gitlab": FindingsFormat("stc.output.ci.gitlab", True, from_root=True),
    "sarif": FindingsFormat("stc.output.ci.sarif", True, from_root=True),
    "junit": FindingsFormat("stc.output.ci.junit", True, from_root=True),
}


def resolve_format(name: str, variables: Mapping[str, str]) -> str:
    """Return the format meant: `auto` is `github` in a job of GitHub Actions, else `text`.

    Args:
        name: A name of `FINDINGS_FORMATS`, or `auto`.
        variables: The environment of the process.
    """
    if name != "auto":
        return name
    return "github" if variables.get("GITHUB_ACTIONS") == "true" else "text"


def render_findings(
    findings: tuple[Finding, ...],
    format_name: str = "text",
    lines: tuple[str, ...] = (),
    *,
    strict: bool = False,
    rules: Rules | None = None,
) -> str:
    """Return findings in a format; as text, one line each, at most 200, then how many more.

    Where there are more than that, the errors come before the warnings in every format: many
    readers of the others show only the first, too.

    Args:
        findings: All of them, sorted.
        format_name: A name of `FINDINGS_FORMATS`.
        lines: Sentences about the whole: what was read, how many errors and warnings.
        strict: Warnings fail, too; JUnit then counts them as failures.
        rules: The documentation of rules, by code; SARIF shows their reasons and examples.
    """
    module = import_module(FINDINGS_FORMATS[format_name].module)
    ranked = findings if len(findings) <= MOST else rank_findings(findings)
    report = Report(ranked, lines, strict, rules or {})
    return cast(Callable[[Report], str], module.render)(report)


def render_step_summary(findings: tuple[Finding, ...], lines: tuple[str, ...]) -> str:
    """Return the Markdown for the summary of a job, within the size a job may write."""
    from stc.output.ci.summary import render

    return render(Report(findings, lines, False, {}))


def rank_findings(findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """Return the findings with the errors first, each severity by place."""
    return tuple(sorted(findings, key=lambda finding: finding.severity != "error"))


def format_finding(finding: Finding) -> str:
    """Return `path:line:column: severity CODE message (hint)` on one line."""
    text = f"{finding.place}: {finding.severity} {finding.code} {format_message(finding)}"
    return escape_control(text)


def format_message(finding: Finding) -> str:
    """Return `message (hint)` on one line."""
    hint = f" ({finding.hint})" if finding.hint else ""
    return escape_control(f"{finding.message}{hint}")
