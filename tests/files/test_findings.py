"""Every code of the fields: the file that has it, and the very line a user reads."""

from typing import NamedTuple

import pytest
import yaml

from stc import codes
from stc.files.load import load_plan
from tests.plans import FULL, SMALL, TIMELINE, change, describe_timeline, tell

DEADLINE = "            deadline: 2024-12-31\n"
DEPARTMENTS = 'departments: [comms-ocs, "911"]'


class Bad(NamedTuple):
    """One thing wrong in the small plan: what is replaced, by what, and the line that says so."""

    old: str
    new: str
    line: str


PLANS = (
    Bad(
        "title: A plan\n",
        "",
        "1:1: error STC101 The field title is missing. (Add title: with a value.)",
    ),
    Bad(
        DEADLINE,
        DEADLINE.replace("deadline", "deadlin"),
        '23:13: error STC102 Unknown field "deadlin". (Did you mean deadline?)',
    ),
    Bad("title: A plan", "title: [A]", "2:8: error STC103 Text is expected here, not a list."),
    Bad(
        "aliases: [MECC]",
        "aliases: MECC",
        "9:14: error STC103 A list is expected here, not text."
        " (Start each line with a dash, or remove the field.)",
    ),
    Bad(
        DEADLINE,
        "            page: 0\n",
        '23:19: error STC103 A whole number is expected here, not "0".'
        " (Write a number from 1 to 9999.)",
    ),
    Bad(
        DEPARTMENTS,
        "departments: [Comunications - OCS]",
        '22:27: error STC104 Unknown department "Comunications - OCS". (Did you mean comms-ocs?)',
    ),
    Bad(
        DEPARTMENTS,
        "departments: [MECC]",
        '22:27: error STC104 Unknown department "MECC". (Write its id, 911.)',
    ),
    Bad(
        DEPARTMENTS,
        "departments: [qqq]",
        '22:27: error STC104 Unknown department "qqq". (Add it to departments: first.)',
    ),
    Bad(
        DEADLINE,
        "            lead: comm-ocs\n",
        '23:19: error STC104 Unknown department "comm-ocs". (Did you mean comms-ocs?)',
    ),
    Bad(
        "status: Planning",
        "status: Plannning",
        '20:21: error STC105 Unknown status "Plannning". (Did you mean Planning?)',
    ),
    Bad(
        "status: Planning",
        "status: in-progress",
        '20:21: error STC105 Unknown status "in-progress". (Write In progress.)',
    ),
    Bad(
        "2024-12-31",
        "2024-02-30",
        '23:23: error STC106 "2024-02-30" is not a real day.'
        " (Check the day and the month; years run from 2000 to 2100.)",
    ),
    Bad(
        "2024-12-31",
        "12/31/24",
        '23:23: error STC106 "12/31/24" is not a real day. (Write 2024-12-31.)',
    ),
    Bad(
        "2024-12-31",
        "1735603200",
        '23:23: error STC106 "1735603200" is not a real day. (Write it as YYYY-MM-DD,'
        ' or a period as "2026", 2026-09, 2026-Q3, 2026-H2, a season from 2026-21 to 2026-24, or'
        " two of these as FROM/TO.)",
    ),
    Bad(
        "Write the page.",
        '"  "',
        "21:21: error STC107 The text is empty. (Write it, or remove the line.)",
    ),
    Bad(
        "schema_version: 1",
        "schema_version:",
        "1:16: error STC107 The text is empty. (Write it, or remove the line.)",
    ),
    Bad(
        "id: COM-02",
        "id: COM-01",
        '25:17: error STC108 The step id "COM-01" is already used on line 19.'
        " (Give it a new id; ids are never reused.)",
    ),
    Bad(
        "id: COM-02",
        "id: COM--2",
        '25:17: error STC109 "COM--2" is not a well-formed id.'
        " (Write letters and digits, with single . _ or - between them, such as COM-03.)",
    ),
    Bad(
        "id: COM-02",
        "id: Con.2",
        '25:17: error STC109 The id "Con.2" cannot name a page: Windows reserves it for a device.'
        " (Write another one, such as step-Con.2.)",
    ),
    Bad(
        "id: COM-02",
        f"id: {'1.' * 16}2",
        '25:17: error STC109 The id "1.1.1.1.1.1.1.1.1.1.1.1.1.1.1.1.2" has 33 characters;'
        " at most 32 are allowed. (Shorten it.)",
    ),
    Bad(
        DEPARTMENTS,
        "departments: [comms-ocs, comms-ocs]",
        '22:38: error STC110 The department "comms-ocs" is named twice in this step.'
        " (Remove one of them.)",
    ),
    Bad(
        "    name: Communications - OCS",
        "    name: Communications\n    aliases: [mecc]",
        '12:15: error STC111 The name "mecc" already belongs to the department on line 9.'
        " (Remove it from one of the two.)",
    ),
    Bad(
        DEPARTMENTS,
        "departments: [comms-ocs, 911]",
        '22:38: warning STC112 Other programs do not read "911" as text.'
        ' (Put quotes around it: "911".)',
    ),
    Bad(
        "schema_version: 1",
        "schema_version: 2",
        '1:17: error STC114 The schema version "2" is not supported.'
        " (Write 1, or use a newer stc.)",
    ),
    Bad(
        "America/Chicago",
        "America/Chicgo",
        '4:11: error STC115 The time zone "America/Chicgo" is unknown.'
        " (Write one such as America/Chicago.)",
    ),
    Bad(
        "    title: Communications\n",
        "    title: Communications\n    category: fire\n",
        '16:15: error STC116 "fire" is not an allowed value here. (Add it to categories: first.)',
    ),
    Bad(
        "timezone: America/Chicago\n",
        "timezone: America/Chicago\nvocabulary:\n  statuses:\n    - {name: Planning, kind: open}\n"
        "    - {name: Complete, kind: open}\n",
        "7:5: error STC119 No status of the vocabulary is of the kind complete."
        " (Add one, such as {name: Complete, kind: complete}.)",
    ),
    Bad(
        "Write the page.",
        "x" * 20_001,
        "21:21: error STC118 The text has 20,001 characters; at most 20,000 are allowed."
        " (Shorten it and link to the document.)",
    ),
)
TIMELINES = (
    Bad(
        "when: 2024-03/2024-05",
        "when: 2024-05/2024-03",
        '7:11: error STC117 "2024-05/2024-03" is not a valid period. (Write 2024, 2024-03,'
        " 2024-03-15, a season from 2024-21 to 2024-24, or two of these as FROM/TO.)",
    ),
    Bad(
        "state: planned",
        "state: done",
        '9:12: error STC116 "done" is not an allowed value here.'
        " (Write one of: happened, planned.)",
    ),
    Bad(
        "steps: [COM-01]",
        "steps: [com-1-]",
        '14:13: error STC109 "com-1-" is not a well-formed id.'
        " (Write letters and digits, with single . _ or - between them, such as COM-03.)",
    ),
)
GOOD = (
    ("2024-12-31", "2024-02-29"),
    ("2024-12-31", "2000-01-01"),
    ("2024-12-31", "2100-12-31"),
    ("2024-12-31", ""),
    ("Write the page.", "x" * 20_000),
    ("status: Planning", 'status: "Not started"'),
    ("id: COM-02", "id: COM-0002"),
    (
        "\ndepartments:",
        "\nphases: [{id: Wave-1.a, title: First}]\ncategories: [{id: respond, title: Response}]\n"
        "departments:",
    ),
    (DEADLINE, DEADLINE + "            lead: comms-ocs\n"),
    (DEADLINE, DEADLINE + "            page: 9999\n"),
    (DEADLINE, DEADLINE + "            note:\n"),
    ("America/Chicago", "UTC"),
    (DEPARTMENTS, "departments: []"),
    # A department may hold its own name again.
    ("aliases: [MECC]", "aliases: [mecc, '911', Mecc]"),
)


@pytest.mark.parametrize("bad", PLANS, ids=lambda bad: bad.line.split(" (")[0])
def test_a_plan_has_this_finding_and_no_other_error(bad: Bad) -> None:
    found = tell(change(SMALL, bad.old, bad.new))
    assert f"plan.yaml:{bad.line}" in found
    assert [line for line in found if "error" in line][1:] == []


@pytest.mark.parametrize("bad", TIMELINES, ids=lambda bad: bad.line.split(" (")[0])
def test_a_timeline_has_this_finding_alone(bad: Bad) -> None:
    assert describe_timeline(change(TIMELINE, bad.old, bad.new)) == [f"timeline.yaml:{bad.line}"]


@pytest.mark.parametrize("text", [SMALL, FULL], ids=["small", "full"])
def test_a_sound_plan_has_no_finding(text: str) -> None:
    assert tell(text) == []


def test_a_sound_timeline_has_no_finding() -> None:
    assert describe_timeline(TIMELINE) == []


@pytest.mark.parametrize(("old", "new"), GOOD, ids=[new[:30] or "no date" for _, new in GOOD])
def test_what_is_just_allowed_has_no_finding(old: str, new: str) -> None:
    assert tell(change(SMALL, old, new)) == []


@pytest.mark.parametrize(
    "when", ["2024", "2024-03", "2024-03-15", "2024-21", "2024-24", "2024-01/2024-24"]
)
def test_every_form_of_a_period_is_accepted(when: str) -> None:
    assert describe_timeline(change(TIMELINE, "2024-03/2024-05", when)) == []


def test_a_line_break_at_the_end_of_an_id_is_not_overlooked() -> None:
    (line,) = tell(change(SMALL, "id: COM-02", 'id: "COM-02\\n"'))
    assert line.startswith('plan.yaml:25:17: error STC109 "COM-02\\u000a"')


def test_every_code_of_the_fields_has_its_bad_file() -> None:
    known = {one.id for one in vars(codes).values() if isinstance(one, codes.Code)}
    tested = {bad.line.split()[2] for bad in (*PLANS, *TIMELINES)}
    of_a_change = {codes.WRONG_PREFIX.id}
    assert {code for code in known if code.startswith("STC1")} - of_a_change == tested


@pytest.mark.parametrize(
    ("text", "is_misread"),
    [
        ("2024-01-31", True),
        ("2024-01-31 10:30:00", True),
        ("2024-01-31T10:30:00Z", True),
        ("2024-01-31 the council met", False),
        ("2024-01-31 10:30:00 was the hour", False),
        ("2024-01-31 10:30:00.5 -6", True),
    ],
)
def test_a_text_that_begins_with_a_day_is_no_day(text: str, is_misread: bool) -> None:
    assert isinstance(yaml.safe_load(text), str) != is_misread
    note = f"            note: {text}\n            action: Read"
    data = SMALL.replace("            action: Read", note)
    codes = [one.code for one in load_plan(data.encode(), "plan.yaml").findings]
    assert codes == (["STC112"] if is_misread else [])
