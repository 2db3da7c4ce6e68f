"""`stc show`."""

from typing import Annotated

from stc.cli.completion import complete_step
from stc.cli.console import Outcome, is_glance, show_view
from stc.cli.context import open_session
from stc.cli.options import ReadOptions
from stc.cli.parameters import Argument
from stc.plan.resolve import resolve_steps
from stc.views.step import view_step_details


def run(
    ids: Annotated[
        list[str],
        Argument(metavar="ID...", help="The ids of the steps.", complete=complete_step),
    ],
    how: ReadOptions,
) -> Outcome:
    """Show everything about one or more steps.

    Example: stc show COM-03
    """
    session = open_session(how)
    steps = resolve_steps(session.plan, ids)
    known = session.find_deadlines()
    context = session.describe(steps=steps)
    view = view_step_details(steps, context, known.ledger, known.lines)
    view = view._replace(notices=known.lines)
    if is_glance(how):
        from stc.views.step_glance import glance_at_steps

        view = view._replace(glance=glance_at_steps(session.plan, steps, context, known))
    return show_view(view, how)
