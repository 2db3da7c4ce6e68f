"""A new step, goal, section or department: where it is written, and what is refused."""

from collections.abc import Mapping
from datetime import date
from itertools import takewhile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stc.edit.add import DEPARTMENT, GOAL, SECTION, STEP, Kind, NewBlock, add_block
from stc.edit.ids import TakenIds
from stc.edit.layout import format_document
from stc.edit.structure import PlanFile, prove
from stc.errors import CannotGoOn, UsageProblem
from stc.files.load import load_plan
from stc.history.known_ids import KnownIds, list_department_ids, list_page_ids
from stc.yaml.reader import read_document
from stc.yaml.values import to_data
from tests.files.layouts import LAYOUTS
from tests.laws import tries
from tests.plans import FULL, OWN_WORDS, SMALL, change, read_published_bytes

TODAY = date(2026, 11, 22)


def add(
    text: str,
    kind: Kind,
    typed: Mapping[str, str | list[str]],
    known: KnownIds = KnownIds(),  # noqa: B008
    **place: str | None,
) -> tuple[str, tuple[str, ...]]:
    """Return the text with a new block, and what is said of it."""
    loaded = load_plan(text.encode(), "plan.yaml")
    assert loaded.value is not None, loaded.findings
    document, plan = loaded.document, loaded.value
    file = PlanFile(plan, document, to_data(document.root), TODAY)
    list_ids = list_department_ids if kind is DEPARTMENT else list_page_ids
    wanted = add_block(file, NewBlock(kind, typed, **place), TakenIds(plan, known, list_ids))
    data, _ = prove(document, wanted, plan, TODAY, None)
    return data.decode(), wanted.lines


STEP_3 = """\

          - id: COM-03
            status: Not started
            action: >-
              Ring the bell.
            departments: ["911"]
            deadline: 2027-Q3
"""


def test_a_step_is_written_at_the_end_of_its_goal() -> None:
    typed = {"action": "Ring the bell.", "departments": ["mecc"], "deadline": "Q3 2027"}
    text, said = add(SMALL, STEP, typed, goal="clearly")
    assert text == SMALL + STEP_3.replace(">-\n              Ring", "Ring")
    assert said == ('COM-03: a step is added to COM, "Speak clearly", Not started.',)
    folded = change(SMALL, "action: Read the page.", "action: >-\n              Read the page.")
    assert add(folded, STEP, typed, goal="clearly")[0] == folded + STEP_3


FOUR = """\
schema_version: 1
title: A plan
timezone: UTC
departments:
-   id: mayor
    name: Mayor
sections:
-   id: A
    title: Ask
    steps:
    -   id: A-9
        status: Planning
        action: Ask.
        departments:
        -   mayor
    # Below the step.
    -   id: A-10
        status: Planning
        action: Ask again.
        departments:
        -   mayor
        # Of the last step.
    # Of the list.
"""
FOUR_MORE = """\
    -   id: A-11
        status: Planning
        action: >-
            Answer.
            Thank.
        departments:
        -   mayor
"""


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_it_has_the_form_of_its_neighbours(newline: str) -> None:
    """Four spaces, dashes at their keys, lists with lines of their own, no blank lines."""
    typed = {"action": "Answer. Thank.", "departments": ["mayor"], "status": "planning"}
    below = "    # Of the list.\n"
    before, after = ("\ufeff" + FOUR, "\ufeff" + change(FOUR, below, FOUR_MORE + below))
    made, _ = add(before.replace("\n", newline), STEP, typed, section="A")
    assert made == after.replace("\n", newline)
    bare = FOUR.removesuffix(f"\n{below}").replace("\n", newline)
    made, _ = add(bare, STEP, typed, section="A")
    assert made == bare + (f"\n{FOUR_MORE}".removesuffix("\n")).replace("\n", newline)


def test_the_first_of_all_take_the_place_of_empty_brackets() -> None:
    head, _, _ = SMALL.partition("\nsections:")
    text = head + "\nsections: []  # to be filled\n"
    text, _ = add(text, SECTION, {"title": "Safe streets"})
    text, _ = add(text, GOAL, {"title": "Calm the traffic"}, section="saf")
    text, _ = add(text, STEP, {"action": "Count."}, goal="calm")
    assert text == head + (
        "\nsections:  # to be filled\n  - id: SAF\n    title: Safe streets\n    goals:\n"
        "      - title: Calm the traffic\n        steps:\n          - id: SAF-01\n"
        "            status: Not started\n            action: >-\n              Count.\n"
    )
    text, _ = add(text, STEP, {"action": "Ask."}, section="SAF", goal="none")
    assert "    steps:\n      - id: SAF-02\n" in text


def test_departments_keep_their_order() -> None:
    text, said = add(SMALL, DEPARTMENT, {"name": "City Clerk", "aliases": ["Clerk"]})
    new = "  - id: city-clerk\n    name: City Clerk\n    aliases: [Clerk]\n"
    assert text == change(SMALL, "  - id: comms-ocs\n", new + "  - id: comms-ocs\n")
    assert said == ('city-clerk: a department is added, "City Clerk".',)
    text, _ = add(SMALL, DEPARTMENT, {"name": "Zoo", "kind": "partner"})
    new = "  - id: zoo\n    name: Zoo\n    kind: partner\n"
    assert text == change(SMALL, "\nsections:", f"{new}\nsections:")


@pytest.mark.parametrize(
    ("ids", "next_id"),
    [
        (("COM-01", "COM-02"), "COM-03"),
        (("COM-9", "COM-99"), "COM-100"),
        (("1.2.a", "1.2.b"), "1.2.c"),
        (("1.2.A", "1.2.C"), "1.2.D"),
        (("1.9", "1.10"), "1.11"),
        (("P1.F1.A1", "P1.F1.A2"), "P1.F1.A3"),
        (("53", "54"), "55"),
        (("CVE-2021-44228", "CVE-2021-44230"), "CVE-2021-44231"),
        (("M1C1-00-ITA-1", "M1C1-00-ITA-2"), "M1C1-00-ITA-3"),
        (("COM-01", "COM-02a"), "COM-02"),
    ],
)
def test_the_next_id_has_the_pattern_of_its_neighbours(ids: tuple[str, str], next_id: str) -> None:
    def quote(one: str) -> str:
        return f'"{one}"' if one[0].isdigit() else one

    text = change(SMALL, "- id: COM-01", f"- id: {quote(ids[0])}")
    text = change(text, "- id: COM-02", f"- id: {quote(ids[1])}")
    assert add(text, STEP, {"action": "Go."}, goal="clearly")[1][0].startswith(f"{next_id}:")


def test_an_id_that_git_knows_is_passed_over_and_refused() -> None:
    former = {"com-07": "0123456ab of 2024-01-01"}
    known = KnownIds({"com-03": ("origin/fire",)}, former, frozenset(["COM-03", "com-07"]))
    assert add(SMALL, STEP, {"action": "Go."}, known, goal="clearly")[1] == (
        'COM-08: a step is added to COM, "Speak clearly", Not started.',
        "COM-08 is the next free id: COM-07 was given before; 0123456ab of 2024-01-01 is the last"
        " commit that has it.",
    )
    for one, said in (
        ("com-03", "com-03 exists on branch origin/fire already."),
        ("COM-02", "COM-02 exists in the plan already."),
        ("COM-7-", '--id: "COM-7-" is not a well-formed id.'),
    ):
        with pytest.raises(UsageProblem) as refusal:
            add(SMALL, STEP, {"action": "Go."}, known, goal="clearly", id=one)
        assert refusal.value.message == said


CLEARLY = {"goal": "clearly"}


@pytest.mark.parametrize(
    ("kind", "typed", "place", "said"),
    [
        (STEP, {}, {}, "Neither --section nor --goal is given."),
        (STEP, {}, {"section": "COM"}, 'The steps of COM belong to goals: "Speak clearly".'),
        (STEP, {"action": " "}, CLEARLY, "--action: The text is empty."),
        (STEP, {"name": "x"}, CLEARLY, "--name is for a department, not for a step."),
        (STEP, {"departments": ["nope"]}, CLEARLY, 'Unknown department "nope".'),
        (STEP, {"review_every": "6"}, CLEARLY, '"6" is not a number of months or years.'),
        (STEP, {"extra": ["x"]}, CLEARLY, '--extra: "x" is not a key with its text.'),
        (GOAL, {"title": "Wait"}, {}, "--section is missing."),
        (GOAL, {}, {"section": "COM"}, "The title of the goal is missing."),
        (GOAL, {"title": "speak CLEARLY"}, {"section": "COM"}, 'the goal "Speak clearly" already.'),
        (GOAL, {"title": "x"}, CLEARLY, "--goal is for a step, not for a goal."),
        (SECTION, {"title": "Communications"}, {}, 'the section "Communications" already.'),
        (SECTION, {"title": "x"}, {"section": "COM"}, "for a step or goal, not for a section."),
        (SECTION, {"title": "..."}, {}, 'No id can be made of "...".'),
        (DEPARTMENT, {"name": "911"}, {}, "911 exists in the plan already."),
    ],
)
def test_what_cannot_be_is_refused(
    kind: Kind, typed: dict[str, str], place: dict[str, str], said: str
) -> None:
    typed = {"action": "Go.", **typed} if kind is STEP else typed
    with pytest.raises(UsageProblem) as refusal:
        add(SMALL, kind, typed, **place)
    assert refusal.value.message.endswith(said)


def test_lists_in_brackets_are_added_to_in_brackets() -> None:
    goals = SMALL[SMALL.index("    goals:") :]
    text = change(SMALL, goals, "    goals: [{title: Speak, steps: []}]\n")
    new = "{id: COM-01, status: Not started, action: Go., deadline: 2027-01-31}"
    typed = {"action": "Go.", "deadline": "2027-01-31"}
    assert add(text, STEP, typed, goal="Speak")[0] == change(text, "[]", f"[{new}]")
    odd = "    goals:\n      - title: Speak\n        steps: [  # none\n        ]\n"
    with pytest.raises(CannotGoOn, match=r"added exactly at plan.yaml:18:16: a comment"):
        add(change(SMALL, goals, odd), STEP, typed, goal="Speak")


def test_the_words_of_the_plan_are_taken() -> None:
    typed = {"action": "Go.", "lead": "dpw", "departments": ["dpw,911"], "deadline": "FY27"}
    text, _ = add(OWN_WORDS, STEP, typed, goal="calm")
    assert text.startswith(OWN_WORDS)
    assert text.endswith(
        "            status: Not begun\n            action: Go.\n"
        '            lead: works\n            departments: [works, "911"]\n'
        "            deadline: 2026-07/2027-06\n"
    )


ACTIONS = st.text("ab .:#\"'\n|é", min_size=1).filter(str.strip)


@settings(max_examples=tries(40), deadline=None)
@given(st.sampled_from(sorted(LAYOUTS)), ACTIONS, st.integers(0, 9))
def test_the_rest_of_the_file_stays_byte_for_byte(layout: str, action: str, at: int) -> None:
    """In every layout one place gains text, and none loses any; the result is proved by `add`."""
    text = LAYOUTS[layout]
    plan = load_plan(text.encode(), "").value
    assert plan is not None
    step = plan.steps[at % len(plan.steps)]
    place = {"section": step.section.id, "goal": step.goal.title if step.goal else "none"}
    after, _ = add(text, STEP, {"action": action}, id="NEW-1", **place)
    pairs = zip(text, after, strict=False)
    begin = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
    assert after.endswith(text[begin:])


def test_a_plan_in_the_canonical_layout_stays_in_it() -> None:
    text = format_document(read_document(read_published_bytes(), "")).decode()
    calls: tuple[tuple[Kind, dict[str, str | list[str]], dict[str, str]], ...] = (
        (STEP, {"action": "Go. Stop.", "departments": ["911"]}, {"goal": "MECC transparency"}),
        (STEP, {"action": "Go.", "items": ["One"]}, {"section": "GOV", "goal": "none"}),
        (GOAL, {"title": "Wait"}, {"section": "COM"}),
        (SECTION, {"title": "Safe streets"}, {}),
        (DEPARTMENT, {"name": "Zoo", "aliases": ["The zoo"]}, {}),
    )
    for kind, typed, place in calls:
        text, _ = add(text, kind, typed, **place)
        assert format_document(read_document(text.encode(), "")).decode() == text


def test_every_field_of_the_declaration_can_be_given() -> None:
    typed = {"action": "Go.", "status": "complete", "completed": "2024-12-01", "evidence": ["It"],
             "items": ["One"], "tags": ["two"], "category": "response", "page": "3",
             "extra": ["cost=4"], "note": "N.", "reason": "R.", "start": "2024", "lead": "mayor",
             "departments": ["mayor"], "deadline_label": "Soon", "review_every": "1y"}  # fmt: skip
    text, _ = add(FULL, STEP, typed, goal="clearly")
    plan = load_plan(text.encode(), "").value
    assert plan is not None
    assert plan.steps[-1].extra == (("cost", "4"),)
    assert plan.steps[-1].page == 3
