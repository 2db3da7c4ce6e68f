"""`stc stale`."""

from typing import Annotated

from stc.cli.console import Outcome, show_view
from stc.cli.context import open_session
from stc.cli.main import DONE, FINDINGS
from stc.cli.options import FilterOptions, ReadOptions
from stc.cli.parameters import Option
from stc.history.touches import find_touches
from stc.plan.deadlines import is_open
from stc.plan.filters import describe_filter, resolve_filter, select_steps
from stc.views.stale import Touch, view_stale

LONG = 180


def run(
    which: FilterOptions,
    how: ReadOptions,
    days: Annotated[
        int, Option("--days", least=0, most=99_999, help="Not changed for this many days.")
    ] = LONG,
    exit_code: Annotated[
        bool, Option("--exit-code", help="Exit with 1 if any step is listed.")
    ] = False,
) -> Outcome:
    """List the open steps that have not changed in git for a long time, longest first.

    Changes to only spaces, quotes or dashes do not count.

    Example: stc stale --days 180
    """
    session = open_session(how)
    chosen = resolve_filter(which.typed, session.plan, session.as_of)
    log = session.read_log()
    span = session.resolve_range(None, session.as_of)
    steps = [step for step in select_steps(session.plan, chosen) if is_open(step, session.as_of)]
    touches = find_touches(log, span)
    found = []
    for step in steps:
        commit = touches.get(step.id)
        if commit is not None:
            day = span.day_of(commit)
            past = (session.as_of - day).days
            found.append(Touch(step, commit, day, past))
    shown = sorted(
        (stale_step for stale_step in found if stale_step.days >= days),
        key=lambda stale_step: -stale_step.days,
    )
    context = session.describe({**describe_filter(chosen), "days": days}, steps)
    view = view_stale(log, tuple(shown), len(steps), days, span, context)
    return show_view(view, how.format, how.color, FINDINGS if exit_code and shown else DONE)
