"""Moving a deadline: text before, text after; the first date stays for ever."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stc.edit.changes import amend_document
from stc.edit.deadline import NewDeadline, describe_new_deadline, set_deadline
from stc.errors import FileRefused, UsageProblem
from stc.files.load import load_plan
from tests.laws import tries
from tests.plans import (
    FULL,
    SMALL,
    change,
    find_step,
    load,
    read_published_bytes,
    read_published_plan,
)

TODAY = date(2026, 11, 23)
DAYS = st.dates(date(2000, 1, 1), date(2100, 12, 31))


def move(text: str, step_id: str, day: date | None, reason: str = "Why.", on: date = TODAY) -> str:
    loaded = load_plan(text.encode(), "plan.yaml")
    assert loaded.value is not None
    step = find_step(loaded.value, step_id)
    changes = set_deadline(step, NewDeadline(day, reason, on), TODAY)
    return amend_document(loaded.document, changes, TODAY).decode()


def test_a_move_changes_the_deadline_and_appends_a_revision() -> None:
    before = "            deadline: 2024-12-31\n"
    after = (
        "            deadline: 2027-03-31\n"
        "            revisions:\n"
        "              - from: 2024-12-31\n"
        "                to: 2027-03-31\n"
        "                on: 2026-11-23\n"
        "                reason: The board meets in March.\n"
    )
    moved = move(SMALL, "COM-01", date(2027, 3, 31), "The board meets in March.")
    assert moved == change(SMALL, before, after)


def test_a_second_move_keeps_the_first_revision_to_the_byte() -> None:
    once = move(SMALL, "COM-01", date(2027, 3, 31), "One.")
    twice = move(once, "COM-01", date(2027, 6, 30), "Two.")
    added = (
        "              - from: 2027-03-31\n"
        "                to: 2027-06-30\n"
        "                on: 2026-11-23\n"
        "                reason: Two.\n"
    )
    first = "                reason: One.\n"
    moved = change(once, "deadline: 2027-03-31", "deadline: 2027-06-30")
    assert twice == change(moved, first, first + added)
    step = find_step(load(twice), "COM-01")
    assert step.original_deadline == date(2024, 12, 31)
    assert [one.reason for one in step.moves] == ["One.", "Two."]


def test_a_first_deadline_is_a_revision_from_nothing_and_no_move() -> None:
    set_ = move(SMALL, "COM-02", date(2027, 3, 31))
    assert "              - from: null\n                to: 2027-03-31\n" in set_
    step = find_step(load(set_), "COM-02")
    assert step.original_deadline == date(2027, 3, 31)
    assert step.moves == ()


def test_a_deadline_taken_away_leaves_its_trace() -> None:
    step = find_step(load(move(SMALL, "COM-01", None, "The council gave it up.")), "COM-01")
    assert step.deadline is None
    assert step.original_deadline == date(2024, 12, 31)
    assert [(one.from_, one.to) for one in step.moves] == [(date(2024, 12, 31), None)]


STEP = SMALL[SMALL.index("          - id: COM-01") : SMALL.index("\n          - id: COM-02")]
BESIDE = """\
          - id: COM-01
            status: Planning
            action: Write the page.
            departments: [comms-ocs, "911"]
            deadline: 2024-12-31  # printed as Q4
"""
FLOW = """\
          - {id: COM-01,
            status: Planning, # asked in May
            action: Write the page., deadline: 2024-12-31, # printed as Q4
            departments: [comms-ocs, "911"]}
"""


@pytest.mark.parametrize("end", ["\n", "\r\n"], ids=["LF", "CRLF"])
@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            BESIDE,
            BESIDE.replace("deadline: 2024-12-31  ", "") + "            revisions:\n"
            "              - from: 2024-12-31\n"
            "                to: null\n"
            "                on: 2026-11-23\n"
            "                reason: Why.\n",
        ),
        (
            FLOW,
            FLOW.replace("deadline: 2024-12-31, ", "").replace(
                '"911"]',
                '"911"], revisions: [{from: 2024-12-31, to: null, on: 2026-11-23, reason: Why.}]',
            ),
        ),
    ],
    ids=["block", "flow"],
)
def test_a_deadline_taken_away_leaves_the_comment_beside_it(
    before: str, after: str, end: str
) -> None:
    text, wanted = (change(SMALL, STEP, one).replace("\n", end) for one in (before, after))
    assert move(text, "COM-01", None) == wanted


def test_the_same_deadline_changes_nothing_and_says_so() -> None:
    step = find_step(load(SMALL), "COM-01")
    new = NewDeadline(date(2024, 12, 31), "Why.", TODAY)
    assert set_deadline(step, new, TODAY) == ()
    assert describe_new_deadline(step, new, ()) == (
        "COM-01: the deadline is 2024-12-31 already. Nothing to change.",
    )


@pytest.mark.parametrize(
    ("new", "said"),
    [
        (NewDeadline(date(2027, 1, 1), " ", TODAY), "--reason is empty."),
        (
            NewDeadline(date(2027, 1, 1), "Why.", date(2026, 11, 24)),
            "--on 2026-11-24 lies after today, 2026-11-23.",
        ),
    ],
)
def test_what_cannot_be_is_refused(new: NewDeadline, said: str) -> None:
    with pytest.raises(UsageProblem) as refusal:
        set_deadline(find_step(load(SMALL), "COM-01"), new, TODAY)
    assert refusal.value.message == said


def test_a_decision_before_the_last_one_is_refused() -> None:
    once = load(move(SMALL, "COM-01", date(2027, 3, 31)))
    new = NewDeadline(date(2027, 4, 30), "Why.", date(2026, 11, 22))
    with pytest.raises(UsageProblem) as refusal:
        set_deadline(find_step(once, "COM-01"), new, TODAY)
    assert refusal.value.message == (
        "--on 2026-11-22 lies before the last revision of COM-01, 2026-11-23."
    )


def test_a_decision_is_held_against_the_last_one_not_the_first() -> None:
    first = move(SMALL, "COM-01", date(2027, 3, 31), on=date(2026, 11, 2))
    twice = load(move(first, "COM-01", date(2027, 4, 30), on=date(2026, 11, 20)))
    new = NewDeadline(date(2027, 5, 31), "Why.", date(2026, 11, 10))
    with pytest.raises(UsageProblem) as refusal:
        set_deadline(find_step(twice, "COM-01"), new, TODAY)
    assert refusal.value.message == (
        "--on 2026-11-10 lies before the last revision of COM-01, 2026-11-20."
    )


def test_what_is_said_of_a_move() -> None:
    once = load(move(SMALL, "COM-01", date(2025, 1, 10), "One."))
    step, new = find_step(once, "COM-01"), NewDeadline(date(2025, 1, 8), "Two.", TODAY)
    assert describe_new_deadline(step, new, set_deadline(step, new, TODAY)) == (
        "COM-01: 2025-01-10 to 2025-01-08, 2 days earlier.",
        "COM-01: 8 days after the original deadline, 2024-12-31.",
    )


@pytest.mark.parametrize(
    ("before", "day", "said"),
    [
        ("2025-01-10", "2024-12-30", ["11 days earlier", "1 day before the original deadline"]),
        ("2025-01-10", "2024-12-31", ["10 days earlier", "back to the original deadline"]),
        ("2025-01-10", "2025-01-01", ["9 days earlier", "1 day after the original deadline"]),
        ("2024-12-01", "2024-12-02", ["1 day later", "29 days before the original deadline"]),
    ],
)
def test_the_way_from_the_original_deadline_is_told_on_both_sides(
    before: str, day: str, said: list[str]
) -> None:
    once = load(move(SMALL, "COM-01", date.fromisoformat(before), "One."))
    step, new = find_step(once, "COM-01"), NewDeadline(date.fromisoformat(day), "Two.", TODAY)
    assert describe_new_deadline(step, new, set_deadline(step, new, TODAY)) == (
        f"COM-01: {before} to {day}, {said[0]}.",
        f"COM-01: {said[1]}, 2024-12-31.",
    )


def test_what_is_said_of_a_move_from_nothing_and_to_nothing() -> None:
    undated, dated = (find_step(load(SMALL), one) for one in ("COM-02", "COM-01"))
    first, none = NewDeadline(date(2027, 3, 31), "Why.", TODAY), NewDeadline(None, "Why.", TODAY)
    assert describe_new_deadline(undated, first, set_deadline(undated, first, TODAY)) == (
        "COM-02: no deadline to 2027-03-31.",
    )
    assert describe_new_deadline(dated, none, set_deadline(dated, none, TODAY)) == (
        "COM-01: 2024-12-31 to no deadline.",
    )
    assert describe_new_deadline(undated, none, set_deadline(undated, none, TODAY)) == (
        "COM-02: it has no deadline already. Nothing to change.",
    )
    moved = find_step(load(move(SMALL, "COM-01", date(2027, 3, 31))), "COM-01")
    assert describe_new_deadline(moved, none, set_deadline(moved, none, TODAY)) == (
        "COM-01: 2027-03-31 to no deadline.",
    )


def test_a_move_made_on_the_day_of_the_last_is_no_contradiction() -> None:
    once = find_step(load(move(SMALL, "COM-01", date(2027, 3, 31))), "COM-01")
    assert set_deadline(once, NewDeadline(date(2027, 4, 30), "Two.", TODAY), TODAY)


@pytest.mark.parametrize(("field", "count"), [("deadline", 2), ("status", 1)])
def test_a_deadline_that_needs_review_is_told_of(field: str, count: int) -> None:
    step = find_step(load(FULL), "COM-01")
    assert step.needs_review is not None
    step = step._replace(revisions=(), needs_review=step.needs_review._replace(fields=(field,)))
    new = NewDeadline(date(2027, 3, 31), "Why.", TODAY)
    shown = describe_new_deadline(step, new, set_deadline(step, new, TODAY))
    last = "COM-01: needs_review still names the deadline. Remove it when checked."
    assert (len(shown), shown[-1] == last) == (count, count == 2)


def test_a_result_with_errors_is_never_written() -> None:
    """A reason of 20,001 characters would be refused by every later reader."""
    with pytest.raises(FileRefused) as refusal:
        move(SMALL, "COM-01", date(2027, 1, 1), "x" * 20_001)
    assert [finding.code for finding in refusal.value.findings] == ["STC118"]


@settings(deadline=None, max_examples=tries(40))
@given(st.lists(DAYS, min_size=1, max_size=5), st.text(min_size=1).filter(str.strip))
def test_any_moves_chain_from_the_original_deadline(days: list[date], reason: str) -> None:
    text, expected = SMALL, [date(2024, 12, 31)]
    for day in days:
        if day != expected[-1]:
            try:
                text = move(text, "COM-01", day, reason)
            except (FileRefused, UsageProblem):
                assert not reason.isprintable()
                return
            expected.append(day)
    step = find_step(load(text), "COM-01")
    assert step.deadline == expected[-1]
    assert step.original_deadline == date(2024, 12, 31)
    assert [(one.from_, one.to) for one in step.revisions] == list(pairwise(expected))
    assert {one.reason for one in step.revisions} <= {reason}


def test_every_published_step_can_move_and_only_its_lines_change() -> None:
    text = read_published_bytes().decode()
    before = text.splitlines()
    for step in read_published_plan().steps[::6]:
        after = move(text, step.id, date(2030, 1, 1)).splitlines()
        kept = [line for line in before if line != f"            deadline: {step.deadline}"]
        rest = iter(after)
        assert all(line in rest for line in kept), step.id
