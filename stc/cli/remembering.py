"""What commands that ask git share: the log of the plan, and from when to when is asked."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from stc import codes
from stc.cli.context import Session
from stc.errors import CannotGoOn, UsageProblem
from stc.files.load import Loaded
from stc.findings import Finding
from stc.history.commit_range import Span
from stc.history.compare import Renaming
from stc.history.git.checkout import find_folder
from stc.history.git.links import list_links
from stc.history.git.plan_at import Asked, find_asked, parse_asked
from stc.history.log import Log, LogEntry, read_log
from stc.plan.dates import LAST_DAY
from stc.plan.model import Plan
from stc.rules.validate import find_plan_errors
from stc.text.nearest import find_nearest, quote

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


def choose_span(
    session: Session, since: str | date | None, until: str | date | None = None
) -> Span:
    """Gives from when to when is asked; a day belongs to it, a revision's own change does not.

    Args:
        session: The plan, whose time zone the days are of.
        since: A revision or a day, as it was typed; or a day.
        until: The same.

    Raises:
        UsageProblem: A revision is unknown, or the days are in the wrong order.
    """
    span = Span(session.plan.timezone)
    if since is not None:
        asked = _parse(session, since)
        span = replace(span, first=asked.day, before=_reach(session, asked, "--since"))
    if until is not None:
        asked = _parse(session, until)
        end = asked._replace(day=asked.day + timedelta(days=1)) if asked.day else asked
        span = replace(span, last=asked.day, within=_reach(session, end, "--until"))
    if span.first and span.last and span.first > span.last:
        raise UsageProblem(f"--since {span.first} is after --until {span.last}.")
    return span


def _parse(session: Session, named: str | date) -> Asked:
    return Asked("", named) if isinstance(named, date) else parse_asked(named, session.today)


def _reach(session: Session, asked: Asked, option: str) -> frozenset[str]:
    """Gives the ids of a revision, or of the last commit before a day, and of all before it."""
    folder = find_folder(session.path.resolve())
    head = session.at or "HEAD"
    commit, _ = find_asked(folder, asked, session.plan.timezone, head, option)
    links = list_links(folder, commit.id) if commit else ()
    return frozenset(link.commit for link in links)


def tell_first_version(log: Log, span: Span, since: str | None) -> tuple[str, ...]:
    """Return a sentence where what is asked for begins before the first version does."""
    if since is None or not log.listed or any(one.commit.id in span.before for one in log.listed):
        return ()
    first = log.listed[0].commit
    day = span.day_of(first)
    return (
        f"git has no version of this plan before {since}; the first one, of {day}"
        f" ({first.id[:9]}), stands in for it.",
    )


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
