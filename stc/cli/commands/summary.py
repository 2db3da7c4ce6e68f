"""`stc summary`."""

from typing import Annotated

from stc.cli.console import Outcome, show_view
from stc.cli.context import open_session
from stc.cli.options import By, FilterOptions, ReadOptions
from stc.cli.parameters import Option
from stc.plan.filters import describe_filter, resolve_filter, select_steps
from stc.views.summary import view_summary


def run(
    which: FilterOptions,
    how: ReadOptions,
    by: Annotated[
        list[By] | None,
        Option("--by", help="What to count by; repeatable."),
    ] = None,
) -> Outcome:
    """Count the steps by status, by section and by department, each with its denominator.

    Example: stc summary --by dept
    """
    session = open_session(how)
    chosen = resolve_filter(which.typed, session.plan, session.as_of)
    steps = select_steps(session.plan, chosen)
    groupings = tuple(dict.fromkeys(by)) if by else ("section", "dept")
    context = session.describe(describe_filter(chosen), steps)
    view = view_summary(session.plan, steps, context, groupings)
    return show_view(view, how)
