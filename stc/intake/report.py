"""From the text of an issue to the change of the plan that it reports."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import NamedTuple

from stc.edit.report import (
    Problem,
    Reporter,
    ReportRefused,
    StepReport,
    Typed,
    amend_step,
    read_report,
)
from stc.edit.write import Amendment
from stc.errors import UsageProblem
from stc.intake.answers import read_answers
from stc.intake.questions import BY, CONFIRM, LABELS, STEP
from stc.plan.model import Department, Plan, Step
from stc.plan.resolve import resolve_departments, resolve_steps
from stc.text.lists import format_some
from stc.text.plural import count_noun


class Reported(NamedTuple):
    """A report that can be recorded.

    Attributes:
        step: The step as it is.
        given: The answers, by the ids of their questions.
        amendment: What they change.
    """

    step: Step
    given: Mapping[str, str]
    amendment: Amendment


def read_issue(
    plan: Plan, body: str, today: date, find_committed: Callable[[Step], Step | None]
) -> Reported:
    """Return what the text of an issue reports.

    Args:
        plan: The plan.
        body: The text.
        today: The day it is recorded.
        find_committed: Return a step as the last commit has it; None where git cannot tell.

    Raises:
        ReportRefused: It cannot be recorded; all that is wrong with it.
    """
    given, problems = read_answers(body, plan)
    step = None
    try:
        if STEP.id in given:
            (step,) = resolve_steps(plan, [given[STEP.id]])
    except UsageProblem as problem:
        hint = problem.hint if "`" not in problem.hint else "The page of the step shows its id."
        problems = (*problems, Problem(STEP.id, problem.message, hint))
    if not problems and not given.keys() - {STEP.id, BY.id}:
        problems = (Problem(STEP.id, "Nothing is reported of the step.", "Answer a question."),)
    typed = Typed(**{field: given.get(field, "") for field in Typed._fields})
    report, by = StepReport(), None
    try:
        by = _find_voice(plan, step, given) if step else None
    except ReportRefused as refused:
        problems = (*problems, *refused.problems)
    try:
        report = read_report(plan, typed, today, LABELS)
    except ReportRefused as refused:
        problems = (*problems, *refused.problems)
    if problems or step is None:
        raise ReportRefused(problems)
    who = Reporter(by, today, today)
    amendment = amend_step(plan, step, report, who, LABELS, find_committed(step))
    subject = f"{step.id}: {_describe(report, given)}"
    if by is not None:
        given[BY.id] = by.name
    return Reported(step, given, amendment._replace(subject=subject))


def _find_voice(plan: Plan, step: Step, given: Mapping[str, str]) -> Department | None:
    """Return the department that reports; None for the step's lead or only department.

    Raises:
        ReportRefused: It is not one of the step's, or it is not clear which of several it is.
    """
    names = [department.name for department in step.departments]
    choice = f"Choose one of: {format_some(names, len(names))}."
    if BY.id in given:
        try:
            (by,) = resolve_departments(plan, [given[BY.id]])
        except UsageProblem as problem:
            raise ReportRefused([Problem(BY.id, problem.message, problem.hint)]) from None
        if by in step.departments:
            return by
        message = (
            f"{by.name} is not a department of {step.id}. What another department says of a step is"
            " a verification, which the owner of the plan records."
        )
        hint = choice if names else "The step has no department."
        raise ReportRefused([Problem(BY.id, message, hint)])
    needs_voice = "update" in given or CONFIRM.id in given
    if needs_voice and step.lead is None and len(step.departments) != 1:
        message = f"{step.id} has {count_noun(len(step.departments), 'department')} and no lead."
        hint = choice if names else "The owner of the plan records an update of it."
        raise ReportRefused([Problem(BY.id, message, hint)])
    return None


def _describe(report: StepReport, given: Mapping[str, str]) -> str:
    """Return what is reported in words of the plan and ours; none are of the person who reports."""
    parts = [report.status.name] if report.status else []
    if report.deadline is not None:
        parts.append(f"deadline {report.deadline}")
    names = {"update": "update", "evidence": "evidence", "completed": "completed"}
    parts += [name for field, name in names.items() if not parts and field in given]
    return ", ".join(parts) or "confirmed"
