"""Filters of steps, one row each: any value of an option, and all options, must match.

Command options, completion, selection and the filter in an answer loop over `FILTERS`.
"""

from collections.abc import Callable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from stc.errors import UsageProblem
from stc.plan.dates import parse_within
from stc.plan.deadlines import (
    is_late_to_start,
    is_open,
    is_overdue,
    is_review_due,
    is_undated,
    status_on,
)
from stc.plan.field import specs_of
from stc.plan.model import Goal, Plan, Step, read_inherited
from stc.plan.periods import first_day, format_due, last_day
from stc.plan.resolve import (
    resolve_categories,
    resolve_departments,
    resolve_goals,
    resolve_phases,
    resolve_sections,
    resolve_statuses,
    resolve_texts,
)
from stc.plan.status import StatusKind

if TYPE_CHECKING:
    from stc.plan.search import Search


class FormerNames(NamedTuple):
    """Names of departments and goals in an older version of the plan.

    Attributes:
        statuses: The former names of each status that had others, by its name now.
        departments: The former id of each department that has another id now.
        find_goals: From goals to the corresponding earlier ones.
    """

    departments: Mapping[str, str]
    statuses: Mapping[str, tuple[str, ...]]
    find_goals: Callable[[tuple[Goal, ...]], tuple[Goal, ...]]


def _keep(value: Any, _: FormerNames) -> Any:
    return value


class FilterRow(NamedTuple):
    """A filter.

    Attributes:
        option: What is typed, such as `--due-before`.
        doc: What it does, in a line.
        accepts: Return whether a step passes, given the value and the as-of day.
        parse: From the typed text (of all of them, where there may be many) to the value; None for
            a flag. Raises `UsageProblem`.
        many: The option may be repeated.
        metavar: What a typed value is called.
        short: The short form of the option.
        completes: What Tab offers: department, section, status, phase or category.
        dump: From the value to plain data.
        rename: From the value to the corresponding one in an older version of the plan.
        is_shared: Every command with filters has the option; otherwise only those that name it.
        excludes: The options beside which it could never accept a step.
    """

    option: str
    doc: str
    accepts: Callable[[Step, Any, date], bool]
    parse: Callable[[Any, Plan, date], Any] | None = None
    many: bool = False
    metavar: str | None = None
    short: str = ""
    completes: str = ""
    dump: Callable[[Any], Any] = lambda value: value
    rename: Callable[[Any, FormerNames], Any] = _keep
    is_shared: bool = True
    excludes: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """Its key in JSON and in Python."""
        return self.option.removeprefix("--").replace("-", "_")


class Window(NamedTuple):
    """The days of `--within`, both included, and how it was typed."""

    typed: str
    first: date
    last: date


def parse_window(typed: str, plan: Plan, as_of: date) -> Window:
    """Parse a length of time after the as-of day, or a day or period it lasts to.

    Raises:
        UsageProblem: It is neither.
    """
    from stc.plan.typed_periods import find_period

    due = find_period(typed, plan.fiscal_year)
    try:
        return Window(
            typed, as_of, parse_within(last_day(due).isoformat() if due else typed, as_of)
        )
    except ValueError as problem:
        raise UsageProblem(f"--within: {problem}.") from None


def _parse_due(option: str) -> Callable[[str, Plan, date], date]:
    def parse_due(typed: str, plan: Plan, as_of: date) -> date:
        from stc.plan.typed_periods import parse_typed_period

        try:
            return parse_typed_period(typed, as_of, plan.fiscal_year)
        except ValueError as problem:
            raise UsageProblem(f"{option}: {problem}.") from None

    return parse_due


def _ids(things: tuple[Any, ...]) -> tuple[str, ...]:
    return tuple(thing.id for thing in things)


def _rename_departments(ids: tuple[str, ...], names: FormerNames) -> tuple[str, ...]:
    return tuple(names.departments.get(department, department) for department in ids)


def _rename_statuses(names: tuple[str, ...], former: FormerNames) -> tuple[str, ...]:
    return tuple(old for name in names for old in former.statuses.get(name, (name,)))


def _has_department(step: Step, ids: tuple[str, ...], _: date) -> bool:
    for department in step.departments:  # noqa: SIM110 (any() takes twice as long)
        if department.id in ids:
            return True
    return False


def _parse_searches(typed: list[str], _: Plan, __: date) -> "tuple[Search, ...]":
    from stc.plan.search import parse_search

    return tuple(map(parse_search, typed))


def _has_text(step: Step, queries: "tuple[Search, ...]", _: date) -> bool:
    from stc.plan.search import read_step

    written = read_step(step)
    return any(query.accepts(written) for query in queries)


def _find_by(
    resolve: Callable[..., tuple[Any, ...]],
) -> Callable[[Any, Plan, date], tuple[str, ...]]:
    """Return how ids or names are parsed, also as a list with commas."""
    return lambda typed, plan, _: _ids(resolve(plan, typed, splits=True))


def _is_one_of(key: str) -> Callable[[Step, Any, date], bool]:
    spec = specs_of(Step)[key]
    return lambda step, ids, _: read_inherited(step, spec) in ids


def _find_tags(typed: Any, plan: Plan, _: date) -> tuple[str, ...]:
    tags = dict.fromkeys(tag for step in plan.steps for tag in step.tags)
    return resolve_texts(tags, typed, "tag", "summary --by tag")


def _find_levels(typed: Any, plan: Plan, _: date) -> tuple[str, ...]:
    levels = dict.fromkeys(title for step in plan.steps for title in step.under)
    return resolve_texts(levels, typed, "level", "", part=True)


def _find_statuses(typed: Any, plan: Plan, _: date) -> tuple[str, ...]:
    return tuple(status.name for status in resolve_statuses(plan, typed, splits=True))


def _is_closed(step: Step, as_of: date) -> bool:
    status = status_on(step, as_of)
    return not status.is_open and status.kind not in (StatusKind.CONTINUING, StatusKind.UNKNOWN)


def _is_within(step: Step, window: Window, _: date) -> bool:
    return step.deadline is not None and window.first <= step.deadline <= window.last


FILTERS: Final = (
    FilterRow(
        "--dept",
        "Steps of a department: its id, its name or an alias.",
        _has_department,
        _find_by(resolve_departments),
        many=True,
        metavar="DEPT",
        short="-d",
        completes="department",
        dump=list,
        rename=_rename_departments,
    ),
    FilterRow(
        "--lead",
        "Steps that this department leads.",
        lambda step, ids, _: step.lead is not None and step.lead.id in ids,
        _find_by(resolve_departments),
        many=True,
        metavar="DEPT",
        completes="department",
        dump=list,
        rename=_rename_departments,
    ),
    FilterRow(
        "--section",
        "Steps of a section: its id or title.",
        lambda step, ids, _: step.section.id in ids,
        _find_by(resolve_sections),
        many=True,
        metavar="SECTION",
        short="-s",
        completes="section",
        dump=list,
    ),
    FilterRow(
        "--goal",
        "Steps toward a goal: its id, its title or part of it.",
        lambda step, goals, _: step.goal in goals,
        lambda typed, plan, _: resolve_goals(plan, typed),
        many=True,
        metavar="TEXT",
        dump=lambda goals: [goal.title for goal in goals],
        rename=lambda goals, names: names.find_goals(goals),
    ),
    FilterRow(
        "--status",
        "Steps with this status, such as in-progress.",
        lambda step, names, as_of: status_on(step, as_of).name in names,
        _find_statuses,
        many=True,
        metavar="STATUS",
        completes="status",
        dump=list,
        rename=_rename_statuses,
    ),
    FilterRow(
        "--not-status",
        "Steps with any status but this one.",
        lambda step, names, as_of: status_on(step, as_of).name not in names,
        _find_statuses,
        many=True,
        metavar="STATUS",
        completes="status",
        dump=list,
        rename=_rename_statuses,
    ),
    FilterRow(
        "--phase",
        "Steps of a phase: its id or title.",
        _is_one_of("phase"),
        _find_by(resolve_phases),
        many=True,
        metavar="PHASE",
        completes="phase",
        dump=list,
    ),
    FilterRow(
        "--category",
        "Steps of a category: its id or title.",
        _is_one_of("category"),
        _find_by(resolve_categories),
        many=True,
        metavar="CATEGORY",
        completes="category",
        dump=list,
    ),
    FilterRow(
        "--tag",
        "Steps with this tag.",
        lambda step, tags, _: any(tag in tags for tag in step.tags),
        _find_tags,
        many=True,
        metavar="TAG",
        dump=list,
    ),
    FilterRow(
        "--under",
        "Steps under a level above sections or goals: its title or part of it.",
        lambda step, titles, _: any(title in titles for title in step.under),
        _find_levels,
        many=True,
        metavar="TEXT",
        dump=list,
    ),
    FilterRow(
        "--search",
        "Steps that contain all these words; quote a phrase.",
        _has_text,
        _parse_searches,
        many=True,
        metavar="TEXT",
        dump=lambda queries: [query.typed for query in queries],
    ),
    FilterRow(
        "--due-before",
        "Steps due before this day, or before a period begins.",
        lambda step, due, _: step.deadline is not None and step.deadline < first_day(due),
        _parse_due("--due-before"),
        metavar="DATE",
        dump=format_due,
    ),
    FilterRow(
        "--due-after",
        "Steps due after this day, or after a period ends.",
        lambda step, due, _: step.deadline is not None and step.deadline > due,
        _parse_due("--due-after"),
        metavar="DATE",
        dump=format_due,
    ),
    FilterRow(
        "--due-in",
        "Steps due in a period, such as 2026-Q3.",
        lambda step, due, _: step.deadline is not None and first_day(due) <= step.deadline <= due,
        _parse_due("--due-in"),
        metavar="DATE",
        dump=format_due,
    ),
    FilterRow(
        "--within",
        "Steps due within a period (90d, 6w, 3m) or by a date.",
        _is_within,
        parse_window,
        metavar="PERIOD",
        dump=lambda window: window.typed,
    ),
    FilterRow(
        "--open",
        "Steps still to be finished.",
        lambda step, _, as_of: is_open(step, as_of),
        excludes=("--closed",),
    ),
    FilterRow(
        "--closed",
        "Steps that ended: complete, excluded or not met.",
        lambda step, _, as_of: _is_closed(step, as_of),
        excludes=("--overdue", "--review-due", "--late-to-start", "--undated"),
    ),
    FilterRow(
        "--overdue",
        "Open steps past their deadline.",
        lambda step, _, as_of: is_overdue(step, as_of),
        excludes=("--review-due", "--undated"),
    ),
    FilterRow(
        "--review-due",
        "Steps that are due for review.",
        lambda step, _, as_of: is_review_due(step, as_of),
    ),
    FilterRow(
        "--late-to-start",
        "Steps still in the first status after their start.",
        lambda step, _, as_of: is_late_to_start(step, as_of),
    ),
    FilterRow(
        "--undated",
        "Open steps without a deadline.",
        lambda step, _, as_of: is_undated(step, as_of),
        excludes=("--due-before", "--due-after", "--within", "--due-in"),
    ),
    FilterRow(
        "--no-evidence",
        "Complete steps that name no evidence.",
        lambda step, _, as_of: status_on(step, as_of).is_done and not step.evidence,
        excludes=("--open", "--overdue", "--review-due", "--late-to-start", "--undated"),
    ),
    FilterRow(
        "--needs-review",
        "Steps to check against the printed plan.",
        lambda step, _, __: step.needs_review is not None,
    ),
    FilterRow(
        "--slipped",
        "Steps with a move recorded in the file (stc slips also asks git).",
        lambda step, _, __: bool(step.moves),
        is_shared=False,
    ),
    FilterRow(
        "--no-lead",
        "Steps without a recorded lead.",
        lambda step, _, __: step.lead is None,
        is_shared=False,
    ),
)
"""Every filter, in the order of the help and of the answers."""


class Filter(NamedTuple):
    """The filters of a list of steps.

    Attributes:
        values: The value of each active filter, by its name.
        as_of: The day on which the status of a step is judged.
    """

    values: Mapping[str, Any] = {}
    as_of: date = date.max

    @property
    def is_narrow(self) -> bool:
        """Whether it may exclude a step."""
        return any(self.values.values())

    @property
    def rows(self) -> tuple[tuple[FilterRow, Any], ...]:
        """The active filters, each with its value."""
        return tuple((row, value) for row in FILTERS if (value := self.values.get(row.name)))

    def accepts(self, step: Step) -> bool:
        """Return whether the step passes every part of the filter."""
        return bool(select((step,), self))

    def rename(self, names: FormerNames) -> "Filter":
        """Return the filter in the words of an older version of the plan."""
        return self._replace(
            values={row.name: row.rename(value, names) for row, value in self.rows}
        )


def resolve_filter(typed: Mapping[str, Any], plan: Plan, as_of: date) -> Filter:
    """Return the filter for what was typed, by the names of the filters.

    Raises:
        UsageProblem: A department, section, goal, status, day or search is invalid, or two options
            exclude each other.
    """
    chosen = Filter(
        {
            row.name: row.parse(text, plan, as_of) if row.parse else text
            for row in FILTERS
            if (text := typed.get(row.name))
        },
        as_of,
    )
    _refuse_contradictions(chosen)
    return chosen


def _refuse_contradictions(chosen: Filter) -> None:
    active = {row.option: value for row, value in chosen.rows}
    for row, _ in chosen.rows:
        other = next((option for option in row.excludes if option in active), None)
        if other:
            raise UsageProblem(
                f"No step can match both {row.option} and {other}.", "Leave one of them out."
            )
    wanted, unwanted = active.get("--status", ()), active.get("--not-status", ())
    if wanted and set(wanted) <= set(unwanted):
        raise UsageProblem(
            "Every --status is also a --not-status, so no step can match.", "Leave one of them out."
        )


def describe_filter(chosen: Filter) -> dict[str, Any]:
    """Return the filters of an answer, by their names."""
    return {row.name: row.dump(value) for row, value in chosen.rows}


def select(steps: tuple[Step, ...], chosen: Filter) -> tuple[Step, ...]:
    """Return the steps the filter accepts, in their order; each row sees what the others kept."""
    for row, value in chosen.rows:
        accepts, as_of = row.accepts, chosen.as_of
        steps = tuple([step for step in steps if accepts(step, value, as_of)])
    return steps


def select_steps(plan: Plan, chosen: Filter) -> tuple[Step, ...]:
    """Return the steps of the plan the filter accepts, in the order of the plan."""
    return select(plan.steps, chosen)
