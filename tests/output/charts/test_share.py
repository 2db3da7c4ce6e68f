"""The bar of 100 percent: numbers in, coordinates out."""

from hypothesis import given, settings
from hypothesis import strategies as st

from stc.output.charts.share import Part, draw_share
from tests.laws import tries
from tests.output.charts.drawings import assert_apart, read_chart, read_share, read_texts

KINDS = ("on_time", "late", "unrecorded", "not_kept")
NARROWEST_BAR = 208
"""On a telephone of 320 pixels, beside its word."""


def test_the_parts_stand_side_by_side_with_their_numbers() -> None:
    chart = read_chart(draw_share([Part(5, "on_time"), Part(0, "late"), Part(15, "not_kept")], "A"))
    parts = [(one.get("class"), one.get("x"), one.get("width")) for one in chart.iter("rect")]
    assert parts == [("on_time", "0%", "25%"), ("not_kept", "25%", "75%")]
    assert read_texts(chart) == ["5", "15"]
    assert chart.get("role") == "img"
    assert chart.get("aria-label") == "A"


def test_a_number_that_finds_no_room_is_left_out() -> None:
    chart = read_chart(draw_share([Part(8, "on_time"), Part(12, "late"), Part(80, "not_kept")], ""))
    assert read_texts(chart) == ["8", "12", "80"]
    chart = read_chart(draw_share([Part(4, "on_time"), Part(10, "late"), Part(99, "not_kept")], ""))
    assert read_texts(chart) == ["99"]


@settings(deadline=None, max_examples=tries(100))
@given(st.lists(st.integers(0, 20_000), min_size=4, max_size=4).filter(any))
def test_a_bar_is_whole_and_its_numbers_lie_on_no_other(numbers: list[int]) -> None:
    parts = [Part(number, kind) for number, kind in zip(numbers, KINDS, strict=True)]
    svg = draw_share(parts, "A label")
    assert len(svg.encode()) <= 1_000
    chart = read_chart(svg)
    ends = [0.0]
    for part in chart.iter("rect"):
        assert abs(read_share(part, "x") - ends[-1]) < 0.0016
        ends.append(read_share(part, "x") + read_share(part, "width"))
    assert abs(ends[-1] - 1) < 0.0016
    assert_apart(chart, NARROWEST_BAR, 20)
