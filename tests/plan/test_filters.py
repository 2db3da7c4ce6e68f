"""Filters: what they select, against an oracle that goes through the steps by hand."""

from datetime import date
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from stc.plan.filters import Filter, Window, select_steps
from stc.plan.model import Plan, Step
from stc.plan.search import parse_search
from tests.laws import tries
from tests.plans import SMALL, load, read_published_plan

PLAN = read_published_plan()
DEADLINES = sorted({step.deadline for step in PLAN.steps if step.deadline})
DAYS = st.none() | st.sampled_from(DEADLINES) | st.dates(date(2016, 1, 1), date(2027, 1, 1))
SOME_DAY = DAYS.filter(bool)
WORDS = ("police", "THE", "911", "data-driven", "GOV-0", "practice model", "é", "no such words")


def some(values: Any) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(st.sampled_from(values), max_size=3).map(tuple)


FILTERS = st.fixed_dictionaries(
    {},
    optional={
        "dept": some([one.id for one in PLAN.departments]),
        "section": some([one.id for one in PLAN.sections]),
        "goal": some(PLAN.goals),
        "status": some(["Not started", "Planning", "In progress", "Ongoing", "Unknown"]),
        "search": some(WORDS),
        "due_before": DAYS,
        "due_after": DAYS,
        "within": st.builds(Window, st.just("typed"), SOME_DAY, SOME_DAY),
        "undated": st.booleans(),
        "needs_review": st.booleans(),
    },
)


def is_wanted(step: Step, asked: dict[str, Any]) -> bool:
    """Return it the long way: one question after the other, any of them may say no."""
    departments = {one.id for one in step.departments}
    if asked.get("dept") and not departments & set(asked["dept"]):
        return False
    if asked.get("section") and step.id.split("-")[0] not in asked["section"]:
        return False
    if asked.get("goal") and step.goal.title not in [one.title for one in asked["goal"]]:
        return False
    if asked.get("status") and step.status.name not in asked["status"]:
        return False
    if asked.get("search"):
        written = [step.id, step.action, *step.items, step.goal.title, step.note, step.reason]
        written += [step.needs_review.note if step.needs_review else None, step.section.title]
        for department in step.departments:
            written += [department.id, department.name, *department.aliases]
        lowered = [text.lower() for text in written if text]
        if not any(
            all(any(word in text for text in lowered) for word in query.lower().split())
            for query in asked["search"]
        ):
            return False
    ordinal = step.deadline.toordinal() if step.deadline else None
    window = asked.get("within")
    limits = [(asked.get("due_before"), -1, 1), (asked.get("due_after"), 1, 1)]
    limits += [(window.first, 1, 0), (window.last, -1, 0)] if window else []
    for day, sign, least in limits:
        if day and (ordinal is None or sign * (ordinal - day.toordinal()) < least):
            return False
    is_open = step.status.name in ("Not started", "Planning", "In progress")
    if asked.get("undated") and (ordinal is not None or not is_open):
        return False
    return not (asked.get("needs_review") and step.needs_review is None)


@settings(deadline=None, max_examples=tries(300))
@given(FILTERS)
def test_a_filter_selects_what_the_long_way_selects(asked: dict[str, Any]) -> None:
    search = tuple(map(parse_search, asked.get("search", ())))
    found = select_steps(PLAN, Filter({**asked, "search": search}))
    assert [s.id for s in found] == [s.id for s in PLAN.steps if is_wanted(s, asked)]


def test_an_empty_filter_selects_every_step_in_order(published: Plan) -> None:
    assert select_steps(published, Filter()) == published.steps


def test_several_values_of_one_option_are_or_and_several_options_are_and(published: Plan) -> None:
    both = select_steps(published, Filter({"section": ("COM", "RST")}))
    assert {step.section.id for step in both} == {"COM", "RST"}
    narrowed = select_steps(published, Filter({"section": ("COM", "RST"), "status": ("Complete",)}))
    assert narrowed == tuple(step for step in both if step.status.name == "Complete")


def test_goals_of_one_title_in_two_sections_are_two_goals() -> None:
    second = SMALL[SMALL.index("  - id: COM\n") :].replace("COM", "POL")
    plan = load(SMALL + second)
    (goal, _) = plan.goals
    assert [step.id for step in select_steps(plan, Filter({"goal": (goal,)}))] == [
        "COM-01",
        "COM-02",
    ]
