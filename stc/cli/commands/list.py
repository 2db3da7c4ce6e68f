"""`stc list`."""

from typing import Annotated, Literal

from stc.cli.console import Outcome, show_view
from stc.cli.context import open_session
from stc.cli.filtering import choose_filter, describe_filter
from stc.cli.options import FilterOptions, ReadOptions
from stc.cli.parameters import Option
from stc.plan.counts import count_steps
from stc.plan.filters import select_steps
from stc.plan.order import order_steps
from stc.views.sentences import tell_shown
from stc.views.steps import view_steps

Sort = Literal["plan", "deadline", "status"]


def run(
    which: FilterOptions,
    how: ReadOptions,
    slipped: Annotated[
        bool, Option("--slipped", help="Steps for which the file records a move; slips asks git.")
    ] = False,
    no_lead: Annotated[bool, Option("--no-lead", help="Steps without a recorded lead.")] = False,
    sort: Annotated[Sort, Option("--sort", help="The order.")] = "plan",
) -> Outcome:
    """List the action steps, in the order of the plan.

    Example: stc list --section COM --status planning --status in-progress
    """
    session = open_session(how)
    chosen = choose_filter(which, session)._replace(slipped=slipped, no_lead=no_lead)
    steps = order_steps(select_steps(session.plan, chosen), sort)
    context = session.describe(describe_filter(which, chosen), steps)
    lines = tell_shown(len(steps), count_steps(session.plan.steps, session.as_of))
    return show_view(view_steps("Action steps", steps, context, lines), how.format, how.color)
