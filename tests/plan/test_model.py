"""What a step is made of, from the text of its file."""

from datetime import date

import pytest

from tests.plans import FULL, SMALL, change, load

MOVE = "              - from: 2024-06-30\n                to: 2024-12-31\n"


def test_every_field_of_a_step_is_read() -> None:
    (step,) = load(FULL).steps
    assert step.status.name == "Complete"
    assert step.completed == date(2024, 11, 30)
    assert step.evidence == ("The minutes",)
    assert (step.reason, step.note, step.action) == (
        "It was asked for.",
        "A remark.",
        "Write the page.",
    )
    assert step.items == ("The first page", "The last page")
    assert step.lead is not None
    assert step.lead.id == "mayor"
    assert [one.id for one in step.departments] == ["mayor", "911"]
    assert step.deadline == date(2024, 12, 31)
    assert step.page == 7
    assert step.needs_review is not None
    assert step.needs_review.note == "The date is smudged."
    assert step.section.category == "response"
    assert step.section.needs_review is not None


def test_what_a_step_does_not_have_is_empty() -> None:
    step = load(SMALL).steps[1]
    assert (step.deadline, step.completed, step.lead, step.page) == (None,) * 4
    assert (step.reason, step.note, step.needs_review) == (None,) * 3
    assert (step.items, step.evidence, step.revisions) == ((),) * 3


def test_the_original_deadline_is_the_first_one_for_ever() -> None:
    assert load(FULL).steps[0].original_deadline == date(2024, 6, 30)


def test_a_first_deadline_given_later_is_the_original_one() -> None:
    text = change(FULL, MOVE, MOVE.replace(" 2024-06-30", ""))
    assert load(text).steps[0].original_deadline == date(2024, 12, 31)


def test_a_deadline_taken_away_keeps_the_original_one() -> None:
    text = change(FULL, MOVE, MOVE.replace(" 2024-12-31", ""))
    text = text.replace("            deadline: 2024-12-31\n", "")
    step = load(text).steps[0]
    assert step.deadline is None
    assert step.original_deadline == date(2024, 6, 30)


def test_a_step_never_moved_has_its_deadline_as_the_original_one() -> None:
    step = load(SMALL).steps[0]
    assert step.original_deadline == step.deadline == date(2024, 12, 31)


def test_a_plan_cannot_be_changed_by_accident() -> None:
    step = load(SMALL).steps[0]
    with pytest.raises(AttributeError):
        step.action = "Another"  # type: ignore[misc]
