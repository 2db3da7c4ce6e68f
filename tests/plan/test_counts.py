"""Counts: pinned on the published plan, and sums that must come out."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stc.plan.counts import count_steps, group_steps
from stc.plan.deadlines import is_overdue, is_review_due
from stc.plan.model import Plan
from stc.plan.vocabulary import DEFAULT
from tests.laws import tries
from tests.plans import AS_OF, SMALL, change, load, read_published_plan

PLAN = read_published_plan()
SOME_STEPS = st.lists(st.sampled_from(PLAN.steps), unique_by=lambda step: step.id)
DAYS = st.dates(date(2015, 1, 1), date(2030, 1, 1))
LAW = settings(deadline=None, max_examples=tries(100))


def test_the_counts_of_the_published_plan(published: Plan) -> None:
    counts = count_steps(published.steps, AS_OF, DEFAULT)
    assert (counts.total, counts.counted, counts.open) == (138, 133, 105)
    assert (counts.complete, counts.excluded) == (18, 5)
    assert (counts.overdue, counts.review_due, counts.undated) == (26, 1, 2)
    assert counts.needs_review == sum(one.needs_review is not None for one in published.steps)


def test_the_counts_of_no_steps() -> None:
    counts = count_steps((), AS_OF, DEFAULT)
    assert (counts.total, counts.counted, counts.open, counts.overdue) == (0, 0, 0, 0)
    assert set(counts.by_status.values()) == {0}


@LAW
@given(SOME_STEPS, DAYS)
def test_the_parts_sum_up_to_the_whole(steps: list, day: date) -> None:  # type: ignore[type-arg]
    counts = count_steps(steps, day, DEFAULT)
    names = counts.by_status
    assert sum(names.values()) == counts.total == len(steps)
    assert counts.counted + counts.excluded == counts.total
    assert counts.open == names["Not started"] + names["Planning"] + names["In progress"]
    assert counts.overdue + counts.undated <= counts.open
    assert counts.review_due <= names["Ongoing"]
    assert counts.overdue == sum(is_overdue(step, day) for step in steps)
    assert counts.review_due == sum(is_review_due(step, day) for step in steps)


@LAW
@given(SOME_STEPS)
def test_groups_hold_every_step_and_no_other(steps: list) -> None:  # type: ignore[type-arg]
    wanted = sorted(step.id for step in steps)
    for by in ("section", "goal"):
        held = [step.id for group in group_steps(PLAN, steps, by) for step in group.steps]
        assert sorted(held) == wanted
    by_department = group_steps(PLAN, steps, "dept")
    assert sorted({step.id for group in by_department for step in group.steps}) == wanted
    assert sum(len(group.steps) for group in by_department) == sum(
        len(step.departments) or 1 for step in steps
    )
    for group in by_department:
        assert all(
            group.id in [one.id for one in step.departments] or not step.departments
            for step in group.steps
        )


@pytest.mark.parametrize("by", ["dept", "section", "goal"])
def test_a_group_without_steps_is_left_out(by: str, published: Plan) -> None:
    assert group_steps(published, (), by) == ()
    assert all(group.steps for group in group_steps(published, published.steps, by))


def test_groups_come_in_the_order_of_the_plan(published: Plan) -> None:
    sections = [group.id for group in group_steps(published, published.steps, "section")]
    assert sections == [one.id for one in published.sections]
    departments = [group.id for group in group_steps(published, published.steps, "dept")]
    assert [one for one in departments if one] == [one.id for one in published.departments]


def test_steps_without_a_department_have_a_group_of_their_own_at_the_end() -> None:
    plan = load(change(SMALL, "            departments: [comms-ocs]\n", ""))
    groups = [(g.id, [s.id for s in g.steps]) for g in group_steps(plan, plan.steps, "dept")]
    assert groups == [("911", ["COM-01"]), ("comms-ocs", ["COM-01"]), ("", ["COM-02"])]


def test_two_goals_of_one_title_are_two_groups() -> None:
    second = SMALL[SMALL.index("  - id: COM\n") :].replace("COM", "POL")
    plan = load(SMALL + second)
    sizes = [len(group.steps) for group in group_steps(plan, plan.steps, "goal")]
    assert sizes == [2, 2]
