"""What commands that ask git share: the log of the plan, and from when to when is asked."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from stc.checks.run import find_plan_errors
from stc.cli.session import Session
from stc.history.compare import Renaming
from stc.history.log import Log, LogEntry, read_log
from stc.history.revisions import find_before, find_commit, parse_day
from stc.history.span import Span
from stc.history.trail import list_links
from stc.load.files import Loaded
from stc.plan.model import Plan
from stc.words import codes
from stc.words.dates import LAST_DAY
from stc.words.errors import CannotGoOn, UsageProblem
from stc.words.findings import Finding
from stc.words.nearest import find_nearest, quote

_LEDGER = {
    code.id
    for code in (
        codes.REVISIONS_OUT_OF_ORDER,
        codes.REVISIONS_NOT_CHAINED,
        codes.REVISIONS_END_ELSEWHERE,
        codes.REVISION_MOVES_NOTHING,
    )
}


def read_session_log(session: Session) -> Log:
    """Gives what git knows of the session's plan.

    Raises:
        CannotGoOn: There is no checkout or no git, or the file is not in it.
    """
    log = find_session_log(session)
    if log is None:
        raise CannotGoOn(
            "git has no version of this plan, so there is no history.",
            "Commit it first: git add, git commit.",
        )
    return log


def find_session_log(session: Session) -> Log | None:
    """Gives what git knows of the session's plan, or None where it has no version of it.

    Raises:
        CannotGoOn: There is no checkout or no git.
    """
    log = read_log(session.path.resolve(), session.at or "HEAD", _judge)
    return log if log.listed else None


def _judge(loaded: Loaded[Plan]) -> tuple[Finding, ...]:
    # An old version is not judged by a clock: a day of completion is in its future on no day.
    # Nor by its ledger: a deadline that moved silently is what history is asked for.
    errors = find_plan_errors(loaded, LAST_DAY)
    return tuple(finding for finding in errors if finding.code not in _LEDGER)


def choose_span(session: Session, since: str | None, until: str | None = None) -> Span:
    """Gives from when to when is asked; a day belongs to it, a revision's own change does not.

    Raises:
        UsageProblem: A revision is unknown, or the days are in the wrong order.
    """
    span = Span(session.plan.timezone)
    if since is not None:
        day = parse_day(since)
        reached = _reach_before(session, day) if day else _reach(session, since, "--since")
        span = replace(span, first=day, before=reached)
    if until is not None:
        day = parse_day(until)
        end = day + timedelta(days=1) if day else None
        within = _reach_before(session, end) if end else _reach(session, until, "--until")
        span = replace(span, last=day, within=within)
    if span.first and span.last and span.first > span.last:
        raise UsageProblem(f"--since {span.first} is after --until {span.last}.")
    return span


def _reach_before(session: Session, day: date) -> frozenset[str]:
    """Gives the ids of the commits that the main line had before a day began."""
    plan = session.path.resolve()
    commit = find_before(plan, day, session.plan.timezone)
    return frozenset(_list_ids(plan.parent, commit.id)) if commit else frozenset()


def _list_ids(folder: Path, commit: str) -> Iterator[str]:
    return (link.commit for link in list_links(folder, commit))


def _reach(session: Session, typed: str, option: str) -> frozenset[str]:
    """Gives the ids of a revision and of all commits before it."""
    folder = session.path.resolve().parent
    commit = find_commit(folder, typed, option)
    return frozenset(_list_ids(folder, commit.id))


def describe_span(since: str | None, until: str | None = None) -> Mapping[str, Any]:
    """Gives what the answer was narrowed to, as typed."""
    return {name: one for name, one in (("since", since), ("until", until)) if one is not None}


def find_ids(log: Log, typed: Iterable[str], session: Session) -> tuple[str, ...]:
    """Gives the ids of steps that are in the plan or once were, once each.

    Raises:
        UsageProblem: No version ever had one.
    """
    known = {step.id for step in session.plan.steps}
    known |= {step.id for _, plan in log.versions for step in plan.steps}
    chosen = []
    for word in typed:
        folded = word.strip().upper()
        if folded not in known:
            nearest = find_nearest(word, known)
            hint = f"Did you mean {nearest}?" if nearest else "`stc list` shows them all."
            raise UsageProblem(f"Unknown step {quote(word)}, now and in all of its history.", hint)
        chosen.append(folded)
    return tuple(dict.fromkeys(chosen))


def find_names(entries: Iterable[LogEntry], departments: Iterable[str]) -> frozenset[str]:
    """Gives the ids of departments with those they had before, newest change first."""
    found = set(departments)
    for entry in entries:
        change = entry.change
        if isinstance(change, Renaming) and change.after.id in found:
            found.add(change.before.id)
    return frozenset(found)
