"""What the commands that publish share: the edition, the day it is for, and how it leaves stc."""

import sys
from collections.abc import Mapping
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import Any

from stc.cli.console import Outcome
from stc.cli.context import (
    AS_OF_VARIABLE,
    Session,
    find_timeline,
    open_session,
    read_variable,
    resolve_plan_path,
)
from stc.cli.options import SessionOptions
from stc.errors import CannotGoOn, UsageProblem
from stc.files.plan_path import find_past_plan
from stc.files.store.place import ProtectedPath
from stc.output.edition import Edition, list_messages
from stc.output.exports import EXPORTS, ExportOptions, render_export
from stc.output.make_edition import make_edition as make_edition_of
from stc.output.write_export import PACKAGE, Destination, describe_chosen, list_protected
from stc.plan import dates
from stc.plan.model import Step
from stc.plan.zones import today_in

EPOCH_VARIABLE = "SOURCE_DATE_EPOCH"


def open_publishing(how: SessionOptions) -> Session:
    """Return the plan to publish, on the day that is asked for.

    Where neither `--as-of` nor STC_AS_OF names a day, SOURCE_DATE_EPOCH replaces the clock
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
    return make_edition_of(
        session.plan,
        steps,
        session.describe(narrowed, steps),
        session.find_deadlines(),
        path=session.path.resolve(),
        head=session.head,
        today=session.today,
    )


def make_whole_edition(session: Session) -> Edition:
    """Return the edition of the whole plan, with its timeline and its versions.

    Raises:
        CannotGoOn: The timeline is there, but it cannot be read.
        FileRefused: The timeline has errors.
    """
    edition = add_versions(make_edition(session, session.plan.steps), session)
    return edition._replace(timeline=find_timeline(session))


def add_versions(edition: Edition, session: Session) -> Edition:
    """Return an edition with the versions of its steps that git has."""
    publication = edition.publication
    if publication is None:
        return edition
    versions = session.list_versions(publication.log, edition.steps)
    return edition._replace(publication=publication._replace(versions=versions))


def find_protected(session: Session, how: SessionOptions) -> tuple[ProtectedPath, ...]:
    """Return the files no export is written over: the plan and its timeline.

    Where another plan, or one of the past, was asked for, the one that is found from here, too.
    """
    plans = [session.path]
    with suppress(CannotGoOn):
        plans.append(resolve_plan_path(how.plan, find_past_plan))
        plans.append(resolve_plan_path(None))
    return list_protected(plans)


def parse_alarm(typed: str) -> timedelta:
    """Return the time before a deadline that a person typed.

    Raises:
        UsageProblem: It is none.
    """
    try:
        return dates.parse_alarm(typed)
    except ValueError as problem:
        raise UsageProblem(f"--alarm: {problem}.") from None


def print_export(name: str, edition: Edition, options: ExportOptions) -> Outcome:
    """Return the outcome of an export that is printed."""
    data = render_export(name, edition, options)
    messages = (
        list_messages(edition)
        if edition.steps
        else (*list_messages(edition), describe_chosen(edition))
    )
    if EXPORTS[name].is_text:
        return Outcome(data.decode("utf-8"), exact=True, messages=messages)
    return Outcome("", messages=messages, data=data)


def refuse_destination(name: str, destination: Destination) -> None:
    """Refuse a destination that the format cannot have.

    Raises:
        UsageProblem: It is a folder and would be printed, or is no text and would fill a terminal.
    """
    if not destination.is_stdout:
        return
    if name == PACKAGE:
        raise UsageProblem(f"{PACKAGE} is a folder of files.", "Name the folder: -o package.")
    if not EXPORTS[name].is_text and sys.stdout.isatty():
        raise UsageProblem(f"{name} is not text.", f"Name a file: -o plan{EXPORTS[name].suffix}.")
