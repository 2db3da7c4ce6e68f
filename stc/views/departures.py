"""A step that left the plan, in a sentence or two."""

from stc.history.departures import Departure
from stc.text.escape import escape_control
from stc.text.nearest import quote
from stc.views.event_lines import describe_removed

_LONGEST = 300


def describe_departure(departure: Departure) -> str:
    """Return when a step left the plan, by whom, why, and what it was last."""
    step, commit = departure.step, departure.commit
    on = f" on {departure.day}" if departure.day else ""
    by = f" by {escape_control(commit.author)}" if commit and commit.author else ""
    if departure.is_pending:
        on = ", in a change that is not committed yet"
    if departure.now:
        told = f"{step.id} got another id{on}{by}: {departure.now}."
    else:
        told = f"{step.id} was taken out of the plan{on}{by}. {describe_removed(step)}"
    return f"{told} It said: {quote(step.action, _LONGEST)}"
