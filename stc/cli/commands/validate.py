"""`stc validate`."""

import os
from pathlib import Path
from typing import Annotated

from stc.cli.completion import complete_code
from stc.cli.console import Outcome, describe_problem
from stc.cli.context import now, resolve_plan_path, show_from_root, show_path
from stc.cli.main import CANNOT_GO_ON, DONE, FINDINGS
from stc.cli.parameters import Argument, Option
from stc.cli.progress import show_work
from stc.cli.step_summary import append_summary
from stc.files.plan_path import find_past_plan, find_plan
from stc.files.store.source import Source, WorkTree
from stc.findings import has_errors
from stc.output.ci.findings import FINDINGS_FORMATS, Rules, render_findings, resolve_format
from stc.rules.check_files import CheckOptions, check_files, select_by_code

Codes = list[str] | None


def run(
    files: Annotated[
        list[str] | None,
        Argument(
            metavar="[FILE]...", help="Plans and timelines. A timeline needs its plan beside it."
        ),
    ] = None,
    plan: Annotated[
        list[str] | None,
        Option("--plan", metavar="FILE", help="A plan file; overrides STC_PLAN; repeatable."),
    ] = None,
    staged: Annotated[
        bool, Option("--staged", help="Read the files from git's index, as they will be committed.")
    ] = False,
    base: Annotated[
        str | None,
        Option(
            "--base",
            metavar="REV",
            help="Also check what changed since this revision, such as main.",
        ),
    ] = None,
    strict: Annotated[bool, Option("--strict", help="Fail on warnings, too.")] = False,
    select: Annotated[
        Codes,
        Option(
            "--select",
            metavar="CODE",
            help="Only rules whose code starts with this, such as STC2; repeatable.",
            complete=complete_code,
        ),
    ] = None,
    ignore: Annotated[
        Codes,
        Option(
            "--ignore",
            metavar="CODE",
            help="Skip rules whose code starts with this; repeatable.",
            complete=complete_code,
        ),
    ] = None,
    format_name: Annotated[
        str,
        Option(
            "--format",
            "-f",
            help="The output format; auto detects GitHub Actions.",
            choices=("auto", *FINDINGS_FORMATS),
        ),
    ] = "auto",
) -> Outcome:
    """Check plans, and the timeline beside each; exit with 1 when there are errors.

    With --base, the change since that revision is checked, too: a step removed, a deadline moved
    without a reason, a Complete step reopened. stc explain describes every rule.

    Example: stc validate --base origin/main
    """
    name = resolve_format(format_name, os.environ)
    named = (*((file, "FILE") for file in files or ()), *((path, "--plan") for path in plan or ()))
    show = show_from_root if FINDINGS_FORMATS[name].from_root else show_path
    find = find_past_plan if staged else find_plan
    options = CheckOptions(
        files=named,
        find=lambda name, option: resolve_plan_path(name, find, option),
        base=base,
        source=_find_source(staged),
        show=show,
        find_folder=Path.cwd,
        now=now(),
    )
    with show_work("Checking", "files") as work:
        found = check_files(options, work.watch)
    checked = select_by_code(found, tuple(select or ()), tuple(ignore or ()))
    failed = has_errors(checked.findings) or (strict and bool(checked.findings))
    code = CANNOT_GO_ON if checked.problems else FINDINGS if failed else DONE
    text = render_findings(
        checked.findings, name, checked.lines, strict=strict, rules=_find_rules(name)
    )
    complaint = append_summary(checked)
    exact = FINDINGS_FORMATS[name].for_programs
    messages = [line for problem in checked.problems for line in describe_problem(problem)]
    return Outcome(text, code, exact, (*messages, complaint) if complaint else tuple(messages))


def _find_source(staged: bool) -> Source:
    if not staged:
        return WorkTree()
    from stc.history.git.index import Index

    return Index(show_path)


def _find_rules(name: str) -> Rules:
    """Return the documentation of the rules, for the one format that prints it."""
    if name != "sarif":
        return {}
    from stc.rules.catalogue import ALL_RULES

    return {rule.code.id: rule for rule in ALL_RULES}
