"""`stc timeline`."""

from enum import StrEnum
from typing import Annotated

from stc.cli.console import Outcome
from stc.cli.context import open_session, open_timeline, parse_due_option
from stc.cli.listing import show_list
from stc.cli.options import ListOptions, ReadOptions
from stc.cli.parameters import Option
from stc.plan.periods import first_day, last_day
from stc.plan.timeline import select_entries
from stc.views.timeline import view_timeline


class State(StrEnum):
    """What can be asked for."""

    happened = "happened"
    planned = "planned"
    passed = "passed"


def run(
    how: ReadOptions,
    listed: ListOptions,
    state: Annotated[
        list[State] | None,
        Option("--state", help="What happened, what is planned, or what passed unconfirmed."),
    ] = None,
    since: Annotated[
        str | None,
        Option("--from", metavar="DATE", help="Entries that end on this day or later."),
    ] = None,
    until: Annotated[
        str | None,
        Option("--to", metavar="DATE", help="Entries that begin on this day or earlier."),
    ] = None,
) -> Outcome:
    """Show what happened and what was planned, in the order published.

    A planned entry whose time has passed without confirmation is marked. Winter runs to the end of
    February of the next year.

    Example: stc timeline --state passed
    """
    session = open_session(how)
    timeline = open_timeline(session)
    first = (
        first_day(parse_due_option(since, "--from", session.plan, session.as_of)) if since else None
    )
    last = last_day(parse_due_option(until, "--to", session.plan, session.as_of)) if until else None
    states = tuple(state or ())
    entries = select_entries(timeline.entries, session.as_of, states, first, last)
    narrowed = {"state": list(states), "from": first and str(first), "to": last and str(last)}
    context = session.describe({name: value for name, value in narrowed.items() if value})
    return show_list(view_timeline(timeline, entries, context), how, listed)
