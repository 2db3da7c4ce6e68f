"""What a person types for a department, section, goal, status or step; the unknown is refused."""

from collections.abc import Callable
from typing import Any

import pytest

from stc.errors import UsageProblem
from stc.plan.model import Plan
from stc.plan.resolve import (
    resolve_departments,
    resolve_goals,
    resolve_sections,
    resolve_statuses,
    resolve_steps,
)
from tests.plans import SMALL, load


def test_departments_come_in_the_order_typed(published: Plan) -> None:
    found = resolve_departments(published, ["Communications – OCS", "911", "mayors office", "MECC"])
    assert [one.id for one in found] == ["comms-ocs", "911", "mayor", "911"]


def test_steps_come_once_each_in_the_order_typed(published: Plan) -> None:
    found = resolve_steps(published, ["gov-02", "COM-03", "GOV-02", "gov-01"])
    assert [step.id for step in found] == ["GOV-02", "COM-03", "GOV-01"]


def test_a_goal_is_meant_by_its_title_or_a_part_of_it(published: Plan) -> None:
    (whole,) = resolve_goals(published, ["define the vision for the FUTURE"])
    assert whole.title == "Define the vision for the future"
    parts = resolve_goals(published, ["define"])
    assert len(parts) > 1
    assert all("define" in goal.title.casefold() for goal in parts)


def test_nothing_typed_chooses_nothing(published: Plan) -> None:
    for choose in (resolve_departments, resolve_sections, resolve_goals, resolve_steps):
        assert choose(published, []) == ()


@pytest.mark.parametrize(
    ("choose", "typed", "message", "hint"),
    [
        (resolve_departments, "human resurces", "department", "Did you mean human-resources?"),
        (resolve_departments, "Comunications - OCS", "department", "Did you mean comms-ocs?"),
        (resolve_departments, "zzzz", "department", "`stc departments` shows them all."),
        (resolve_departments, "", "department", "`stc departments` shows them all."),
        (resolve_sections, "governence", "section", "Did you mean GOV?"),
        (resolve_sections, "zzzz", "section", "`stc summary --by section` shows them all."),
        (resolve_departments, "IT Department", "department", "Did you mean it?"),
        (resolve_departments, "Park Police", "department", "`stc departments` shows them all."),
        (resolve_steps, "COM-3", "step", "Did you mean COM-03?"),
        (resolve_steps, "COM", "step", "`stc list` shows them all."),
        (resolve_steps, "zzzz", "step", "`stc list` shows them all."),
        (resolve_goals, "zzzz", "goal", "`stc summary --by goal` shows them all."),
    ],
)
def test_an_unknown_name_is_refused_with_the_nearest_or_where_to_look(
    choose: Callable[..., Any], typed: str, message: str, hint: str, published: Plan
) -> None:
    with pytest.raises(UsageProblem) as caught:
        choose(published, [typed])
    assert caught.value.message == f'Unknown {message} "{typed}".'
    assert caught.value.hint == hint


def test_an_unknown_status_names_the_nearest_or_all_of_them() -> None:
    with pytest.raises(UsageProblem) as caught:
        resolve_statuses(load(SMALL), ["complet"])
    assert caught.value.hint == "Did you mean complete?"
    with pytest.raises(UsageProblem) as caught:
        resolve_statuses(load(SMALL), ["zzzz"])
    assert caught.value.hint == (
        "Known: not-started, planning, in-progress, ongoing, complete, excluded, unknown."
    )


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Finished", "complete"),
        ("closed", "complete"),
        ("under way", "in-progress"),
        ("to do", "not-started"),
        ("pending", "not-started"),
        ("cancelled", "excluded"),
        ("Canceled", "excluded"),
        ("continuous", "ongoing"),
    ],
)
def test_a_common_word_for_a_status_is_suggested_and_not_assumed(typed: str, meant: str) -> None:
    with pytest.raises(UsageProblem) as caught:
        resolve_statuses(load(SMALL), [typed])
    assert caught.value.hint == f"Did you mean {meant}?"


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("done", "Complete"),
        ("COMPLETED", "Complete"),
        ("WIP", "In progress"),
        ("started", "In progress"),
        ("todo", "Not started"),
        ("dropped", "Excluded"),
    ],
)
def test_an_alias_of_a_status_is_taken_for_it(typed: str, meant: str) -> None:
    (status,) = resolve_statuses(load(SMALL), [typed])
    assert status.name == meant


@pytest.mark.parametrize(
    "typed", ["not done", "incomplete", "half done", "on hold", "late", "open"]
)
def test_a_status_that_may_be_any_is_not_suggested(typed: str) -> None:
    with pytest.raises(UsageProblem) as caught:
        resolve_statuses(load(SMALL), [typed])
    assert caught.value.hint.startswith("Known: not-started, planning")


def test_what_is_typed_is_shown_harmless(published: Plan) -> None:
    with pytest.raises(UsageProblem) as caught:
        resolve_departments(published, ["\x1b]0;x\x07[red]" + "x" * 500])
    assert caught.value.message.isprintable()
    assert len(caught.value.message) < 120
