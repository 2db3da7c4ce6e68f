"""Both sides of every boundary of the rules about a change."""

import pytest

from stc.words.findings import Finding
from tests.checks.examples import HEAD, encode, judge_change, split_change, write_plan, write_steps

MOVE = "  - from: {}\n    to: {}\n    on: 2024-05-20\n    reason: It took longer.\n"


def moved(deadline: str, *moves: tuple[str, str]) -> str:
    listed = "".join(MOVE.format(*move) for move in moves)
    return f"deadline: {deadline}\n" + (f"revisions:\n{listed}" if moves else "")


def judge(before: str, after: str) -> tuple[Finding, ...]:
    return judge_change(*split_change(f"{before}---\n{after}"))


LONG = "Publish the yearly report about federal money spent on safety programs."
A, B, C, D = "2024-06-30", "2024-12-31", "2025-06-30", "2025-12-31"
CHANGES: dict[str, tuple[str, str, list[str]]] = {
    "nothing": ("id: COM-01\n", "id: COM-01\n", []),
    "a step more": ("id: COM-01\n", "id: COM-01\n\nid: COM-02\naction: Walk.\n", []),
    "a status": ("status: Planning\n", "status: Complete\n", []),
    "moved in the open": (moved(A), moved(B, (A, B)), []),
    "moved twice": (moved(A), moved(C, (A, B), (B, C)), []),
    "moved again": (moved(B, (A, B)), moved(C, (A, B), (B, C)), []),
    "moved silently": (moved(A), moved(B), ["STC405"]),
    "moved again silently": (moved(B, (A, B)), moved(C, (A, B)), ["STC405"]),
    "a first deadline": (moved(""), moved(A, ("", A)), []),
    "a first deadline, silently": (moved(""), moved(A), ["STC405"]),
    "a first deadline that was another": (moved(""), moved(B, (A, B)), ["STC406"]),
    "taken away silently": (moved(A), moved(""), ["STC405"]),
    "another original": (moved(B), moved(C, (A, C)), ["STC406"]),
    "the original forgotten": (moved(B, (A, B)), moved(B), ["STC406"]),
    "back and forgotten": (moved(B, (A, B)), moved(A), ["STC406", "STC405"]),
    "a reason rewritten": (
        moved(B, (A, B)),
        moved(B, (A, B)).replace("It took longer", "The law changed"),
        ["STC406"],
    ),
    "two moves made one": (moved(C, (A, B), (B, C)), moved(C, (A, C)), ["STC406"]),
    "a move put between": (moved(C, (A, C)), moved(C, (A, B), (B, C)), ["STC406"]),
    "a gap": (moved(B, (A, B)), moved(D, (A, B), (C, D)), ["STC406"]),
    "typography": (
        "action: \"It's the council's - not ours.\"\n",
        "action: It’s  the council’s – not ours.\n",
        [],
    ),
    "folded": ("action: Write the page.\n", "action: >-\n  Write\n  the page.\n", []),
    "a word": (f"action: {LONG}\n", f"action: {LONG.replace('federal', 'state')}\n", ["STC407"]),
    "case": (f"action: {LONG}\n", f"action: {LONG.upper()}\n", ["STC407"]),
    "an old note": (
        f"note: A remark.\naction: {LONG}\n",
        f"note: A remark.\naction: {LONG.replace('federal', 'state')}\n",
        ["STC407"],
    ),
    "a new note": (
        f"note: A remark.\naction: {LONG}\n",
        f"note: The state pays now.\naction: {LONG.replace('federal', 'state')}\n",
        [],
    ),
    "an item": ("items: [Walk, Run]\n", "items: [Walk]\n", ["STC407"]),
    "items joined": ("items: [Walk, Run]\n", "items: [Walk Run]\n", ["STC407"]),
    "reopened": ("status: Complete\n", "status: Ongoing\n", ["STC408"]),
    "reopened with the old reason": (
        "status: Complete\nreason: Late.\n",
        "status: Planning\nreason: Late.\n",
        ["STC408"],
    ),
    "Complete excluded": ("status: Complete\n", "status: Excluded\n", ["STC409"]),
    "Excluded before": ("status: Excluded\n", "status: Excluded\n", []),
    "included again": ("status: Excluded\n", "status: Planning\n", []),
    "excluded with the old reason": (
        "status: Planning\nreason: Late.\n",
        "status: Excluded\nreason: Late.\n",
        ["STC409"],
    ),
    "reopened with a new reason": (
        "status: Complete\ncompleted: 2025-02-28\n",
        "status: Planning\nreason: Late.\n",
        [],
    ),
    "the day of completion stays": (
        "status: Complete\ncompleted: 2025-02-28\n",
        "status: Complete\ncompleted: 2025-02-28\nevidence: [The minutes]\n",
        [],
    ),
    "the day of completion is recorded later": (
        "status: Complete\n",
        "status: Complete\ncompleted: 2025-02-28\n",
        [],
    ),
    "the second step's day of completion": (
        "id: COM-01\n\nid: COM-02\naction: Walk.\nstatus: Complete\ncompleted: 2025-02-28\n",
        "id: COM-01\n\nid: COM-02\naction: Walk.\nstatus: Complete\ncompleted: 2024-12-31\n",
        ["STC411"],
    ),
    "another department": (
        "departments: [comms-ocs]\n",
        'departments: ["911"]\n',
        ["STC410"],
    ),
    "departments in another order": (
        'departments: [comms-ocs, "911"]\n',
        'departments: ["911", comms-ocs]\n',
        [],
    ),
    "swapped": (
        "id: COM-01\naction: Write the page.\n\nid: COM-02\naction: Read the page.\n",
        "id: COM-01\naction: Read the page.\n\nid: COM-02\naction: Write the page.\n",
        ["STC403", "STC403"],
    ),
    "moved to a new id and the old one reused": (
        "id: COM-01\naction: Write the page.\n",
        "id: COM-01\naction: Write the pages.\n\nid: COM-02\naction: Write the page.\n",
        ["STC403"],
    ),
    "one of two equal texts reworded": (
        f"id: COM-01\naction: {LONG}\n\nid: COM-02\naction: {LONG}\n",
        f"id: COM-01\naction: {LONG}\n\nid: COM-02\naction: {LONG.replace('yearly', 'new')}\n",
        ["STC407"],
    ),
    "renamed and reworded": (
        "id: COM-01\naction: Write the page.\n",
        "id: COM-09\naction: Write a page.\n",
        ["STC402"],
    ),
    "renamed, in other typography": (
        "id: COM-01\naction: Write “it”.\n",
        'id: COM-09\naction: Write "it".\n',
        ["STC404"],
    ),
    "all renamed": (
        "".join(f"id: COM-0{n}\naction: Write page {n}.\n\n" for n in range(1, 6)),
        "".join(f"id: COM-5{n}\naction: Write page {n}.\n\n" for n in range(1, 6)),
        ["STC404"] * 5,
    ),
    "one of five removed": ("id: COM-01\n", "", ["STC402"]),
    "two of six removed": ("id: COM-01\n\nid: COM-02\naction: Walk.\n", "", ["STC401"]),
    "two of eight removed": (
        "".join(f"id: COM-0{n}\naction: Write page {n}.\n\n" for n in range(1, 5)),
        "".join(f"id: COM-0{n}\naction: Write page {n}.\n\n" for n in range(1, 3)),
        ["STC402", "STC402"],
    ),
}


@pytest.mark.parametrize("name", CHANGES)
def test_a_change(name: str) -> None:
    before, after, wanted = CHANGES[name]
    assert [finding.code for finding in judge(before, after)] == wanted


def test_a_department_renamed_in_the_whole_plan_is_not_removed() -> None:
    before = HEAD + write_steps("departments: [comms-ocs]\n")
    after = before.replace("comms-ocs", "communications")
    assert judge_change(encode(before), encode(after)) == ()
    other = after.replace("name: Communications", "name: The press")
    found = judge_change(encode(before), encode(other))
    assert {finding.code for finding in found} == {"STC410"}


def test_another_goal_makes_a_rewording_another_step() -> None:
    before = "action: Publish the yearly report about federal money.\n"
    after = "action: Publish the monthly report about police cars.\n"
    assert [one.code for one in judge(before, after)] == ["STC407"]
    first, second = write_plan(before), write_plan(after).replace(b"Speak clearly", b"Drive")
    assert [one.code for one in judge_change(first, second)] == ["STC403"]


TEN = "Alpha bravo charlie delta foxtrot hotel india juliet kilo lima"


@pytest.mark.parametrize(
    ("kept", "goal", "code"),
    [
        (2, "Speak clearly", "STC403"),
        (3, "Speak clearly", "STC407"),
        (4, "Drive", "STC403"),
        (5, "Drive", "STC407"),
        (9, "Drive", "STC407"),
    ],
)
def test_so_much_of_a_text_is_left_in_a_rewording(kept: int, goal: str, code: str) -> None:
    now = " ".join(TEN.split()[:kept])
    first = write_plan(f"action: {TEN}\n")
    second = write_plan(f"action: {now}\n").replace(b"Speak clearly", goal.encode())
    assert [one.code for one in judge_change(first, second)] == [code]


def test_a_gap_in_the_record_is_told_with_its_days() -> None:
    (finding,) = judge(moved(B, (A, B)), moved(D, (A, B), (C, A), (A, D)))
    assert finding.message == (f"COM-01: the new revision begins at {C}, but the deadline was {B}.")


def test_a_removed_step_is_named_with_its_line() -> None:
    (finding,) = judge("id: COM-01\n", "")
    assert str(finding.place) == "plan.yaml"
    assert finding.message == "COM-01 is removed; it stood on line 19."


def test_findings_stand_at_the_field_in_the_new_file() -> None:
    (finding,) = judge(moved(A), moved(B))
    assert (finding.place.line, finding.place.column) == (23, 23)


@pytest.mark.parametrize(
    ("now", "said"), [("completed: 2024-12-31\n", "2024-12-31"), ("", "a day not recorded")]
)
def test_another_day_of_completion_is_named_beside_the_old_one(now: str, said: str) -> None:
    (finding,) = judge(
        "status: Complete\ncompleted: 2025-02-28\n",
        f"status: Complete\n{now}",
    )
    assert finding.message == f"COM-01 was completed on 2025-02-28, and now on {said}."


@pytest.mark.parametrize(
    ("before", "after", "line"),
    [
        ("items: [Walk, Run]\n", "items: [Walk]\n", "items: [Walk]"),
        (f"action: {LONG}\n", f"action: {LONG.upper()}\n", f"action: {LONG.upper()}"),
    ],
)
def test_a_rewording_stands_at_what_was_reworded(before: str, after: str, line: str) -> None:
    (finding,) = judge(before, after)
    lines = split_change(f"{before}---\n{after}")[1].decode().split("\n")
    assert lines[finding.place.line - 1].strip() == line
