"""What every command begins with: the plan found and loaded, the day, what the answer says."""

import os
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from stc.cli.options import SessionOptions
from stc.cli.progress import show_work
from stc.errors import CannotGoOn, UsageProblem
from stc.files.plan_path import (
    UPDATES,
    decode_path,
    find_past_plan,
    find_plan,
    timeline_beside,
    updates_beside,
)
from stc.files.store.read import read_bytes
from stc.history.git.checkout import is_in_checkout
from stc.history.git.revision import find_revision
from stc.plan.counts import Counts, count_steps
from stc.plan.dates import parse_date, parse_typed_day
from stc.plan.model import Plan, Step
from stc.plan.periods import last_day
from stc.plan.zones import today_in
from stc.views.columns import list_added
from stc.views.sentences import describe_hindsight
from stc.views.view import Context

if TYPE_CHECKING:
    from stc.history.commit_range import CommitRange
    from stc.history.known import KnownDeadlines
    from stc.history.log import Log
    from stc.plan.promises import PlanVersion
    from stc.plan.timeline import Timeline

PLAN_VARIABLE = "STC_PLAN"
AS_OF_VARIABLE = "STC_AS_OF"
_KEEP_PAST = "A commit cannot be changed. Name another revision."


class Session(NamedTuple):
    """A plan that was read, and the day the answer is for.

    Attributes:
        plan: The plan.
        path: Its file in the work tree, or the one it was at `at`.
        as_of: The day the answer is for.
        today: Today in the plan's time zone.
        revision: The git revision it was read from, as it is shown; None outside a checkout.
        shown: How its file is called.
        at: The full id of the commit, where the plan was read as it was there.
        notices: Sentences on how the plan was found there.
        plan_day: The day the plan is of: today, or that of the commit it was read from.
    """

    plan: Plan
    path: Path
    as_of: date
    today: date
    revision: str | None
    shown: str
    at: str | None = None
    notices: tuple[str, ...] = ()
    plan_day: date = date.min

    @property
    def is_in_checkout(self) -> bool:
        """Whether git may be asked about the plan."""
        return is_in_checkout(self.path.resolve())

    @property
    def head(self) -> str:
        """The last commit whose history is read."""
        return self.at or "HEAD"

    def find_log(self) -> "Log | None":
        """Return what git knows of the plan, or None where it has no version of it.

        Raises:
            CannotGoOn: There is no checkout or no git.
        """
        from stc.history.log import read_log
        from stc.rules.validate import find_version_errors

        with show_work("Reading the history", "versions") as work:
            log = read_log(self.path.resolve(), self.head, find_version_errors, work.watch)
        return log if log.listed else None

    def read_log(self) -> "Log":
        """Return what git knows of the plan.

        Raises:
            CannotGoOn: There is no checkout or no git, or it has no version of the plan.
        """
        log = self.find_log()
        if log is None:
            raise CannotGoOn(
                "git has no version of this plan, so there is no history.",
                "Commit it first (git add, git commit).",
            )
        return log

    def find_deadlines(self, *, file_only: bool = False) -> "KnownDeadlines":
        """Return what is known of the plan's deadlines; `file_only` does not ask git."""
        from stc.history.known import KnownDeadlines, find_deadlines
        from stc.plan.ledger import FILE_ONLY

        if file_only:
            return KnownDeadlines(FILE_ONLY, lines=("Only the file was asked, not git.",))
        with show_work("Reading the history"):
            return find_deadlines(self.plan, self.path.resolve(), self.find_log)

    def list_versions(
        self, log: "Log | None", steps: tuple[Step, ...]
    ) -> "tuple[PlanVersion, ...]":
        """Return the versions of the plan on the main line, oldest first; none without git.

        Args:
            log: What git knows.
            steps: The steps that were chosen; the versions keep to them, unless they are all.
        """
        if log is None:
            return ()
        from stc.history.main_line import list_plan_versions, read_main_line

        with show_work("Reading the history"):
            line = read_main_line(self.path.resolve(), log, self.head)
        versions = list_plan_versions(line, self.plan.timezone)
        if len(steps) == len(self.plan.steps):
            return versions
        ids = {step.id for step in steps}
        return tuple(
            version._replace(steps=tuple(step for step in version.steps if step.id in ids))
            for version in versions
        )

    def resolve_range(
        self, since: str | date | None, until: str | date | None = None
    ) -> "CommitRange":
        """Return the range of commits between two revisions or days, as typed.

        Raises:
            UsageProblem: A revision is unknown, or the days are in the wrong order.
        """
        from stc.history.commit_range import resolve_range

        zone = self.plan.timezone
        return resolve_range(self.path.resolve(), self.head, zone, self.today, since, until)

    def count_steps(self, steps: Iterable[Step]) -> Counts:
        """Return the counts over some steps on the as-of day."""
        return count_steps(steps, self.as_of, self.plan.vocabulary)

    def describe(
        self, narrowed: Mapping[str, Any] | None = None, steps: Iterable[Step] = ()
    ) -> Context:
        """Return what an answer says about itself.

        Args:
            narrowed: What it was narrowed to, as typed, by the name of the option.
            steps: The steps it judges on the as-of day.
        """
        which = f"The plan at {self.revision}" if self.at else "Today's plan"
        remarks = describe_hindsight(steps, which, self.as_of, self.plan_day, self.plan.vocabulary)
        title, narrowed = self.plan.full_title, narrowed or {}
        rest = (title, self.shown, self.revision, narrowed, self.notices, remarks)
        context = Context(self.as_of, *rest, list_added(self.plan), *self.plan.spoken)
        return context._replace(
            source_as_of=self.plan.source_as_of,
            has_updates=self.plan.has_updates,
            sections=tuple(section.id for section in self.plan.sections),
        )


def open_session(options: SessionOptions) -> Session:
    """Return the plan the user means, sound, on the day the user means.

    Raises:
        CannotGoOn: There is no plan, or it cannot be read.
        FileRefused: The plan has errors; nothing is computed from it.
        UsageProblem: The as-of day is not a day, or the revision is unknown.
    """
    with show_work("Reading the plan"):
        return _open(options) if options.at is None else _open_past(options, options.at)


def _open(options: SessionOptions) -> Session:
    # Here and not above: Tab needs none of what reads and checks a file.
    from stc.files.beside import read_side_files
    from stc.rules.load_checked import load_checked_plan, load_joined

    path = resolve_plan_path(options.plan)
    data = read_bytes(path)
    plan, _, today = load_checked_plan(data, show_path(path), now())
    voices, folder = read_side_files(path, show_path), show_path(updates_beside(path))
    plan = load_joined(plan, voices, folder, today)
    revision = find_revision(path.resolve(), data)
    as_of = resolve_as_of(options.as_of, plan, today)
    named = str(revision) if revision else None
    return Session(plan, path, as_of, today, named, show_path(path), plan_day=today)


def _open_past(options: SessionOptions, typed: str) -> Session:
    """Return the plan as it was at a revision or before a day; that day is the as-of day, too."""
    from stc.history.plan_at import read_plan_at, read_side_files_at
    from stc.history.times import describe_shifts
    from stc.rules.load_checked import load_checked_plan, load_joined

    path = resolve_plan_path(options.plan, find_past_plan)
    past = read_plan_at(path, show_path(path), typed, now())
    plan, _, today = load_checked_plan(past.data, past.shown, now(), _KEEP_PAST)
    updates = f"{UPDATES} at {past.commit.id[:9]}"
    plan = load_joined(plan, read_side_files_at(past), updates, today, _KEEP_PAST, is_past=True)
    as_of = resolve_as_of(options.as_of, plan, today, past.day)
    commit = past.commit.id
    shown = past.shown.removesuffix(f" at {commit[:9]}")
    # Under the path it had there: what else is asked of git begins at that commit.
    notices = describe_shifts(past.shifts, plan.timezone)
    day = today_in(plan.timezone, past.commit.when)
    rest = (commit[:9], shown, commit, notices, day)
    return Session(plan, past.path, as_of, today, *rest)


def open_timeline(session: Session) -> "Timeline":
    """Return the timeline beside the plan, sound, as it was where the plan was read.

    Raises:
        CannotGoOn: There is none, or it cannot be read.
        FileRefused: It has errors.
    """
    from stc.files.kinds import TIMELINE
    from stc.rules.load_checked import load_checked_file

    path = timeline_beside(session.path)
    shown = show_path(path)
    if session.at is None:
        return load_checked_file(TIMELINE, read_bytes(path), shown, session.today)
    from stc.history.plan_at import read_plan_at

    past = read_plan_at(path, shown, session.at, now())
    return load_checked_file(TIMELINE, past.data, past.shown, session.today, hint=_KEEP_PAST)


def find_timeline(session: Session) -> "Timeline | None":
    """Return the timeline beside the plan, as it was where the plan was read; None without one.

    Raises:
        CannotGoOn: It cannot be read.
        FileRefused: It has errors.
    """
    beside = timeline_beside(session.path)
    if session.at is None:
        return open_timeline(session) if os.path.lexists(beside) else None
    from stc.history.plan_at import is_in_commit

    return open_timeline(session) if is_in_commit(beside.resolve(), session.at) else None


def resolve_plan_path(
    named: str | None, find: Callable[..., Path] = find_plan, source: str = "--plan"
) -> Path:
    """Return the path of the plan: the one named, then `STC_PLAN`, then the one found from here.

    Args:
        named: What was typed, or None.
        find: How it is looked for.
        source: What it was typed for, for the message.

    Raises:
        CannotGoOn: There is none, or its folder cannot be read.
    """
    if named is not None:
        return _look(find, decode_path(named), source)
    return _look(find, read_variable(PLAN_VARIABLE), PLAN_VARIABLE)


def _look(find: Callable[..., Path], named: str | None, source: str) -> Path:
    try:
        return find(Path.cwd(), named, source)
    except OSError as error:
        from stc.files.store.system import explain
        from stc.text.nearest import quote

        what = f"{source} names {quote(named)}, which" if named else "The folder you are in"
        raise CannotGoOn(f"{what} cannot be looked at: {explain(error)}.") from None


def resolve_as_of(typed: str | None, plan: Plan, today: date, day: date | None = None) -> date:
    """Return the as-of day: `--as-of`, then `STC_AS_OF`, then the day of `--at`, then today.

    A period means its last day.
    """
    if typed is not None:
        return last_day(parse_due_option(typed, "--as-of", plan, today))
    named = read_variable(AS_OF_VARIABLE)
    if named:
        return last_day(parse_due_option(named, AS_OF_VARIABLE, plan, today))
    return day or today


def read_variable(name: str) -> str | None:
    """Return a variable of the environment; None where it is empty, as where it is not set."""
    value = os.environ.get(name, "")
    return value if value.strip() else None


def parse_day_option(typed: str, name: str, today: date) -> date:
    """Return the day a person typed for an option.

    Raises:
        UsageProblem: It is not a day.
    """
    try:
        return parse_typed_day(typed, today)
    except ValueError as problem:
        raise UsageProblem(f"{name}: {problem}.") from None


def parse_due_option(typed: str, name: str, plan: Plan, today: date) -> date:
    """Return the day or the period a person typed for an option.

    Raises:
        UsageProblem: It is neither.
    """
    day = parse_date(typed)
    if day is not None:
        return day
    from stc.plan.typed_periods import parse_typed_period

    try:
        return parse_typed_period(typed, today, plan.fiscal_year)
    except ValueError as problem:
        raise UsageProblem(f"{name}: {problem}.") from None


def show_from_root(path: Path) -> str:
    """Return a path as CI knows it: from the root of its checkout, wherever the command runs."""
    real = Path(os.path.realpath(path))
    root = next((folder for folder in real.parents if (folder / ".git").exists()), None)
    return real.relative_to(root).as_posix() if root else show_path(path)


def show_path(path: Path) -> str:
    """Return a path as it is shown: from here where that is not longer."""
    absolute = str(path.absolute())
    relative = os.path.relpath(absolute)
    return relative if len(relative) <= len(absolute) else absolute


def now() -> datetime:
    """Return the current moment."""
    return datetime.now(UTC)


def today_of(plan: Plan) -> date:
    """Return today in the plan's time zone."""
    return today_in(plan.timezone, now())
