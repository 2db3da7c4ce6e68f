"""The frame of an answer on a terminal: its subject and its day, then its sentence."""

import pytest

from stc.output.formats.frame import take_sentence
from stc.output.registry import Screen, render_view
from stc.plan.model import Plan
from stc.views.steps import DAYS_PAST, view_steps
from stc.views.view import Sentences, Table
from tests.plans import describe


def test_the_first_sentence_is_taken_and_nothing_is_lost() -> None:
    blocks = (Table((), ()), Sentences(("1 of 2 is late. 3 are not.", "More.")), Sentences(("x",)))
    said, kept = take_sentence(blocks)
    assert said == "1 of 2 is late."
    assert kept == (blocks[0], Sentences(("3 are not.", "More.")), blocks[2])


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("138 of 138 steps.", "138 of 138 steps."),
        ("The plan of J. Doe is late. It is.", "The plan of J. Doe is late."),
        ("2 of 5 (40%). 3 are not.", "2 of 5 (40%)."),
        ("No end", "No end"),
    ],
)
def test_a_sentence_ends_where_another_one_begins(line: str, said: str) -> None:
    assert take_sentence((Sentences((line,)),))[0] == said


def test_what_is_not_shown_is_no_sentence_of_the_answer() -> None:
    blocks = (Sentences(("1 of 9 are shown.",)), Sentences(("2 of 9 are late.",)))
    assert take_sentence(blocks, ("1 of 9 are shown.",)) == ("2 of 9 are late.", blocks[:1])


def test_what_has_a_heading_is_no_sentence_of_the_answer() -> None:
    blocks = (Sentences(("A note.",), "Notes"),)
    assert take_sentence(blocks) == ("", blocks)


def test_on_a_terminal_an_answer_begins_with_its_subject_and_its_day(published: Plan) -> None:
    context = describe(published)._replace(filter={"dept": ["911"]}, remarks=("A remark.",))
    lines = ("3 of 138 steps. 2 are not.",)
    view = view_steps("Overdue", published.steps[:3], context, lines, days=DAYS_PAST)
    screen = Screen(80, False, "utf-8", is_terminal=True, layout="rows")
    shown = "".join(render_view("table", view, screen)).split("\n")
    assert shown[:6] == [
        "Overdue" + " " * 55 + "as of Jan 24, 2025",
        "Only dept 911.",
        "3 of 138 steps.",
        "",
        "A remark.",
        "",
    ]
    assert "2 are not." in shown
