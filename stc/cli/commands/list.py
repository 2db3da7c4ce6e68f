"""`stc list`."""

from stc.cli.console import Outcome, is_glance
from stc.cli.context import open_session
from stc.cli.listing import show_list
from stc.cli.options import FilterOptions, Grouping, ListOptions, NoLead, ReadOptions, Slipped
from stc.plan.filters import describe_filter, resolve_filter, select_steps
from stc.views.headlines import describe_steps
from stc.views.sentences import describe_shown
from stc.views.steps import view_steps


def run(
    which: FilterOptions,
    how: ReadOptions,
    listed: ListOptions,
    slipped: Slipped = False,
    no_lead: NoLead = False,
    by: Grouping = None,
) -> Outcome:
    """List the action steps, in the order of the plan.

    Example: stc list --section COM --status planning --status in-progress
    """
    session = open_session(how)
    chosen = resolve_filter(
        {**which.typed, "slipped": slipped, "no_lead": no_lead}, session.plan, session.as_of
    )
    steps = select_steps(session.plan, chosen)
    context = session.describe(describe_filter(chosen), steps)
    lines = describe_shown(len(steps), session.count_steps(session.plan.steps))
    view = view_steps("Action steps", steps, context, lines)
    if steps and is_glance(how):
        view = view._replace(headline=describe_steps(session.count_steps(steps)))
    return show_list(view, how, listed, by=by, plan=session.plan, steps=steps)
