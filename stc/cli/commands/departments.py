"""`stc departments`."""

from stc.cli.console import Outcome, show_view
from stc.cli.context import open_session
from stc.cli.options import ReadOptions
from stc.views.departments import view_departments


def run(how: ReadOptions) -> Outcome:
    """List the departments, the counts of their steps and the names they go by.

    Example: stc departments
    """
    session = open_session(how)
    return show_view(
        view_departments(session.plan, session.describe(steps=session.plan.steps)),
        how,
    )
