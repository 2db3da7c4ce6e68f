"""Both sides of every boundary of the rules about the plan."""

from datetime import date

import pytest

from stc.codes import LAYOUT
from tests.rules.examples import (
    HEAD,
    TODAY,
    check_plan_text,
    encode,
    write_plan,
    write_steps,
)

ONE = "  - from: {}\n    to: {}\n    on: {}\n    reason: It took longer.\n"


def codes(*steps: str, today: date = TODAY) -> list[str]:
    found = check_plan_text(write_plan(*steps), today)
    return [finding.code for finding in found if finding.code != LAYOUT.id]


def revised(deadline: str, *moves: tuple[str, str, str]) -> str:
    return f"deadline: {deadline}\nrevisions:\n" + "".join(ONE.format(*move) for move in moves)


DONE, PAGE = "status: Complete\n", "evidence: [A page]\n"
STEPS = {
    "completed today": (f"{DONE}completed: 2026-11-23\n{PAGE}", []),
    "completed tomorrow": (f"{DONE}completed: 2026-11-24\n{PAGE}", ["STC201"]),
    "Ongoing and completed": ("status: Ongoing\ncompleted: 2024-07-29\n", ["STC202"]),
    "completed in the future, not Complete": (
        "status: Planning\ncompleted: 2099-07-29\n",
        ["STC201", "STC202"],
    ),
    "Complete alone": ("status: Complete\n", ["STC203", "STC204"]),
    "Excluded with a reason": ("status: Excluded\nreason: The state does it.\n", []),
    "Ongoing without deadline": ("status: Ongoing\ndeadline:\n", []),
    "Not started without deadline": ("status: Not started\ndeadline:\n", ["STC206"]),
    "Ongoing without department": ("status: Ongoing\ndepartments: []\n", []),
    "In progress without department": ("status: In progress\ndepartments: []\n", ["STC207"]),
    "Unknown with review": (
        "status: Unknown\nneeds_review:\n  fields: [deadline]\n  note: Lost.\n",
        [],
    ),
    "the day the plan began": ("deadline: 2023-07-01\n", []),
    "the day before the plan began": ("deadline: 2023-06-30\n", ["STC209"]),
    "twenty years": ("deadline: 2046-11-23\n", []),
    "twenty years and a day": ("deadline: 2046-11-24\n", ["STC210"]),
    "two moves on one day": (
        revised(
            "2025-06-30",
            ("2024-06-30", "2024-12-31", "2024-05-20"),
            ("2024-12-31", "2025-06-30", "2024-05-20"),
        ),
        [],
    ),
    "not oldest first": (
        revised(
            "2025-06-30",
            ("2024-06-30", "2024-12-31", "2024-05-21"),
            ("2024-12-31", "2025-06-30", "2024-05-20"),
        ),
        ["STC211"],
    ),
    "not chained, twice": (
        revised(
            "2025-06-30",
            ("2024-06-30", "2024-12-31", "2024-05-20"),
            ("2024-11-30", "2025-03-31", "2024-06-20"),
            ("2024-12-31", "2025-06-30", "2024-07-20"),
        ),
        ["STC212", "STC212"],
    ),
    "a first deadline": (revised("2025-06-30", ("", "2025-06-30", "2024-05-20")), []),
    "a deadline given up": (
        "status: Ongoing\n" + revised("", ("2025-06-30", "", "2024-05-20")),
        [],
    ),
    "leads to another day": (
        revised("2025-07-01", ("2024-06-30", "2025-06-30", "2024-05-20")),
        ["STC213"],
    ),
    "leads to no deadline": (
        revised("2025-07-01", ("2024-06-30", "", "2024-05-20")),
        ["STC213"],
    ),
    "from nothing to nothing": (
        "status: Ongoing\n" + revised("", ("", "", "2024-05-20")),
        ["STC214"],
    ),
    "decided today": (revised("2025-06-30", ("2024-06-30", "2025-06-30", "2026-11-23")), []),
    "decided tomorrow": (
        revised("2025-06-30", ("2024-06-30", "2025-06-30", "2026-11-24")),
        ["STC215"],
    ),
    "lead without departments": (
        "status: Ongoing\nlead: comms-ocs\ndepartments: []\n",
        ["STC216"],
    ),
    "review of the goal": ("needs_review:\n  fields: [goal, section]\n  note: Lost.\n", []),
    "review of two": (
        "needs_review:\n  fields: [goals, steps]\n  note: Lost.\n",
        ["STC221", "STC221"],
    ),
    "order in a revision": (
        "deadline: 2025-06-30\nrevisions:\n  - to: 2025-06-30\n    from: 2024-06-30\n"
        "    on: 2024-05-20\n    reason: It took longer.\n",
        ["STC219"],
    ),
}


@pytest.mark.parametrize("name", STEPS)
def test_a_step(name: str) -> None:
    step, wanted = STEPS[name]
    assert codes(step) == wanted


def test_what_is_wrong_with_a_record_stands_at_its_line_and_names_its_days() -> None:
    first = ("2024-06-30", "2024-12-31", "2024-05-22")
    second = ("2024-12-31", "2025-06-30", "2024-05-23")
    third = ("2025-03-31", "2025-09-30", "2024-05-21")
    data = write_plan(revised("2025-12-31", first, second, third))
    lines = data.decode().split("\n")
    found = [one for one in check_plan_text(data) if one.code != LAYOUT.id]
    assert {(lines[one.place.line - 1].strip(" -"), one.message) for one in found} == {
        (
            "from: 2025-03-31",
            "COM-01: this revision begins at 2025-03-31, but the one above it ended at 2025-06-30.",
        ),
        ("on: 2024-05-21", "COM-01: this revision of 2024-05-21 is below one of 2024-05-23."),
        (
            "deadline: 2025-12-31",
            "COM-01: the last revision leads to 2025-09-30, but the deadline is 2025-12-31.",
        ),
    }


def test_a_revision_that_moves_nothing_or_has_not_come_stands_at_its_line() -> None:
    first = ("2024-06-30", "2024-12-31", "2024-05-22")
    for second, line in (
        (("2024-12-31", "2024-12-31", "2024-05-23"), "to: 2024-12-31"),
        (("2024-12-31", "2025-06-30", "2026-11-24"), "on: 2026-11-24"),
    ):
        data = write_plan(revised(second[1], first, second))
        (finding,) = (one for one in check_plan_text(data) if one.code != LAYOUT.id)
        lines = data.decode().split("\n")
        assert (lines[finding.place.line - 1].strip(), lines[finding.place.line - 2].strip()) == (
            line,
            "- from: 2024-12-31" if line.startswith("to") else "to: 2025-06-30",
        )


def test_twenty_years_from_a_leap_day() -> None:
    assert codes("deadline: 2048-02-29\n", today=date(2028, 2, 29)) == []
    assert codes("deadline: 2048-03-01\n", today=date(2028, 2, 29)) == ["STC210"]
    assert codes("deadline: 2100-02-28\n", today=date(2080, 2, 29)) == []
    assert codes("deadline: 2100-03-01\n", today=date(2080, 2, 29)) == ["STC210"]


def test_a_plan_that_does_not_say_when_it_began_has_no_deadline_before_it() -> None:
    text = HEAD.replace("began: 2023-07\n", "") + write_steps("deadline: 2001-01-01\n")
    assert {finding.code for finding in check_plan_text(encode(text))} <= {LAYOUT.id}


def test_a_section_under_review_has_the_fields_of_a_section() -> None:
    text = HEAD + write_steps("id: COM-01\n").replace(
        "    goals:\n",
        "    needs_review:\n      fields: [title, deadline]\n      note: x\n    goals:\n",
    )
    (finding,) = (one for one in check_plan_text(encode(text)) if one.code != LAYOUT.id)
    assert (finding.code, finding.message) == (
        "STC221",
        'The field "deadline" in needs_review does not exist.',
    )


def test_a_department_that_only_leads_is_named() -> None:
    head = HEAD + "  - id: mayor\n    name: Mayor\n"
    for field, code in (("", "STC217"), ("lead: mayor\n", "STC216")):
        found = {
            one.code for one in check_plan_text(encode(head + write_steps(field or "id: COM-01\n")))
        }
        assert found - {LAYOUT.id} == {code}


LONG = "Publish the yearly report on the use of the new funds."
TEXTS = {
    "the same": (LONG, LONG, True),
    "case and punctuation": (LONG, LONG.upper().replace(" ON", ", on -"), True),
    "order": (LONG, "On the use of the new funds, publish the yearly report.", False),
    "one moved": (LONG, LONG.replace("new funds", "funds new"), False),
    "the first replaced": (LONG, LONG.replace("Publish", "Print"), True),
    "the last replaced": (LONG, LONG.replace("funds", "money"), True),
    "the first left out": (LONG, LONG.replace("Publish the", "The"), True),
    "the last left out": (LONG, LONG.replace(" funds", ""), True),
    "one replaced": (LONG, LONG.replace("report", "statement"), True),
    "one added": (LONG, LONG.replace("new", "new federal"), True),
    "one left out": (LONG, LONG.replace("new ", ""), True),
    "two replaced": (LONG, LONG.replace("yearly report", "monthly statement"), False),
    "one replaced and one added": (LONG, LONG.replace("report", "statement too"), False),
    "a number": (f"{LONG[:-1]} in 2024.", f"{LONG[:-1]} in 2025.", False),
    "a number added": (LONG, f"{LONG[:-1]} 2.", False),
    "short and the same": ("Hire staff.", "hire, staff", True),
    "short and one left out": ("Hire more staff for us.", "Hire staff for us.", False),
    "eight words and seven": ("Hire more staff for the office this year.",
                              "Hire staff for the office this year.", True),
    "seven words": ("Hire staff for the office this year.",
                    "Hire people for the office this year.", False),
    "no words": ('"..."', '"!"', True),
    "eight words, the fourth left out": ("Hire more staff for the office this year.",
                                         "Hire more staff the office this year.", True),
    "eight words, the fifth left out": ("Hire more staff for the office this year.",
                                        "Hire more staff for office this year.", True),
}  # fmt: skip


@pytest.mark.parametrize("name", TEXTS)
def test_two_texts(name: str) -> None:
    first, second, near = TEXTS[name]
    steps = (f"id: COM-01\naction: {first}\n", f"id: COM-02\naction: {second}\n")
    assert codes(*steps) == (["STC218"] if near else [])
    assert codes(*reversed(steps)) == (["STC218"] if near else [])


def test_items_belong_to_the_text() -> None:
    action = "action: Do all of this.\nitems: [{}]\n"
    steps = [f"id: COM-0{n}\n{action.format(text)}" for n, text in enumerate(("Walk", "Run"), 1)]
    assert codes(*steps) == []


def test_a_text_that_stands_three_times_is_found_twice_and_names_the_first() -> None:
    data = write_plan(*(f"id: COM-0{n}\naction: {LONG}\n" for n in (1, 2, 3)))
    found = [one for one in check_plan_text(data) if one.code == "STC218"]
    assert [one.message.split(" on ")[0] for one in found] == [
        "COM-02 has nearly the same text as COM-01",
        "COM-03 has nearly the same text as COM-01",
    ]
    assert len({one.related for one in found}) == 1


@pytest.mark.parametrize(
    "other", ["deadline: 2027-01-31", "departments: ['911']", "departments: ['911', comms-ocs]"]
)
def test_the_same_text_is_not_the_same_promise_where_another_field_differs(other: str) -> None:
    step = f"status: Planning\naction: {LONG}\ndepartments: [comms-ocs]\ndeadline: 2026-12-31\n"
    names = other.partition(":")[0]
    changed = "".join(
        f"{other}\n" if line.startswith(names) else f"{line}\n" for line in step.splitlines()
    )
    assert codes(f"id: COM-01\n{step}", f"id: COM-02\n{changed}") == []
    assert codes(f"id: COM-01\n{step}", f"id: COM-02\n{step}") == ["STC218"]


def test_the_order_of_departments_does_not_make_another_promise() -> None:
    steps = [
        f"id: COM-0{number}\naction: {LONG}\ndepartments: [{names}]\n"
        for number, names in enumerate(("'911', comms-ocs", "comms-ocs, '911'"), start=1)
    ]
    assert codes(*steps) == ["STC218"]


def test_the_same_text_is_not_the_same_promise_in_another_goal() -> None:
    data = write_plan(f"id: COM-01\naction: {LONG}\n", f"id: COM-02\naction: {LONG}\n").decode()
    before, second = data.split("          - id: COM-02", 1)
    moved = f"{before}      - title: Another goal\n        steps:\n          - id: COM-02{second}"
    for text, found in ((data, True), (moved, False)):
        assert ("STC218" in {one.code for one in check_plan_text(text.encode())}) is found


def test_ids_that_differ_in_zeros_name_both_places() -> None:
    steps = ("id: COM-015\n", "id: COM-15\naction: Read it.\n", "id: COM-0015\naction: X\n")
    found = [one for one in check_plan_text(write_plan(*steps)) if one.code == "STC227"]
    assert [one.message for one in found] == [
        "COM-15 and COM-015 differ only in leading zeros.",
        "COM-0015 and COM-015 differ only in leading zeros.",
    ]
    assert all(one.related is not None and one.related < one.place for one in found)
    apart = write_plan("id: COM-10\n", "id: COM-100\naction: Read it.\n")
    assert [one for one in check_plan_text(apart) if one.code == "STC227"] == []


def test_ids_of_departments_that_differ_in_zeros_are_alike() -> None:
    more = b"  - id: d-7\n    name: Seven\n  - id: d-07\n    name: Old\n"
    text = write_plan("id: COM-01\n").replace(b"departments:\n", b"departments:\n" + more, 1)
    found = [one.message for one in check_plan_text(text) if one.code == "STC227"]
    assert found == ["d-07 and d-7 differ only in leading zeros."]
