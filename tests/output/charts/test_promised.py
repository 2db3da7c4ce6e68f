"""The chart of promised and done steps: points in, coordinates out."""

from datetime import date, timedelta
from typing import Any
from xml.etree.ElementTree import Element

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stc.output.charts.promised import draw_promised, draw_small, find_last, pick_ticks
from stc.plan.promises import Tally
from tests.laws import tries
from tests.output.charts.drawings import assert_apart, read_chart, read_path, read_texts

FIRST = date(2024, 1, 1)
SIZES = ((288, 240), (343, 240), (1088, 320))
BUDGET = 3_000


def day(number: int) -> date:
    return FIRST + timedelta(days=number)


def draw(numbers: list[tuple[int, int, int]], ahead: list[tuple[int, int]]) -> Element:
    stairs = [Tally(day(at), promised, done) for at, promised, done in numbers]
    svg = draw_promised(stairs, [(day(at), n) for at, n in ahead], "steps", "A label")
    assert len(svg.encode()) <= BUDGET
    assert "style=" not in svg
    return read_chart(svg)


def find_path(chart: Element, name: str) -> Element:
    return next(path for path in chart.iter("path") if path.get("class") == name)


def test_the_stairs_stand_where_the_days_and_numbers_are() -> None:
    chart = draw([(0, 10, 4), (250, 20, 4), (500, 20, 8)], [(750, 40), (939, 42)])
    # The axis is 1,000 days long: two months after the last promise. Its top is 44.1.
    assert find_path(chart, "promised").get("d") == "M-9 110V77.3H0h250v-22.7h250V110"
    assert find_path(chart, "done").get("d") == "M-9 110V90.9H0h500v-9V110"
    assert find_path(chart, "ahead").get("d") == "M500 54.6h250v-45.3h189v-4.5H1000"
    assert find_path(chart, "grid").get("d") == "M0 54.6h1000M0 9.3h1000"
    today = next(line for line in chart.iter("line") if line.get("class") == "today")
    assert today.get("x1") == today.get("x2") == "50%"
    assert chart.get("role") == "img"
    assert chart.get("aria-label") == "A label"
    assert read_texts(chart) == [
        *("2025", "2026", "20", "40 steps", "today"),
        *("20 promised", "12 not done", "8 done", "42 by Jul 2026"),
    ]


@pytest.mark.parametrize(
    ("numbers", "words"),
    [
        ((89, 49), ["89 promised", "40 not done", "49 done"]),
        ((89, 80), ["89 promised", "80 done"]),
        ((89, 89), ["89 promised", "all done"]),
        ((0, 0), ["0 promised"]),
    ],
)
def test_the_labels_of_today_part_or_go(numbers: tuple[int, int], words: list[str]) -> None:
    chart = draw([(0, 0, 0), (700, *numbers)], [])
    labels = read_texts(chart)
    assert labels[labels.index("today") + 1 :] == words
    assert_apart(chart, *SIZES[0])


def test_it_looks_no_further_ahead_than_back_and_at_least_half_a_year() -> None:
    assert find_last(day(0), day(30), []) == day(30)
    assert find_last(day(0), day(30), [(day(40), 1)]) == day(101)
    assert find_last(day(0), day(30), [(day(900), 1)]) == day(213)
    assert find_last(day(0), day(400), [(day(900), 1)]) == day(800)
    chart = draw([(0, 1, 0), (30, 1, 0)], [(60, 4), (900, 9)])
    assert read_texts(chart)[-1] == "4 by Mar 2024, 5 more later"
    assert read_texts(draw([(0, 1, 0), (30, 3, 0)], [(900, 9)]))[-1] == "6 more later"


@pytest.mark.parametrize(
    ("most", "ticks"),
    [
        *((1, [1]), (3, [1, 2, 3]), (4, [2, 4]), (9, [5]), (89, [50]), (118, [50, 100])),
        (7_000, [2_000, 4_000, 6_000]),
    ],
)
def test_the_grid_has_round_numbers(most: int, ticks: list[int]) -> None:
    assert [*pick_ticks(most)] == ticks


@st.composite
def stories(draw: st.DrawFn) -> tuple[list[tuple[int, int, int]], list[tuple[int, int]]]:
    most = draw(st.sampled_from((1, 5, 40, 900, 10_000)))
    days = sorted(draw(st.sets(st.integers(0, 6_000), min_size=2, max_size=300)))
    promised = [draw(st.integers(0, most)) for _ in days]
    done = [draw(st.integers(0, number)) for number in promised]
    number, ahead = promised[-1], []
    for later in sorted(draw(st.sets(st.integers(1, 4_000), max_size=5))):
        number += draw(st.integers(1, most))
        ahead.append((days[-1] + later, number))
    return [*zip(days, promised, done, strict=True)], ahead


@settings(deadline=None, max_examples=tries(120))
@given(stories())
def test_stairs_never_go_back_and_stay_within_the_drawing(story: object) -> None:
    chart = draw(*story)  # type: ignore[misc]
    for name in ("promised", "done"):
        corners = read_path(find_path(chart, name))
        assert corners[0] == (-9, 110)
        places = [x for x, _ in corners[2:]]
        assert places == sorted(places)
        assert 0 <= places[0] <= places[-1] <= 1000
        assert all(0 <= y <= 100.05 for _, y in corners[1:-1])
    for size in SIZES:
        assert_apart(chart, *size)


def test_the_most_stairs_that_are_drawn_keep_to_the_budget() -> None:
    numbers = [(at * 26, 9_000 + 8 * at % 97, 4_000 + 7 * at % 89) for at in range(120)]
    draw(numbers, [(3_300 + 90 * n, 9_500 + 33 * n) for n in range(8)])
    draw([(at, 9_000 + at % 97, 4_000 + at % 89) for at in range(3_600)], [])
    ahead = [(3_120 + 3 * n, 9_500 + 5 * n) for n in range(900)]
    chart = draw(numbers, ahead)
    corners = read_path(find_path(chart, "ahead"))
    assert corners[-1][0] == 1000
    assert len(corners) < 52
    assert read_texts(chart)[-1] == "13,995 by Dec 2039"


def test_a_small_chart_has_the_two_stairs_alone() -> None:
    stairs = [Tally(day(0), 5, 0), Tally(day(500), 20, 10), Tally(day(1_000), 20, 10)]
    chart = read_chart(draw_small(stairs, "A label"))
    assert find_path(chart, "promised").get("d") == "M-9 110V76.2H0h500v-71.4h500V110"
    assert find_path(chart, "done").get("d") == "M-9 110V100H0h500v-47.6h500V110"
    assert read_texts(chart) == []


@settings(deadline=None, max_examples=tries(60))
@given(stories())
def test_a_small_chart_keeps_to_its_budget(story: Any) -> None:
    stairs = [Tally(day(at), promised, done) for at, promised, done in story[0]]
    svg = draw_small(stairs, "A label")
    assert len(svg.encode()) <= 1_200
    for name in ("promised", "done"):
        places = [x for x, _ in read_path(find_path(read_chart(svg), name))[2:]]
        assert places == sorted(places)
        assert places[-1] <= 1000
