"""What a command answers: every field in every record, and numbers that add up."""

from datetime import date

import pytest

from stc.plan.deadlines import is_overdue
from stc.plan.model import Plan
from stc.plan.order import order_steps
from stc.plan.timeline import Timeline, select_entries
from stc.views.columns import list_added
from stc.views.departments import view_departments
from stc.views.records import dump_step, list_step_fields
from stc.views.step import view_step_details
from stc.views.steps import DAYS_LEFT, DAYS_PAST, view_counts, view_steps
from stc.views.summary import view_summary
from stc.views.timeline import view_timeline
from stc.views.view import Details, Sentences, Table, View
from tests.plans import AS_OF, WIDE, describe, find_step, load


def all_views(plan: Plan, timeline: Timeline) -> list[View]:
    context, steps = describe(plan), plan.steps
    late = tuple(step for step in steps if is_overdue(step, AS_OF))
    return [
        view_steps("Action steps", steps, context, ("138 of 138 steps.",)),
        view_steps("Overdue", late, context, (), days=DAYS_PAST),
        view_steps("Nothing", (), context, ("No step matches; 0 of 138 steps.",)),
        *(view_counts("Overdue", plan, steps, by, context, late, ()) for by in ("dept", "goal")),
        view_step_details(steps, context),
        view_summary(plan, steps, context, ("section", "dept", "goal")),
        view_departments(plan, context),
        view_timeline(timeline, timeline.entries, context),
    ]


def test_every_record_has_every_field_in_order(
    published: Plan, published_timeline: Timeline
) -> None:
    for view in all_views(published, published_timeline):
        for record in view.records:
            assert tuple(record) == view.fields, view.title


def test_every_row_has_a_cell_for_every_column(
    published: Plan, published_timeline: Timeline
) -> None:
    for view in all_views(published, published_timeline):
        for block in view.blocks:
            if isinstance(block, Table):
                assert {len(row) for row in block.rows} == {len(block.columns)}


def test_the_ids_are_those_of_the_records_in_the_order_shown(published: Plan) -> None:
    steps = order_steps(published.steps, "deadline")
    view = view_steps("Action steps", steps, describe(published), ())
    assert view.ids == tuple(record["id"] for record in view.records)
    table = view.blocks[0]
    assert isinstance(table, Table)
    assert view.ids == tuple(row[0] for row in table.rows)


def test_days_past_and_days_left_count_from_the_day(published: Plan) -> None:
    step = find_step(published, "GOV-02")
    for title, days in ((DAYS_PAST, 24), (DAYS_LEFT, -24)):
        table = view_steps("x", (step,), describe(published), (), days=title).blocks[0]
        assert isinstance(table, Table)
        assert table.rows[0][:3] == ("GOV-02", date(2024, 12, 31), days)


def test_a_list_without_days_says_overdue_in_words(published: Plan) -> None:
    table = view_steps("x", (find_step(published, "GOV-02"),), describe(published), ()).blocks[0]
    assert isinstance(table, Table)
    assert table.rows[0][2] == "In progress, overdue"


def test_no_steps_are_a_sentence_and_no_empty_table(published: Plan) -> None:
    view = view_steps("x", (), describe(published), ("No step matches.",))
    assert view.blocks == (Sentences(("No step matches.",)),)


def test_the_departments_with_most_overdue_come_first(published: Plan) -> None:
    late = tuple(step for step in published.steps if is_overdue(step, AS_OF))
    view = view_counts("Overdue", published, published.steps, "dept", describe(published), late, ())
    counted = {record["id"]: record["counted"] for record in view.records}
    assert counted["911"] == 7
    numbers = [record["counted"] for record in view.records]
    assert numbers == sorted(numbers, reverse=True)
    assert min(numbers) > 0
    assert all(record["counted"] <= record["open"] <= record["steps"] for record in view.records)


def test_the_summary_counts_each_step_once_for_the_plan(published: Plan) -> None:
    view = view_summary(published, published.steps, describe(published), ("section", "dept"))
    records = {by: [r for r in view.records if r["by"] == by] for by in ("plan", "section", "dept")}
    assert records["plan"][0]["steps"] == view.totals["steps"] == 138
    assert sum(record["steps"] for record in records["section"]) == 138
    assert sum(record["overdue"] for record in records["section"]) == 26
    assert sum(record["steps"] for record in records["dept"]) > 138


def test_the_record_of_a_step_says_everything() -> None:
    plan = load(WIDE)
    added = list_added(plan)
    record = dump_step(plan.steps[0], AS_OF, added)
    assert dict(record) == {
        "id": "COM-01",
        "section": "COM",
        "section_title": "Communications",
        "goal": "Speak clearly",
        "status": "Complete",
        "action": "Write the page.",
        "items": ["The first page", "The last page"],
        "departments": ["mayor", "911"],
        "department_names": ["Mayor's office", "911"],
        "lead": "mayor",
        "deadline": date(2024, 12, 31),
        "recorded_first_deadline": date(2024, 6, 30),
        "standing": "",
        "overdue": False,
        "review_due": False,
        "days_past": 24,
        "completed": date(2024, 11, 30),
        "revisions": [
            {
                "from": date(2024, 6, 30),
                "to": date(2024, 12, 31),
                "on": date(2024, 5, 1),
                "reason": "It took longer.",
            }
        ],
        "evidence": ["The minutes"],
        "reason": "It was asked for.",
        "note": "A remark.",
        "page": 7,
        "needs_review": {"fields": ["deadline"], "note": "The date is smudged."},
        "file": "plan.yaml",
        "line": 63,
        "tags": ["equity"],
        "phase": "near-term",
        "category": "safety",
        "goal_id": "C1.2",
        "under": ["Part A", "Vision Zero"],
        "start": date(2024, 3, 31),
        "start_period": "2024-Q1",
        "late_to_start": False,
        "deadline_period": "2024-12",
        "deadline_label": "December 2024",
        "review_every": "1y",
        "extra.budget_line": "4711-B",
    }
    assert tuple(record) == list_step_fields(added)


@pytest.mark.parametrize(
    ("step_id", "said"),
    [
        ("GOV-02", "2024-12-31, overdue by 24 days"),
        ("POL-02", "none; it can never be overdue"),
        ("GOV-01", "2024-01-01, due for review since 389 days"),
        ("GOV-05", "2025-01-31, due in 7 days"),
        ("GOV-06", "2024-07-31"),
        ("GOV-04", "none"),
    ],
)
def test_a_step_tells_of_its_deadline(step_id: str, said: str, published: Plan) -> None:
    view = view_step_details((find_step(published, step_id),), describe(published))
    details = view.blocks[0]
    assert isinstance(details, Details)
    assert dict(details.entries)["Deadline"] == (said,)


def test_the_timeline_names_what_passed_without_a_word(
    published_timeline: Timeline, published: Plan
) -> None:
    day = date(2026, 11, 22)
    entries = select_entries(published_timeline.entries, day, ("passed",))
    view = view_timeline(published_timeline, entries, describe(published, day))
    assert {record["standing"] for record in view.records} == {"window passed, not confirmed"}
    sentences = view.blocks[-1]
    assert isinstance(sentences, Sentences)
    assert sentences.lines[0] == f"{len(entries)} of 14 entries."
    assert "passed without confirmation, as of 2026-11-22" in sentences.lines[1]
