"""Names as people type them, and what they mean."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stc.plan.aliases import find_department, find_heading, fold_name, names_of
from stc.plan.model import Plan
from tests.plans import STATUSES, parse_status, parse_typed_status

TYPED = {
    "911": "911",
    "mecc": "911",
    "Communications – OCS": "comms-ocs",
    "communications — ocs": "comms-ocs",
    "COMMUNICATIONS-OPS": "comms-ops",
    "comms_ocs": "comms-ocs",
    "design and implementation": "design-implementation",
    "Design  And  Implementation  Team": "design-implementation",
    "dit": "design-implementation",
    "mayors office": "mayor",
    "Mayor's Office": "mayor",
    "Mayor’s office": "mayor",
    "city attorneys office": "city-attorney",
    "nsd": "neighborhood-safety",
    " human   resources ": "human-resources",
    "９１１": "911",
}


@pytest.mark.parametrize(("typed", "meant"), TYPED.items())
def test_a_department_is_found_as_people_write_it(typed: str, meant: str, published: Plan) -> None:
    department = find_department(published.departments, typed)
    assert department is not None
    assert department.id == meant


@pytest.mark.parametrize("typed", ["", " ", "-", "9111", "communications", "office"])
def test_what_no_department_is_called_finds_none(typed: str, published: Plan) -> None:
    assert find_department(published.departments, typed) is None


def test_every_name_finds_its_own_department(published: Plan) -> None:
    for department in published.departments:
        for name in names_of(department):
            for typed in (name, name.upper(), name.lower(), f" {name} ", name.replace(" ", "_")):
                assert find_department(published.departments, typed) is department


@pytest.mark.parametrize("typed", ["com", "COM", "911 & communications", "911  communications"])
def test_a_section_is_found_by_id_and_by_title(typed: str, published: Plan) -> None:
    section = find_heading(published.sections, typed)
    assert section is not None
    assert section.id == "COM"


@settings(deadline=None)
@given(st.text())
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold_name(fold_name(text)) == fold_name(text)


def test_a_file_holds_the_printed_form_of_a_status_only() -> None:
    for status in STATUSES:
        assert parse_status(status.name) is status
        assert parse_status(status.name.upper()) is None
        assert parse_status(status.slug) in (None, status if status.slug == status.name else None)


@pytest.mark.parametrize("typed", ["in-progress", "In Progress", "IN_PROGRESS", " in  progress "])
def test_a_person_types_a_status_in_any_form(typed: str) -> None:
    status = parse_typed_status(typed)
    assert status is not None
    assert status.name == "In progress"


def test_a_status_has_one_meaning() -> None:
    names = {
        "open": [one.name for one in STATUSES if one.is_open],
        "continuing": [one.name for one in STATUSES if one.is_continuing],
        "not counted": [one.name for one in STATUSES if not one.is_counted],
    }
    assert names == {
        "open": ["Not started", "Planning", "In progress"],
        "continuing": ["Ongoing"],
        "not counted": ["Excluded"],
    }


def test_what_is_not_heard_does_not_matter_in_a_name() -> None:
    assert fold_name("Donau\u00adamt") == fold_name("Donauamt")
    assert fold_name("می\u200cخواهم") == fold_name("میخواهم")
    assert fold_name("\u200fשלום") == fold_name("שלום")
