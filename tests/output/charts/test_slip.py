"""The dumbbell of a moved deadline: points in, coordinates out."""

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from stc.output.charts.slip import Slip, draw_slip, draw_slip_axis, find_axis
from tests.laws import tries
from tests.output.charts.drawings import assert_apart, read_chart, read_share

FIRST = date(2024, 1, 1)
BUDGET = 300
DAYS = st.integers(0, 9_000)


def day(number: int) -> date:
    return FIRST + timedelta(days=number)


def test_a_ring_dots_and_a_disc_on_one_axis() -> None:
    slip = Slip([day(0), day(400), day(800)], is_silent=False)
    axis = find_axis([slip, Slip([day(100), day(50)], is_silent=True)], day(600))
    # 50 days more on either side: 900 days.
    assert (axis.first, axis.last) == (day(-50), day(850))
    chart = read_chart(draw_slip(slip, axis, day(600)))
    assert [dot.get("cx") for dot in chart.iter("circle")] == ["50%", "5.6%", "94.4%"]
    today, move = chart.iter("line")
    assert today.get("x1") == today.get("x2") == "72.2%"
    assert (move.get("x1"), move.get("x2")) == ("5.6%", "94.4%")
    assert chart.get("aria-hidden") == "true"
    assert chart.get("class") == "chart slip"


def test_a_move_without_a_reason_is_told_apart() -> None:
    slip = Slip([day(0), day(400)], is_silent=True)
    assert 'class="chart slip silent"' in draw_slip(slip, find_axis([slip], day(1)), day(1))


@settings(deadline=None, max_examples=tries(100))
@given(st.lists(DAYS, min_size=2, max_size=12), DAYS)
def test_a_row_keeps_to_its_budget_and_inside(numbers: list[int], today: int) -> None:
    slip = Slip([day(number) for number in numbers], is_silent=True)
    axis = find_axis([slip], day(today))
    svg = draw_slip(slip, axis, day(today))
    assert len(svg.encode()) <= BUDGET
    assert all(0 < read_share(dot, "cx") < 1 for dot in read_chart(svg).iter("circle"))
    head = read_chart(draw_slip_axis(axis, day(today)))
    for width in (288, 343, 560):
        assert_apart(head, width, 28)
