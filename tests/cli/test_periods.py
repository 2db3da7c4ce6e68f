"""Deadlines that are periods: their last day decides, and people read their words."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from stc.files.load import read_plan
from stc.files.strict import check_shape
from stc.plan.model import Plan
from stc.yaml.reader import read_document
from stc.yaml.values import to_data
from tests.plans import SMALL, change, tell

Stc = Callable[..., Any]
DAY = "2026-11-30"
NOON = datetime(2026, 11, 30, 18, tzinfo=UTC)
STEP = """
          - id: COM-{}
            status: {}
            action: >-
              {}
            departments: [comms-ocs]
            deadline: {}
"""
TEXT = change(change(SMALL, "Write", ">-\n              Write"), "Read", ">-\n              Read")
TEXT += "".join(
    STEP.format(*values)
    for values in (
        ("03", "Planning", "Print the page.", "2026-Q3"),
        ("04", "In progress", "Send the page.", '"2026"'),
        ("05", "Ongoing", "Mend the page.", "2026-03/2026-06"),
        ("06", "Not started", "Sell the page.", "2026-23"),
    )
)
MOVED = """\
    revisions:
              - from: 2026-23
                to: {}
                on: {}
                reason: The bids came in late.
"""


@pytest.fixture
def periods(stc: Stc, plan: Path, monkeypatch: pytest.MonkeyPatch) -> Stc:
    """The command, on a plan with deadlines that are periods, on the last day of fall."""
    plan.write_text(TEXT, "utf-8")
    monkeypatch.setenv("STC_AS_OF", DAY)
    for module in ("commands.validate", "comparing", "editing", "context"):
        monkeypatch.setattr(f"stc.cli.{module}.now", lambda: NOON)
    return stc


def read(answer: Any) -> dict[str, Any]:
    return {step["id"]: step for step in json.loads(answer.out)["steps"]}


@pytest.mark.parametrize(
    "deadline",
    [
        "2026-Q5",
        "2026-13",
        "2026/",
        "1999-Q1",
        "2101",
        "FY27",
        "Q3 2026",
        "soon",
    ],
)
def test_what_is_no_period_is_named_with_the_forms_there_are(deadline: str) -> None:
    assert tell(change(SMALL, "2024-12-31", deadline)) == [
        f'plan.yaml:23:23: error STC106 "{deadline}" is not a real day. (Write it as YYYY-MM-DD, or'
        ' a period as "2026", 2026-09, 2026-Q3, 2026-H2, a season from 2026-21 to 2026-24, or two'
        " of these as FROM/TO.)"
    ]


def test_a_period_that_ends_before_it_begins_is_turned_round() -> None:
    assert tell(change(SMALL, "2024-12-31", "2026-Q3/2026-Q1")) == [
        'plan.yaml:23:23: error STC106 "2026-Q3/2026-Q1" ends before it begins.'
        " (Write 2026-Q1/2026-Q3.)"
    ]


@pytest.mark.parametrize("deadline", ["2026-Q3", "2026-23", "2026-03/2026-06", "2026-H2", "2026"])
@pytest.mark.parametrize("style", ["", '"', "'"])
def test_the_reader_and_the_tree_agree_on_a_period(deadline: str, style: str) -> None:
    text = change(SMALL, "2024-12-31", style + deadline + style)
    plan = read_plan(text.encode(), "plan.yaml")
    assert plan is not None
    assert repr(plan.steps[0].deadline) == f"Period('{deadline}')"
    document = read_document(text.encode(), "plan.yaml")
    assert check_shape(Plan, document, to_data(document.root)) == ()


def test_fmt_writes_periods_plain_and_a_bare_year_in_quotes(periods: Stc, plan: Path) -> None:
    text = TEXT.replace('"2026"', "2026").replace("2026-Q3", "'2026-Q3'")
    plan.write_text(text, "utf-8")
    assert periods("fmt").code == 0
    assert plan.read_text("utf-8") == TEXT
    assert "STC112" not in periods("validate").out


def test_the_last_day_decides(periods: Stc) -> None:
    assert periods("overdue", "--format", "ids").out == "COM-01\nCOM-03\n"
    assert "1 ongoing step is due for review" in periods("overdue").out
    assert "COM-06" in periods("overdue", "--as-of", "2026-12-01").out
    due = periods("due", "--within", "31d", "--format", "ids").out
    assert due == "COM-06\nCOM-04\n"


def test_programs_read_the_last_day_and_people_the_words(periods: Stc) -> None:
    steps = read(periods("list", "--format", "json"))
    assert [steps[f"COM-0{n}"]["deadline"] for n in (3, 4, 5, 6)] == [
        *("2026-09-30", "2026-12-31", "2026-06-30", "2026-11-30"),
    ]
    for form in ("table", "md"):
        listed = periods("list", "--format", form).out
        for words in ("Q3 2026", "2026", "March to June 2026", "fall 2026"):
            assert words in listed, (form, words)
    assert "Deadline     Q3 2026, overdue by 61 days\n" in periods("show", "COM-03").out
    assert "Deadline     fall 2026, due today\n" in periods("show", "COM-06").out


def test_exports_have_the_last_day(periods: Stc, tmp_path: Path) -> None:
    calendar = periods("export", "ics").out
    assert "DTSTART;VALUE=DATE:20260930" in calendar
    assert "DTEND;VALUE=DATE:20261001" in calendar
    assert "Deadline: Q3 2026\\n" in calendar.replace("\r\n ", "")
    assert ",2026-09-30,2026-09-30,overdue," in periods("export", "csv").out
    assert periods("site", "--out", str(tmp_path / "public")).code == 0
    page = (tmp_path / "public" / "steps" / "COM-03.html").read_text("utf-8")
    assert "it was due by the end of Q3 2026, 61 days ago" in page
    table = (tmp_path / "public" / "overdue.html").read_text("utf-8")
    assert '>61 days late</span> <span class="days" dir="auto">due Q3 2026</span>' in table


@pytest.mark.parametrize(
    ("deadline", "to", "on", "codes"),
    [
        ("2027-Q1", "2027-Q1", "2026-10-02", []),
        ("2027-Q1", "2027-03-31", "2026", []),
        ("2027-03-31", "2027-Q1", "2026-Q4", []),
        ("2027-Q1", "2027-Q2", "2026-10-02", ["STC213"]),
        ("2026-11-30", "2026-11-30", "2026-10-02", ["STC214"]),
        ("2027-Q1", "2027-Q1", "2099-Q1", ["STC215"]),
    ],
)
def test_revisions_are_chained_by_last_days(
    periods: Stc, plan: Path, deadline: str, to: str, on: str, codes: list[str]
) -> None:
    quoted = f'"{on}"' if on == "2026" else on
    plan.write_text(
        change(
            TEXT, "deadline: 2026-23\n", f"deadline: {deadline}\n        {MOVED.format(to, quoted)}"
        ),
        "utf-8",
    )
    found = periods("validate").out
    assert [code for code in ("STC213", "STC214", "STC215") if code in found] == codes
    if not codes:
        assert "COM-06" not in found
        slips = read(periods("slips", "--format", "json"))
        assert slips["COM-06"]["days"] == 121


@pytest.mark.parametrize(
    ("option", "typed", "ids"),
    [
        ("--due-before", "2026-Q4", "COM-01 COM-03 COM-05"),
        ("--due-after", "Q3 2026", "COM-04 COM-06"),
        ("--due-in", "2026-Q3", "COM-03"),
        ("--due-in", "second half of 2026", "COM-03 COM-04 COM-06"),
        ("--due-in", "2026-11-30", "COM-06"),
        ("--within", "Q4 2026", "COM-04 COM-06"),
    ],
)
def test_a_filter_takes_a_period(periods: Stc, option: str, typed: str, ids: str) -> None:
    assert periods("list", option, typed, "--format", "ids").out.split() == ids.split()


def test_a_filter_by_period_is_named_as_it_is_written(periods: Stc) -> None:
    answer = json.loads(periods("list", "--due-in", "by fall 2026", "--format", "json").out)
    assert answer["filter"] == {"due_in": "2026-23"}
    assert "Filter: due_in 2026-23." in periods("list", "--due-in", "fall 2026").out
    refused = periods("list", "--due-in", "mid 2026")
    assert refused.code == 2
    assert '--due-in: "mid 2026" is not a day or a clear period; write' in refused.err


def test_as_of_a_period_is_as_of_its_last_day(periods: Stc) -> None:
    assert "As of 2026-12-31." in periods("overdue", "--as-of", "end of 2026").out
    assert periods("timeline", "--from", "Q1 2024", "--to", "2024").code == 0


def test_a_deadline_is_set_to_a_period_in_words(periods: Stc, plan: Path) -> None:
    said = periods(
        "set-deadline", "COM-06", "Q1 2027", "--on", "Q4 2026", "--reason", "The bids came in late."
    )
    assert said.code == 0, said.err
    assert said.err.startswith("COM-06: fall 2026 to Q1 2027, 121 days later.\n")
    assert plan.read_text("utf-8") == change(
        TEXT,
        "deadline: 2026-23\n",
        f"deadline: 2027-Q1\n        {MOVED.format('2027-Q1', '2026-Q4')}",
    )


def test_a_sharper_deadline_is_no_move(periods: Stc, plan: Path) -> None:
    said = periods("set-deadline", "COM-04", "2026-12", "--reason", "The month is known.")
    assert said.err.startswith(
        "COM-04: 2026 is now written as December 2026: the same last day, so no move is recorded.\n"
    )
    assert plan.read_text("utf-8") == change(TEXT, '"2026"', "2026-12")
    said = periods("set-deadline", "COM-03", "2027", "--reason", "The bids came in late.")
    assert 'deadline: "2027"\n' in plan.read_text("utf-8")
    assert 'to: "2027"\n' in plan.read_text("utf-8")
