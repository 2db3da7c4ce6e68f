"""What a new status brings with it: what is changed, what is refused, what is said."""

from datetime import date
from typing import Any

import pytest

from stc.edit.changes import amend_document
from stc.edit.status import NewStatus, describe_changes, set_status
from stc.errors import CannotGoOn, UsageProblem
from stc.files.load import load_plan
from stc.plan.model import Step
from tests.plans import FULL, PLANNING, SMALL, STATUSES, change, find_step, load, parse_status

TODAY = date(2026, 11, 22)
DONE = date(2026, 11, 20)


def new(name: str, **more: Any) -> NewStatus:
    status = parse_status(name)
    assert status is not None
    return NewStatus(status, **more)


def amend(text: str, step_id: str, wanted: NewStatus) -> str:
    loaded = load_plan(text.encode(), "plan.yaml")
    assert loaded.value is not None
    step = find_step(loaded.value, step_id)
    return amend_document(loaded.document, set_status(step, wanted, TODAY), TODAY).decode()


def planning() -> Step:
    return load(SMALL).steps[0]


def complete() -> Step:
    return load(SMALL).steps[1]


def test_a_status_alone_changes_its_own_word_alone() -> None:
    wanted = change(SMALL, "status: Planning", "status: In progress")
    assert amend(SMALL, "COM-01", new("In progress")) == wanted


def test_what_belongs_to_complete_is_inserted_in_its_place() -> None:
    wanted = new("Complete", completed=DONE, evidence=("https://example.org/a",), note="It is done")
    lines = (
        "            status: Complete\n"
        "            completed: 2026-11-20\n"
        "            evidence:\n"
        "              - https://example.org/a\n"
        "            note: It is done\n"
    )
    assert amend(SMALL, "COM-01", wanted) == change(SMALL, "            status: Planning\n", lines)


def test_a_reason_stands_between_the_status_and_the_action() -> None:
    lines = "            status: Excluded\n            reason: The council said so\n"
    wanted = new("Excluded", reason="The council said so")
    assert amend(SMALL, "COM-01", wanted) == change(SMALL, "            status: Planning\n", lines)


def test_what_is_there_is_replaced_and_evidence_is_added() -> None:
    wanted = new(
        "Complete",
        completed=DONE,
        evidence=("The minutes", "The news"),
        note="Another",
        replace=True,
    )
    text = change(FULL, "completed: 2024-11-30", "completed: 2026-11-20")
    text = change(text, "evidence: [The minutes]", "evidence: [The minutes, The news]")
    text = change(text, "            note: A remark.\n", "            note: Another\n")
    assert amend(FULL, "COM-01", wanted) == text


def test_going_back_from_complete_removes_the_day() -> None:
    text = change(FULL, "status: Complete\n            completed: 2024-11-30", "status: Planning")
    text = change(text, "reason: It was asked for.", "reason: It was not done")
    assert amend(FULL, "COM-01", new("Planning", reason="It was not done")) == text


def test_a_reason_can_come_on_the_line_below_the_day_that_goes() -> None:
    bare = change(FULL, "            evidence: [The minutes]\n", "")
    bare = change(bare, "            reason: It was asked for.\n", "")
    gone = "            status: Complete\n            completed: 2024-11-30\n"
    came = "            status: Planning\n            reason: It was not done\n"
    wanted = change(bare, gone, came)
    assert amend(bare, "COM-01", new("Planning", reason="It was not done")) == wanted


@pytest.mark.parametrize("status", STATUSES, ids=lambda status: status.slug)
def test_the_status_it_has_changes_nothing(status: Any) -> None:
    text = change(SMALL, "status: Planning", f"status: {status.name}")
    step = load(text).steps[0]
    changes = set_status(step, NewStatus(status), TODAY)
    assert changes == ()
    assert describe_changes(step, NewStatus(status), changes) == (
        f"COM-01: {status.name} already. Nothing to change.",
    )


@pytest.mark.parametrize(
    ("wanted", "said"),
    [
        (new("Excluded"), "COM-01: excluding it needs --reason TEXT."),
        (new("Complete", reason=" "), "--reason is empty."),
        (new("Complete", note=""), "--note is empty."),
        (new("Complete", evidence=("a", "")), "--evidence is empty."),
        (
            new("Planning", completed=DONE),
            "--completed is for the status Complete, not Planning.",
        ),
        (
            new("Complete", completed=date(2026, 11, 23)),
            "--completed 2026-11-23 lies after today, 2026-11-22.",
        ),
        (
            new("Unknown"),
            "COM-01: Unknown is only for a step whose published copy is unreadable.",
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_missing_or_contradicts_is_refused(wanted: NewStatus, said: str) -> None:
    with pytest.raises(UsageProblem) as caught:
        set_status(planning(), wanted, TODAY)
    assert caught.value.message == said


@pytest.mark.parametrize("status", [one for one in STATUSES if one.name != "Complete"])
def test_going_back_from_complete_needs_a_reason(status: Any) -> None:
    with pytest.raises(UsageProblem):
        set_status(complete(), NewStatus(status), TODAY)


def test_a_step_may_be_completed_today() -> None:
    changes = set_status(planning(), new("Complete", completed=TODAY), TODAY)
    assert [(one.field, one.value) for one in changes] == [
        ("status", "Complete"),
        ("completed", "2026-11-22"),
    ]


def test_what_is_still_missing_is_said() -> None:
    wanted = new("Complete")
    assert describe_changes(planning(), wanted, set_status(planning(), wanted, TODAY)) == (
        "COM-01: Planning to Complete.",
        "COM-01: no completion date is recorded. Add it with --completed DATE.",
        "COM-01: no evidence is recorded. Add it with --evidence TEXT.",
    )


def test_where_nothing_is_missing_nothing_more_is_said() -> None:
    started = new("In progress")
    assert describe_changes(planning(), started, set_status(planning(), started, TODAY)) == (
        "COM-01: Planning to In progress.",
    )
    whole = new("Complete", completed=DONE, evidence=("The minutes",))
    assert describe_changes(planning(), whole, set_status(planning(), whole, TODAY)) == (
        "COM-01: Planning to Complete.",
    )
    step, noted = load(FULL).steps[0], new("Complete", note="Another", replace=True)
    assert describe_changes(step, noted, set_status(step, noted, TODAY)) == (
        "COM-01: Complete stays; note recorded.",
        'COM-01: this replaces the note recorded before: "A remark."',
    )


def test_a_day_that_goes_and_a_reason_that_stays_are_said() -> None:
    step = load(FULL).steps[0]
    wanted = new("Ongoing", reason="It goes on")
    assert describe_changes(step, wanted, set_status(step, wanted, TODAY)) == (
        "COM-01: Complete to Ongoing.",
        'COM-01: this replaces the reason recorded before: "It was asked for."',
        "COM-01: the day it was completed, 2024-11-30, was removed.",
        "COM-01: its evidence is kept. Remove by hand what no longer holds.",
    )
    again = new("Ongoing", reason="It was asked for.")
    with pytest.raises(UsageProblem) as refusal:
        set_status(step, again, TODAY)
    assert refusal.value.message == "COM-01: going back from Complete needs a new --reason."
    started = step._replace(status=PLANNING, completed=None)
    going = new("In progress")
    shown = describe_changes(started, going, set_status(started, going, TODAY))
    assert (
        "COM-01: its reason is still the old one. Use --reason TEXT --replace to change it."
        in shown
    )


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"note": "Another"}, '--note would replace what is already recorded: "A remark."'),
        ({"reason": "B"}, '--reason would replace what is already recorded: "It was asked for."'),
        ({"completed": DONE}, "--completed would replace what is already recorded: 2024-11-30."),
    ],
    ids=["note", "reason", "completed"],
)
def test_what_a_person_wrote_is_replaced_only_when_asked(more: dict[str, Any], said: str) -> None:
    step = load(FULL).steps[0]
    with pytest.raises(CannotGoOn) as refusal:
        set_status(step, new("Complete", **more), TODAY)
    assert refusal.value.message == f"COM-01: {said}"
    assert refusal.value.hint == "Add --replace to replace it."
    (change,) = set_status(step, new("Complete", replace=True, **more), TODAY)
    assert (change.field, str(change.value)) == next((k, str(v)) for k, v in more.items())


def test_a_note_is_kept_while_the_reason_of_the_status_that_is_left_is_replaced() -> None:
    step = load(FULL).steps[0]
    with pytest.raises(CannotGoOn, match="--note would replace"):
        set_status(step, new("Ongoing", reason="It goes on", note="Another"), TODAY)
    assert set_status(step, new("Ongoing", reason="It goes on", note="A remark."), TODAY)


def test_saying_the_same_again_replaces_nothing() -> None:
    step = load(FULL).steps[0]
    again = new("Complete", note="A remark.", reason="It was asked for.", evidence=("The minutes",))
    assert set_status(step, again, TODAY) == ()
