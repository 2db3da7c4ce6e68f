"""`stc stale`."""

from typing import Annotated

from stc.cli.console import Outcome
from stc.cli.context import open_session
from stc.cli.listing import show_list
from stc.cli.main import DONE, FINDINGS
from stc.cli.options import FilterOptions, Grouping, ListOptions, ReadOptions
from stc.cli.parameters import Option
from stc.history.commit_range import CommitRange
from stc.history.touches import find_touches
from stc.plan.deadlines import is_reported_on
from stc.plan.filters import describe_filter, resolve_filter, select_steps
from stc.views.stale import find_silence, order_silences, view_stale

LONG = 180


def run(
    which: FilterOptions,
    how: ReadOptions,
    listed: ListOptions,
    days: Annotated[
        int, Option("--days", least=0, most=99_999, help="Without a word for this many days.")
    ] = LONG,
    by: Grouping = None,
    exit_code: Annotated[
        bool, Option("--exit-code", help="Exit with 1 if any step is listed.")
    ] = False,
) -> Outcome:
    """List the open and ongoing steps with no word for a long time, longest first.

    A word is an update by a department, a move of the deadline, or the day of the printed statuses.
    The last change in git is shown beside it and does not count.

    Example: stc stale --days 180
    """
    session = open_session(how)
    chosen = resolve_filter(which.typed, session.plan, session.as_of)
    log = session.find_log() if session.is_in_checkout else None
    zone = CommitRange(session.plan.timezone)
    span = session.resolve_range(None, session.as_of) if log else zone
    steps = [
        step for step in select_steps(session.plan, chosen) if is_reported_on(step, session.as_of)
    ]
    touches = find_touches(log, span) if log else {}
    found = [find_silence(step, session.as_of, touches.get(step.id)) for step in steps]
    shown = order_silences(silence for silence in found if silence.is_long(days))
    context = session.describe({**describe_filter(chosen), "days": days}, steps)
    view = view_stale(log, shown, len(steps), days, span, context)
    code = FINDINGS if exit_code and shown else DONE
    return show_list(view, how, listed, code, by=by, plan=session.plan, steps=steps)
