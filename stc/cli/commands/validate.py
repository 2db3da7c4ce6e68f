"""`stc validate`."""

import os
from typing import Annotated, Literal

from stc.cli.completion import complete_code
from stc.cli.console import Outcome
from stc.cli.judging import choose, judge
from stc.cli.main import DONE, FINDINGS
from stc.cli.parameters import Option
from stc.cli.step_summary import append_summary
from stc.render.findings import FINDINGS_FORMATS, Rules, choose_format, render_findings
from stc.words.findings import has_errors

FormatName = Literal["auto", "text", "json", "github", "gitlab", "sarif", "junit"]
Codes = list[str] | None


def run(
    plan: Annotated[
        str | None, Option("--plan", metavar="FILE", help="The plan, in place of STC_PLAN.")
    ] = None,
    base: Annotated[
        str | None,
        Option("--base", metavar="REV", help="Judge the change since REV, too (main)."),
    ] = None,
    strict: Annotated[bool, Option("--strict", help="Warnings fail, too.")] = False,
    select: Annotated[
        Codes,
        Option(
            "--select",
            metavar="CODE",
            help="Only codes that begin so, such as STC2; may be repeated.",
            complete=complete_code,
        ),
    ] = None,
    ignore: Annotated[
        Codes,
        Option(
            "--ignore",
            metavar="CODE",
            help="Not codes that begin so; may be repeated.",
            complete=complete_code,
        ),
    ] = None,
    format_name: Annotated[
        FormatName, Option("--format", "-f", help="The format; auto knows GitHub's CI.")
    ] = "auto",
) -> Outcome:
    """Check the plan, and the timeline beside it; exit with 1 when there are errors.

    With --base, what changed since that revision is judged, too: a step removed, a deadline moved
    without a reason, a Complete step reopened. stc explain tells every rule.

    Example: stc validate --base origin/main
    """
    judged = choose(judge(plan, base), tuple(select or ()), tuple(ignore or ()))
    failed = has_errors(judged.findings) or (strict and bool(judged.findings))
    name = choose_format(format_name, os.environ)
    text = render_findings(
        judged.findings, name, judged.lines, strict=strict, rules=_find_rules(name)
    )
    complaint = append_summary(judged)
    exact = FINDINGS_FORMATS[name].for_programs
    return Outcome(text, FINDINGS if failed else DONE, exact, (complaint,) if complaint else ())


def _find_rules(name: str) -> Rules:
    """Gives the rules as they are told, for the one format that tells them."""
    if name != "sarif":
        return {}
    from stc.checks.catalogue import ALL_RULES

    return {rule.code.id: rule for rule in ALL_RULES}
