"""The earlier version of the plan that a report is compared with, and the day it stands for."""

from datetime import date, timedelta
from typing import NamedTuple

from stc.cli.publishing import QUARTER
from stc.cli.remembering import choose_span, find_session_log
from stc.cli.session import Session
from stc.history.log import Log
from stc.history.main_line import Standing, read_main_line
from stc.history.pairing import match_departments, match_goals
from stc.history.revisions import parse_day, read_past
from stc.history.span import Span
from stc.load.files import load_plan
from stc.plan.model import Goal, Plan
from stc.query.filters import Filter
from stc.words.errors import CannotGoOn, FileRefused, UsageProblem
from stc.words.zones import today_in

_ALONE = "so nothing is compared with an earlier day"


class Earlier(NamedTuple):
    """An earlier version of the plan.

    Attributes:
        plan: The plan as it was.
        day: The day it is judged on.
        commit: The full id of the commit it was read from.
        since: The day of that commit in the plan's time zone.
        span: What came after that commit.
        log: What git knows, or None where it was not asked.
        lines: Sentences on how the version was chosen, where that is not as asked.
    """

    plan: Plan
    day: date
    commit: str
    since: date
    span: Span
    log: Log | None
    lines: tuple[str, ...] = ()


class Alone(NamedTuple):
    """That there is nothing to compare with, and why, in a sentence."""

    why: str


def find_earlier(session: Session, typed: str | None) -> Earlier | Alone:
    """Gives the version to compare with: the one that was typed, else that of a quarter ago.

    A day means the last commit of the main line before it began. A quarter is 91 days before the
    as-of day; where git has no version that old, the first one there is stands in for it.

    Raises:
        UsageProblem: The revision that was typed is unknown, or later than the as-of day.
        CannotGoOn: What was typed cannot be found or read.
    """
    if typed is not None:
        return _read_typed(session, typed)
    if session.revision is None:
        return Alone(f"The plan is not in a git checkout, {_ALONE}.")
    try:
        log = find_session_log(session)
    except CannotGoOn as problem:
        return Alone(f"{problem.message.removesuffix('.')}, {_ALONE}.")
    if log is None:
        return Alone(f"git has no version of this plan, {_ALONE}.")
    return _choose_version(session, log)


def _read_typed(session: Session, typed: str) -> Earlier:
    zone, head = session.plan.timezone, session.at or "HEAD"
    day = parse_day(typed)
    if day is not None and day > session.as_of:
        raise _say_later(day, "", session.as_of)
    try:
        past = read_past(session.path.resolve(), session.shown, typed, zone, head)
    except UsageProblem as problem:
        said = problem.message.removeprefix("--at: ").removeprefix("--since: ")
        raise UsageProblem(f"--since: {said}", problem.hint) from None
    made = today_in(zone, past.commit.when)
    if (day or made) > session.as_of:
        raise _say_later(made, f", the day of {past.commit.id[:9]},", session.as_of)
    loaded = load_plan(past.data, past.shown)
    if loaded.value is None:
        raise FileRefused(
            f"{past.shown} cannot be read, so it is not compared.",
            loaded.findings,
            "Name another revision or day with --since.",
        )
    span = choose_span(session, past.commit.id)
    return Earlier(loaded.value, day or made, past.commit.id, made, span, _find_log(session))


def _find_log(session: Session) -> Log | None:
    try:
        return find_session_log(session)
    except CannotGoOn:
        return None


def _say_later(day: date, whose: str, as_of: date) -> UsageProblem:
    return UsageProblem(
        f"--since: {day}{whose} is after the as-of day {as_of}.",
        "Name an earlier one, or a later day with --as-of.",
    )


def _choose_version(session: Session, log: Log) -> Earlier | Alone:
    """Gives the version of a quarter ago, else the first one there is."""
    zone = session.plan.timezone
    line = read_main_line(session.path.resolve(), log, session.at or "HEAD")
    sound = [(today_in(zone, one.when), one, one.plan) for one in line if one.plan is not None]
    if not sound:
        return Alone(f"git has no version of this plan that can be read, {_ALONE}.")
    day = session.as_of - timedelta(days=QUARTER)
    old = [version for version in sound if version[0] < day]
    made, standing, plan = old[-1] if old else sound[0]
    if not old:
        day = made
    if day > session.as_of:
        said = f"The first version git has is of {day}, after the as-of day"
        return Alone(f"{said}, {_ALONE}{_tell_shallow(log)}.")
    lines = () if old else (_tell_first(day),)
    span = choose_span(session, standing.commit)
    lines = (*lines, *_tell_unread(standing, log))
    return Earlier(plan, day, standing.commit, made, span, log, lines)


def _tell_first(day: date) -> str:
    return (
        f"git has no version as old as {QUARTER} days; the first one, of {day}, stands in for it."
    )


def _tell_shallow(log: Log) -> str:
    return " (this checkout is shallow; git fetch --unshallow gets older ones)" * log.is_shallow


def _tell_unread(standing: Standing, log: Log) -> tuple[str, ...]:
    problem = next((why for one, why in log.skipped if one.id == standing.commit), None)
    if problem is None:
        return ()
    return (
        f"The plan at {standing.commit[:9]} cannot be read: {problem}."
        " The last sound version before it stands in for it.",
    )


def filter_earlier(chosen: Filter, now: Plan, then: Plan) -> Filter:
    """Gives the filter of the later plan in the words of the earlier one.

    Departments and goals that went by another name then are meant by it; what was not there then
    keeps its name, so that it finds nothing and does not stop narrowing.
    """
    ids = {new.id: old.id for old, new in match_departments(then.departments, now.departments)}
    return chosen._replace(
        departments=tuple(ids.get(one, one) for one in chosen.departments),
        leads=tuple(ids.get(one, one) for one in chosen.leads),
        goals=_find_goals(chosen, now, then) if chosen.goals else (),
    )


def _find_goals(chosen: Filter, now: Plan, then: Plan) -> tuple[Goal, ...]:
    after = {step.id: step for step in now.steps}
    titles = match_goals([(one, after[one.id]) for one in then.steps if one.id in after])
    wanted = {(goal.section.id, goal.title) for goal in chosen.goals}
    found = []
    for goal in then.goals:
        section, title = goal.section.id, goal.title
        if (section, titles.get((section, title), title)) in wanted:
            found.append(goal)
    return tuple(found) or chosen.goals
