"""The published words for a deadline, and the start of the work."""

import csv
import io
import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from tests.plans import SMALL, change

Stc = Callable[..., Any]
NOON = datetime(2026, 11, 30, 18, tzinfo=UTC)
STEP = """
          - id: COM-{}
            status: {}
            action: >-
              Do the work of {}.
            departments: [comms-ocs]
{}"""
HEAD = change(change(SMALL, "Write", ">-\n              Write"), "Read", ">-\n              Read")
STEPS = (
    ("03", "Not started", "start: 2026-03 | deadline: 2027-Q1 | deadline_label: Q3 FY27"),
    ("04", "In progress", "start: 2026-03-01 | deadline_label: Biannually until 2029"),
    ("05", "Planning", "deadline_label: Biannually until 2029"),
    ("06", "Planning", "deadline_label: By early 2026"),
    ("07", "Not started", "start: 2026-Q4"),
    ("08", "Ongoing", "deadline_label: Ongoing, annually"),
)


def write(number: str, status: str, fields: str) -> str:
    lines = "".join(f"            {field}\n" for field in fields.split(" | "))
    return STEP.format(number, status, number, lines)


TEXT = HEAD + "".join(write(*step) for step in STEPS)
LABELLED = "            deadline: 2027-Q1\n            deadline_label: Q3 FY27\n"
SAID = '4 open steps have no date; 2 of them say "Biannually until 2029"'


@pytest.fixture
def labels(stc: Stc, plan: Path, monkeypatch: pytest.MonkeyPatch) -> Stc:
    plan.write_text(TEXT, "utf-8")
    monkeypatch.setenv("STC_AS_OF", "2026-11-30")
    for module in ("commands.validate", "comparing", "editing", "context"):
        monkeypatch.setattr(f"stc.cli.{module}.now", lambda: NOON)
    return stc


def test_people_read_the_words_and_programs_the_day(labels: Stc, tmp_path: Path) -> None:
    for form in ("table", "md"):
        listed = labels("list", "--format", form).out
        for words in ("Q3 FY27", "Biannually until 2029", "Ongoing, annually"):
            assert words in listed, (form, words)
    (step,) = json.loads(labels("show", "COM-03", "--format", "json").out)["steps"]
    assert [step[key] for key in ("deadline", "deadline_period", "deadline_label")] == [
        *("2027-03-31", "2027-Q1", "Q3 FY27"),
    ]
    assert [step[key] for key in ("start", "start_period", "late_to_start")] == [
        *("2026-03-31", "2026-03", True),
    ]
    assert labels("site", "--out", str(tmp_path / "public")).code == 0
    page = (tmp_path / "public" / "steps" / "COM-03.html").read_text("utf-8")
    assert '<dd><span dir="auto">Q3 FY27</span> (' in page
    assert ">March 2026</time>" in page
    overview = (tmp_path / "public" / "index.html").read_text("utf-8")
    assert "2 of them say &#34;Biannually until 2029&#34;. 1 step is late to start." in overview
    assert f"{SAID}.\n" in labels("report").out.replace("\n\n", "\n")


def test_a_step_says_how_its_words_are_judged(labels: Stc) -> None:
    shown = labels("show", "COM-03", "COM-06", "COM-07", "COM-08").out
    assert "Start        March 2026, late to start by 244 days\n" in shown
    assert "Deadline     Q3 FY27 (Q1 2027), due in 121 days\n" in shown
    assert "Deadline     By early 2026; undated, so never overdue\n" in shown
    assert "Start        Q4 2026\n" in shown
    assert "Deadline     Ongoing, annually\n" in shown


def test_what_most_undated_steps_say_stands_beside_their_number(labels: Stc, plan: Path) -> None:
    for command in ("overdue", "summary", "due"):
        assert SAID in " ".join(labels(command).out.split()), command
    plan.write_text(HEAD, "utf-8")
    assert "have no date" not in labels("summary").out


def test_late_to_start_is_a_first_status_whose_start_has_passed(labels: Stc) -> None:
    assert labels("list", "--late-to-start", "--format", "ids").out == "COM-03\n"
    later = ("--late-to-start", "--as-of", "2027-01-01", "--format", "ids")
    assert labels("list", *later).out == "COM-03\nCOM-07\n"
    assert "1 step is late to start (stc list --late-to-start)." in " ".join(
        labels("summary").out.split()
    )
    assert labels("overdue", "--format", "ids").out == "COM-01\n"


def test_columns_of_labels_stand_where_a_plan_has_them(labels: Stc, plan: Path) -> None:
    new = {"start", "deadline_label", "deadline_period", "start_period", "late_to_start"}
    rows = list(csv.DictReader(io.StringIO(labels("export", "csv").out)))
    assert new <= rows[0].keys()
    plan.write_text(SMALL, "utf-8")
    rows = list(csv.DictReader(io.StringIO(labels("export", "csv").out)))
    assert not new & rows[0].keys()


@pytest.mark.parametrize(
    ("fields", "finding"),
    [
        (
            "deadline: 2024-03-31 | deadline_label: By March 2023",
            'STC222 COM-09: "By March 2023" is due by the end of March 2023, but its deadline is on'
            " 2024-03-31. (Correct the one that is wrong.)",
        ),
        ("deadline: 2023-03-31 | deadline_label: By March 2023", ""),
        ("deadline: 2023-03-31 | deadline_label: Early in 2023", ""),
        ("deadline_label: By March 2023", ""),
        (
            "start: 2027-Q1 | deadline: 2026-12-31",
            "STC224 COM-09 starts in Q1 2027, but is due on 2026-12-31. (Check both dates.)",
        ),
        ('start: "2026" | deadline: 2026-06', ""),
    ],
)
def test_words_and_dates_that_contradict_are_named(
    labels: Stc, plan: Path, fields: str, finding: str
) -> None:
    plan.write_text(TEXT + write("09", "Planning", fields), "utf-8")
    found = [line for line in labels("validate").out.splitlines() if " STC22" in line]
    assert [line.split(" warning ")[1] for line in found] == ([finding] if finding else [])


def test_an_open_step_with_words_needs_no_date(labels: Stc) -> None:
    found = labels("validate").out
    assert [line.split(" STC206 ")[1][:6] for line in found.splitlines() if "STC206" in line] == [
        "COM-07"
    ]


@pytest.mark.parametrize(
    ("typed", "written", "said"),
    [
        (
            ("2027-Q2", "--label", "Q4 FY27"),
            "            deadline: 2027-Q2\n            deadline_label: Q4 FY27\n",
            'COM-03: Q1 2027 to Q2 2027, 91 days later.\nCOM-03: people read "Q4 FY27".\n',
        ),
        (
            ("2027-Q2",),
            "            deadline: 2027-Q2\n",
            "COM-03: Q1 2027 to Q2 2027, 91 days later.\n"
            'COM-03: the label "Q3 FY27" is removed; --label writes another.\n',
        ),
        (
            ("none", "--label", "Ongoing"),
            "            deadline_label: Ongoing\n",
            'COM-03: Q1 2027 to no deadline.\nCOM-03: people read "Ongoing".\n',
        ),
        (
            ("2027-03", "--label", "By March"),
            "            deadline: 2027-03\n            deadline_label: By March\n",
            "COM-03: Q1 2027 is now written as March 2027: the same last day, so no move is"
            ' recorded.\nCOM-03: people read "By March".\n',
        ),
        (
            ("2027-Q1", "--label", "Spring"),
            "            deadline: 2027-Q1\n            deadline_label: Spring\n",
            'COM-03: people read "Spring".\n',
        ),
    ],
)
def test_a_label_is_set_with_its_deadline(
    labels: Stc, plan: Path, typed: tuple[str, ...], written: str, said: str
) -> None:
    answer = labels("set-deadline", "COM-03", *typed, "--reason", "The bids came in late.")
    assert answer.err.startswith(said), answer.err
    text = plan.read_text("utf-8")
    to = written.partition("deadline: ")[2].partition("\n")[0] or "null"
    moved = "            revisions:\n              - from: 2027-Q1\n" + (
        f"                to: {to}\n                on: 2026-11-30\n"
        "                reason: The bids came in late.\n"
    )
    is_move = "no move" not in said and " to " in said
    assert text == change(TEXT, LABELLED, written + moved * is_move)
