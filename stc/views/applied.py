"""What a sheet changed, for the description of a pull request."""

from stc.plan.model import Plan
from stc.sheets.apply import Applied, Reported
from stc.sheets.columns import NAMES
from stc.views.view import Column, Sentences, Table, View

SCHEMA = "stc/apply/1"


def view_applied(plan: Plan, applied: Applied) -> View:
    """Return what a sheet changed: a row a step, and what is to be known of the sheet.

    Args:
        plan: The plan before the change.
        applied: What the sheet changes.
    """
    words, stamp = plan.vocabulary, applied.stamp
    changed = [report for report in applied.reports if report.is_change]
    whole = words.count_parts(applied.rows, "row")
    by = next(
        (department.name for department in plan.departments if department.id == stamp.by), stamp.by
    )
    lines = (
        f"{len(changed):,} of {whole} {'changes' if len(changed) == 1 else 'change'} the plan.",
        f"The sheet was made as of {stamp.as_of}, revision {stamp.revision}.",
        *applied.notes,
    )
    columns = (
        Column(words.head("Step"), "id"),
        Column(words.head("Action step")),
        Column("Change"),
    )
    rows = tuple(_describe(one) for one in changed)
    title = f"Progress reported by {by}" if by else "Progress reported"
    table = (Table(columns, rows),) if rows else ()
    return View(SCHEMA, title, None, (Sentences(lines), *table), "steps", (), ())


def _describe(one: Reported) -> tuple[str, str, tuple[str, ...]]:
    prefix, report = f"{one.step.id}: ", one.report
    lines = [line.removeprefix(prefix) for line in one.amendment.lines]
    if report.completed:
        lines.append(f"{NAMES['completed']}: {report.completed}")
    if report.update:
        lines.append(f"{NAMES['update']}: {report.update}")
    lines += (f"{NAMES['evidence']}: {evidence}" for evidence in report.evidence)
    if report.reason:
        lines.append(f"{NAMES['reason']}: {report.reason}")
    return one.step.id, one.step.action, tuple(lines)
