"""`stc measures`."""

from typing import Annotated

from stc.cli.completion import complete_measure
from stc.cli.console import Outcome
from stc.cli.context import open_session
from stc.cli.listing import show_list
from stc.cli.options import ListOptions, ReadOptions
from stc.cli.parameters import Argument, Option
from stc.plan.measures import find_measure, list_gaps
from stc.views.measures import view_measure, view_measures


def run(
    measure_id: Annotated[
        str | None, Argument(metavar="[ID]", help="The id of one.", complete=complete_measure)
    ] = None,
    *,
    gaps: Annotated[
        bool,
        Option("--gaps", help="Only those without a recent reading, a source or a target."),
    ] = False,
    how: ReadOptions,
    listed: ListOptions,
) -> Outcome:
    """List the measures: what was read last, how long ago, and what is to be reached.

    With an id, show its readings, its targets and how they were moved. A measure has a gap where
    it has no reading for two periods, a reading without a source, or no target.

    Example: stc measures --gaps
    """
    session = open_session(how)
    measures = session.plan.measures
    if measure_id is not None:
        context = session.describe({"measure": measure_id})
        return show_list(view_measure(find_measure(measures, measure_id), context), how, listed)
    shown = [measure for measure in measures if not gaps or list_gaps(measure, session.as_of)]
    context = session.describe({"gaps": True} if gaps else {})
    return show_list(view_measures(measures, shown, context), how, listed)
