"""Near texts, against the plain definition."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stc.rules.similarity import LONG, Words, find_near, is_reworded
from stc.text.typography import fold_typography
from tests.plans import read_published_plan

WORDS = st.lists(st.sampled_from(("a", "b", "c", "1")), max_size=11)


def is_near(one: Words, other: Words) -> bool:
    if one == other:
        return True
    most = min(len(one), len(other))
    same = next((n for n in range(most) if one[n] != other[n]), most)
    end = next((n for n in range(most - same) if one[-1 - n] != other[-1 - n]), most - same)
    different = (one[same : len(one) - end], other[same : len(other) - end])
    long, single = max(len(one), len(other)) >= LONG, max(map(len, different)) == 1
    return long and single and not any(word.isdigit() for words in different for word in words)


@st.composite
def alike(draw: st.DrawFn) -> list[Words]:
    """Texts that come from one by a few changes of words."""
    texts = [tuple(draw(WORDS))]
    for _ in range(draw(st.integers(1, 5))):
        text = list(draw(st.sampled_from(texts)))
        for _ in range(draw(st.integers(0, 2))):
            place = draw(st.integers(0, len(text)))
            words = draw(st.lists(st.sampled_from(("a", "b", "1")), max_size=1))
            text[place : place + draw(st.integers(0, 1))] = words
        texts.append(tuple(text))
    return texts


@given(alike())
def test_near_texts_are_those_of_the_definition(texts: list[Words]) -> None:
    wanted = {}
    for later, text in enumerate(texts):
        near = [earlier for earlier in range(later) if is_near(texts[earlier], text)]
        if near:
            wanted[later] = near[0]
    assert dict(find_near(texts)) == wanted


@pytest.mark.parametrize(
    ("before", "after", "is_other"),
    [
        ("Ask «why» - twice.", 'Ask "why"-twice.', False),
        ("Half ½ of it.", "Half 1⁄2 of it.", True),
        ("The file.", "The ﬁle.", True),
    ],
)
def test_the_guard_and_diff_agree_on_typography(before: str, after: str, is_other: bool) -> None:
    step = read_published_plan().steps[0]
    assert is_reworded(step._replace(action=before), step._replace(action=after)) == is_other
    assert (fold_typography(before) != fold_typography(after)) == is_other
