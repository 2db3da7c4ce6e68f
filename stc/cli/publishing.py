"""What the commands that publish share: the edition, and the day it is for."""

import os
from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from stc.cli.context import AS_OF_VARIABLE, Session, open_session, open_timeline, read_variable
from stc.cli.options import Asked
from stc.errors import StcError, UsageProblem
from stc.files.plan_path import timeline_beside
from stc.history.baseline import QUARTER
from stc.history.git.checkout import find_folder
from stc.history.git.commits import find_commit
from stc.history.git.plan_at import is_in_commit
from stc.history.log import Log
from stc.output.edition import Edition, Publication, Recent
from stc.plan.model import Step
from stc.plan.timeline import Timeline
from stc.plan.zones import today_in
from stc.text.addresses import is_address
from stc.text.nearest import quote

EPOCH_VARIABLE = "SOURCE_DATE_EPOCH"


def open_publishing(how: Asked) -> Session:
    """Gives the plan to publish, on the day that is asked for.

    Where neither `--as-of` nor STC_AS_OF names a day, SOURCE_DATE_EPOCH stands in for the clock
    (reproducible-builds.org), so that the same input gives the same bytes on any day.

    Raises:
        UsageProblem: SOURCE_DATE_EPOCH is not a number of seconds.
        CannotGoOn: There is no plan, or it cannot be read.
    """
    session = open_session(how)
    named = read_variable(EPOCH_VARIABLE)
    if not named or how.as_of or how.at or read_variable(AS_OF_VARIABLE):
        return session
    day = today_in(session.plan.timezone, _parse_epoch(named))
    return session._replace(as_of=day, today=day, plan_day=day)


def _parse_epoch(named: str) -> datetime:
    if not (named.isascii() and named.isdigit() and len(named) <= 10):
        raise UsageProblem(f"{EPOCH_VARIABLE} is not a number of seconds since 1970.")
    return datetime.fromtimestamp(int(named), UTC)


def make_edition(
    session: Session, steps: tuple[Step, ...], narrowed: Mapping[str, Any] | None = None
) -> Edition:
    """Return the edition of some steps, without the timeline.

    Args:
        session: The plan and the day.
        steps: The steps that were chosen.
        narrowed: What they were narrowed to, by the name of the option.
    """
    known = session.find_deadlines()
    context, stamp = session.describe(narrowed, steps), _find_stamp(session)
    return Edition(
        session.plan,
        steps,
        context,
        stamp,
        publication=_remember(session, known.log) if known.log else None,
        git_unavailable_reason=known.why,
        ledger=known.ledger,
        unknown=known.lines,
    )


def make_whole_edition(session: Session) -> Edition:
    """Return the edition of the whole plan, with its timeline.

    Raises:
        CannotGoOn: The timeline is there, but it cannot be read.
        FileRefused: The timeline has errors.
    """
    edition = make_edition(session, session.plan.steps)
    return edition._replace(timeline=_find_timeline(session))


def _remember(session: Session, log: Log) -> Publication:
    since = session.as_of - timedelta(days=QUARTER)
    span = session.resolve_range(since, session.as_of)
    entries = tuple(one for one in log.entries if span.accepts(one.commit))
    return Publication(log, Recent(since, entries))


def _find_timeline(session: Session) -> Timeline | None:
    beside = timeline_beside(session.path)
    if session.at is None:
        return open_timeline(session) if os.path.lexists(beside) else None
    return open_timeline(session) if is_in_commit(beside.resolve(), session.at) else None


def _find_stamp(session: Session) -> datetime:
    if session.revision is not None:
        try:
            folder = find_folder(session.path.resolve())
            return find_commit(folder, session.at or "HEAD").when.astimezone(UTC)
        except StcError:
            pass
    return midnight_of(session.as_of)


def list_talk(edition: Edition) -> tuple[str, ...]:
    """Return sentences on how the plan was found, and on what git does not know of its past."""
    # A file without a revision says so itself.
    unknown = edition.unknown if edition.context.revision else ()
    return tuple(dict.fromkeys((*edition.context.notices, *unknown)))


def midnight_of(day: date) -> datetime:
    """Gives the first moment of a day, in UTC."""
    return datetime.combine(day, time(), UTC)


def parse_base_url(typed: str) -> str:
    """Gives the address that something will be published at, without a slash at its end.

    Raises:
        UsageProblem: It is none.
    """
    if not is_address(typed) or "?" in typed or "#" in typed:
        raise UsageProblem(
            f"--base-url: {quote(typed)} is not an address to publish at.",
            "Write it like https://example.org/plan/.",
        )
    return typed.rstrip("/")
