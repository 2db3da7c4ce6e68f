"""The answers in the text of an issue: each by its question, whatever stands in them."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stc.edit.report import Typed
from stc.intake.answers import LONGEST, is_report, read_answers
from stc.intake.questions import LABELS
from tests.intake.events import write_body
from tests.plans import OWN_WORDS, SMALL, change, load

PLAN = load(SMALL)


def read(body: str) -> dict[str, str]:
    found = read_answers(body, PLAN)
    assert found.problems == ()
    return found.given


def refuse(body: str) -> list[str]:
    return [f"{one.field}: {one.message} {one.hint}" for one in read_answers(body, PLAN).problems]


def test_every_question_fills_a_field_of_a_report() -> None:
    assert {*LABELS} == {"step", "by", *Typed._fields}


def test_what_was_left_out_is_no_answer() -> None:
    assert read(write_body()) == {"step": "COM-03"}
    assert read(write_body(status="None", by="None", confirm="")) == {"step": "COM-03"}
    # A part of the text that somebody took out, as with the editor of the issue.
    assert read("### Id in the plan\n\nCOM-03") == {"step": "COM-03"}


def test_an_option_stands_for_a_name_or_an_id() -> None:
    body = write_body(status="In progress", by="Communications - OCS", ticked=True)
    wanted = {"status": "In progress", "by": "comms-ocs", "confirm": "yes"}
    assert read(body) == {"step": "COM-03", **wanted}
    own = change(OWN_WORDS, "{name: On hold,", "{name: No change,")
    own = change(own, "status: On hold", "status: No change")
    answers = read_answers(write_body(status="No change (open)"), load(own))
    assert answers.given["status"] == "No change"


def test_a_text_is_one_and_of_evidence_each_line_is_one() -> None:
    body = write_body(
        update="It is  done.\r\n\r\nThe board\tmet.".replace("\r", ""),
        evidence="- https://example.org/a\n\n![x](https://example.org/b.png)\n[m.pdf](https://e.org/m)"
        "\n<https://example.org/c>\nThe minutes (see [a](b))",
    )
    found = read(body)
    assert found["update"] == "It is done. The board met."
    assert [line for line in found["evidence"].split("\n") if line] == [
        *("https://example.org/a", "https://example.org/b.png", "https://e.org/m"),
        *("https://example.org/c", "The minutes (see [a](b))"),
    ]


@pytest.mark.parametrize("text", ["# Status", "#### Status", "Status", " ### Status", "### status"])
def test_a_heading_of_ones_own_is_text(text: str) -> None:
    assert read(write_body(update=f"Before\n{text}\nafter"))["update"].startswith("Before")


@pytest.mark.parametrize("label", LABELS.values())
def test_an_answer_that_imitates_a_question_is_refused(label: str) -> None:
    (said, *_) = refuse(write_body(update=f"Done.\n\n### {label}\n\nComplete"))
    assert "The heading of this question appears 2 times." in said
    (name,) = (name for name, text in LABELS.items() if text == label)
    assert said.startswith(f"{name}: ")


@pytest.mark.parametrize(
    "sign", ["\0", "\x1b", "\x07", "\x85", "\u2028", "\u202e", "\u200b", "\ufeff"]
)
def test_signs_that_nobody_sees_are_refused_by_question(sign: str) -> None:
    (said,) = refuse(write_body(reason=f"a{sign}b"))
    assert said.startswith("reason: The answer has the invisible character \\u")
    assert sign not in said


def test_half_of_a_character_is_refused() -> None:
    assert refuse(write_body(reason="a\ud800b"))[0].startswith("reason: The answer has half of")


def test_texts_are_bounded() -> None:
    (said,) = refuse(write_body(update="x" * 20_001))
    assert said.startswith("update: The answer has 20,001 characters;")
    (said,) = refuse(write_body(update="x" * 1_000_000))
    assert "at most 65,536 are read." in said
    assert LONGEST == 65_536


def test_without_a_step_there_is_no_report() -> None:
    assert refuse(write_body(step="_No response_")) == [
        "step: It is empty. Write the id of the step."
    ]
    assert is_report(write_body())
    for text in ("", "A question about the plan", "Id in the plan", "> ### Id in the plan"):
        assert not is_report(text)


TEXTS = st.text(
    st.characters(exclude_categories=["Cs", "Cc", "Cf", "Zl", "Zp", "Co", "Cn"]), max_size=60
)


@settings(max_examples=60, deadline=None)
@given(TEXTS, TEXTS)
def test_any_text_comes_back_as_it_was_written(update: str, deadline: str) -> None:
    found = read_answers(write_body(update=update, deadline=deadline), PLAN)
    for name, text in (("update", update), ("deadline", deadline)):
        if not any(problem.field == name for problem in found.problems):
            assert found.given.get(name, "").split() == text.split()
