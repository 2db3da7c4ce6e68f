"""`stc scorecard`."""

from typing import Annotated

import typer

from stc.cli.console import Outcome, show_view
from stc.cli.filtering import choose_filter, describe_filter
from stc.cli.options import By, FilterOptions, ReadOptions, takes_options
from stc.cli.session import open_session
from stc.query.filters import select_steps
from stc.views.scorecard import view_scorecard


@takes_options
def run(
    which: FilterOptions,
    how: ReadOptions,
    by: Annotated[
        list[By] | None,
        typer.Option("--by", help="Count by department, section or goal, too; may be repeated."),
    ] = None,
) -> Outcome:
    """Count the promises kept on time, kept late, overdue and not yet due.

    Each is judged against the current deadline and against the original one.

    Example: stc scorecard --by section
    """
    session = open_session(how)
    chosen = choose_filter(which, session)
    steps = select_steps(session.plan, chosen)
    context = session.describe(describe_filter(which, chosen))
    groupings = tuple(dict.fromkeys(one.value for one in by or ()))
    view = view_scorecard(session.plan, steps, context, groupings)
    return show_view(view, how.format, how.color)
