"""`stc list`."""

from typing import Annotated, Literal

from stc.cli.console import Outcome, is_glance, show_view
from stc.cli.context import open_session
from stc.cli.options import FilterOptions, NoLead, ReadOptions, Slipped
from stc.cli.parameters import Option
from stc.plan.filters import describe_filter, resolve_filter, select_steps
from stc.plan.order import order_steps
from stc.views.headlines import describe_steps
from stc.views.sentences import describe_shown
from stc.views.steps import view_steps

Sort = Literal["plan", "deadline", "status", "id"]


def run(
    which: FilterOptions,
    how: ReadOptions,
    slipped: Slipped = False,
    no_lead: NoLead = False,
    sort: Annotated[Sort, Option("--sort", help="The order.")] = "plan",
) -> Outcome:
    """List the action steps, in the order of the plan.

    Example: stc list --section COM --status planning --status in-progress
    """
    session = open_session(how)
    chosen = resolve_filter(
        {**which.typed, "slipped": slipped, "no_lead": no_lead}, session.plan, session.as_of
    )
    steps = order_steps(select_steps(session.plan, chosen), sort, session.plan.vocabulary.statuses)
    context = session.describe(describe_filter(chosen), steps)
    lines = describe_shown(len(steps), session.count_steps(session.plan.steps))
    view = view_steps("Action steps", steps, context, lines)
    if steps and is_glance(how):
        view = view._replace(headline=describe_steps(session.count_steps(steps)))
    return show_view(view, how)
