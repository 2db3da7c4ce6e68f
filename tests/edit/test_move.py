"""A step that moves: its lines elsewhere, and nothing else."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stc.edit.layout import format_document
from stc.edit.move import Move, move_step
from stc.edit.structure import PlanFile, prove
from stc.errors import CannotGoOn, UsageProblem
from stc.files.load import load_plan
from stc.yaml.reader import read_document
from stc.yaml.values import to_data
from tests.files.layouts import GOALS_BELOW, LAYOUTS, OWN
from tests.laws import tries
from tests.plans import SMALL, change, read_published_bytes, read_published_plan

TODAY = date(2026, 11, 22)


def move(
    text: str, step: str, section: str | None = None, goal: str | None = None
) -> tuple[str, tuple[str, ...]]:
    """Return the text with the step elsewhere, and what is said of it."""
    loaded = load_plan(text.encode(), "plan.yaml")
    assert loaded.value is not None, loaded.findings
    document, plan = loaded.document, loaded.value
    file = PlanFile(plan, document, to_data(document.root), TODAY)
    wanted = move_step(file, Move(step, section, goal))
    if wanted.text == document.text:
        return text, wanted.lines
    return prove(document, wanted, plan, TODAY, None)[0].decode(), wanted.lines


HEAD = SMALL[: SMALL.index("sections:")]
FIRST = """\
          # Asked for by the board,
          # twice.
          - id: COM-01
            status: Planning  # since May
            action: >-
              Write the page.
            departments: ["911"]
            # Below the fields.
"""
SECOND = """\
          - id: COM-02
            status: Planning
            note: |
              Read the page.
"""
SECOND += "            action: Read.\n"
TEXT = f"""\
{HEAD}sections:
  - id: COM
    title: Communications
    goals:
      - title: Speak
        steps:
{FIRST}
{SECOND}
      - title: Listen
        steps: []
  - id: POL
    title: Policies
    goals:
      - title: Write
        steps:
          - id: POL-01
            status: Planning
            action: Write.
"""


def test_its_lines_move_as_they_are_with_the_comments_above_them() -> None:
    text, said = move(TEXT, "com-01", "POL", "write")
    assert text == change(TEXT, FIRST + "\n", "") + "\n" + FIRST
    assert said == ('COM-01: moved from COM, "Speak", to POL, "Write". Its id stays.',)
    line = 'COM-01: it is in POL, "Write" already. Nothing to change.'
    assert move(text, "COM-01", "POL", "Write") == (text, (line,))


def test_an_empty_list_is_begun_and_a_list_that_is_emptied_stays() -> None:
    text, _ = move(TEXT, "COM-02", goal="Listen")
    wanted = change(TEXT, f"\n{SECOND}", "")
    assert text == change(wanted, "steps: []\n", f"steps:\n{SECOND}")
    text, said = move(TEXT, "POL-01", goal="Listen")
    assert text.endswith("      - title: Write\n        steps: []\n")
    assert said[1] == 'The goal POL, "Write" has no step of its own left; it stays in the plan.'


def test_to_the_section_itself_it_is_indented_less_and_back() -> None:
    text, _ = move(TEXT, "COM-01", "POL", "none")
    lines = "".join(line[4:] for line in FIRST.splitlines(keepends=True))
    wanted = change(TEXT, FIRST + "\n", "")
    assert text == change(wanted, "title: Policies\n", f"title: Policies\n    steps:\n{lines}")
    back, _ = move(text, "COM-01", goal="Speak")
    assert back == change(change(TEXT, FIRST + "\n", ""), SECOND, f"{SECOND}\n{FIRST}").replace(
        "title: Policies\n", "title: Policies\n    steps: []\n"
    )


def test_what_it_has_of_its_section_is_said() -> None:
    text = read_published_bytes().decode()
    _, said = move(text, "COM-03", "GOV", "communications plan")
    assert said[1:] == (
        "COM-03: its category is that of its section: it was response and is none.",
        'The goal COM, "MECC transparency" has no step of its own left; it stays in the plan.',
    )


@pytest.mark.parametrize(
    ("step", "section", "goal", "said"),
    [
        ("NOPE", "POL", "none", 'Unknown step "NOPE".'),
        ("COM-01", None, None, "Neither --to nor --goal is given."),
        ("COM-01", "POL", None, 'The steps of POL belong to goals: "Write".'),
        ("COM-01", "POL", "Speak", '"Speak" is a goal of COM, not of POL.'),
    ],
)
def test_an_unclear_place_is_refused(
    step: str, section: str | None, goal: str | None, said: str
) -> None:
    with pytest.raises(UsageProblem) as refusal:
        move(TEXT, step, section, goal)
    assert refusal.value.message == said


def test_brackets_are_refused_with_the_place() -> None:
    text = change(TEXT, "steps: []", "steps: [{id: COM-09, status: Planning, action: Go.}]")
    for step, goal in (("COM-09", "Speak"), ("COM-01", "Listen")):
        with pytest.raises(CannotGoOn, match=rf"{step} cannot be moved exactly from plan.yaml:"):
            move(text, step, goal=goal)


PLANS = {name: text for name, text in LAYOUTS.items() if name != "JSON"}
PLANS["no line feed, steps first"] = (LAYOUTS["canonical"] + OWN + GOALS_BELOW).rstrip("\n")


def test_a_text_with_a_line_break_gets_one_at_the_end_of_the_file() -> None:
    text = change(TEXT, "            action: Read.\n", "")
    text = change(text, "note: |", "action: |")
    after, _ = move(text.removesuffix("\n"), "COM-02", "POL", "Write")
    assert after.endswith("            action: |\n              Read the page.\n")
    after, _ = move(text.removesuffix("\n"), "COM-01", "POL", "Write")
    assert after.endswith("            # Below the fields.")


@settings(max_examples=tries(60), deadline=None)
@given(st.sampled_from(sorted(PLANS)), st.integers(0, 20), st.integers(0, 20))
def test_there_and_back_every_line_is_the_same(layout: str, first: int, second: int) -> None:
    """The proof is in `move`; here: no line is lost or made, whatever the layout."""
    text = PLANS[layout]
    plan = load_plan(text.encode(), "").value
    assert plan is not None
    step = plan.steps[first % len(plan.steps)]
    places = [(one.section.id, one.title) for one in plan.goals]
    places += [(section.id, "none") for section in plan.sections]
    section, goal = places[second % len(places)]
    after, _ = move(text, step.id, section, goal)
    if (section, goal) == (step.section.id, step.goal.title if step.goal else "none"):
        assert after == text
        return

    def count(one: str) -> list[str]:
        lines = (line.strip().removesuffix(" []") for line in one.split("\n"))
        return sorted(line for line in lines if line and line != "steps:")

    assert count(after) == count(text)
    assert after.count("\r\n") == (after.count("\n") if layout == "CRLF" else 0)


def test_every_step_of_a_canonical_plan_moves_and_the_plan_stays_canonical() -> None:
    text = format_document(read_document(read_published_bytes(), "")).decode()
    for step in read_published_plan().steps[::23]:
        text, _ = move(text, step.id, goal="MECC transparency")
        assert format_document(read_document(text.encode(), "")).decode() == text
