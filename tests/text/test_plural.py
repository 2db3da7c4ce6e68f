"""Numbers with their nouns."""

import pytest

from stc.text.plural import be, count_noun, have


def test_one_is_singular() -> None:
    assert [count_noun(n, "step") for n in (0, 1, 2, 1000)] == [
        "0 steps",
        "1 step",
        "2 steps",
        "1,000 steps",
    ]


@pytest.mark.parametrize(
    ("number", "whole", "verbs"),
    [
        (0, 0, "are have"),
        (1, 0, "is has"),
        (2, 0, "are have"),
        (0, 1, "is has"),
        (1, 1, "is has"),
        (1, 5, "is has"),
        (0, 5, "are have"),
        (2, 5, "are have"),
    ],
)
def test_a_verb_agrees_with_its_number(number: int, whole: int, verbs: str) -> None:
    assert f"{be(number, whole)} {have(number, whole)}" == verbs
