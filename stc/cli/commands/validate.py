"""`stc validate`."""

from typing import Annotated

import typer

from stc.cli.console import Outcome
from stc.cli.main import DONE, FINDINGS
from stc.cli.session import choose_plan, show_path
from stc.load.files import load_plan, load_timeline
from stc.load.places import timeline_beside
from stc.plan.model import Plan
from stc.plan.timeline import Timeline
from stc.render.findings import render_findings
from stc.views.sentences import count_noun
from stc.words.findings import Finding, has_errors, sort_findings
from stc.yamldoc.source import read_bytes


def run(
    plan: Annotated[
        str | None, typer.Option("--plan", metavar="FILE", help="The plan.  [env: STC_PLAN]")
    ] = None,
    strict: Annotated[bool, typer.Option("--strict", help="Warnings fail, too.")] = False,
) -> Outcome:
    """Check the plan, and the timeline beside it; exit with 1 when there are errors.

    Example: stc validate --strict
    """
    path = choose_plan(plan)
    loaded = load_plan(read_bytes(path), show_path(path))
    findings, said = list(loaded.findings), [_tell_plan(show_path(path), loaded.value)]
    beside = timeline_beside(path)
    if beside.exists():
        timeline = load_timeline(read_bytes(beside), show_path(beside))
        findings += timeline.findings
        said.append(_tell_timeline(show_path(beside), timeline.value))
    return _conclude(sort_findings(findings), said, strict)


def _conclude(findings: tuple[Finding, ...], said: list[str], strict: bool) -> Outcome:
    errors = sum(finding.severity == "error" for finding in findings)
    warnings = len(findings) - errors
    failed = has_errors(findings) or (strict and bool(findings))
    lines = [*said, f"{count_noun(errors, 'error')}, {count_noun(warnings, 'warning')}."]
    text = render_findings(findings) + "".join(f"{line}\n" for line in lines)
    return Outcome(text, FINDINGS if failed else DONE)


def _tell_plan(path: str, plan: Plan | None) -> str:
    if plan is None:
        return f"{path}: refused."
    parts = (
        count_noun(len(plan.steps), "step"),
        count_noun(len(plan.goals), "goal"),
        count_noun(len(plan.sections), "section"),
        count_noun(len(plan.departments), "department"),
    )
    return f"{path}: {', '.join(parts)}."


def _tell_timeline(path: str, timeline: Timeline | None) -> str:
    if timeline is None:
        return f"{path}: refused."
    return f"{path}: {count_noun(len(timeline.entries), 'entry', 'entries')}."
