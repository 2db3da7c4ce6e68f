"""The parts of a report on the present state: what is due, overdue, and to be settled."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Final

from stc.history.compare_since import PlanVersion
from stc.history.renames import match_departments
from stc.plan.counts import Group, group_steps
from stc.plan.deadlines import days_past, is_open, is_overdue, is_review_due, is_undated
from stc.plan.model import Step
from stc.plan.order import order_steps
from stc.plan.status import StatusKind
from stc.plan.vocabulary import Vocabulary
from stc.text.plural import be, have
from stc.views.report_changes import Comparison, Report
from stc.views.report_figures import describe_figure, describe_sign, list_unsettled
from stc.views.report_steps import (
    AHEAD_COLUMNS,
    PAST_COLUMNS,
    build_part,
    row_ahead,
    row_past,
)
from stc.views.sentences import describe_labels, share
from stc.views.since import WINDOWS, find_horizon, is_without_lead
from stc.views.view import Block, Cell, Column


def build_due(report: Report) -> Iterator[Block]:
    """Return the part on what is due in 90 days, soonest first."""
    now, horizons = report.now, report.figures.horizons
    number, whole = sum(horizons[name] for name in WINDOWS), report.figures.counts.open
    words = report.figures.counts.vocabulary
    named = words.name("steps")
    beside = (
        f"{horizons['overdue']:,} overdue, {horizons['due_later']:,} due later,"
        f" {horizons['undated']:,} undated"
    )
    lines: tuple[str, ...] = (
        f"{share(number, whole)} of the open {named} are due in the next 90 days.",
    )
    if not number:
        open_steps = words.count_parts(whole, "open step")
        lines = (f"0 of {open_steps} {be(0, whole)} due in the next 90 days.",)
    else:
        lines = (*lines, f"{_describe_windows(horizons)}.")
    lines = (*lines, f"Other open {named}: {beside}.")
    steps = [step for step in now.steps if find_horizon(step, now.day) in WINDOWS]
    rows = (row_ahead(step, now.day) for step in order_steps(steps, "deadline"))
    caption = "Soonest first."
    yield from build_part("Due next", lines, AHEAD_COLUMNS, rows, caption)


def _describe_windows(horizons: Mapping[str, int]) -> str:
    """Return the windows as cumulative sums, so that no step is counted twice."""
    first, second, third = (horizons[name] for name in WINDOWS)
    return (
        f"{first:,} {be(first)} due within 30 days, {first + second:,} within 60 ({second:,} more)"
        f" and {first + second + third:,} within 90 ({third:,} more)"
    )


def build_departments(report: Report) -> Iterator[Block]:
    """Return the part on the overdue steps by department, most first."""
    groups = [
        (group, _find_overdue(group, report.now.day))
        for group in group_steps(report.now.plan, report.now.steps, "dept")
        if not report.departments or group.id in report.departments
    ]
    shown = sorted(
        (group for group in groups if group[1]), key=lambda group: (-len(group[1]), group[0].title)
    )
    words, number = report.now.plan.vocabulary, report.figures.horizons["overdue"]
    then = _count_then(report.comparison, report.now)
    idle = [_describe_idle(group, then) for group, overdue in groups if group.id and not overdue]
    whole = sum(bool(group.id) for group, _ in groups)
    lines: tuple[str, ...] = (
        _describe_departments(whole - len(idle), whole, number, report.figures.counts.vocabulary),
    )
    if idle and (shown or any(then.values() if then else ())):
        lines = (*lines, f"{words.say('Without an overdue step')}: {', '.join(idle)}.")
    columns = (
        Column("Department"),
        Column("Overdue of open", "number"),
        *((Column("Change", "number"),) if report.comparison else ()),
        Column("Steps (days past)"),
    )
    rows = (_row(group, overdue, then, report) for group, overdue in shown)
    caption = "Most overdue first; in each department, worst first."
    yield from build_part("Overdue by department", lines, columns, rows, words.say(caption))


def _describe_idle(group: Group, then: Mapping[str, int] | None) -> str:
    before = then.get(group.id, 0) if then else 0
    return f"{group.title} ({describe_sign(-before)})" if before else group.title


def _describe_departments(shown: int, groups: int, number: int, words: Vocabulary) -> str:
    steps, step = words.name("steps"), words.name("step")
    departments = words.count_parts(groups, "department")
    if not shown:
        return f"0 of {departments} with {steps} {have(0, groups)} an overdue one."
    overdue = f"{have(shown, groups)} {'an overdue one' if groups == 1 else 'overdue ones'}"
    return (
        f"{shown:,} of {departments} with {steps} {overdue}. A {step} with several"
        f" {words.name('departments')} is listed in each; there {be(number)} {number:,} in all."
    )


def _row(
    group: Group, overdue: tuple[Step, ...], then: Mapping[str, int] | None, report: Report
) -> tuple[Cell, ...]:
    whole = sum(is_open(step, report.now.day) for step in group.steps)
    change = () if then is None else (describe_sign(len(overdue) - then.get(group.id, 0)),)
    names = (f"{step.id} ({days_past(step, report.now.day):,})" for step in overdue)
    return (group.title, share(len(overdue), whole), *change, ", ".join(names))


def _find_overdue(group: Group, day: date) -> tuple[Step, ...]:
    overdue = (step for step in group.steps if is_overdue(step, day))
    return order_steps(overdue, "deadline")


def _count_then(comparison: Comparison | None, now: PlanVersion) -> Mapping[str, int] | None:
    """Return how many steps of a department were overdue then, by the id it has now."""
    if comparison is None:
        return None
    then = comparison.compared.then
    pairs = match_departments(then.plan.departments, now.plan.departments)
    ids = {old.id: new.id for old, new in pairs}
    return {
        ids.get(group.id, group.id): len(_find_overdue(group, then.day))
        for group in group_steps(then.plan, then.steps, "dept")
    }


def build_overdue(report: Report) -> Iterator[Block]:
    """Return the part on the overdue steps, each once, worst first."""
    now, counts = report.now, report.figures.counts
    named, count = counts.vocabulary.name("steps"), counts.vocabulary.count_parts
    lines: tuple[str, ...] = (
        f"{share(counts.overdue, counts.open)} of the open {named} are overdue.",
        f"Not among them: {count(counts.review_due, counts.reviewed_noun)} due for review,"
        f" {count(counts.undated, 'open step')} without a deadline.",
    )
    if not counts.overdue:
        open_steps = count(counts.open, "open step")
        lines = (f"0 of {open_steps} {be(0, counts.open)} overdue.",)
    if labels := describe_labels(counts):
        undated = count(counts.undated, "open step")
        lines = (*lines, f"{undated} {have(counts.undated)} no date; {labels}.")
    if counts.late_to_start is not None:
        late = count(counts.late_to_start, "step")
        lines = (*lines, f"{late} {be(counts.late_to_start)} late to start.")
    rows = (
        row_past(step, now.day)
        for step in order_steps(now.steps, "deadline")
        if is_overdue(step, now.day)
    )
    caption = "Worst first."
    yield from build_part("Overdue", lines, PAST_COLUMNS, rows, caption)


def build_unsettled(report: Report) -> Iterator[Block]:
    """Return the part on what has to be settled: a row each, with the steps."""
    now, then = report.now, report.comparison and report.comparison.figures
    columns = (
        Column("What"),
        Column("Now", "number"),
        *((Column("Change", "number"),) if then else ()),
        Column("Steps"),
    )
    rows = []
    for figure, test in zip(list_unsettled(report.figures.counts), UNSETTLED.values(), strict=True):
        change: tuple[Cell, ...] = ()
        if then:
            change = (describe_sign(figure.count(report.figures) - figure.count(then)),)
        names = (step.id for step in now.steps if test(step, now.day))
        steps = ", ".join(names) or "none"
        rows.append((figure.title, describe_figure(figure, report.figures), *change, steps))
    closed = [status.name for status in now.plan.vocabulary.statuses if status.is_closed]
    expected = now.plan.vocabulary.say("A lead is expected for steps that")
    lines = (f"{expected} are neither {' nor '.join(closed)}.",)
    yield from build_part(
        "To be settled",
        lines,
        columns,
        rows,
        now.plan.vocabulary.say("Steps in the order of the plan."),
    )


StepTest = Callable[[Step, date], bool]
UNSETTLED: Final[Mapping[str, StepTest]] = {
    "review_due": is_review_due,
    "undated": is_undated,
    "no_lead": is_without_lead,
    "needs_review": lambda step, _: step.needs_review is not None,
    "unknown": lambda step, _: step.status.kind is StatusKind.UNKNOWN,
}
"""What has to be settled, in the order of its figures, and which steps it is true of."""
