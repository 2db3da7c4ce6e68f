"""`stc intake`."""

from datetime import date
from pathlib import Path
from typing import Annotated, NamedTuple

from stc.cli.console import Outcome, find_screen, say
from stc.cli.context import now, resolve_plan_path, show_from_root, show_path
from stc.cli.main import FINDINGS
from stc.cli.parameters import Argument, Option
from stc.edit.report import ReportRefused
from stc.edit.write import Amendment, Edited, describe_early_days, edit_file
from stc.errors import StcError
from stc.files.plan_path import decode_path
from stc.files.store.file import OverwritePolicy, write_file
from stc.files.store.read import read_bytes
from stc.intake.answers import is_report
from stc.intake.event import Issue, read_event
from stc.intake.report import Reported, read_issue
from stc.output.formats.comment import render
from stc.output.formats.diff import render_diff, render_patch
from stc.output.write_export import list_protected
from stc.plan.model import Plan, Step
from stc.views.intake import describe_problem, view_change, view_problems, view_stop
from stc.views.view import View

_PATCH, _ANSWER = "Subject: ", "<!-- stc intake -->\n"
"""How the files begin that this command writes, by which they are known as ours."""


class _Wanted(NamedTuple):
    """What is asked for: the event, the plan, and the files to write, each None where it is not."""

    event: Path
    plan: Path
    patch: str | None
    answer: str | None
    dry_run: bool

    def write_answer(self, view: View) -> None:
        """Write the answer, where it is asked for."""
        if self.answer is not None:
            self.write(self.answer, render(view, find_screen("auto"), shorten=True), _ANSWER)

    def write(self, out: str, text: str, mark: str) -> None:
        """Write a file; one that is there is replaced only if this command wrote it."""
        policy = OverwritePolicy(
            is_ours=lambda data: data.startswith(mark.encode()),
            permit=lambda: False,
            protected=(("the event", self.event), *list_protected([self.plan])),
        )
        write_file(decode_path(out), text.encode(), policy, say=say)


def run(
    event: Annotated[str, Argument(metavar="EVENT.json", help="The file of the event `issues`.")],
    patch: Annotated[
        str | None,
        Option("--patch", metavar="FILE", help="Write the change to a patch, not to the plan."),
    ] = None,
    answer: Annotated[
        str | None,
        Option("--answer", metavar="FILE", help="Write the answer to the person who reports."),
    ] = None,
    dry_run: Annotated[
        bool, Option("--dry-run", "-n", help="Show the change; leave the plan as it is.")
    ] = False,
    file: Annotated[
        str | None, Option("--plan", metavar="FILE", help="The plan file; overrides STC_PLAN.")
    ] = None,
) -> Outcome:
    """Record a report that somebody made by the form of stc forms in an issue of GitHub.

    The event is the JSON that GitHub hands to a workflow when an issue was opened or edited. What
    the issue says is data. Its answers make the changes that set-status, set-deadline and update
    make. The answer is Markdown: what was changed, or what is wrong, by question.

    The exit code is 0 if the report can be recorded, and for an issue that is not by the form; 1
    if the report has mistakes; 3 if there is no such event or the plan cannot be changed.

    Example: stc intake event.json --dry-run
    """
    path = decode_path(event)
    issue = read_event(read_bytes(path), show_path(Path(path)))
    ignored = _find_reason_to_ignore(issue)
    if ignored:
        return Outcome(f"Issue {issue.number}: {ignored} Nothing to do.\n")
    wanted = _Wanted(Path(path), resolve_plan_path(file), patch, answer, dry_run)
    try:
        return _record(issue, wanted)
    except ReportRefused as refused:
        wanted.write_answer(view_problems(refused.problems))
        lines = [describe_problem(problem) for problem in refused.problems]
        return Outcome("".join(f"{line}\n" for line in lines), FINDINGS)
    except StcError as problem:
        wanted.write_answer(view_stop(problem.message))
        raise


def _find_reason_to_ignore(issue: Issue) -> str:
    if issue.is_by_bot:
        return "A program wrote it."
    if not is_report(issue.body) and not is_report(issue.was):
        return "It was not made with the form for progress reports."
    return "" if issue.is_text_new else "Its text was not edited."


def _record(issue: Issue, wanted: _Wanted) -> Outcome:
    found: list[tuple[Plan, Reported]] = []

    def decide(plan: Plan, today: date) -> Amendment:
        reported = read_issue(plan, issue.body, today, lambda step: _find_committed(wanted, step))
        found.append((plan, reported))
        return reported.amendment

    def edit(*, dry_run: bool) -> Edited:
        path = wanted.plan
        return edit_file(path, show_path(path), decide, now=now(), say=say, dry_run=dry_run)

    # The answer is on disk before the plan changes: where it cannot be written, nothing does.
    edited = edit(dry_run=True)
    plan, reported = found[-1]
    amendment = reported.amendment
    early = describe_early_days(amendment.changes, plan.began)
    lines = (*amendment.lines, *early)
    is_changed = any(file.is_changed for file in edited.files)
    wanted.write_answer(view_change(reported.step, reported.given, lines, is_changed=is_changed))
    if wanted.patch is None:
        edited = edited if wanted.dry_run else edit(dry_run=False)
        return Outcome(_show(edited), messages=edited.lines)
    text = _make_patch(edited, amendment.subject)
    if text:
        wanted.write(wanted.patch, text, _PATCH)
        lines = (*lines, f"Written to {wanted.patch}. The plan is as it was.")
    return Outcome(_show(edited), messages=lines)


def _find_committed(wanted: _Wanted, step: Step) -> Step | None:
    """Return a step as the last commit has it, where it has moves that may be corrected."""
    if not step.revisions:
        return None
    from stc.history.plan_at import read_committed

    plan = read_committed(wanted.plan)
    return plan.find_step(step.id) if plan else None


def _show(edited: Edited) -> str:
    colour = find_screen("auto").colour
    diffs = (render_diff(*file.texts, file.shown, colour=colour) for file in edited.files)
    return "".join(diffs)


def _make_patch(edited: Edited, subject: str) -> str:
    """Return the change of all files as a patch, below the subject of its commit."""
    files = ((file.before, file.after, show_from_root(file.path)) for file in edited.files)
    text = "".join(render_patch(*file) for file in files)
    return f"{_PATCH}{subject}\n\n{text}" if text else ""
