"""Who leads a step: what is changed, what is refused, what is said."""

from datetime import date

import pytest

from stc.edit.changes import amend_document
from stc.edit.lead import describe_lead, set_lead
from stc.errors import UsageProblem
from stc.files.load import load_plan
from tests.plans import FULL, SMALL, change, find_step, load

TODAY = date(2026, 11, 22)
LINE = "            lead: mayor\n"


def lead(text: str, step_id: str, name: str | None) -> tuple[str, tuple[str, ...]]:
    """Return the text with another lead, and what is said of it."""
    loaded = load_plan(text.encode(), "plan.yaml")
    assert loaded.value is not None
    step = find_step(loaded.value, step_id)
    chosen = next((one for one in loaded.value.departments if one.id == name), None)
    changes = set_lead(step, chosen)
    data = amend_document(loaded.document, changes, TODAY)
    return data.decode(), describe_lead(step, chosen, changes)


def test_a_first_lead_is_inserted_above_the_departments() -> None:
    line = "            departments: [comms-ocs]\n"
    wanted = change(SMALL, line, "            lead: comms-ocs\n" + line)
    assert lead(SMALL, "COM-02", "comms-ocs") == (wanted, ("COM-02: no lead to comms-ocs.",))


def test_another_lead_takes_the_place_of_the_old_one() -> None:
    wanted = change(FULL, LINE, '            lead: "911"\n')
    assert lead(FULL, "COM-01", "911") == (wanted, ("COM-01: mayor to 911.",))


def test_a_lead_is_taken_away_with_its_line() -> None:
    assert lead(FULL, "COM-01", None) == (change(FULL, LINE, ""), ("COM-01: mayor to no lead.",))


@pytest.mark.parametrize(
    ("text", "name", "said"), [(FULL, "mayor", "mayor"), (SMALL, None, "no lead")]
)
def test_the_lead_it_has_changes_nothing(text: str, name: str | None, said: str) -> None:
    assert lead(text, "COM-01", name) == (text, (f"COM-01: {said} already. Nothing to change.",))


@pytest.mark.parametrize(("departments", "known"), [(1, "comms-ocs"), (0, "none")])
def test_a_lead_that_is_not_among_the_departments_is_refused(departments: int, known: str) -> None:
    plan = load(SMALL)
    step = find_step(plan, "COM-02")
    step = step._replace(departments=step.departments[:departments])
    with pytest.raises(UsageProblem) as refusal:
        set_lead(step, plan.departments[0])
    assert refusal.value.message == f"911 is not among the departments of COM-02: {known}."
