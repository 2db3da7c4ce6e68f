"""From a sheet that was filled in to the changes that the commands would make."""

from collections.abc import Callable, Container, Iterator
from datetime import date
from typing import Final, NamedTuple

from stc.edit.report import (
    Reporter,
    ReportRefused,
    StepReport,
    Typed,
    amend_step,
    read_report,
)
from stc.edit.write import Amendment, join_amendments
from stc.errors import CannotGoOn
from stc.plan.aliases import find_department
from stc.plan.dates import parse_date
from stc.plan.model import Department, Plan, Step
from stc.plan.periods import format_due
from stc.plan.resolve import NONE
from stc.plan.value_types import fold_id
from stc.sheets.columns import KNOWN, NAMES, Stamp, hash_texts, plain_text, tell_known
from stc.sheets.read import FilledRow, FilledSheet
from stc.text.lists import format_some
from stc.text.nearest import quote
from stc.text.plural import count_noun

MOST: Final = 200
"""How many problems are shown."""

_QUOTED: Final = {field: f'"{title}"' for field, title in NAMES.items()}
_CONFLICTS: Final = {
    "status": "Status",
    "completed": "Completed",
    "deadline": "Deadline",
    "confirm": "Status",
}
"""The fields of a report that are about a value of the plan, each with the column that shows it."""
FindCommitted = Callable[[], Plan | None]


class Reported(NamedTuple):
    """A step, what a row reports of it, and what that changes."""

    step: Step
    report: StepReport
    amendment: Amendment

    @property
    def is_change(self) -> bool:
        """Whether the plan does not say it already."""
        return bool(self.amendment.changes or self.amendment.updates)


class Applied(NamedTuple):
    """What a sheet changes.

    Attributes:
        stamp: What the sheet says of itself.
        rows: How many rows it has.
        reports: The rows that report something.
        notes: Sentences on what a person should know of the sheet.
    """

    stamp: Stamp
    rows: int
    reports: tuple[Reported, ...]
    notes: tuple[str, ...]


class _Trouble(NamedTuple):
    """Something that is wrong with a sheet: where, a sentence, and what to do."""

    place: str
    message: str
    hint: str = ""

    def __str__(self) -> str:
        return f"{self.place}: {self.message}" + (f" {self.hint}" if self.hint else "")


def apply_sheet(
    plan: Plan,
    sheet: FilledSheet,
    path: str,
    today: date,
    find_committed: FindCommitted,
    by: Department | None = None,
) -> Applied:
    """Return what a sheet changes.

    Args:
        plan: The plan as it is.
        sheet: The sheet that came back.
        path: How its file is called.
        today: The day it is applied.
        find_committed: Returns the plan in the last commit, where git can tell.
        by: The department that reports; None for the one that the sheet was made for.

    Raises:
        CannotGoOn: Something is wrong with it; all of it is said.
    """
    _refuse_other_plan(plan, sheet, path)
    trouble = [
        _Trouble(place, "These cells are merged, so that only the first has a value.", "Unmerge.")
        for place in sheet.merged
    ]
    who = Reporter(by or _find_voice(plan, sheet, path), today, _find_day(sheet, today))
    steps = {fold_id(step.id): step for step in plan.steps}
    found: dict[str, str] = {}
    idle, reports, notes, changed = list[str](), [], list[str](), 0
    for row in sheet.rows:
        step = steps.get(fold_id(row.id))
        wrong = _find_wrong_row(row, step, found)
        if step is None and not wrong and row.id:
            notes.append(f"{row.id} left the plan after the sheet was made; its row is empty.")
        if step is None or wrong:
            trouble += wrong
            continue
        base = _find_base(step, row)
        changed += base is None or base != tell_known(step)
        report, wrong = _read_row(plan, step, row, base, today)
        trouble += wrong
        if report == StepReport():
            # An answer of no.
            idle.append(step.id)
            continue
        if report is None or wrong:
            continue
        committed = find_committed() if step.revisions and report.deadline else None
        former = committed.find_step(step.id) if committed else None
        try:
            amendment = amend_step(plan, step, report, who, _QUOTED, former)
            reports.append(Reported(step, report, amendment))
        except ReportRefused as refused:
            trouble += _place(row, refused)
    if trouble:
        raise _refuse(path, trouble)
    if idle:
        noun = "rows say" if len(idle) > 1 else "row says"
        notes.append(
            f"{len(idle):,} {noun} no in {_QUOTED['confirm']} and nothing else:"
            f" {format_some(idle)}. Write what has changed in the other columns."
        )
    notes += _describe_sheet(sheet, found, changed)
    return Applied(sheet.stamp, len(sheet.rows), tuple(reports), tuple(notes))


def join_reports(applied: Applied) -> Amendment:
    """Return all changes of a sheet as one, with a subject for its commit."""
    amendments = [report.amendment for report in applied.reports]
    changed = sum(report.is_change for report in applied.reports)
    steps = count_noun(changed, "step")
    by = applied.stamp.by
    subject = f"{by} reports on {steps}" if by else f"Reports on {steps}"
    joined = join_amendments(amendments, subject)
    verb = "changes" if changed == 1 else "change"
    lines = (f"{changed:,} of {count_noun(applied.rows, 'row')} {verb} the plan.",)
    if not applied.reports:
        lines = ("Nothing is filled in. Nothing to change.",)
    elif not (joined.changes or joined.updates):
        lines = ("The plan says all of this already. Nothing to change.",)
    return joined._replace(lines=(*applied.notes, *joined.lines, *lines))


def _refuse_other_plan(plan: Plan, sheet: FilledSheet, path: str) -> None:
    """Refuse a sheet whose plan has another title and whose texts are none of this one's."""
    if sheet.stamp.title == plain_text(plan.full_title):
        return
    known = {(fold_id(step.id), plain_text(tell_known(step)[1])) for step in plan.steps}
    if any((fold_id(row.id), plain_text(row.known[1].text)) in known for row in sheet.rows):
        return
    here, there = quote(plan.full_title, 200), quote(sheet.stamp.title, 200)
    raise CannotGoOn(
        f"{path} was made for another plan, {there}; this one is {here}.",
        "Name the right plan with --plan.",
    )


def _find_voice(plan: Plan, sheet: FilledSheet, path: str) -> Department | None:
    """Return the department that a sheet was made for; None where it was made for several."""
    if not sheet.stamp.by:
        return None
    found = find_department(plan.departments, sheet.stamp.by)
    if found is None:
        named = quote(sheet.stamp.by)
        message = f"{path} was made for the department {named}, which is not in the plan."
        raise CannotGoOn(message, "Name the one that reports with --by DEPT.")
    return found


def _find_day(sheet: FilledSheet, today: date) -> date:
    """Return the day since which what a sheet says may be recorded already."""
    made = parse_date(sheet.stamp.as_of)
    return min(made, today) if made else today


def _find_wrong_row(row: FilledRow, step: Step | None, found: dict[str, str]) -> list[_Trouble]:
    """Return what is wrong with the step a row is about, and remember where that step is."""
    place, shown = row.known[0].place, quote(row.id)
    if not row.id:
        hint = "Write what it says in the row of its step."
        return [_Trouble(row.place, "The row has no id.", hint)] if row.is_filled else []
    if fold_id(row.id) in found:
        first = found[fold_id(row.id)]
        return [_Trouble(place, f"{shown} has a row already, at {first}.", "Keep one of them.")]
    found[fold_id(row.id)] = place
    if not row.hash:
        message = f"The sheet was made without {shown}."
        hint = "Make a sheet with this step: stc sheet." if step else "No step has this id."
        return [_Trouble(place, message, hint)]
    if step is None and row.is_filled:
        return [_Trouble(place, f"{shown} is not in the plan any more.", "Remove the row.")]
    return []


def _find_base(step: Step, row: FilledRow) -> tuple[str, ...] | None:
    """Return what was known of a step when the sheet was made; None where that was edited."""
    now = tell_known(step)
    if hash_texts(now) == row.hash:
        return now
    given = (step.id, *(cell.text for cell in row.known[1:]))
    return given if hash_texts(given) == row.hash else None


def _read_row(
    plan: Plan, step: Step, row: FilledRow, base: tuple[str, ...] | None, today: date
) -> tuple[StepReport | None, list[_Trouble]]:
    """Return what a row reports, or None where nothing is filled in, and what is wrong with it."""
    trouble = [*_find_edited(plan, step, row, base), *_find_unreadable(row)]
    if not row.is_filled:
        return None, trouble
    typed = Typed(*("" if cell.holds else cell.text for cell in row.answers))
    try:
        report = read_report(plan, typed, today, _QUOTED)
    except ReportRefused as refused:
        return None, [*trouble, *_place(row, refused)]
    if base is not None:
        trouble += _find_conflicts(step, row, report, base)
    return report, trouble


def _find_edited(
    plan: Plan, step: Step, row: FilledRow, base: tuple[str, ...] | None
) -> Iterator[_Trouble]:
    """Yield the locked cells that somebody edited: it was meant as a change."""
    if base is None:
        message = (
            f"{step.id} has changed in the plan since the sheet was made, and a locked cell of its"
            " row was edited."
        )
        yield _Trouble(row.place, message, "Make a new sheet and copy what was filled in.")
        return
    for column, cell, text in list(zip(KNOWN, row.known, base, strict=True))[1:]:
        if plain_text(cell.text) != plain_text(text):
            title = quote(plan.vocabulary.head(column.title))
            was, given = (quote(one) if one else "empty" for one in (text, cell.text))
            given = cell.holds or given
            message = f"{step.id}: {title} is locked; it was {was} and is {given}."
            yield _Trouble(cell.place, message, f"Put it back. {column.instead}")


def _find_unreadable(row: FilledRow) -> Iterator[_Trouble]:
    for cell in row.answers:
        if cell.holds:
            yield _Trouble(cell.place, f"The cell holds {cell.holds}.", "Write the value itself.")


def _find_conflicts(
    step: Step, row: FilledRow, report: StepReport, base: tuple[str, ...]
) -> Iterator[_Trouble]:
    """Yield what a row reports of a value that the plan has changed meanwhile to another one."""
    titles = [column.title for column in KNOWN]
    said = {field: getattr(report, field) for field in _CONFLICTS}
    if report.confirm:
        # What was confirmed is what the sheet showed.
        said["confirm"] = base[titles.index(_CONFLICTS["confirm"])]
    for field, value in said.items():
        at = titles.index(_CONFLICTS[field])
        was, now = base[at], tell_known(step)[at]
        if value in (None, False) or was == now or _format(value) == now:
            continue
        verb = "confirms" if field == "confirm" else "says"
        message = (
            f"{step.id}: the sheet {verb} {_format(value) or NONE}, and the plan has changed"
            f" meanwhile from {was or NONE} to {now or NONE}."
        )
        yield _Trouble(_locate(row, field), message, "Empty the cell, or make a new sheet.")


def _format(value: object) -> str:
    """Return a value as a locked cell shows it; empty for a deadline that is taken away."""
    if isinstance(value, date):
        return format_due(value)
    if value == NONE:
        return ""
    return str(getattr(value, "name", value))


def _locate(row: FilledRow, field: str) -> str:
    return row.answers[Typed._fields.index(field)].place


def _place(row: FilledRow, refused: ReportRefused) -> Iterator[_Trouble]:
    for problem in refused.problems:
        yield _Trouble(_locate(row, problem.field), problem.message, problem.hint)


def _refuse(path: str, trouble: list[_Trouble]) -> CannotGoOn:
    """Return the error that says all that is wrong with a sheet, at most `MOST` of it."""
    lines = [str(problem) for problem in trouble[:MOST]]
    if len(trouble) > MOST:
        lines.append(f"... and {len(trouble) - MOST:,} more.")
    number = count_noun(len(trouble), "problem")
    return CannotGoOn("\n".join([f"{path} has {number}; nothing was changed.", *lines]))


def _describe_sheet(sheet: FilledSheet, found: Container[str], changed: int) -> Iterator[str]:
    """Yield sentences on what is in a sheet and what is not."""
    if sheet.added:
        noun = "column" if len(sheet.added) == 1 else "columns"
        yield f"Ignored: the added {noun} {format_some(list(sheet.added))}."
    removed = [step_id for step_id in sheet.ids or () if fold_id(step_id) not in found]
    if removed:
        whole = count_noun(len(sheet.ids or ()), "row")
        yield f"{len(removed):,} of {whole} were removed: {format_some(removed)}. Nothing changes."
    if changed:
        steps = count_noun(len(sheet.rows), "step")
        at = f"{sheet.stamp.as_of}, revision {sheet.stamp.revision}"
        yield f"{changed:,} of {steps} changed in the plan after the sheet was made ({at})."
