"""Change to a plan, one after the other, and the facts a plan consists of."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st

from stc.plan.model import Department, Goal, Plan, Revision, Step
from tests.plans import STATUSES

Facts = dict[str, Any]
FIELDS = ("action", "items", "deadline", "completed", "evidence", "reason", "note", "revisions")
FIELDS += ("page", "needs_review")
TYPOGRAPHY = {"'": "’", "’": "'", "-": "–", "–": "-", " ": "  "}


def facts_of(plan: Plan) -> Facts:
    """Return all that a plan says, with no order where the order says nothing."""
    return {
        "plan": {name: getattr(plan, name) for name in ("title", "phase", "timezone", "began")},
        "departments": {one.id: (one.name, tuple(sorted(one.aliases))) for one in plan.departments},
        "sections": {one.id: one for one in plan.sections},
        "goals": {(one.section.id, one.title) for one in plan.goals},
        "steps": {step.id: facts_of_step(step) for step in plan.steps},
    }


def facts_of_step(step: Step) -> Facts:
    """Return all that a step says."""
    return {
        "status": step.status.name,
        "section": step.section.id,
        "goal": step.goal.title,
        "lead": step.lead.id if step.lead else None,
        "departments": sorted(one.id for one in step.departments),
        **{field: getattr(step, field) for field in FIELDS},
    }


def put(plan: Plan, n: int, **fields: Any) -> Plan:
    """Return the plan with fields of a step replaced."""
    steps = list(plan.steps)
    steps[n] = steps[n]._replace(**fields)
    return plan._replace(steps=tuple(steps))


def set_status(plan: Plan, n: int, m: int) -> Plan:
    return put(plan, n, status=STATUSES[m % 7], completed=date(2025, 1, 1) if m % 2 else None)


def move_silently(plan: Plan, n: int, m: int) -> Plan:
    return put(plan, n, deadline=None if m % 5 == 0 else date(2024, 1, 1) + timedelta(m))


def move_in_the_open(plan: Plan, n: int, m: int) -> Plan:
    step, day = plan.steps[n], date(2024, 1, 1) + timedelta(m)
    revision = Revision(step.deadline, day, date(2024, 1, 1), f"Reason {m}.")
    return put(plan, n, deadline=day, revisions=(*step.revisions, revision))


def rewrite_the_ledger(plan: Plan, n: int, m: int) -> Plan:
    return put(plan, n, revisions=plan.steps[n].revisions[m % 2 :][::-1])


def reword(plan: Plan, n: int, m: int) -> Plan:
    words = plan.steps[n].action.split()
    words.insert(m % len(words), f"word{m}")
    return put(plan, n, action=" ".join(words), items=("An item.",) if m % 3 else ())


def sweep(plan: Plan, n: int, m: int) -> Plan:
    table = str.maketrans(TYPOGRAPHY)
    return put(plan, n, action=plan.steps[n].action.translate(table))


def note(plan: Plan, n: int, m: int) -> Plan:
    field, value = (("note", "A note."), ("reason", None), ("evidence", ("A link.",)), ("page", m))[
        m % 4
    ]
    return put(plan, n, **{field: value})


def reassign(plan: Plan, n: int, m: int) -> Plan:
    one = plan.departments[m % len(plan.departments)]
    held = plan.steps[n].departments
    others = tuple(other for other in held if other.id != one.id)
    return put(plan, n, departments=others if one in held else (one, *held), lead=one)


def add(plan: Plan, n: int, m: int) -> Plan:
    new = plan.steps[n]._replace(id=f"NEW-{m}")
    known = any(step.id == new.id for step in plan.steps)
    return plan if known else plan._replace(steps=(*plan.steps[:n], new, *plan.steps[n:]))


def remove(plan: Plan, n: int, m: int) -> Plan:
    return plan._replace(steps=plan.steps[:n] + plan.steps[n + 1 :]) if n else plan


def resort(plan: Plan, n: int, m: int) -> Plan:
    return plan._replace(
        steps=tuple(
            step._replace(departments=step.departments[::-1])
            for step in (*plan.steps[n:], *plan.steps[:n])
        ),
        sections=plan.sections[::-1],
        goals=plan.goals[::-1],
        departments=plan.departments[::-1],
    )


def rename_department(plan: Plan, n: int, m: int) -> Plan:
    old = plan.departments[m % len(plan.departments)]
    new = (
        Department(f"new-{m}", old.name, old.aliases),
        Department(old.id, f"New {m}", (*old.aliases, old.name)),
        Department(f"new-{m}", f"New {m}", (old.name,)),
        Department(f"new-{m}", f"New {m}"),
    )[m % 4]
    if any(one.id == new.id or one.name == new.name for one in plan.departments if one != old):
        return plan
    return rename(plan, old, new)


def rename(plan: Plan, old: Department, new: Department) -> Plan:
    """Return the plan with one department in place of another, everywhere."""

    def swap(one: Department) -> Department:
        return new if one == old else one

    return plan._replace(
        departments=tuple(map(swap, plan.departments)),
        steps=tuple(
            step._replace(
                departments=tuple(map(swap, step.departments)),
                lead=step.lead and swap(step.lead),
            )
            for step in plan.steps
        ),
    )


def retitle_goal(plan: Plan, n: int, m: int) -> Plan:
    old = plan.steps[n].goal
    assert old is not None
    return move_goal(plan, old, old._replace(title=f"A goal {m % 9}"))


def move_goal(plan: Plan, old: Goal, new: Goal) -> Plan:
    """Return the plan with one goal in place of another, everywhere."""
    moved = {"section": new.section, "goal": new}
    steps = (step._replace(**moved) if step.goal == old else step for step in plan.steps)
    goals = (new if goal == old else goal for goal in plan.goals)
    return plan._replace(steps=tuple(steps), goals=tuple(goals))


def retitle_plan(plan: Plan, n: int, m: int) -> Plan:
    section = plan.sections[0]._replace(title=f"A section {m}")
    return plan._replace(title=f"A plan {m}", sections=(section, *plan.sections[1:]))


def change_department_list(plan: Plan, n: int, m: int) -> Plan:
    new = Department(f"more-{m}", f"More {m}")
    known = any(one.id == new.id for one in plan.departments)
    return plan if known else plan._replace(departments=(*plan.departments, new))


MUTATIONS: tuple[Callable[[Plan, int, int], Plan], ...] = (
    set_status,
    move_silently,
    move_in_the_open,
    rewrite_the_ledger,
    reword,
    sweep,
    note,
    reassign,
    add,
    remove,
    resort,
    rename_department,
    retitle_goal,
    retitle_plan,
    change_department_list,
)


def mutate(plan: Plan, changes: list[tuple[Callable[[Plan, int, int], Plan], int, int]]) -> Plan:
    """Return the plan with these changes made, in order."""
    for change, n, m in changes:
        plan = change(plan, n % len(plan.steps), m)
    return plan


SMALL_NUMBERS = st.integers(0, 60)
CHANGES = st.lists(st.tuples(st.sampled_from(MUTATIONS), SMALL_NUMBERS, SMALL_NUMBERS), max_size=12)
