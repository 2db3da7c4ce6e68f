"""From the options a person typed to a filter of the plan, and what it says in the answer."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from stc.cli.context import Session, parse_day_option
from stc.cli.options import FilterOptions
from stc.errors import UsageProblem
from stc.plan.dates import parse_within
from stc.plan.filters import Filter
from stc.plan.resolve import choose_departments, choose_goals, choose_sections, choose_statuses
from stc.plan.search import parse_search


def choose_filter(options: FilterOptions, session: Session) -> Filter:
    """Gives the filter the options mean.

    Raises:
        UsageProblem: A department, section, goal, status, day or search is not one.
    """
    plan = session.plan
    return Filter(
        departments=tuple(one.id for one in choose_departments(plan, options.dept or ())),
        leads=tuple(one.id for one in choose_departments(plan, options.lead or ())),
        sections=tuple(one.id for one in choose_sections(plan, options.section or ())),
        goals=choose_goals(plan, options.goal or ()),
        statuses=tuple(one.name for one in choose_statuses(options.status or ())),
        search=tuple(map(parse_search, options.search or ())),
        due_before=_day(options.due_before, "--due-before", session.as_of),
        due_after=_day(options.due_after, "--due-after", session.as_of),
        due_from=session.as_of if options.within else None,
        due_to=choose_window(options.within, session.as_of) if options.within else None,
        undated=options.undated,
        needs_review=options.needs_review,
        as_of=session.as_of,
    )


def choose_window(typed: str, as_of: date) -> date:
    """Gives the last day of the window a person typed.

    Raises:
        UsageProblem: It is not a window.
    """
    try:
        return parse_within(typed, as_of)
    except ValueError as problem:
        raise UsageProblem(f"--within: {problem}.") from None


def describe_filter(options: FilterOptions, chosen: Filter) -> Mapping[str, Any]:
    """Gives what the answer was narrowed to, by the name of the option."""
    said = {
        "dept": list(chosen.departments),
        "lead": list(chosen.leads),
        "section": list(chosen.sections),
        "goal": [goal.title for goal in chosen.goals],
        "status": list(chosen.statuses),
        "search": [search.typed for search in chosen.search],
        "due_before": _iso(chosen.due_before),
        "due_after": _iso(chosen.due_after),
        "within": options.within,
        "undated": chosen.undated,
        "needs_review": chosen.needs_review,
        "slipped": chosen.slipped,
        "no_lead": chosen.no_lead,
    }
    return {name: value for name, value in said.items() if value}


def _day(typed: str | None, name: str, as_of: date) -> date | None:
    return parse_day_option(typed, name, as_of) if typed else None


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
