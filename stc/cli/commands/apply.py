"""`stc apply`."""

from datetime import date
from functools import cache
from pathlib import Path
from typing import Annotated

from stc.cli.completion import complete_department
from stc.cli.console import Outcome, ask, find_screen, say
from stc.cli.context import resolve_plan_path, show_path
from stc.cli.editing import edit_plan
from stc.cli.parameters import Argument, Option
from stc.cli.voices import resolve_voice
from stc.edit.write import Amendment
from stc.files.plan_path import decode_path
from stc.files.store.read import read_bytes
from stc.output.write_export import list_protected
from stc.plan.model import Plan
from stc.sheets.apply import Applied, apply_sheet, join_reports
from stc.sheets.read import read_sheet
from stc.text.nearest import quote
from stc.views.applied import view_applied

STDOUT = "-"


def run(
    file: Annotated[str, Argument(metavar="FILE", help="The sheet that came back: .xlsx or .csv.")],
    by: Annotated[
        str | None,
        Option(
            "--by",
            metavar="DEPT",
            help="Who reports, if not the department that the sheet was made for.",
            complete=complete_department,
        ),
    ] = None,
    dry_run: Annotated[
        bool, Option("--dry-run", "-n", help="Show the change; leave the plan as it is.")
    ] = False,
    summary: Annotated[
        str | None,
        Option(
            "--summary",
            metavar="FILE",
            help="Write Markdown for the pull request; - prints it, not the difference.",
        ),
    ] = None,
    force: Annotated[
        bool, Option("--force", help="Replace a summary that stc did not write.")
    ] = False,
    plan: Annotated[
        str | None, Option("--plan", metavar="FILE", help="The plan file; overrides STC_PLAN.")
    ] = None,
) -> Outcome:
    """Record what was reported in a sheet of stc sheet: all rows, or none.

    Each row makes the changes that set-status, set-deadline, update and confirm make for it. An
    empty cell changes nothing, and a sheet that was applied already changes nothing again. What
    the plan changed meanwhile to another value is refused.

    Example: stc apply 911.xlsx --dry-run
    """
    name = decode_path(file)
    data, shown = read_bytes(Path(name)), show_path(Path(name))
    found: list[tuple[Plan, Applied]] = []

    def decide(current: Plan, today: date) -> Amendment:
        sheet = read_sheet(data, shown, current)
        voice = resolve_voice(current, by) if by or not sheet.stamp.by else None
        applied = apply_sheet(current, sheet, shown, today, find_committed, voice)
        found[:] = [(current, applied)]
        return join_reports(applied)

    @cache
    def find_committed() -> Plan | None:
        from stc.history.plan_at import read_committed

        return read_committed(resolve_plan_path(plan))

    if summary is None:
        return edit_plan(plan, decide, dry_run=dry_run)
    from stc.output.formats.comment import render

    # The summary is on disk before the plan changes: where it cannot be written, nothing does.
    outcome = edit_plan(plan, decide, dry_run=dry_run or summary != STDOUT)
    text = render(view_applied(*found[0]), find_screen("auto"), shorten=True)
    if summary == STDOUT:
        return outcome._replace(text=text)
    said = _write_summary(text, summary, (Path(name), resolve_plan_path(plan)), force)
    if not dry_run:
        outcome = edit_plan(plan, decide, dry_run=False)
    return outcome._replace(messages=(*outcome.messages, said))


def _write_summary(text: str, out: str, read: tuple[Path, Path], force: bool) -> str:
    """Write the summary over neither the sheet nor the plan, and return a sentence about it."""
    from stc.files.store.file import OverwritePolicy, write_file

    sheet, plan = read
    mark = text.partition("\n")[0].encode()
    policy = OverwritePolicy(
        lambda data: data.startswith(mark),
        lambda: force or ask(f"{out} exists, and stc did not write it. Replace it?"),
        (("the sheet that came back", sheet), *list_protected([plan])),
    )
    write_file(decode_path(out), text.encode(), policy, say=say)
    return f"The summary is in {quote(out, 200)}."
