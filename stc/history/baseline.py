"""The earlier version that a plan is compared with, and its day."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

from stc.errors import CannotGoOn, FileRefused, UsageProblem
from stc.files.load import load_plan
from stc.history.commit_range import CommitRange, resolve_range
from stc.history.gaps import describe_first_version
from stc.history.git.checkout import find_folder, is_in_checkout
from stc.history.log import Log
from stc.history.main_line import Standing, read_main_line
from stc.history.plan_at import join_files_of, parse_revision, read_past, settle_commit
from stc.history.renames import match_departments, match_goals
from stc.history.times import describe_shifts, find_shifts
from stc.plan.filters import Filter, FormerNames
from stc.plan.model import Goal, Plan
from stc.plan.zones import today_in

QUARTER = 91
"""The days of a quarter."""

_ALONE = "so nothing is compared with an earlier day"


class Baseline(NamedTuple):
    """An earlier version of the plan.

    Attributes:
        plan: The plan as it was.
        day: The day it is judged on.
        commit: The full id of the commit it was read from.
        since: The day of that commit in the plan's time zone.
        span: What came after that commit.
        log: What git knows, or None where it was not asked.
        lines: Sentences on how the version was chosen, if it is not the one asked for.
    """

    plan: Plan
    day: date
    commit: str
    since: date
    span: CommitRange
    log: Log | None
    lines: tuple[str, ...] = ()


class NoBaseline(NamedTuple):
    """The reason why there is nothing to compare with, in a sentence."""

    why: str


class LaterPlan(NamedTuple):
    """The plan to compare, and how git is asked about it.

    Attributes:
        plan: The plan.
        path: Its path, without symbolic links.
        shown: How its path is shown.
        head: The commit in whose history the baseline is searched.
        as_of: The day the plan is judged on.
        today: Today in its time zone.
        find_log: Asks git; None where it has no version of the plan.
    """

    plan: Plan
    path: Path
    shown: str
    head: str
    as_of: date
    today: date
    find_log: Callable[[], Log | None]

    def resolve_range(self, since: str | date) -> CommitRange:
        """Return the range of commits after a revision, or from a day on."""
        return resolve_range(self.path, self.head, self.plan.timezone, self.today, since)


def find_baseline(later: LaterPlan, typed: str | None) -> Baseline | NoBaseline:
    """Return the version to compare with: the one that was typed, else that of a quarter ago.

    A day means the last commit of the main line before it began. A quarter is 91 days before the
    as-of day. If git has no version that old, the first one is used.

    Raises:
        UsageProblem: The revision that was typed is unknown, or later than the as-of day.
        CannotGoOn: What was typed cannot be found or read.
    """
    if typed is not None:
        return _read_typed(later, typed)
    if not is_in_checkout(later.path):
        return NoBaseline(f"The plan is not in a git checkout, {_ALONE}.")
    try:
        log = later.find_log()
    except CannotGoOn as problem:
        return NoBaseline(f"{problem.message.removesuffix('.')}, {_ALONE}.")
    if log is None:
        return NoBaseline(f"git has no version of this plan, {_ALONE}.")
    return _select_version(later, log)


def _read_typed(later: LaterPlan, typed: str) -> Baseline | NoBaseline:
    zone, head = later.plan.timezone, later.head
    revision = parse_revision(typed, later.today)
    day = revision.day
    if day is not None and day > later.as_of:
        raise _say_later(day, "", later.as_of)
    try:
        past = read_past(later.path, later.shown, revision, zone, head, "--since")
    except CannotGoOn:
        first = _find_first(later, typed)
        if first is None:
            raise
        return first
    commit = past.commit
    if day is None:
        commit = settle_commit(find_folder(later.path), commit)
    made = today_in(zone, commit.when)
    if (day or made) > later.as_of:
        raise _say_later(made, f", the day of {past.commit.id[:9]},", later.as_of)
    loaded = load_plan(past.data, past.shown)
    if loaded.value is None:
        raise FileRefused(
            f"{past.shown} cannot be read, so it is not compared.",
            loaded.findings,
            "Name another revision or day with --since.",
        )
    span = later.resolve_range(past.commit.id)
    lines = describe_shifts(find_shifts([commit]), zone)
    plan = _join_updates(later, loaded.value, past.commit.id)
    return Baseline(plan, day or made, past.commit.id, made, span, _find_log(later), lines)


def _find_first(later: LaterPlan, typed: str) -> Baseline | NoBaseline | None:
    """Return the first version if what was typed is before it, else None."""
    log = _find_log(later)
    if log is None or log.is_shallow:
        return None
    lines = describe_first_version(log, later.resolve_range(typed), typed)
    valid = _list_valid(later, log) if lines else []
    return _use_first(later, log, valid[0], lines) if valid else None


def _find_log(later: LaterPlan) -> Log | None:
    try:
        return later.find_log()
    except CannotGoOn:
        return None


def _say_later(day: date, whose: str, as_of: date) -> UsageProblem:
    return UsageProblem(
        f"--since: {day}{whose} is after the as-of day {as_of}.",
        "Name an earlier one, or a later day with --as-of.",
    )


def _select_version(later: LaterPlan, log: Log) -> Baseline | NoBaseline:
    """Return the version of a quarter ago, else the first one."""
    valid = _list_valid(later, log)
    if not valid:
        return NoBaseline(f"git has no version of this plan that can be read, {_ALONE}.")
    day = later.as_of - timedelta(days=QUARTER)
    old = [version for version in valid if version.day < day]
    if not old:
        missing = f"git has no version that is {QUARTER} days old"
        lines = (f"{missing}. The first one, of {valid[0].day}, is used instead.",)
        return _use_first(later, log, valid[0], lines)
    return _use(later, log, old[-1], day, ())


class _ValidVersion(NamedTuple):
    """A version of the main line that can be read, and its day."""

    day: date
    standing: Standing
    plan: Plan


def _list_valid(later: LaterPlan, log: Log) -> list[_ValidVersion]:
    """Return the versions of the main line that can be read, oldest first."""
    zone = later.plan.timezone
    line = read_main_line(later.path, log, later.head)
    return [
        _ValidVersion(today_in(zone, version.when), version, version.plan)
        for version in line
        if version.plan
    ]


def _use_first(
    later: LaterPlan, log: Log, first: _ValidVersion, lines: tuple[str, ...]
) -> Baseline | NoBaseline:
    if first.day > later.as_of:
        message = f"The first version in git is of {first.day}, after the as-of day"
        return NoBaseline(f"{message}, {_ALONE}{_describe_shallow(log)}.")
    return _use(later, log, first, first.day, lines)


def _use(
    later: LaterPlan, log: Log, version: _ValidVersion, day: date, described: tuple[str, ...]
) -> Baseline:
    standing = version.standing
    span = later.resolve_range(standing.commit)
    lines = (*described, *_describe_unread(standing, log))
    plan = _join_updates(later, version.plan, standing.commit)
    return Baseline(plan, day, standing.commit, version.day, span, log, lines)


def _join_updates(later: LaterPlan, plan: Plan, commit: str) -> Plan:
    """Return an earlier plan with its updates; none is recorded where the later plan has none."""
    return join_files_of(plan, later.path, commit) if later.plan.has_files_beside else plan


def _describe_shallow(log: Log) -> str:
    return " (this checkout is shallow: git fetch --unshallow gets older ones)" * log.is_shallow


def _describe_unread(standing: Standing, log: Log) -> tuple[str, ...]:
    skip = next((skipped for skipped in log.skipped if skipped.commit.id == standing.commit), None)
    if skip is None:
        return ()
    return (
        f"The plan at {standing.commit[:9]} is skipped because {skip.clause}."
        " The last valid version before it is used instead.",
    )


def rename_filter(chosen: Filter, now: Plan, then: Plan) -> Filter:
    """Return the filter of the later plan translated for the earlier one.

    Departments and goals get their earlier names. What did not exist then keeps its name, so that
    it matches nothing instead of everything.
    """
    ids = {new.id: old.id for old, new in match_departments(then.departments, now.departments)}
    statuses: dict[str, tuple[str, ...]] = {}
    for name, status in now.vocabulary.match_former(then.vocabulary).items():
        statuses[status.name] = (*statuses.get(status.name, ()), name)
    return chosen.rename(FormerNames(ids, statuses, lambda goals: _find_goals(goals, now, then)))


def _find_goals(goals: tuple[Goal, ...], now: Plan, then: Plan) -> tuple[Goal, ...]:
    after = {step.id: step for step in now.steps}
    titles = match_goals([(step, after[step.id]) for step in then.steps if step.id in after])
    wanted = {(goal.section.id, goal.title) for goal in goals}
    found = []
    for goal in then.goals:
        section, title = goal.section.id, goal.title
        if (section, titles.get((section, title), title)) in wanted:
            found.append(goal)
    return tuple(found) or goals
