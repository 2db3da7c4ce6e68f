"""`stc slips`."""

from typing import Annotated

import typer

from stc.cli.console import Outcome, show_view
from stc.cli.filtering import choose_filter, describe_filter
from stc.cli.options import By, FilterOptions, ReadOptions, takes_options
from stc.cli.session import open_session
from stc.query.filters import select_steps
from stc.views.slips import view_slips, view_slips_by


@takes_options
def run(
    which: FilterOptions,
    how: ReadOptions,
    by: Annotated[
        By | None, typer.Option("--by", help="Count by department, section or goal instead.")
    ] = None,
) -> Outcome:
    """List the steps whose deadline moved: from what to what, how far, when and why.

    Example: stc slips --by dept
    """
    session = open_session(how)
    chosen = choose_filter(which, session)
    steps = select_steps(session.plan, chosen)
    context = session.describe(describe_filter(which, chosen))
    view = view_slips_by(session.plan, steps, by, context) if by else view_slips(steps, context)
    return show_view(view, how.format, how.color)
