"""Numbers with their nouns."""

from stc.text.plural import count_noun


def test_one_is_singular() -> None:
    assert [count_noun(n, "step") for n in (0, 1, 2, 1000)] == [
        "0 steps",
        "1 step",
        "2 steps",
        "1,000 steps",
    ]
