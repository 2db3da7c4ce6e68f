"""A plan as a record, and back: nothing is lost, and nothing but a plan is read."""

import json
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stc.files.load import load_plan
from stc.files.plan_recall import read_plan
from stc.files.plan_record import record_plan
from stc.plan.model import NeedsReview, Plan, Revision, Step
from stc.plan.status import STATUSES
from tests.plans import FULL, SMALL

DAYS = st.none() | st.dates(date(2000, 1, 1), date(2100, 12, 31))
TEXTS = st.none() | st.text(min_size=1, max_size=9)
REVIEWS = st.none() | st.builds(
    NeedsReview, st.lists(st.text(min_size=1), max_size=2).map(tuple), st.text(min_size=1)
)
REVISIONS = st.lists(
    st.builds(Revision, DAYS, DAYS, st.dates(), st.text(min_size=1)), max_size=2
).map(tuple)


def load(text: str) -> Plan:
    plan = load_plan(text.encode(), "plan.yaml").value
    assert plan is not None
    return plan


def through_json(plan: Plan) -> Plan:
    return read_back(plan, "plan.yaml")


def read_back(plan: Plan, path: str) -> Plan:
    record = record_plan(plan)
    return read_plan(json.loads(json.dumps(record.values)), record.actions, path)


@pytest.mark.parametrize("text", [SMALL, FULL])
def test_a_plan_comes_back_as_it_was(text: str) -> None:
    plan = load(text)
    assert through_json(plan) == plan


def test_the_published_plan_comes_back_as_it_was(published: Plan) -> None:
    path = published.steps[0].place.path
    back = read_back(published, path)
    assert back == published
    assert [type(one) for one in back.steps[0]] == [type(one) for one in published.steps[0]]


def test_what_is_one_thing_stays_one_thing(published: Plan) -> None:
    back = through_json(published)
    for step in back.steps:
        assert any(step.goal is goal for goal in back.goals)
        assert any(step.section is section for section in back.sections)
        assert step.goal.section is step.section
        for one in step.departments:
            assert any(one is department for department in back.departments)


@given(
    status=st.sampled_from(STATUSES),
    days=st.tuples(DAYS, DAYS),
    texts=st.tuples(TEXTS, TEXTS),
    action=st.text(min_size=1, max_size=9),
    items=st.lists(st.text(min_size=1), max_size=3).map(tuple),
    revisions=REVISIONS,
    review=REVIEWS,
    page=st.none() | st.integers(0, 99),
    led=st.booleans(),
)
@settings(deadline=None)
def test_any_step_comes_back_as_it_was(
    status: Any,
    days: Any,
    texts: Any,
    action: str,
    items: Any,
    revisions: Any,
    review: Any,
    page: Any,
    led: Any,
) -> None:
    plan = load(SMALL)
    step = plan.steps[0]._replace(
        status=status,
        deadline=days[0],
        completed=days[1],
        reason=texts[0],
        note=texts[1],
        action=action,
        items=items,
        evidence=items[::-1],
        revisions=revisions,
        needs_review=review,
        page=page,
        lead=plan.departments[1] if led else None,
    )
    changed = plan._replace(steps=(step, *plan.steps[1:]))
    assert through_json(changed) == changed


@pytest.mark.parametrize("actions", ["", "one", "one\ntwo\nthree"])
def test_too_few_or_too_many_actions_are_no_plan(actions: str) -> None:
    record = record_plan(load(SMALL))
    with pytest.raises(ValueError):
        read_plan(json.loads(json.dumps(record.values)), actions, "plan.yaml")


def _list_paths(value: Any, path: tuple[int, ...] = ()) -> list[tuple[int, ...]]:
    inner = enumerate(value) if isinstance(value, list) else ()
    return [path, *(one for n, part in inner for one in _list_paths(part, (*path, n)))]


RECORD = json.loads(json.dumps(record_plan(load(FULL)).values))
ACTIONS = record_plan(load(FULL)).actions
ODD = (None, True, -1, 10**9, 1.5, "odd", "", [], [None], {}, {"a": 1}, [[]])


@pytest.mark.parametrize("odd", ODD, ids=repr)
def test_an_odd_value_anywhere_gives_no_plan_of_odd_types(odd: Any) -> None:
    for path in _list_paths(RECORD):
        record: Any = json.loads(json.dumps([RECORD]))
        holder, last = record, 0
        for at in path:
            holder, last = holder[last], at
        holder[last] = odd
        try:
            plan = read_plan(record[0], ACTIONS, "plan.yaml")
        except (ValueError, TypeError, LookupError, AttributeError):
            continue
        assert_typed(plan)


def assert_typed(plan: Plan) -> None:
    assert all(type(text) is str for text in plan[:3])
    for step in plan.steps:
        assert isinstance(step, Step)
        assert step.status in STATUSES
        assert step.section in plan.sections
        assert all(one in plan.departments for one in step.departments)
        assert all(type(text) is str for text in (step.id, step.action, *step.items))
        assert step.deadline is None or type(step.deadline) is date
        assert step.page is None or type(step.page) is int
