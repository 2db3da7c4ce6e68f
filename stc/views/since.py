"""A plan on two days: what its open steps are up to, what is newly overdue, what is no more."""

from collections.abc import Iterable
from datetime import date
from typing import Final, NamedTuple

from stc.history.compare_since import PlanVersion
from stc.plan.counts import Counts, count_steps
from stc.plan.deadlines import days_past, is_open, is_overdue, is_undated, status_on
from stc.plan.model import Step

WINDOWS: Final = {"due_0_30": 30, "due_31_60": 60, "due_61_90": 90}
"""The windows ahead, each with its last day counted from the as-of day; they do not overlap."""
HORIZONS: Final = ("overdue", *WINDOWS, "due_later", "undated")
"""Every open step is in exactly one of these."""


class Figures(NamedTuple):
    """Counts over the steps of a side.

    Attributes:
        counts: The counts every answer has.
        horizons: The open steps by where their deadline lies, in the order of `HORIZONS`.
        current: The steps somebody still works on or looks after: neither done nor ended.
        without_lead: Those of `current` that no department is recorded to lead.
        dated: The steps with a deadline.
    """

    counts: Counts
    horizons: dict[str, int]
    current: int
    without_lead: int
    dated: int


def count_figures(side: PlanVersion) -> Figures:
    """Return the counts over the steps of a side on its day."""
    horizons = dict.fromkeys(HORIZONS, 0)
    for step in side.steps:
        horizon = find_horizon(step, side.day)
        if horizon:
            horizons[horizon] += 1
    return Figures(
        counts=count_steps(side.steps, side.day, side.plan.vocabulary),
        horizons=horizons,
        current=sum(is_current(step, side.day) for step in side.steps),
        without_lead=sum(is_without_lead(step, side.day) for step in side.steps),
        dated=sum(step.deadline is not None for step in side.steps),
    )


def find_horizon(step: Step, day: date) -> str:
    """Return which of `HORIZONS` a step is in; an empty text where it is not open."""
    if not is_open(step, day):
        return ""
    if is_undated(step, day):
        return "undated"
    if is_overdue(step, day):
        return "overdue"
    left = -(days_past(step, day) or 0)
    return next((name for name, last in WINDOWS.items() if left <= last), "due_later")


def is_current(step: Step, day: date) -> bool:
    """Return whether the step is still worked on or looked after."""
    return not status_on(step, day).is_closed


def is_without_lead(step: Step, day: date) -> bool:
    """Return whether the step is still worked on or looked after, and names no lead."""
    return is_current(step, day) and step.lead is None


class Turnover(NamedTuple):
    """How the overdue steps of one side became those of a later one.

    Overdue then, without `ended` and `left`, with `newly` and `entered`, is overdue now.

    Attributes:
        newly: Overdue now; then not overdue, or not in the plan.
        ended: Overdue then, in the earlier plan's words; not overdue now, or not in the plan.
        entered: Overdue on both days, and asked about only now.
        left: Overdue on both days, and asked about only then.
    """

    newly: tuple[Step, ...]
    ended: tuple[Step, ...]
    entered: tuple[Step, ...]
    left: tuple[Step, ...]


def find_turnover(then: PlanVersion, now: PlanVersion) -> Turnover:
    """Return how the overdue steps of `then` became those of `now`.

    A step is known by its id. Whether it was overdue is asked of the whole earlier plan, so that
    one that only came to a department is not called newly overdue there.
    """
    was, is_ = _list_overdue(then.plan.steps, then.day), _list_overdue(now.plan.steps, now.day)
    had, has = _list_overdue(then.steps, then.day), _list_overdue(now.steps, now.day)
    return Turnover(
        newly=tuple(step for step_id, step in has.items() if step_id not in was),
        ended=tuple(step for step_id, step in had.items() if step_id not in is_),
        entered=tuple(
            step for step_id, step in has.items() if step_id in was and step_id not in had
        ),
        left=tuple(is_[step_id] for step_id in had if step_id in is_ and step_id not in has),
    )


def find_crossed(then: PlanVersion, now: PlanVersion) -> tuple[tuple[Step, ...], tuple[Step, ...]]:
    """Return the steps in both plans that the filter accepts only now, and only then."""
    whole = {step.id: step for step in now.plan.steps}
    unasked_then = _ids(then.plan.steps) - _ids(then.steps)
    unasked_now = whole.keys() - _ids(now.steps)
    entered = (step for step in now.steps if step.id in unasked_then)
    left = (whole[step.id] for step in then.steps if step.id in unasked_now)
    return tuple(entered), tuple(left)


def _list_overdue(steps: Iterable[Step], day: date) -> dict[str, Step]:
    return {step.id: step for step in steps if is_overdue(step, day)}


def _ids(steps: Iterable[Step]) -> set[str]:
    return {step.id for step in steps}
