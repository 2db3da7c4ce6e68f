"""The days on which steps became overdue, by what git knew on each of them."""

from collections.abc import Iterable
from datetime import date, timedelta

from stc.plan.deadlines import is_open
from stc.plan.ledger import Ledger
from stc.plan.model import Step
from stc.plan.periods import format_short_day
from stc.plan.promises import PlanVersion, list_stays
from stc.views.event_kinds import OVERDUE
from stc.views.events import Event


def list_overdue_events(
    versions: Iterable[PlanVersion], ledger: Ledger, as_of: date
) -> tuple[Event, ...]:
    """Return an event for each deadline that passed while its step was open, newest first.

    A step is overdue from the day after its deadline. What was recorded later changes nothing: not
    a completion that was reported late, nor a move of the deadline after it had passed.

    Args:
        versions: The versions of the plan on the main line, oldest first.
        ledger: The first deadlines.
        as_of: The last day.
    """
    past = [version for version in versions if version.day <= as_of]
    found = []
    for step, since, end in list_stays(past, None):
        if step.deadline is None:
            continue
        day = step.deadline + timedelta(days=1)
        if since <= day <= as_of and (end is None or day < end) and is_open(step, day):
            found.append(
                Event(OVERDUE, step, step.id, step.action, _describe(step, ledger), day=day)
            )
    order = {step.id: rank for rank, step in enumerate(past[-1].steps)} if past else {}
    return tuple(sorted(found, key=lambda event: (-_rank(event), order.get(event.about, 0))))


def _rank(event: Event) -> int:
    return event.day.toordinal() if event.day else 0


def _describe(step: Step, ledger: Ledger) -> str:
    first = ledger.of(step).first
    was = f"Was due {format_short_day(step.deadline)}" if step.deadline else ""
    if first and first != step.deadline:
        was = f"{was}, at first {format_short_day(first)}"
    owners = ", ".join(owner.name for owner in step.departments)
    return f"{was}; is {step.status.name}.{f' {owners}.' if owners else ''}"
