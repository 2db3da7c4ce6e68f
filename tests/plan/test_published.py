"""The plan as published: what was counted by hand in the printed document."""

from collections import Counter

from stc.plan.model import Plan
from stc.plan.timeline import Timeline


def test_the_plan_is_whole(published: Plan) -> None:
    assert len(published.steps) == 138
    assert len(published.goals) == 54
    assert [one.id for one in published.sections] == [
        "GOV",
        "POL",
        "HCC",
        "PRE",
        "RSP",
        "COM",
        "RST",
    ]
    assert len(published.departments) == 24
    assert published.timezone == "America/Chicago"


def test_every_step_has_its_status(published: Plan) -> None:
    assert Counter(step.status.name for step in published.steps) == {
        "Not started": 41,
        "Planning": 28,
        "In progress": 36,
        "Ongoing": 9,
        "Complete": 18,
        "Excluded": 5,
        "Unknown": 1,
    }


def test_sixteen_steps_have_no_deadline(published: Plan) -> None:
    assert sum(step.deadline is None for step in published.steps) == 16


def test_every_step_knows_where_it_stands(published: Plan) -> None:
    for step in published.steps:
        assert step.id.startswith(f"{step.section.id}-")
        assert step.goal in published.goals
        assert step.goal.section is step.section
        assert step.place.path == "data/plan.yaml"
        assert set(step.departments) <= set(published.departments)
    lines = [step.place.line for step in published.steps]
    assert lines == sorted(set(lines))


def test_the_place_of_a_step_is_the_line_of_its_id(published: Plan) -> None:
    from tests.plans import read_published_bytes

    lines = read_published_bytes().decode().split("\n")
    for step in published.steps:
        line, column = step.place.line, step.place.column
        assert lines[line - 1][column - 1 :] == f"id: {step.id}"


def test_the_step_that_cannot_be_read_says_so(published: Plan) -> None:
    (step,) = [one for one in published.steps if one.status.name == "Unknown"]
    assert step.id == "GOV-08"
    assert step.needs_review is not None
    assert step.needs_review.fields == ("status", "deadline")


def test_a_step_is_found_in_any_case(published: Plan) -> None:
    assert published.find_step("com-03") is published.find_step(" COM-03 ")
    assert published.find_step("COM-99") is None
    assert published.find_step("") is None


def test_the_timeline_is_whole(published_timeline: Timeline) -> None:
    assert len(published_timeline.entries) == 14
    winter = next(one for one in published_timeline.entries if one.label.startswith("Winter 2024"))
    assert str(winter.period.last) == "2025-02-28"
