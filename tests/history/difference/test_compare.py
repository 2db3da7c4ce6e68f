"""`compare_plans`: what it says is true, is all, and says nothing of order or layout."""

from collections import Counter
from typing import Any

import pytest
import yaml
from hypothesis import given, settings

from stc.history.compare import Difference, compare_plans
from stc.history.differences import classify, find_kind, is_wording
from stc.plan.model import Department, Plan
from tests.history.difference.mutations import (
    CHANGES,
    Facts,
    facts_of,
    facts_of_step,
    move_goal,
    mutate,
    rename,
    resort,
)
from tests.laws import tries
from tests.plans import FULL, SMALL, change, load, read_published_bytes, read_published_plan

PLAN = read_published_plan()
PLANS = settings(deadline=None, max_examples=tries(150))


def apply(difference: Difference, facts: Facts) -> Facts:
    """Return the facts of the later plan, from those of the earlier one and the difference."""
    renamed = {one.before.id: one.after for one in difference.renamed}
    facts["departments"] = {
        (renamed[one].id if one in renamed else one): (
            (renamed[one].name, value[1]) if one in renamed else value
        )
        for one, value in facts["departments"].items()
    }
    for step in facts["steps"].values():
        ids = (renamed[one].id if one in renamed else one for one in step["departments"])
        step["departments"] = sorted(ids)
        step["lead"] = renamed[step["lead"]].id if step["lead"] in renamed else step["lead"]
    apply_heads(difference, facts)
    for one in difference.changes:
        value = sorted(one.after) if one.field == "departments" else one.after
        facts["steps"][one.step.id][one.field] = value
    for step in difference.removed:
        del facts["steps"][step.id]
    for step in difference.added:
        facts["steps"][step.id] = facts_of_step(step)
    return facts


def apply_heads(difference: Difference, facts: Facts) -> None:
    titles: dict[tuple[str, str], str] = {}
    for one in difference.heads:
        if one.kind == "plan":
            facts["plan"][one.field] = one.after
        elif one.kind == "goal":
            facts["goals"].discard((one.id, one.before))
            if one.field:
                titles[one.id, one.before] = one.after
        elif one.kind == "section" and one.field:
            old = facts["sections"][one.id]
            facts["sections"][one.id] = old._replace(**{one.field: one.after})
        elif one.kind == "department" and one.field:
            name, _ = facts["departments"][one.id]
            facts["departments"][one.id] = (name, tuple(sorted(one.after)))
        elif one.after is None:
            del facts[f"{one.kind}s"][one.id]
        elif one.kind == "department":
            facts["departments"][one.id] = (one.after.name, tuple(sorted(one.after.aliases)))
        else:
            facts["sections"][one.id] = one.after
    facts["goals"] |= {
        (one.id, one.after) for one in difference.heads if one.kind == "goal" and one.after
    }
    for step in facts["steps"].values():
        step["goal"] = titles.get((step["section"], step["goal"]), step["goal"])


@PLANS
@given(CHANGES)
def test_the_facts_of_a_difference_make_the_later_plan_of_the_earlier_one(changes: Any) -> None:
    later = mutate(PLAN, changes)
    assert apply(compare_plans(PLAN, later), facts_of(PLAN)) == facts_of(later)


@PLANS
@given(CHANGES, CHANGES)
def test_it_is_a_mirror(first: Any, second: Any) -> None:
    before, after = mutate(PLAN, first), mutate(PLAN, second)
    there, back = compare_plans(before, after), compare_plans(after, before)
    assert Counter((one.step.id, one.field, str(one[2:4])) for one in there.changes) == Counter(
        (one.step.id, one.field, str(one[3:1:-1])) for one in back.changes
    )
    assert {step.id for step in there.added} == {step.id for step in back.removed}
    assert {step.id for step in there.removed} == {step.id for step in back.added}
    assert set(there.renamed) == {(after, before) for before, after in back.renamed}
    # A department is called by its later id.
    assert Counter((one.kind, one.field, str(one[3:])) for one in there.heads) == Counter(
        (one.kind, one.field, str(one[:2:-1])) for one in back.heads
    )


@PLANS
@given(CHANGES)
def test_every_change_is_told_exactly_once(changes: Any) -> None:
    difference = compare_plans(PLAN, mutate(PLAN, changes))
    found = classify(difference)
    shown = [one for fact in found.facts for one in (fact.change, *fact.more)]
    shown += [one for one in found.wording if hasattr(one, "step")]
    key = [(one.step.id, one.field) for one in shown]
    assert sorted(key) == sorted((one.step.id, one.field) for one in difference.changes)
    assert len(found.wording) + len(found.heads) + len(found.renamed) + sum(
        1 + len(fact.more) for fact in found.facts
    ) == sum(map(len, (difference.changes, difference.heads, difference.renamed)))
    assert (found.added, found.removed) == (difference.added, difference.removed)
    for fact in found.facts:
        assert fact.kind == find_kind(fact.change)
        assert not is_wording(fact.change)


@PLANS
@given(CHANGES)
def test_a_plan_does_not_differ_from_itself_in_any_order(changes: Any) -> None:
    plan = mutate(PLAN, changes)
    assert not compare_plans(plan, plan)
    for n in (1, len(plan.steps) // 2):
        assert not compare_plans(plan, resort(plan, n % len(plan.steps), 0))


@pytest.mark.parametrize("style", [None, "'", '"', "|"])
@pytest.mark.parametrize("width", [30, 80, 10_000])
def test_rewrapping_and_requoting_are_no_change(style: str | None, width: int) -> None:
    data = yaml.load(read_published_bytes(), Loader=yaml.BaseLoader)
    for section in data["sections"]:
        section["goals"].reverse()
        for goal in section["goals"]:
            goal["steps"].reverse()
    quoted = style or "'"
    text = yaml.dump(data, width=width, default_style=quoted, allow_unicode=True, sort_keys=True)
    if style is None:
        text = yaml.safe_dump(yaml.safe_load(read_published_bytes()), width=width)
    assert not compare_plans(PLAN, load(text))
    assert not compare_plans(load(text.replace("\n", "\r\n")), PLAN)


OLD = Department("comms-ocs", "Communications - OCS")


@pytest.mark.parametrize(
    ("new", "is_found"),
    [
        (Department("comms", "Communications - OCS"), True),
        (Department("comms", "communications – ocs"), True),
        (Department("comms-ocs", "Public affairs"), True),
        (Department("comms", "Public affairs", ("Communications - OCS",)), True),
        (Department("comms", "Public affairs", ("comms-ocs",)), True),
        (Department("comms", "Public affairs"), False),
    ],
)
def test_a_renamed_department_is_one_change_and_not_one_of_every_step(
    new: Department, is_found: bool
) -> None:
    plan = load(SMALL)
    difference = compare_plans(plan, rename(plan, OLD, new))
    assert difference.renamed == (((OLD, new),) if is_found else ())
    assert len(difference.changes) == (0 if is_found else 2)


def test_two_departments_that_became_one_are_not_a_renaming() -> None:
    plan = load(SMALL)
    new = Department("both", "Both", ("911", "Communications - OCS"))
    merged = rename(rename(plan, OLD, new), plan.departments[0], new)
    merged = merged._replace(
        departments=(new,),
        steps=tuple(step._replace(departments=(new,)) for step in merged.steps),
    )
    difference = compare_plans(plan, merged)
    assert not difference.renamed
    assert [one.field for one in difference.changes] == ["departments", "departments"]
    assert [(one.kind, one.id) for one in difference.heads] == [
        ("department", "both"),
        ("department", "911"),
        ("department", "comms-ocs"),
    ]


def test_a_goal_with_another_title_is_one_change() -> None:
    goal = PLAN.goals[0]
    title = "Another title"
    difference = compare_plans(PLAN, move_goal(PLAN, goal, goal._replace(title=title)))
    assert [tuple(one) for one in difference.heads] == [
        ("goal", goal.section.id, "title", goal.title, title)
    ]
    assert not difference.changes


def test_a_step_that_moves_to_another_goal_is_a_change_of_that_step() -> None:
    plan = load(SMALL)
    step = plan.steps[1]._replace(goal=plan.goals[0]._replace(title="Other"))
    later = plan._replace(steps=(plan.steps[0], step), goals=(*plan.goals, step.goal))
    difference = compare_plans(plan, later)
    assert [(one.step.id, one.field) for one in difference.changes] == [("COM-02", "goal")]
    assert [(one.field, one.after) for one in difference.heads] == [("", "Other")]


def test_every_field_of_a_step_is_compared() -> None:
    plain = load(change(SMALL, "Write the page.", "Write a page."))
    fields = {one.field for one in compare_plans(plain, load(FULL)).changes}
    fields |= {one.field for one in compare_plans(load(SMALL), plain).changes}
    assert fields == {
        "status", "completed", "evidence", "reason", "note", "action", "items", "lead",
        "departments", "revisions", "page", "needs_review",
    }  # fmt: skip


def test_head_fields_that_differ_are_told() -> None:
    heads = compare_plans(load(SMALL), load(FULL)).heads
    assert {(one.kind, one.id, one.field) for one in heads} == {
        ("plan", "", "began"),
        ("section", "COM", "category"),
        ("section", "COM", "needs_review"),
        ("department", "mayor", ""),
        ("department", "comms-ocs", ""),
    }


@pytest.mark.parametrize(
    ("line", "indent", "kind"),
    [
        ("    title: Communications\n", "    ", "section"),
        ("- title: Speak clearly\n", " " * 8, "goal"),
    ],
)
def test_the_order_of_the_levels_above_is_told(line: str, indent: str, kind: str) -> None:
    before, after = (
        load(change(FULL, line, f"{line}{indent}under: [{levels}]\n"))
        for levels in ("Part A, Pillar 1", "Pillar 1, Part A")
    )
    (found,) = compare_plans(before, after).heads
    assert (found.kind, found.field) == (kind, "under")
    assert found.before == ("Part A", "Pillar 1")


def test_the_plan_is_not_changed_by_being_compared() -> None:
    def both() -> tuple[Plan, Plan]:
        return load(SMALL), load(FULL)

    before, after = both()
    compare_plans(before, after)
    assert (before, after) == both()
