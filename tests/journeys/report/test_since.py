"""Laws of a plan on two days, for any two plans of these steps and any filter."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stc.plan.deadlines import is_overdue
from stc.plan.model import Step
from stc.views.report_changes import find_changes
from stc.views.since import (
    HORIZONS,
    PlanVersion,
    count_figures,
    find_crossed,
    find_horizon,
    find_turnover,
)
from tests.laws import tries
from tests.plans import SMALL, STATUSES, find_step, load

PLAN = load(SMALL)
STEP = find_step(PLAN, "COM-01")
DAY = date(2024, 10, 25)
DAYS = st.none() | st.integers(-120, 120).map(lambda days: DAY + timedelta(days))


@st.composite
def steps(draw: st.DrawFn) -> tuple[Step, ...]:
    """Return some of six steps, each with a status, a deadline and a department."""
    numbers = draw(st.lists(st.integers(1, 6), unique=True, max_size=6))
    return tuple(
        STEP._replace(
            id=f"COM-{number:02}",
            status=draw(st.sampled_from(STATUSES)),
            deadline=draw(DAYS),
            departments=(draw(st.sampled_from(PLAN.departments)),),
        )
        for number in sorted(numbers)
    )


def side(day: date, held: tuple[Step, ...], department: str | None) -> PlanVersion:
    chosen = tuple(
        step for step in held if department in (None, *(one.id for one in step.departments))
    )
    return PlanVersion(day, PLAN._replace(steps=held), chosen)


@st.composite
def pairs(draw: st.DrawFn) -> tuple[PlanVersion, PlanVersion]:
    department = draw(st.sampled_from([None, *(one.id for one in PLAN.departments)]))
    last = DAY + timedelta(draw(st.integers(0, 120)))
    return side(DAY, draw(steps()), department), side(last, draw(steps()), department)


def ids(held: tuple[Step, ...]) -> set[str]:
    return {step.id for step in held}


@settings(deadline=None, max_examples=tries(100))
@given(pairs())
def test_overdue_now_is_what_was_and_what_came_of_it(pair: tuple[PlanVersion, PlanVersion]) -> None:
    then, now = pair
    turnover = find_turnover(then, now)
    before, after = (
        {step.id for step in one.steps if is_overdue(step, one.day)} for one in (then, now)
    )
    assert ids(turnover.newly) <= after <= {one.id for one in now.steps if one.status.is_open}
    gone = ids(turnover.ended) | ids(turnover.left)
    assert (before - gone) | ids(turnover.newly) | ids(turnover.entered) == after
    assert len(after) == len(before) - len(gone) + len(turnover.newly) + len(turnover.entered)


@settings(deadline=None, max_examples=tries(100))
@given(pairs())
def test_every_open_step_is_in_one_horizon(pair: tuple[PlanVersion, PlanVersion]) -> None:
    for one in pair:
        figures = count_figures(one)
        assert tuple(figures.horizons) == HORIZONS
        assert sum(figures.horizons.values()) == figures.counts.open
        assert figures.horizons["overdue"] == figures.counts.overdue
        assert figures.horizons["undated"] == figures.counts.undated
        assert sum(figures.counts.by_status.values()) == len(one.steps)


@pytest.mark.parametrize(
    ("days", "horizon"),
    [
        (-1, "overdue"),
        (0, "due_0_30"),
        (30, "due_0_30"),
        (31, "due_31_60"),
        (60, "due_31_60"),
        (61, "due_61_90"),
        (90, "due_61_90"),
        (91, "due_later"),
    ],
)
def test_a_window_ends_where_the_next_begins(days: int, horizon: str) -> None:
    assert find_horizon(STEP._replace(deadline=DAY + timedelta(days)), DAY) == horizon


def test_what_is_without_a_lead_or_dated_is_counted_among_the_right_steps() -> None:
    led = STEP._replace(id="COM-02", lead=STEP.departments[0])
    ended = [
        STEP._replace(id=f"COM-1{number}", status=status, deadline=None)
        for number, status in enumerate(STATUSES)
        if status.name in ("Complete", "Excluded")
    ]
    figures = count_figures(side(DAY, (STEP, led, *ended), None))
    assert (figures.current, figures.without_lead, figures.dated) == (2, 1, 2)
    led_only = count_figures(side(DAY, (led, led._replace(id="COM-03"), *ended[:1]), None))
    assert (led_only.current, led_only.without_lead, led_only.dated) == (2, 0, 2)


@settings(deadline=None, max_examples=tries(100))
@given(pairs())
def test_the_steps_of_now_are_those_of_then_and_what_happened(
    pair: tuple[PlanVersion, PlanVersion],
) -> None:
    then, now = pair
    changes = find_changes(then, now)
    gone = ids(changes.removed) | ids(changes.left)
    assert (ids(then.steps) - gone) | ids(changes.added) | ids(changes.entered) == ids(now.steps)


@settings(deadline=None, max_examples=tries(100))
@given(pairs())
def test_every_change_of_status_is_in_one_place(pair: tuple[PlanVersion, PlanVersion]) -> None:
    then, now = pair
    changes = find_changes(then, now)
    groups = (changes.completed, changes.backwards, changes.excluded, changes.restored)
    shown = [turn.step.id for group in (*groups, changes.status) for turn in group]
    old = {step.id: step for step in then.plan.steps}
    asked = ids(then.steps) | ids(now.steps)
    assert sorted(shown) == sorted(
        step.id
        for step in now.plan.steps
        if step.id in old and step.id in asked and step.status != old[step.id].status
    )


@settings(deadline=None, max_examples=tries(100))
@given(pairs())
def test_the_events_are_those_of_the_steps_asked_about(
    pair: tuple[PlanVersion, PlanVersion],
) -> None:
    changes = find_changes(*pair)
    told = {
        "completed": changes.completed,
        "back": changes.backwards,
        "excluded": changes.excluded,
        "resumed": changes.restored,
        "added": changes.added,
        "removed": changes.removed,
        "started status": changes.status,
        "silent moved dated": changes.moves,
    }
    for kinds, shown in told.items():
        events = [event for event in changes.events if event.kind.key in kinds.split()]
        named = [getattr(one, "step", one).id for one in shown]
        assert sorted(event.about for event in events) == sorted(named), kinds
    keys = {key for kinds in told for key in kinds.split()}
    assert {event.kind.key for event in changes.events} <= keys | {"changed"}


@settings(deadline=None, max_examples=tries(100))
@given(pairs())
def test_a_side_differs_in_nothing_from_itself(pair: tuple[PlanVersion, PlanVersion]) -> None:
    same, _ = pair
    changes, turnover = find_changes(same, same), find_turnover(same, same)
    assert not any((turnover.newly, turnover.ended, turnover.entered, turnover.left))
    assert find_crossed(same, same) == ((), ())
    found = (changes.completed, changes.backwards, changes.excluded, changes.restored)
    assert not any((*found, changes.status, changes.moves, changes.added, changes.removed))
