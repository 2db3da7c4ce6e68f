"""What a person reports of a step in a form or a sheet, recorded as the commands record it."""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any, Final, NamedTuple

from stc.edit.deadline import NewDeadline, describe_new_deadline, set_deadline
from stc.edit.status import NewStatus, describe_changes, set_status
from stc.edit.updates import NewUpdate
from stc.edit.voices import add_update, find_voice, require_department
from stc.edit.write import Amendment, join_amendments, refuse_empty_words
from stc.errors import CannotGoOn, StcError, UsageProblem
from stc.plan.dates import find_written_day, parse_typed_day
from stc.plan.field import BadValue
from stc.plan.model import Department, Plan, Step
from stc.plan.periods import format_due, read_written
from stc.plan.resolve import NONE, resolve_statuses
from stc.plan.status import Status
from stc.plan.typed_periods import parse_typed_period
from stc.plan.value_types import parse_text
from stc.plan.vocabulary import UNKNOWN
from stc.text.nearest import quote, quote_last

_YES: Final = ("yes", "y", "true", "x")
_NO: Final = ("no", "n", "false")
_RELATIVE: Final = ("yesterday", "today", "tomorrow")
_CLOCK: Final = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})[ T][0-9]{2}:[0-9]{2}(:[0-9.]+)?Z?")
_OPTION: Final = re.compile(r"--([a-z]+)( TEXT| DATE)?")
_REPLACE: Final = re.compile(r"(Add|Use) [^.]*--replace[^.]*\.")
_LEAVE: Final = re.compile(r"Leave it out, or set the status to (.+)\.\Z")
_BY_COMMAND: Final = "The command stc set-status replaces it, with its option --replace."
_KINDS: Final = {" TEXT": "a text in ", " DATE": "a day in ", None: ""}


class Typed(NamedTuple):
    """What was typed for a step, a text a field; an empty text changes nothing.

    Attributes:
        status: Its new status.
        completed: The day it was completed.
        update: What was done since the last report.
        evidence: Addresses and documents that show it, a line each.
        deadline: Its new deadline, a day or a period, or `none`.
        reason: Why the deadline moves, or why the step is excluded or reopened.
        confirm: `yes` where nothing has changed.
    """

    status: str = ""
    completed: str = ""
    update: str = ""
    evidence: str = ""
    deadline: str = ""
    reason: str = ""
    confirm: str = ""


class StepReport(NamedTuple):
    """What is reported of a step; a field that is None or empty changes nothing.

    Attributes:
        deadline: A day or a period; `NONE` takes the deadline away.
    """

    status: Status | None = None
    completed: date | None = None
    update: str | None = None
    evidence: tuple[str, ...] = ()
    deadline: date | str | None = None
    reason: str | None = None
    confirm: bool = False


class Reporter(NamedTuple):
    """Who reports, and when.

    Attributes:
        by: The department whose voice it is; None for the one that leads the step, or its only one.
        today: The day of the report.
        since: The day since which the same update counts as recorded already.
    """

    by: Department | None
    today: date
    since: date


class Problem(NamedTuple):
    """Why a report cannot be recorded: the field of `Typed` that is wrong, and a sentence."""

    field: str
    message: str
    hint: str = ""


class ReportRefused(CannotGoOn):
    """A report that cannot be recorded.

    Attributes:
        problems: All that is wrong with it.
    """

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(dict.fromkeys(problems))
        super().__init__(self.problems[0].message, self.problems[0].hint)


def read_report(plan: Plan, typed: Typed, today: date, names: Mapping[str, str]) -> StepReport:
    """Return the report that was typed.

    Args:
        plan: The plan.
        typed: What was typed.
        today: The day it is read.
        names: What the fields are called where it was typed, for the problems.

    Raises:
        ReportRefused: A value is wrong.
    """
    found, problems = StepReport(), []
    for field, text in zip(Typed._fields, (text.strip() for text in typed), strict=True):
        try:
            if text:
                found = found._replace(**{field: _read_value(plan, field, text, today)})
        except BadValue as problem:
            problems.append(Problem(field, problem.message, problem.hint))
        except (StcError, ValueError) as problem:
            problems.append(_rephrase(field, problem, names))
    if problems:
        raise ReportRefused(problems)
    return found


def _read_value(plan: Plan, field: str, text: str, today: date) -> Any:
    if field == "status":
        return _read_status(plan, text)
    if field == "completed":
        return _read_day(text) or parse_typed_day(text, today)
    if field == "deadline":
        if text.casefold() == NONE:
            return NONE
        return _read_day(text) or parse_typed_period(text, today, plan.fiscal_year)
    if field == "confirm":
        return _read_yes(text)
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    for line in lines if field == "evidence" else [text]:
        parse_text(line)
        refuse_empty_words(f"--{field}", line)
    return tuple(lines) if field == "evidence" else text


def list_reportable(plan: Plan) -> tuple[str, ...]:
    """Return the names of the statuses that can be reported."""
    return tuple(status.name for status in plan.vocabulary.statuses if status != UNKNOWN)


def _read_status(plan: Plan, text: str) -> Status:
    """Return a status; what else there is, is said as the lists of choices have it."""
    try:
        return resolve_statuses(plan, [text])[0]
    except UsageProblem as problem:
        if not problem.hint.startswith("Known: "):
            raise
        names = ", ".join(list_reportable(plan))
        raise UsageProblem(problem.message, f"Known: {names}.") from None


def _read_yes(text: str) -> bool:
    if text.casefold() in (*_YES, *_NO):
        return text.casefold() in _YES
    raise ValueError(f"{quote(text)} is not an answer; write {_YES[0]}, or nothing")


def _read_day(text: str) -> date | None:
    """Return a day in numbers that can be only one, or None.

    Raises:
        ValueError: It is a day only to a reader who knows when it was typed.
    """
    if text.casefold() in _RELATIVE:
        raise ValueError(f"{quote(text)} is not a day; write the day itself, such as 2026-12-31")
    clock = _CLOCK.fullmatch(text)
    return find_written_day(clock[1] if clock else text)


def amend_step(
    plan: Plan,
    step: Step,
    report: StepReport,
    who: Reporter,
    names: Mapping[str, str],
    committed: Step | None = None,
) -> Amendment:
    """Return what the commands change that say the same as a report.

    Args:
        plan: The plan.
        step: The step.
        report: What is reported of it.
        who: Who reports.
        names: What the fields of `Typed` are called where it was typed, for the problems.
        committed: The step as the last commit has it; None where git cannot tell.

    Raises:
        ReportRefused: It cannot be recorded.
    """
    parts: tuple[tuple[str, Iterator[Amendment]], ...] = (
        ("status", _amend_status(plan, step, report, who.today)),
        ("deadline", _amend_deadline(step, report, who.today, committed)),
        ("update", _add_updates(step, report, who)),
    )
    found: list[Amendment] = []
    problems = [
        *_find_idle(step, report, names),
        *_find_recorded(step, report, names),
        *_find_foreign(step, report, who),
    ]
    for field, part in parts:
        try:
            found += part
        except StcError as problem:
            problems.append(_rephrase(field, problem, names))
    if problems:
        raise ReportRefused(problems)
    joined = join_amendments(found, step.id)
    return joined._replace(lines=tuple(_rename_options(line, names) for line in joined.lines))


def _find_idle(step: Step, report: StepReport, names: Mapping[str, str]) -> Iterator[Problem]:
    if report.reason and not report.status and report.deadline is None:
        what = f"{names['reason']} explains nothing: neither the status nor the deadline changes."
        yield Problem("reason", what, f"Fill in {names['status']} or {names['deadline']}, too.")
    if report.confirm and report.status not in (None, step.status):
        what = (
            f"{names['confirm']} says that nothing has changed, and {names['status']} changes it."
        )
        yield Problem("confirm", what, "Empty one of them.")


def _find_recorded(step: Step, report: StepReport, names: Mapping[str, str]) -> Iterator[Problem]:
    """Yield that a reason would be lost, or replace another one of the same deadline."""
    due = report.deadline if isinstance(report.deadline, date) else None
    if report.deadline is None or read_written(due) != read_written(step.deadline):
        return
    known = [revision.reason for revision in step.revisions if revision.to == due]
    if (
        not report.reason
        or report.reason in (*known, step.reason)
        or _explains_status(step, report)
    ):
        return
    what = f"{step.id}: the deadline is {format_due(due) if due else NONE} already"
    hint = f"Empty {names['reason']}, or write another day in {names['deadline']}."
    if known:
        told = f"{what}, for another reason, {quote(known[-1], 2000)}; this one is"
        yield Problem("reason", f"{told} {quote_last(report.reason, 2000)}", hint)
    else:
        yield Problem("reason", f"{what}, so that {names['reason']} explains nothing.", hint)


def _explains_status(step: Step, report: StepReport) -> bool:
    """Return whether the reason is one for the status."""
    status = report.status
    return status not in (None, step.status) and (status.needs_reason or step.status.is_done)


def _find_foreign(step: Step, report: StepReport, who: Reporter) -> Iterator[Problem]:
    if who.by is None:
        return
    for field in ("update", "confirm"):
        if getattr(report, field):
            try:
                require_department(step, who.by)
            except StcError as problem:
                yield Problem(field, problem.message, problem.hint)


def _amend_status(plan: Plan, step: Step, report: StepReport, today: date) -> Iterator[Amendment]:
    evidence = report.evidence if _is_of_status(report) else ()
    if not (report.status or report.completed or evidence):
        return
    status = report.status or step.status
    explains = report.deadline is None or _explains_status(step, report)
    reason = report.reason if report.status and explains else None
    new = NewStatus(status, report.completed, evidence, reason)
    changes = set_status(step, new, today, plan.vocabulary)
    yield Amendment(changes, step.id, describe_changes(step, new, changes))


def _amend_deadline(
    step: Step, report: StepReport, today: date, committed: Step | None
) -> Iterator[Amendment]:
    if report.deadline is None:
        return
    due = report.deadline if isinstance(report.deadline, date) else None
    if not report.reason and due == step.deadline:
        yield Amendment((), step.id, (f"{step.id}: the deadline is {due or NONE} already.",))
        return
    new = NewDeadline(due, report.reason or "", today)
    changes = set_deadline(step, new, today, committed)
    yield Amendment(changes, step.id, describe_new_deadline(step, new, changes, committed))


def _is_of_status(report: StepReport) -> bool:
    """Return whether the evidence shows the status, and not what an update says."""
    return bool(report.status or report.completed or not report.update)


def _add_updates(step: Step, report: StepReport, who: Reporter) -> Iterator[Amendment]:
    if not (report.update or report.confirm):
        return
    by = find_voice(step, who.by)
    evidence = () if _is_of_status(report) else report.evidence
    if report.update:
        new = NewUpdate(by, step, who.today, text=report.update, evidence=evidence)
        yield add_update(step, new, f"An update by {by.name}", who.since)
    if report.confirm:
        new = NewUpdate(by, step, who.today)
        yield add_update(step, new, f"{by.name} confirms {step.status.name}", who.since)


def _rephrase(field: str, problem: Exception, names: Mapping[str, str]) -> Problem:
    """Return a problem in the words of those who do not type options."""
    if not isinstance(problem, StcError):
        return Problem(field, f"{problem}.")
    told = f"{problem.message} {problem.hint}"
    named = next((match[1] for match in _OPTION.finditer(told) if match[1] in names), field)
    texts = (problem.message, problem.hint)
    return Problem(named, *(_rename_options(text, names) for text in texts))


def _rename_options(text: str, names: Mapping[str, str]) -> str:
    """Return a sentence with the names of fields in the place of options."""

    def rename(match: re.Match[str]) -> str:
        return f"{_KINDS[match[2]]}{names[match[1]]}" if match[1] in names else match[0]

    text = _LEAVE.sub(lambda match: f"Empty it, or write {match[1]} in {names['status']}.", text)
    return _OPTION.sub(rename, _REPLACE.sub(_BY_COMMAND, text))
