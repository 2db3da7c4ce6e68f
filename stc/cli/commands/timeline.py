"""`stc timeline`."""

from enum import StrEnum
from typing import Annotated

from stc.cli.console import Outcome
from stc.cli.context import open_session, open_timeline, parse_due_option
from stc.cli.listing import show_list
from stc.cli.options import ListOptions, ReadOptions
from stc.cli.parameters import Option
from stc.plan.periods import first_day, last_day
from stc.plan.timeline import list_drift, select_entries
from stc.views.timeline import view_drift, view_timeline


class Kind(StrEnum):
    """The kinds of events."""

    engagement = "engagement"
    meeting = "meeting"
    decision = "decision"
    publication = "publication"


class State(StrEnum):
    """What can be asked for."""

    happened = "happened"
    planned = "planned"
    passed = "passed"
    fulfilled = "fulfilled"


def run(
    how: ReadOptions,
    listed: ListOptions,
    state: Annotated[
        list[State] | None,
        Option("--state", help="What happened, is planned, passed unconfirmed, or was fulfilled."),
    ] = None,
    since: Annotated[
        str | None,
        Option("--from", metavar="DATE", help="Entries that end on this day or later."),
    ] = None,
    kind: Annotated[list[Kind] | None, Option("--kind", help="Only events of this kind.")] = None,
    drift: Annotated[
        bool, Option("--drift", help="What was expected beside what happened, and how far apart.")
    ] = False,
    until: Annotated[
        str | None,
        Option("--to", metavar="DATE", help="Entries that begin on this day or earlier."),
    ] = None,
) -> Outcome:
    """Show what happened and what was planned, in the order published.

    A planned entry whose time has passed without confirmation is marked. Winter runs to the end of
    February of the next year.

    An entry that happened names the planned one that it fulfils, so that --drift can set what was
    expected beside it.

    Example: stc timeline --state passed
    """
    session = open_session(how)
    timeline = open_timeline(session)
    first = (
        first_day(parse_due_option(since, "--from", session.plan, session.as_of)) if since else None
    )
    last = last_day(parse_due_option(until, "--to", session.plan, session.as_of)) if until else None
    states = tuple(state or ())
    entries = select_entries(
        timeline.entries, session.as_of, states, first, last, tuple(kind or ())
    )
    narrowed = {
        "state": list(states),
        "kind": list(kind or ()),
        "from": first and str(first),
        "to": last and str(last),
    }
    context = session.describe({name: value for name, value in narrowed.items() if value})
    if drift:
        pairs = [pair for pair in list_drift(timeline.entries) if pair.planned in entries]
        return show_list(view_drift(timeline, pairs, context), how, listed)
    return show_list(view_timeline(timeline, entries, context), how, listed)
