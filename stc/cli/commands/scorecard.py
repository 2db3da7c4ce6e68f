"""`stc scorecard`."""

from typing import Annotated

from stc.cli.console import Outcome, show_view
from stc.cli.context import open_session
from stc.cli.options import By, FilterOptions, ReadOptions
from stc.cli.parameters import Option
from stc.plan.filters import describe_filter, resolve_filter, select_steps
from stc.views.scorecard import view_scorecard


def run(
    which: FilterOptions,
    how: ReadOptions,
    by: Annotated[
        list[By] | None,
        Option("--by", help="Also count by this; repeatable."),
    ] = None,
    file_only: Annotated[
        bool, Option("--file-only", help="Use only what the file records; do not ask git.")
    ] = False,
) -> Outcome:
    """Count the promises kept on time, kept late, overdue and not yet due.

    Each step is judged against the current deadline and the original one, which is the first that
    git knows, else the one in the file.

    Example: stc scorecard --by section
    """
    session = open_session(how)
    chosen = resolve_filter(which.typed, session.plan, session.as_of)
    steps = select_steps(session.plan, chosen)
    context = session.describe(describe_filter(chosen), steps)
    groupings = tuple(dict.fromkeys(grouping.value for grouping in by or ()))
    known = session.find_deadlines(file_only=file_only)
    view = view_scorecard(session.plan, steps, context, groupings, known.ledger, known.lines)
    return show_view(view._replace(notices=known.lines), how)
