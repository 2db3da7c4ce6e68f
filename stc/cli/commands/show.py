"""`stc show`."""

from typing import TYPE_CHECKING, Annotated

from stc.cli.completion import complete_step
from stc.cli.console import Outcome, is_glance, show_view
from stc.cli.context import Session, find_timeline, open_session
from stc.cli.options import ReadOptions
from stc.cli.parameters import Argument
from stc.errors import CannotGoOn, FileRefused
from stc.plan.resolve import resolve_steps
from stc.views.step import view_step_details

if TYPE_CHECKING:
    from stc.plan.timeline import TimelineEntry


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
    timeline, lines = _find_entries(session)
    context = session.describe(steps=steps)._replace(timeline=timeline)
    lines = (*known.lines, *lines)
    view = view_step_details(steps, context, known.ledger, lines)._replace(notices=lines)
    if is_glance(how):
        from stc.views.step_glance import glance_at_steps

        view = view._replace(glance=glance_at_steps(session.plan, steps, context, known))
    return show_view(view, how)


def _find_entries(session: Session) -> "tuple[tuple[TimelineEntry, ...], tuple[str, ...]]":
    """Return the entries of the timeline, and a sentence where it cannot be read."""
    try:
        timeline = find_timeline(session)
    except (CannotGoOn, FileRefused):
        return (), ("The timeline cannot be read, so what it says of steps is missing here.",)
    return (timeline.entries if timeline else ()), ()
