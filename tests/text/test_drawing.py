"""Lines and bars of letters."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stc.text.drawing import BAR, LEVELS, draw_bar, draw_sparkline, fold_signs, thin_values

COUNTS = st.lists(st.integers(0, 20_000), max_size=40)
PARTS = st.integers(0, 10_000).flatmap(
    lambda whole: st.tuples(st.integers(0, whole), st.just(whole))
)


@pytest.mark.parametrize(
    ("values", "highest", "line"),
    [
        ((), None, ""),
        ((0, 0), None, "  "),
        ((0, 1, 2, 3, 4, 5, 6, 7, 8), None, " ▁▂▃▄▅▆▇█"),
        ((1, 89), None, "▁█"),
        ((49, 89), 89, "▅█"),
        ((5,), 0, " "),
    ],
)
def test_a_line_over_time(values: tuple[int, ...], highest: int | None, line: str) -> None:
    assert draw_sparkline(values, highest) == line


@given(COUNTS)
def test_a_line_is_empty_only_where_there_is_nothing_and_full_only_near_the_top(
    values: list[int],
) -> None:
    most = max(values, default=0)
    for value, letter in zip(values, draw_sparkline(values), strict=True):
        level = LEVELS.index(letter)
        assert (level == 0) == (value == 0)
        assert 8 * value <= level * most < 8 * value + most or most == 0


@given(PARTS, st.integers(2, 60))
def test_a_bar_is_full_or_empty_only_where_its_share_is(parts: tuple[int, int], width: int) -> None:
    number, whole = parts
    bar = draw_bar(number, whole, width)
    assert set(bar) <= {BAR}
    assert (bar == "") == (number == 0)
    assert (len(bar) == width) == (number == whole > 0)


def test_in_ascii_every_sign_has_a_twin_and_letters_stay() -> None:
    assert fold_signs("▁▂▃▄▅▆▇█") == "_.:-=+*#"
    assert fold_signs("━━──│ a… → b") == "##--| a... -> b"
    assert fold_signs("Reason: “it’s late”") == 'Reason: "it\'s late"'
    assert fold_signs("Straße Nº 5") == "Straße Nº 5"


@given(COUNTS, st.integers(1, 50))
def test_of_too_many_values_the_last_of_each_part_stays(values: list[int], most: int) -> None:
    kept = thin_values(values, most)
    assert len(kept) == min(len(values), most)
    assert list(kept[-1:]) == values[-1:]
