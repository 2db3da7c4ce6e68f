"""The strip of a step: points in, coordinates out."""

from datetime import date, timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from stc.output.charts.strip import draw_strip
from stc.views.strip import Mark, Stretch
from tests.laws import tries
from tests.output.charts.drawings import assert_apart, read_chart, read_share, read_texts

FIRST = date(2024, 1, 1)
BUDGET = 3_000
WORDS = {
    "promised": "promised",
    "moved": "moved to",
    "silent": "moved to",
    "done": "done",
    "out": "taken out",
}


def day(number: int) -> date:
    return FIRST + timedelta(days=number)


def test_a_moved_step_that_was_done_late() -> None:
    marks = [
        Mark(day(0), "promised", "promised"),
        Mark(day(480), "moved", "moved to"),
        Mark(day(450), "done", "done"),
    ]
    stretches = [Stretch(day(0), day(450), "late"), Stretch(day(450), day(800), "kept")]
    svg = draw_strip(marks, stretches, day(800), "A label")
    chart = read_chart(svg)
    # The axis goes 50 days further on either side: 900 days.
    lines = [(line.get("class"), line.get("x1"), line.get("x2")) for line in chart.iter("line")]
    assert lines == [
        (None, None, "100%"),
        ("late", "5.6%", "55.6%"),
        ("kept", "55.6%", "94.4%"),
        ("today", "94.4%", "94.4%"),
    ]
    dots = [(dot.get("class"), dot.get("cx")) for dot in chart.iter("circle")]
    assert dots == [("promised", "5.6%"), ("moved", "58.9%"), ("done", "55.6%")]
    assert read_texts(chart) == ["2024", "2025", "2026", "today", "promised", "moved to", "done"]
    assert "style=" not in svg
    assert_apart(chart, 288, 84)


def test_a_period_is_a_bar_and_what_was_taken_out_a_cross() -> None:
    marks = [
        Mark(day(90), "promised", "promised", day(0)),
        Mark(day(120), "out", "taken out"),
    ]
    chart = read_chart(draw_strip(marks, (), day(200), "A label"))
    bar = next(line for line in chart.iter("line") if line.get("class") == "promised")
    assert read_share(bar, "x1") < read_share(bar, "x2")
    assert len([*chart.iter("path")]) == 1
    assert "taken out" in read_texts(chart)


@settings(deadline=None, max_examples=tries(150))
@given(
    st.lists(st.tuples(st.integers(0, 4_000), st.sampled_from([*WORDS])), max_size=80),
    st.integers(0, 4_000),
    st.integers(0, 4_000),
)
def test_no_text_lies_on_another_and_nothing_leaves_the_strip(
    others: Any, first: int, today: int
) -> None:
    marks = [Mark(day(first), "promised", "promised")]
    marks += [Mark(day(at), kind, WORDS[kind]) for at, kind in others]
    svg = draw_strip(marks, [Stretch(day(first), day(today), "late")] * 40, day(today), "A label")
    chart = read_chart(svg)
    assert len(svg.encode()) <= BUDGET
    for width in (288, 343, 700):
        assert_apart(chart, width, 84)
    assert all(0 <= read_share(dot, "cx") <= 1 for dot in chart.iter("circle"))
