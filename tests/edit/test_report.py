"""A report of a step in the words of a form or a sheet, and what the commands make of it."""

from datetime import date
from typing import Any

import pytest

from stc.edit.changes import amend_document
from stc.edit.report import Reporter, ReportRefused, Typed, amend_step, read_report
from stc.files.load import load_plan
from stc.findings import Location
from stc.plan.updates import Entry, Voice, join_updates
from tests.plans import OWN_WORDS, SMALL, change, load

TODAY = date(2026, 11, 30)
WHO = Reporter(None, TODAY, TODAY)
NAMES = {field: field.upper() for field in Typed._fields}


def report(typed: Typed, step_id: str = "COM-01", text: str = SMALL) -> str:
    loaded = load_plan(text.encode(), "plan.yaml")
    plan = loaded.value
    assert plan is not None
    step = plan.find_step(step_id)
    assert step is not None
    found = amend_step(plan, step, read_report(plan, typed, TODAY, NAMES), WHO, NAMES)
    return amend_document(loaded.document, found.changes, TODAY).decode()


def refuse(typed: Typed, step_id: str = "COM-01", text: str = SMALL) -> list[str]:
    with pytest.raises(ReportRefused) as refused:
        report(typed, step_id, text)
    return [f"{one.field}: {one.message} {one.hint}".rstrip() for one in refused.value.problems]


def test_all_of_a_report_is_recorded() -> None:
    typed = Typed(" complete ", "11/20/2026", evidence="The minutes\n\nhttps://example.org/a")
    lines = (
        "            status: Complete\n"
        "            completed: 2026-11-20\n"
        "            evidence:\n"
        "              - The minutes\n"
        "              - https://example.org/a\n"
    )
    assert report(typed) == change(SMALL, "            status: Planning\n", lines)
    moved = report(Typed(deadline="by the end of June 2027", reason="The board meets in June."))
    assert "deadline: 2027-06\n            revisions:\n" in moved


def test_an_empty_report_changes_nothing() -> None:
    assert report(Typed(" ", "", "\n")) == SMALL
    assert report(Typed("planning", deadline="2024-12-31")) == SMALL


def test_a_reason_belongs_to_what_needs_it() -> None:
    moved = report(Typed("in-progress", deadline="2027-01-31", reason="It took longer."))
    assert moved.count("It took longer.") == 1
    assert report(Typed("excluded", reason="The council said so.")).count("The council") == 1


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (Typed("finshed"), 'status: Unknown status "finshed". Did you mean complete?'),
        (
            Typed("underway now"),
            'status: Unknown status "underway now". Known: Not started, Planning, In progress,'
            " Ongoing, Complete, Excluded.",
        ),
        (
            Typed("complete", "03/04/2026"),
            'completed: "03/04/2026" is not a clear day; write 2026-03-04 or 2026-04-03.',
        ),
        (
            Typed("complete", "today"),
            'completed: "today" is not a day; write the day itself, such as 2026-12-31.',
        ),
        (
            Typed("complete", "2026-12-01"),
            "completed: COMPLETED 2026-12-01 lies after today, 2026-11-30.",
        ),
        (
            Typed("planning", "2026-11-20"),
            "completed: COMPLETED is for the status Complete, not Planning. Empty it, or write"
            " Complete in STATUS.",
        ),
        (Typed("excluded"), "reason: COM-01: excluding it needs a text in REASON."),
        (
            Typed(deadline="2027-01-31"),
            "reason: REASON is empty. Say why the deadline moves; it is published.",
        ),
        (
            Typed(reason="It took longer."),
            "reason: REASON explains nothing: neither the status nor the deadline changes."
            " Fill in STATUS or DEADLINE, too.",
        ),
        (Typed(confirm="maybe"), 'confirm: "maybe" is not an answer; write yes, or nothing.'),
        (
            Typed(update="It is online."),
            "update: COM-01: it is not clear which of its departments reports: comms-ocs, 911."
            " Name it with --by DEPT.",
        ),
        (
            Typed("complete", evidence="n/a"),
            'evidence: EVIDENCE: "n/a" says nothing. Write a sentence for readers.',
        ),
    ],
)
def test_what_is_wrong_is_said_in_the_words_of_the_form(typed: Typed, said: str) -> None:
    assert refuse(typed) == [said]


def test_all_problems_are_said_at_once() -> None:
    assert len(refuse(Typed("finshed", "soon", "x", "x", "early 2027"))) == 5
    assert len(refuse(Typed("excluded", deadline="2027-01-31"))) == 2


def test_what_is_recorded_is_never_replaced() -> None:
    begun = change(
        SMALL, "status: Complete\n", "status: Complete\n            completed: 2024-01-31\n"
    )
    assert refuse(Typed(completed="2024-02-01"), "COM-02", begun) == [
        "completed: COM-02: COMPLETED would replace what is already recorded: 2024-01-31."
        " The command stc set-status replaces it, with its option --replace."
    ]


def test_a_text_is_as_long_as_the_plan_allows() -> None:
    long = Typed("complete", update="word " * 4_001, evidence="A\x0bline\n" + "word " * 4_001)
    found = refuse(long)
    assert [one.partition(":")[0] for one in found] == ["update", "evidence"]
    assert "The text has 20,004 characters; at most 20,000 are allowed." in found[0]


def test_the_plan_has_its_own_words() -> None:
    assert "status: On track" in report(Typed("wip"), "SAF-01", OWN_WORDS)
    assert "Known" in refuse(Typed("in progress"), "SAF-01", OWN_WORDS)[0]


def say(typed: Typed, *, since: date = TODAY, **said: Any) -> list[Any]:
    """Return the entries that a report by 911 adds to COM-01, and how it is told."""
    plan = load(SMALL)
    if said:
        voice = Voice(1, "911", (), {"COM-01": (Entry(Location("911.yaml"), **said),)})
        plan = join_updates(plan, [voice])
    step, by = plan.steps[0], plan.departments[0]
    found = amend_step(
        plan, step, read_report(plan, typed, TODAY, NAMES), Reporter(by, TODAY, since), NAMES
    )
    return [*(new.dump() for new in found.updates), *found.lines]


def test_updates_and_confirmations_are_entries_of_the_voice() -> None:
    evidence = "https://example.org/a"
    assert say(Typed(update=" It is online. ", evidence=evidence)) == [
        {"on": "2026-11-30", "text": "It is online.", "evidence": [evidence]},
        "COM-01: An update by 911.",
    ]
    assert say(Typed(confirm="TRUE")) == [{"on": "2026-11-30"}, "COM-01: 911 confirms Planning."]
    assert say(Typed(confirm="no")) == []
    assert len(say(Typed("planning", confirm="x"))) == 3
    with pytest.raises(ReportRefused, match="nothing has changed, and STATUS changes it"):
        say(Typed("complete", confirm="yes"))
    with_status = say(Typed("complete", "2026-11-20", "It is online.", evidence))
    assert with_status[0] == {"on": "2026-11-30", "text": "It is online."}


def test_what_was_said_since_the_sheet_was_made_is_not_said_again() -> None:
    made, said = date(2026, 11, 1), date(2026, 11, 2)
    told = "COM-01: An update by 911, which is recorded already."
    update = Typed(update="It is online.")
    assert say(update, since=made, on=said, text="It is online.") == [told]
    assert len(say(update, since=made, on=said, text="It is printed.")) == 2
    assert len(say(update, since=date(2026, 11, 3), on=said, text="It is online.")) == 2
    assert len(say(Typed(confirm="yes"), since=made, on=said)) == 1
