"""`stc departments`."""

from stc.cli.console import Outcome
from stc.cli.context import open_session
from stc.cli.listing import show_list
from stc.cli.options import ListOptions, ReadOptions
from stc.views.departments import view_departments


def run(how: ReadOptions, listed: ListOptions) -> Outcome:
    """List the departments, the counts of their steps and the names they go by.

    Example: stc departments
    """
    session = open_session(how)
    view = view_departments(session.plan, session.describe(steps=session.plan.steps))
    return show_list(view, how, listed)
