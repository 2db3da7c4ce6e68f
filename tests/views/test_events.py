"""Events: what happened between two versions of a plan, in words, each change once."""

from collections import Counter
from collections.abc import Iterable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings

from stc.history.compare import Difference, compare_plans
from stc.history.deadlines import read_ledger
from stc.history.differences import Wording, classify
from stc.history.log import Change, StepChange, read_log
from stc.history.updates import UpdateChange
from stc.plan.updates import Entry
from stc.views.commit_events import list_commit_events
from stc.views.event_kinds import KINDS, OVERDUE
from stc.views.events import count_kinds, group_by_kind, list_events
from tests.history.difference.mutations import CHANGES, mutate
from tests.history.log.repository import describe_quarter
from tests.plans import FULL, OWN_WORDS, SMALL, VOICED, change, load, read_published_plan

WITH = "\n            "
DONE = change(
    SMALL, "status: Planning", f"status: Complete{WITH}completed: 2024-11-30{WITH}evidence: [A, B]"
)
KEPT = "deadline: 2024-12-31"
MOVED = f"deadline: 2025-12-31{WITH}revisions:"
REASON = "{from: 2024-12-31, to: 2025-12-31, on: 2024-12-01, reason: The board meets.}"
OTHER = SMALL[SMALL.index("          - id: COM-02") :]


def tell(before: str, after: str) -> list[tuple[str, str, str]]:
    """Return the tag, the subject and the line of each event from one text to the other."""
    old, new = load(before), load(after)
    found = list_events(classify(compare_plans(old, new)), words=new.vocabulary)
    return [(event.kind.tag, event.about, event.text) for event in found]


@pytest.mark.parametrize(
    ("old", "new", "tag", "line"),
    [
        ("status: Planning", "status: In progress", "Started", "Planning → In progress."),
        ("status: Planning", "status: Ongoing", "Started", "Planning → Ongoing."),
        (
            "status: Planning",
            f"status: In progress{WITH}reason: The board agreed.",
            "Started",
            "Planning → In progress. Reason: “The board agreed.”",
        ),
        (
            "status: Planning",
            "status: Not started",
            "Gone backwards",
            "Was Planning, is Not started again. No reason given.",
        ),
        (
            "status: Planning",
            f"status: Excluded{WITH}reason: The state does it.",
            "No longer pursued",
            "Reason: “The state does it.”",
        ),
        (
            "status: Planning",
            f"status: Complete{WITH}completed: 2025-01-31",
            "Completed",
            "31 days after its first deadline (Dec 31, 2024). No evidence given.",
        ),
        (
            "status: Planning",
            f"status: Complete{WITH}completed: 2024-12-31{WITH}evidence: [The page]",
            "Completed",
            "On its first deadline (Dec 31, 2024). Evidence: The page",
        ),
        (
            KEPT,
            "deadline: 2026-12-31",
            "Deadline moved, no reason given",
            "From Dec 31, 2024 to Dec 31, 2026: 730 days later.",
        ),
        (
            KEPT,
            "deadline: 2024-12-30",
            "Deadline moved, no reason given",
            "From Dec 31, 2024 to Dec 30, 2024: 1 day earlier.",
        ),
        (
            KEPT,
            f"{MOVED} [{REASON}]",
            "Deadline moved",
            "From Dec 31, 2024 to Dec 31, 2025: 365 days later. Reason: “The board meets.”",
        ),
        (
            KEPT,
            "deadline: 2026-Q3",
            "Deadline moved, no reason given",
            "From Dec 31, 2024 to Q3 2026: 638 days later.",
        ),
        (
            f"{WITH}{KEPT}",
            "",
            "Deadline moved, no reason given",
            "Was Dec 31, 2024, has no deadline now.",
        ),
        (KEPT, 'deadline: "2024"', "Details changed", "Deadline from Dec 31, 2024 to 2024."),
        ("Write the page.", "Write the first page.", "Words changed", ""),
        (
            '[comms-ocs, "911"]',
            "[comms-ocs]",
            "Details changed",
            "Departments: taken away 911.",
        ),
        (
            "departments: [comms-ocs, ",
            f"lead: comms-ocs{WITH}departments: [comms-ocs, ",
            "Details changed",
            "Lead set to Communications - OCS.",
        ),
        (
            "action: Write",
            f"note: Soon.{WITH}action: Write",
            "Details changed",
            "Note set to “Soon.”",
        ),
    ],
)
def test_one_change_of_a_step_is_one_event(old: str, new: str, tag: str, line: str) -> None:
    assert tell(SMALL, change(SMALL, old, new)) == [(tag, "COM-01", line)]


def test_what_was_done_and_is_not_went_backwards() -> None:
    assert tell(DONE, SMALL) == [
        (
            "Gone backwards",
            "COM-01",
            "Was Complete since Nov 30, 2024, is Planning again. No reason given."
            " Evidence taken away: A; B.",
        )
    ]


def test_a_step_is_taken_up_again() -> None:
    out = change(SMALL, "status: Planning", f"status: Excluded{WITH}reason: The state does it.")
    assert tell(out, SMALL) == [
        (
            "Taken up again",
            "COM-01",
            "Excluded → Planning. Reason taken away, was “The state does it.”",
        )
    ]


def test_steps_come_and_go() -> None:
    alone = SMALL.removesuffix(OTHER)
    assert tell(SMALL, alone) == [
        ("Taken out of the plan", "COM-02", "Was Complete. No reason given.")
    ]
    assert tell(alone, SMALL) == [("Added", "COM-02", "Complete. Communications - OCS.")]
    first = change(SMALL, "id: COM-01", "id: COM-09")
    assert [event[2] for event in tell(SMALL, first)] == [
        "Was Planning, due Dec 31, 2024. No reason given.",
        "Planning, due Dec 31, 2024. Communications - OCS and 911.",
    ]


def test_a_new_step_that_has_not_begun_says_only_when_it_is_due() -> None:
    new = change(
        change(SMALL, "id: COM-01", "id: COM-09"), "status: Planning", "status: Not started"
    )
    assert ("Added", "COM-09", "Due Dec 31, 2024. Communications - OCS and 911.") in tell(
        SMALL, new
    )


def test_a_step_that_ended_without_being_done_is_said_so() -> None:
    over = change(OWN_WORDS, "status: On track", f"status: Not kept{WITH}reason: No money.")
    event = ("Ended without being done", "SAF-02", "Reason: “No money.”")
    assert tell(OWN_WORDS, over) == [event]
    assert tell(over, OWN_WORDS)[0][0] == "Taken up again"
    held = change(OWN_WORDS, "status: Not begun", "status: On hold")
    assert tell(OWN_WORDS, held) == [("Started", "SAF-01", "Not begun → On hold.")]


def test_a_first_deadline_is_set_and_not_moved() -> None:
    none = change(SMALL, f"{WITH}{KEPT}", "")
    assert tell(none, SMALL) == [("Deadline set", "COM-01", "Due Dec 31, 2024.")]


def test_two_changes_of_a_step_are_two_events_in_the_order_of_the_kinds() -> None:
    both = change(change(SMALL, KEPT, f"{MOVED} [{REASON}]"), "Planning", "Not started")
    assert [tag for tag, _, _ in tell(SMALL, both)] == ["Gone backwards", "Deadline moved"]


def test_a_rewritten_ledger_is_told() -> None:
    other = change(FULL, "It took longer.", "Nobody knows.")
    ((tag, _, line),) = tell(FULL, other)
    assert tag == "Details changed"
    assert line == (
        "Recorded: the deadline moved from Jun 30, 2024 to Dec 31, 2024 (May 1, 2024)."
        " Reason: “Nobody knows.” Recorded moves of the deadline were rewritten."
    )


def test_what_is_beside_the_steps_is_told() -> None:
    after = change(change(SMALL, "title: A plan", "title: The plan"), 'name: "911"', "name: Calls")
    assert tell(SMALL, after) == [
        ("Department renamed", "department 911", "Was “911”, is “Calls (911)”."),
        ("Beside the steps", "plan", "Title from “A plan” to “The plan”."),
    ]


def test_only_typography_is_no_event() -> None:
    assert tell(SMALL, change(SMALL, "Write the page.", "Write  the page.")) == []


VOICE_PLAN = load(VOICED)


def make_update(by: str, kind: str = "added", **values: object) -> UpdateChange:
    step = VOICE_PLAN.steps[0]
    names = {owner.id: owner.name for owner in VOICE_PLAN.departments}
    entry = Entry(step.place, **{"on": date(2025, 1, 15), **values})  # type: ignore[arg-type]
    return UpdateChange(kind, by, names[by], step.id, step, entry)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("update", "tag", "line"),
    [
        (
            make_update("911", says="In progress", text="Half."),
            "Reported",
            "911 on Jan 15, 2025: In progress. “Half.”",
        ),
        (make_update("911"), "Confirmed", "911 on Jan 15, 2025: nothing has changed."),
        (
            make_update("911", text="It is online.", evidence=("The page",)),
            "Note",
            "911 on Jan 15, 2025: “It is online.” Evidence: The page",
        ),
        (
            make_update("auditor", says="Planning"),
            "Verified",
            "City Auditor on Jan 15, 2025: Planning, as the plan says.",
        ),
        (
            make_update("auditor", says="Not started"),
            "Verified",
            "City Auditor on Jan 15, 2025: Not started, but the plan says Planning.",
        ),
        (
            make_update("auditor", kind="removed", says="Not started"),
            "Update taken away",
            "The update of City Auditor on Jan 15, 2025 was taken away. It said: Not started.",
        ),
    ],
)
def test_an_update_is_an_event(update: UpdateChange, tag: str, line: str) -> None:
    (event,) = list_events(classify(Difference((), (), (), (), updates=(update,))))
    assert (event.kind.tag, event.text, event.about) == (tag, line, "COM-01")


def test_a_text_that_was_reworded_comes_with_its_words() -> None:
    after = change(SMALL, "Write the page.", "Write the first page.")
    (event,) = list_events(classify(compare_plans(load(SMALL), load(after))))
    ((field, pieces),) = event.wordings
    assert field == "action"
    assert [(piece.mark, piece.text) for piece in pieces] == [
        (" ", "Write the"),
        ("+", "first"),
        (" ", "page."),
    ]


def test_events_are_counted_by_kind() -> None:
    both = change(change(SMALL, KEPT, "deadline: 2026-12-31"), "Planning", "In progress")
    found = list_events(classify(compare_plans(load(SMALL), load(both))))
    assert count_kinds(found) == "1 deadline moved without a reason, 1 started"
    assert count_kinds((*found, *found)) == "2 deadlines moved without a reason, 2 started"
    assert [kind.key for kind, _ in group_by_kind(found)] == ["silent", "started"]


def test_every_kind_has_a_key_a_tag_and_a_count_of_its_own() -> None:
    for values in zip(*((kind.key, kind.tag, kind.one) for kind in KINDS), strict=True):
        assert len(set(values)) == len(KINDS)


PUBLISHED = read_published_plan()


def _list_changes(difference: Difference, wording: Iterable[Wording]) -> list[Change]:
    folded = {id(change) for change in wording}
    given = (*difference.changes, *difference.renamed, *difference.heads, *difference.updates)
    return [change for change in given if id(change) not in folded] + [
        *(StepChange(step, "added") for step in difference.added),
        *(StepChange(step, "removed") for step in difference.removed),
    ]


@settings(max_examples=15, deadline=None)
@given(CHANGES, CHANGES)
def test_every_change_is_told_in_exactly_one_event(before: list, after: list) -> None:  # type: ignore[type-arg]
    old = mutate(PUBLISHED, before)
    new = mutate(old, after)
    difference = compare_plans(old, new)._replace(updates=(make_update("911"),))
    found = classify(difference)
    events = list_events(found)
    told = sorted(repr(change) for event in events for change in event.changes)
    assert told == sorted(map(repr, _list_changes(difference, found.wording)))
    assert all(event.kind is not OVERDUE for event in events)
    assert all(event.line or event.wordings or event.evidence for event in events)


def test_every_change_in_git_is_told_once_under_its_commit(tmp_path: Path) -> None:
    made = describe_quarter(tmp_path)
    log = read_log(made.plan)
    assert log.head
    told, folded = Counter[tuple[str, str]](), 0
    for held in list_commit_events(log, log.head.timezone, read_ledger(log, log.head)):
        told.update(
            (held.commit.id, repr(change)) for event in held.events for change in event.changes
        )
        folded += held.folded
    known = Counter((entry.commit.id, repr(entry.change)) for entry in log.entries)
    assert not told - known
    assert (known - told).total() == folded == 1
    assert told.total() > 10
