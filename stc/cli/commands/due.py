"""`stc due`."""

from typing import Annotated

from stc.cli.console import Outcome
from stc.cli.context import open_session
from stc.cli.listing import show_list
from stc.cli.main import DONE, FINDINGS
from stc.cli.options import FilterOptions, Grouping, ListOptions, ReadOptions
from stc.cli.parameters import Option
from stc.plan.deadlines import is_due
from stc.plan.filters import describe_filter, parse_window, resolve_filter, select_steps
from stc.plan.order import order_steps
from stc.views.sentences import describe_due
from stc.views.steps import DAYS_LEFT, view_steps

SOON = "90d"


def run(
    which: FilterOptions,
    how: ReadOptions,
    listed: ListOptions,
    by: Grouping = None,
    exit_code: Annotated[
        bool, Option("--exit-code", help="Exit with 1 if any step is listed.")
    ] = False,
) -> Outcome:
    """List the open steps that are due soon, soonest first.

    Soon means the next 90 days, including the as-of day, unless --within says otherwise.

    Example: stc due --dept 911 --within 6w
    """
    session = open_session(how)
    window = parse_window(which.typed["within"] or SOON, session.plan, session.as_of)
    typed = {**which.typed, "within": None}
    chosen = resolve_filter(typed, session.plan, session.as_of)
    considered = select_steps(session.plan, chosen)
    found = tuple(step for step in considered if is_due(step, session.as_of, window.last))
    context = session.describe({**describe_filter(chosen), "within": window.typed}, considered)
    counts, filtered = session.count_steps(considered), chosen.is_narrow
    lines = describe_due(len(found), counts, session.as_of, window.last, filtered=filtered)
    view = view_steps("Due", order_steps(found, "deadline"), context, lines, days=DAYS_LEFT)
    code = FINDINGS if exit_code and found else DONE
    return show_list(view, how, listed, code, by=by, plan=session.plan, steps=found)
