"""Both sides of every boundary of the rules about a change."""

import pytest

from stc.findings import Finding
from stc.rules.validate import check_plan
from tests.rules.examples import (
    HEAD,
    TODAY,
    check_change_text,
    encode,
    load,
    split_change,
    write_plan,
    write_steps,
)

MOVE = "  - from: {}\n    to: {}\n    on: 2024-05-20\n    reason: It took longer.\n"


def moved(deadline: str, *moves: tuple[str, str]) -> str:
    listed = "".join(MOVE.format(*move) for move in moves)
    return f"deadline: {deadline}\n" + (f"revisions:\n{listed}" if moves else "")


def judge(before: str, after: str) -> tuple[Finding, ...]:
    return check_change_text(*split_change(f"{before}---\n{after}"))


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
        f"note: A remark. The state pays now.\naction: {LONG.replace('federal', 'state')}\n",
        [],
    ),
    "another note": (
        f"note: A remark.\naction: {LONG}\n",
        f"note: The state pays now.\naction: {LONG.replace('federal', 'state')}\n",
        ["STC417"],
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
    "a note added to": ("note: Asked.\n", "note: Asked – and\n  answered.\n", []),
    "a note in other typography": ('note: "It\'s so - yes."\n', "note: It’s so – yes.\n", []),
    "a note removed": ("note: Asked.\n", "id: COM-01\n", ["STC417"]),
    "a reason replaced": (
        "status: Excluded\nreason: The state does it.\n",
        "status: Excluded\nreason: Nobody does it.\n",
        ["STC417"],
    ),
    "a reason that goes with its status": (
        "status: Excluded\nreason: The state does it.\n",
        "status: Planning\nreason: The state gave it up.\n",
        [],
    ),
    "an overdue step becomes Ongoing": (
        f"status: In progress\ndeadline: {A}\n",
        f"status: Ongoing\ndeadline: {A}\n",
        ["STC419"],
    ),
    "an overdue step becomes Unknown": (
        f"status: Planning\ndeadline: {A}\n",
        f"status: Unknown\ndeadline: {A}\n"
        "needs_review: {fields: [status], note: It is smudged.}\n",
        ["STC419"],
    ),
    "an overdue step becomes Complete": (
        f"status: In progress\ndeadline: {A}\n",
        f"status: Complete\ndeadline: {A}\n",
        [],
    ),
    "a step that is due today becomes Ongoing": (
        "status: In progress\ndeadline: 2026-11-23\n",
        "status: Ongoing\ndeadline: 2026-11-23\n",
        [],
    ),
    "an overdue step goes on, with an old reason": (
        f"status: In progress\nreason: It goes on.\ndeadline: {A}\n",
        f"status: Ongoing\nreason: It goes on.\ndeadline: {A}\n",
        ["STC419"],
    ),
    "two open steps continue": (
        "".join(f"id: COM-0{n}\naction: Write page {n}.\n\n" for n in (1, 2)),
        "".join(f"id: COM-0{n}\nstatus: Ongoing\naction: Write page {n}.\n\n" for n in (1, 2)),
        [],
    ),
    "three of seven excluded": (
        "".join(f"id: COM-0{n}\naction: Write page {n}.\n\n" for n in (1, 2, 3)),
        "".join(
            f"id: COM-0{n}\nstatus: Excluded\nreason: The state does it.\n"
            f"action: Write page {n}.\n\n"
            for n in (1, 2, 3)
        ),
        ["STC420"],
    ),
    "three of seven Complete, with evidence": (
        "".join(f"id: COM-0{n}\naction: Write page {n}.\n\n" for n in (1, 2, 3)),
        "".join(
            f"id: COM-0{n}\nstatus: Complete\nevidence: [The page]\naction: Write page {n}.\n\n"
            for n in (1, 2, 3)
        ),
        [],
    ),
    "three of seven Complete, without evidence": (
        "".join(f"id: COM-0{n}\naction: Write page {n}.\n\n" for n in (1, 2, 3)),
        "".join(f"id: COM-0{n}\nstatus: Complete\naction: Write page {n}.\n\n" for n in (1, 2, 3)),
        ["STC420"],
    ),
    "three overdue steps moved in the open": (
        "".join(f"id: COM-0{n}\naction: Page {n}.\n{moved(A)}\n" for n in (1, 2, 3)),
        "".join(
            f"id: COM-0{n}\naction: Page {n}.\n{moved('2027-12-31', (A, '2027-12-31'))}\n"
            for n in (1, 2, 3)
        ),
        ["STC420"],
    ),
    "a revision before the last one of another step": (
        f"id: COM-01\n{moved(B, (A, B))}\nid: COM-02\naction: Walk.\n{moved(A)}",
        f"id: COM-01\n{moved(B, (A, B))}\nid: COM-02\naction: Walk.\n"
        + moved(B, (A, B)).replace("2024-05-20", "2024-05-19"),
        ["STC423"],
    ),
    "a revision before the plan began": (
        moved(A),
        moved(B, (A, B)).replace("2024-05-20", "2023-06-30"),
        ["STC423"],
    ),
    "a revision as old as the plan": (
        moved(A),
        moved(B, (A, B)).replace("2024-05-20", "2023-07-01"),
        [],
    ),
    **{
        f"a reason of {text!r}": (
            moved(A),
            moved(B, (A, B)).replace("It took longer.", text),
            ["STC424"],
        )
        for text in (".", "'...'", "'-'", "x", "xxx", "n/a", "None.", "TBD", "'2027'", "No reason.")
    },
    **{
        f"a reason of {text!r}": (moved(A), moved(B, (A, B)).replace("It took longer.", text), [])
        for text in ("Late.", "延期", "Нет денег", "The note of May 2", "COVID-19")
    },
    "a note of a full stop": (
        f"action: {LONG}\n",
        f"note: .\naction: {LONG.replace('federal', 'state')}\n",
        ["STC424"],
    ),
    "evidence of a dash": (
        "status: Planning\n",
        "status: Complete\nevidence: ['-']\n",
        ["STC424"],
    ),
    "an empty reason that stood there": ("reason: .\n", "status: Ongoing\nreason: .\n", []),
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
    assert check_change_text(encode(before), encode(after)) == ()
    other = after.replace("name: Communications", "name: The press")
    found = check_change_text(encode(before), encode(other))
    assert {finding.code for finding in found} == {"STC410"}


def test_another_goal_makes_a_rewording_another_step() -> None:
    before = "action: Publish the yearly report about federal money.\n"
    after = "action: Publish the monthly report about police cars.\n"
    assert [one.code for one in judge(before, after)] == ["STC407"]
    first, second = write_plan(before), write_plan(after).replace(b"Speak clearly", b"Drive")
    assert [one.code for one in check_change_text(first, second)] == ["STC422", "STC403"]


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
    retitled = ["STC422"] if goal == "Drive" else []
    assert [one.code for one in check_change_text(first, second)] == [*retitled, code]


def test_a_gap_in_the_record_is_told_with_its_days() -> None:
    (finding,) = judge(moved(B, (A, B)), moved(D, (A, B), (C, A), (A, D)))
    assert finding.message == (f"COM-01: the new revision begins at {C}, but the deadline was {B}.")


def test_a_removed_step_is_named_with_its_line() -> None:
    (finding,) = judge("id: COM-01\n", "")
    assert str(finding.place) == "plan.yaml"
    assert finding.message == "COM-01 is removed; it was on line 19."


def test_findings_stand_at_the_field_in_the_new_file() -> None:
    (finding,) = judge(moved(A), moved(B))
    assert (finding.place.line, finding.place.column) == (23, 23)


@pytest.mark.parametrize(
    ("now", "said"), [("completed: 2024-12-31\n", "2024-12-31"), ("", "missing")]
)
def test_another_day_of_completion_is_named_beside_the_old_one(now: str, said: str) -> None:
    (finding,) = judge(
        "status: Complete\ncompleted: 2025-02-28\n",
        f"status: Complete\n{now}",
    )
    assert finding.message == f"The completion date of COM-01 was 2025-02-28 and is now {said}."


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


def check_top(*pairs: tuple[str, str]) -> list[tuple[str, str]]:
    before = HEAD + write_steps("id: COM-01\n")
    after = before
    for old, new in pairs:
        assert old in after
        after = after.replace(old, new)
    return [(one.code, one.message) for one in check_change_text(encode(before), encode(after))]


def test_departments_that_swap_names_are_told_of() -> None:
    before = HEAD.replace('name: "911"', "name: Emergency calls\n    aliases: [MECC]")
    after = before.replace("name: Communications", "name: X")
    after = after.replace("Emergency calls", "Communications").replace(
        "name: X", "name: Emergency calls"
    )
    steps = write_steps("id: COM-01\n")
    found = check_change_text(encode(before + steps), encode(after + steps))
    assert [(one.code, one.message) for one in found] == [
        ("STC418", '"Communications" was a name of comms-ocs and now means 911.'),
        ("STC418", '"Emergency calls" was a name of 911 and now means comms-ocs.'),
    ]
    assert [one.place.line for one in found] == [9, 11]
    moved_alias = before.replace("\n    aliases: [MECC]", "").replace(
        "name: Communications\n", "name: Communications\n    aliases: [MECC]\n"
    )
    (alias,) = check_change_text(encode(before + steps), encode(moved_alias + steps))
    assert alias.message == '"MECC" was a name of 911 and now means comms-ocs.'


def test_a_swapped_name_that_looks_like_an_id_is_still_seen() -> None:
    before = HEAD.replace('id: "911"', "id: nine").replace('name: "911"', "name: Nine")
    after = before.replace("name: Communications", "name: X").replace("Nine", "Communications")
    after = after.replace("name: X", "name: Nine")
    steps = write_steps("id: COM-01\n").replace('"911"', "nine")
    found = check_change_text(encode(before + steps), encode(after + steps))
    assert [one.code for one in found] == ["STC418", "STC418"]


def test_a_department_keeps_its_old_name_or_it_is_told_of() -> None:
    assert check_top(("name: Communications", "name: The press")) == [
        ("STC418", 'comms-ocs was called "Communications", and no department has that name now.')
    ]
    alias = "name: The press\n    aliases: [communications]"
    assert check_top(("name: Communications", alias)) == []


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("America/Chicago", "Asia/Tokyo", "The time zone of the plan"),
        ("title: A plan", "title: Another plan", "The title of the plan"),
        ("phase: Phase One", "phase: Phase Two", "The phase of the plan"),
        ("began: 2023-07", "began: 2024-07", "The beginning of the plan"),
        ("began: 2023-07\n", "", "The beginning of the plan"),
    ],
)
def test_what_the_plan_says_of_itself(old: str, new: str, said: str) -> None:
    ((code, message),) = check_top((old, new))
    assert code == "STC421"
    assert message.startswith(f"{said} was ")


def test_the_beginning_is_written_as_a_difference_writes_it() -> None:
    ((_, message),) = check_top(("began: 2023-07", "began: 2024-07-15"))
    assert message == (
        'The beginning of the plan was "2023-07-01 through 2023-07-31" and is now "2024-07-15".'
    )


def test_what_was_not_recorded_may_be_added() -> None:
    before = HEAD.replace("began: 2023-07\n", "") + write_steps("id: COM-01\n")
    after = HEAD + "\nsource:\n  document: The plan\n  publisher: The city\n"
    assert check_change_text(encode(before), encode(after + write_steps("id: COM-01\n"))) == ()


def test_titles_of_sections_and_goals() -> None:
    assert check_top(("    title: Communications\n", "    title: The police\n")) == [
        ("STC422", 'The title of section COM was "Communications" and is now "The police".')
    ]
    assert check_top(("Speak clearly", "Drive")) == [
        (
            "STC422",
            "The title of the goal of COM-01, COM-11, COM-12 and 2 more was"
            ' "Speak clearly" and is now "Drive".',
        )
    ]
    assert check_top(("title: Speak clearly", "title:  'Speak  clearly'")) == []


def write_goals(goals: dict[str, tuple[str, ...]]) -> bytes:
    """Return a plan of one section with the steps of each goal."""
    step = "{{id: {0}, status: Planning, action: Write {0}., departments: [it]}}"
    lines = [
        f"      - title: {title}\n        steps: [{', '.join(map(step.format, ids))}]\n"
        for title, ids in goals.items()
    ]
    head = "schema_version: 1\ntitle: A plan\ntimezone: UTC\ndepartments:\n  - {id: it, name: IT}\n"
    section = "sections:\n  - id: COM\n    title: Communications\n    goals:\n"
    return f"{head}{section}{''.join(lines)}".encode()


@pytest.mark.parametrize(
    ("after", "retitled"),
    [
        ({"Speak": ("COM-01",), "Listen": ("COM-02", "COM-03")}, 0),
        ({"Speak": ("COM-01", "COM-02", "COM-03"), "Listen": ()}, 0),
        ({"Speak": ("COM-01",), "Write": ("COM-02",), "Listen": ("COM-03",)}, 0),
        ({"Listen": ("COM-01", "COM-02"), "Speak": ("COM-03",)}, 2),
        ({"Speak": ("COM-01", "COM-02"), "Hear": ("COM-03",)}, 1),
        ({"Talk": ("COM-01",), "Write": ("COM-02",), "Listen": ("COM-03",)}, 2),
    ],
)
def test_a_step_that_moves_to_another_goal_retitles_none(
    after: dict[str, tuple[str, ...]], retitled: int
) -> None:
    before = {"Speak": ("COM-01", "COM-02"), "Listen": ("COM-03",)}
    findings = check_change_text(write_goals(before), write_goals(after))
    assert [finding.code for finding in findings].count("STC422") == retitled


def test_a_revision_in_the_future_is_refused_with_its_plan() -> None:
    """STC215 judges it, with a base and without one; so does STC211 one before the last."""
    after = write_plan(moved(B, (A, B)).replace("2024-05-20", "2026-11-24"))
    assert "STC215" in {one.code for one in check_plan(load(after), TODAY)}
    early = moved(C, (A, B), (B, C)).replace("2024-05-20", "2024-05-19")
    early = early.replace("2024-05-19", "2024-05-20", 1)
    assert "STC211" in {one.code for one in check_plan(load(write_plan(early)), TODAY)}
