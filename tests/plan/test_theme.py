"""The colours of a theme: what is refused, with the number found."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stc.plan.colours import measure_contrast
from stc.plan.theme import DARK, LIGHT, SHARPEST, Palette, Theme, darken, find_faults


def find(**schemes: Palette) -> list[tuple[str, str, str]]:
    return [(one.scheme, one.colour, one.message) for one in find_faults(Theme(**schemes))]


def test_contrast_is_that_of_the_guidelines() -> None:
    assert measure_contrast("#000000", "#ffffff") == measure_contrast("#ffffff", "#000000") == 21
    # The darkest grey that fails on white, and the lightest that does not.
    assert (
        measure_contrast("#777777", "#ffffff") < SHARPEST < measure_contrast("#767676", "#ffffff")
    )


def test_the_colours_of_stc_are_fine() -> None:
    assert find(light=LIGHT, dark=DARK) == find(light=Palette(), dark=Palette()) == []


@pytest.mark.parametrize("name", ["ink", "link", "brand"])
def test_words_need_four_and_a_half(name: str) -> None:
    white = Palette(bg="#ffffff", **{name: "#777777"})
    said = f"The light {name} #777777 has a contrast of 4.47 on the bg #ffffff; at least 4.5 is"
    (fault,) = find(light=white)
    assert fault[:2] == ("light", name)
    assert fault[2].startswith(said)
    assert find(light=white._replace(**{name: "#767676"})) == []


@pytest.mark.parametrize("name", ["done", "late"])
def test_marks_need_three(name: str) -> None:
    (fault,) = find(dark=Palette(bg="#000000", **{name: "#555555"}))
    assert (fault[:2], "2.81" in fault[2], "at least 3.0" in fault[2]) == (
        ("dark", name),
        True,
        True,
    )
    assert find(dark=Palette(bg="#000000", **{name: "#5a5a5a"})) == []


def test_a_page_that_is_neither_light_nor_dark_is_named_itself() -> None:
    faults = find(light=Palette(bg="#808080"))
    assert {colour for _, colour, _ in faults} == {"bg"}
    assert "The quiet words of the pages have a contrast of" in faults[0][2]


@pytest.mark.parametrize(("done", "late"), [("#a03000", "#a03000"), ("#a03000", "#a83210")])
def test_done_and_late_must_not_look_alike(done: str, late: str) -> None:
    (fault,) = find(light=Palette(done=done, late=late))
    assert "look alike: their contrast is 1.0" in fault[2]


@given(st.tuples(*[st.integers(0, 255)] * 3))
def test_a_text_of_any_colour_can_be_read(parts: tuple[int, int, int]) -> None:
    colour = "#" + "".join(f"{part:02x}" for part in parts)
    text = darken(colour, LIGHT.ink, LIGHT.bg)
    assert re.fullmatch("#[0-9a-f]{6}", text)
    assert measure_contrast(text, LIGHT.bg) >= SHARPEST
