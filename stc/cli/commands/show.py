"""`stc show`."""

from typing import TYPE_CHECKING, Annotated

from stc.cli.completion import complete_step
from stc.cli.console import Outcome, is_glance, show_view
from stc.cli.context import Session, find_timeline, open_session
from stc.cli.options import ReadOptions
from stc.cli.parameters import Argument
from stc.errors import CannotGoOn, FileRefused, UsageProblem
from stc.plan.resolve import resolve_steps
from stc.plan.value_types import fold_id
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

    Of a step that left the plan, it says when, by whom, why, and what it was last (exit 2).

    Example: stc show COM-03
    """
    session = open_session(how)
    try:
        steps = resolve_steps(session.plan, ids)
    except UsageProblem:
        _refuse_departed(session, ids)
        raise
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


def _refuse_departed(session: Session, ids: list[str]) -> None:
    """Refuse the first id that is of a step which left the plan, with all that is known of that.

    Raises:
        UsageProblem: There is one.
    """
    from stc.history.departures import find_departures
    from stc.views.departures import describe_departure

    log = session.find_deadlines().log
    departures = find_departures(log, session.plan) if log else ()
    left = {fold_id(departure.step.id): departure for departure in departures}
    for typed in ids:
        found = left.get(fold_id(typed))
        if found is not None:
            hint = f"`stc history {found.step.id}` shows its history."
            raise UsageProblem(describe_departure(found), hint)
