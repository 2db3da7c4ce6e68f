"""The earlier version of the plan that a report is compared with, and the day it stands for."""

from datetime import date, timedelta
from typing import NamedTuple

from stc.cli.context import Session
from stc.cli.publishing import QUARTER
from stc.cli.remembering import choose_span, find_session_log, tell_first_version
from stc.errors import CannotGoOn, FileRefused, UsageProblem
from stc.files.load import load_plan
from stc.history.commit_range import Span
from stc.history.git.checkout import find_folder
from stc.history.git.plan_at import parse_asked, read_past, settle_commit
from stc.history.log import Log
from stc.history.main_line import Standing, read_main_line
from stc.history.renames import match_departments, match_goals
from stc.history.times import describe_shifts, find_shifts
from stc.plan.filters import Filter, FormerNames
from stc.plan.model import Goal, Plan
from stc.plan.zones import today_in

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
    if not session.is_in_checkout:
        return Alone(f"The plan is not in a git checkout, {_ALONE}.")
    try:
        log = find_session_log(session)
    except CannotGoOn as problem:
        return Alone(f"{problem.message.removesuffix('.')}, {_ALONE}.")
    if log is None:
        return Alone(f"git has no version of this plan, {_ALONE}.")
    return _choose_version(session, log)


def _read_typed(session: Session, typed: str) -> Earlier | Alone:
    zone, head = session.plan.timezone, session.at or "HEAD"
    asked = parse_asked(typed, session.today)
    day = asked.day
    if day is not None and day > session.as_of:
        raise _say_later(day, "", session.as_of)
    try:
        past = read_past(session.path.resolve(), session.shown, asked, zone, head, "--since")
    except CannotGoOn:
        first = _find_first(session, typed)
        if first is None:
            raise
        return first
    commit = past.commit
    if day is None:
        commit = settle_commit(find_folder(session.path.resolve()), commit)
    made = today_in(zone, commit.when)
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
    lines = describe_shifts(find_shifts([commit]), zone)
    return Earlier(loaded.value, day or made, past.commit.id, made, span, _find_log(session), lines)


def _find_first(session: Session, typed: str) -> Earlier | Alone | None:
    """Return the first version where what was typed is before it; None where it is not."""
    log = _find_log(session)
    if log is None or log.is_shallow:
        return None
    told = tell_first_version(log, choose_span(session, typed), typed)
    sound = _list_sound(session, log) if told else []
    return _use_first(session, log, sound[0], told) if sound else None


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
    sound = _list_sound(session, log)
    if not sound:
        return Alone(f"git has no version of this plan that can be read, {_ALONE}.")
    day = session.as_of - timedelta(days=QUARTER)
    old = [version for version in sound if version.day < day]
    if not old:
        said = f"git has no version as old as {QUARTER} days"
        told = (f"{said}; the first one, of {sound[0].day}, stands in for it.",)
        return _use_first(session, log, sound[0], told)
    return _use(session, log, old[-1], day, ())


class _Sound(NamedTuple):
    """A version of the main line that can be read, and its day."""

    day: date
    standing: Standing
    plan: Plan


def _list_sound(session: Session, log: Log) -> list[_Sound]:
    """Return the versions of the main line that can be read, oldest first."""
    zone = session.plan.timezone
    line = read_main_line(session.path.resolve(), log, session.at or "HEAD")
    return [_Sound(today_in(zone, one.when), one, one.plan) for one in line if one.plan]


def _use_first(session: Session, log: Log, first: _Sound, told: tuple[str, ...]) -> Earlier | Alone:
    if first.day > session.as_of:
        said = f"The first version git has is of {first.day}, after the as-of day"
        return Alone(f"{said}, {_ALONE}{_tell_shallow(log)}.")
    return _use(session, log, first, first.day, told)


def _use(session: Session, log: Log, sound: _Sound, day: date, told: tuple[str, ...]) -> Earlier:
    standing = sound.standing
    span = choose_span(session, standing.commit)
    lines = (*told, *_tell_unread(standing, log))
    return Earlier(sound.plan, day, standing.commit, sound.day, span, log, lines)


def _tell_shallow(log: Log) -> str:
    return " (this checkout is shallow; git fetch --unshallow gets older ones)" * log.is_shallow


def _tell_unread(standing: Standing, log: Log) -> tuple[str, ...]:
    skip = next((one for one in log.skipped if one.commit.id == standing.commit), None)
    if skip is None:
        return ()
    return (
        f"The plan at {standing.commit[:9]} {skip.clause}."
        " The last sound version before it stands in for it.",
    )


def filter_earlier(chosen: Filter, now: Plan, then: Plan) -> Filter:
    """Gives the filter of the later plan in the words of the earlier one.

    Departments and goals that went by another name then are meant by it; what was not there then
    keeps its name, so that it finds nothing and does not stop narrowing.
    """
    ids = {new.id: old.id for old, new in match_departments(then.departments, now.departments)}
    return chosen.rename(FormerNames(ids, lambda goals: _find_goals(goals, now, then)))


def _find_goals(goals: tuple[Goal, ...], now: Plan, then: Plan) -> tuple[Goal, ...]:
    after = {step.id: step for step in now.steps}
    titles = match_goals([(one, after[one.id]) for one in then.steps if one.id in after])
    wanted = {(goal.section.id, goal.title) for goal in goals}
    found = []
    for goal in then.goals:
        section, title = goal.section.id, goal.title
        if (section, titles.get((section, title), title)) in wanted:
            found.append(goal)
    return tuple(found) or goals
