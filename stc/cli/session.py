"""What every command begins with: the plan found and loaded, the day, what the answer says."""

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from stc.checks.run import find_plan_errors, find_timeline_errors
from stc.cli.options import PlanOptions
from stc.history.revision import find_revision
from stc.load.files import Loaded, load_plan, load_timeline
from stc.load.places import find_past_plan, find_plan, timeline_beside
from stc.plan.model import Plan
from stc.plan.timeline import Timeline
from stc.views.view import Context
from stc.words.dates import parse_typed_day
from stc.words.errors import FileRefused, UsageProblem
from stc.words.zones import today_in
from stc.yamldoc.document import Document
from stc.yamldoc.source import read_bytes

PLAN_VARIABLE = "STC_PLAN"
AS_OF_VARIABLE = "STC_AS_OF"
_MEND = "Mend the lines above; stc validate checks again."
_KEEP_PAST = "What a commit holds stays so; name another revision."


@dataclass(frozen=True, slots=True)
class Session:
    """A plan that was read, and the day the answer is for.

    Attributes:
        plan: The plan.
        path: Its file in the work tree, or the one it was at `at`.
        as_of: The day the answer is for.
        today: Today in the plan's time zone.
        revision: The git revision it was read from, as it is shown; None outside a checkout.
        shown: How its file is called.
        at: The full id of the commit, where the plan was read as it was there.
    """

    plan: Plan
    path: Path
    as_of: date
    today: date
    revision: str | None
    shown: str
    at: str | None = None

    def describe(self, narrowed: Mapping[str, Any] | None = None) -> Context:
        """Gives what an answer says about itself."""
        title = f"{self.plan.title}, {self.plan.phase}"
        return Context(self.as_of, title, self.shown, self.revision, narrowed or {})


def open_session(options: PlanOptions) -> Session:
    """Gives the plan the user means, sound, on the day the user means.

    Raises:
        CannotGoOn: There is no plan, or it cannot be read.
        FileRefused: The plan has errors; nothing is computed from it.
        UsageProblem: The as-of day is not a day, or the revision is unknown.
    """
    if options.at is not None:
        return _open_past(options, options.at)
    path = choose_plan(options.plan)
    data = read_bytes(path)
    plan, _, today = judge_plan(path, data)
    revision = find_revision(path.resolve(), data)
    as_of = choose_as_of(options.as_of, today)
    return Session(plan, path, as_of, today, str(revision) if revision else None, show_path(path))


def _open_past(options: PlanOptions, typed: str) -> Session:
    """Gives the plan as it was at a revision or before a day; that day is the as-of day, too."""
    from stc.cli.past import read_at

    path = choose_plan(options.plan, find_past_plan)
    past = read_at(path, show_path(path), typed)
    loaded = load_plan(past.data, past.shown)
    plan, _, today = _judge(loaded, past.shown, _KEEP_PAST)
    as_of = choose_as_of(options.as_of, today, past.day)
    commit = past.commit.id
    shown = past.shown.removesuffix(f" at {commit[:9]}")
    # Under the path it had there: what else is asked of git begins at that commit.
    return Session(plan, past.path, as_of, today, commit[:9], shown, commit)


def judge_plan(path: Path, data: bytes) -> tuple[Plan, Document, date]:
    """Gives the plan in the bytes of a file, sound, its text, and today in its time zone.

    Raises:
        FileRefused: The plan has errors; nothing is computed from it.
    """
    return _judge(load_plan(data, show_path(path)), show_path(path), _MEND)


def _judge(loaded: Loaded[Plan], shown: str, hint: str) -> tuple[Plan, Document, date]:
    if loaded.value is None:
        raise refuse(shown, loaded.findings, hint)
    today = today_of(loaded.value)
    errors = find_plan_errors(loaded, today)
    if errors:
        raise refuse(shown, errors, hint)
    return loaded.value, loaded.document, today


def open_timeline(session: Session) -> Timeline:
    """Gives the timeline beside the plan, sound, as it was where the plan was read.

    Raises:
        CannotGoOn: There is none, or it cannot be read.
        FileRefused: It has errors.
    """
    path = timeline_beside(session.path)
    shown, hint = show_path(path), _MEND
    if session.at is None:
        data = read_bytes(path)
    else:
        from stc.cli.past import read_at

        past = read_at(path, shown, session.at)
        data, shown, hint = past.data, past.shown, _KEEP_PAST
    loaded = load_timeline(data, shown)
    errors = find_timeline_errors(loaded, session.today)
    if loaded.value is None or errors:
        raise refuse(shown, errors, hint)
    return loaded.value


def refuse(path: str, findings: tuple[Any, ...], hint: str = _MEND) -> FileRefused:
    """Gives the refusal to go on with a file that has errors."""
    errors = sum(finding.severity == "error" for finding in findings)
    found = "1 error" if errors == 1 else f"{errors:,} errors"
    return FileRefused(f"{path} has {found}, so nothing is computed from it.", findings, hint)


def choose_plan(named: str | None, find: Callable[..., Path] = find_plan) -> Path:
    """Gives the path of the plan: `--plan`, then `STC_PLAN`, then the one found from here."""
    if named is not None:
        # An argument is text; the name of a file is bytes, in any locale.
        path = os.fsdecode(named.encode("utf-8", "surrogateescape"))
        return find(Path.cwd(), path, "--plan")
    return find(Path.cwd(), os.environ.get(PLAN_VARIABLE) or None, PLAN_VARIABLE)


def today_of(plan: Plan) -> date:
    """Gives today in the plan's time zone."""
    return today_in(plan.timezone, datetime.now(UTC))


def choose_as_of(typed: str | None, today: date, day: date | None = None) -> date:
    """Gives the as-of day: `--as-of`, then `STC_AS_OF`, then the day of `--at`, then today."""
    if typed is not None:
        return parse_day_option(typed, "--as-of", today)
    named = os.environ.get(AS_OF_VARIABLE)
    return parse_day_option(named, AS_OF_VARIABLE, today) if named else day or today


def parse_day_option(typed: str, name: str, today: date) -> date:
    """Gives the day a person typed for an option.

    Raises:
        UsageProblem: It is not a day.
    """
    try:
        return parse_typed_day(typed, today)
    except ValueError as problem:
        raise UsageProblem(f"{name}: {problem}.") from None


def show_path(path: Path) -> str:
    """Gives a path as it is shown: from here where that is not longer."""
    absolute = str(path.absolute())
    relative = os.path.relpath(absolute)
    return relative if len(relative) <= len(absolute) else absolute
