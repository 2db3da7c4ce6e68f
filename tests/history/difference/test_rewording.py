"""What changed between two texts, word by word."""

import time
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from stc.text.typography import Piece, find_rewording, fold_typography

WORDS = st.lists(st.sampled_from(["a", "b", "c", "the"]), max_size=12).map(" ".join)


def side(pieces: tuple[Piece, ...], mark: str) -> list[str]:
    return [word for one in pieces if one.mark in (" ", mark) for word in one.text.split()]


@settings(deadline=None)
@given(WORDS, WORDS, st.sampled_from([0, 10, 250_000]))
def test_each_text_is_there_whole(before: str, after: str, most: int) -> None:
    pieces = find_rewording(before, after, most)
    assert side(pieces, "-") == before.split()
    assert side(pieces, "+") == after.split()
    assert all(one.text for one in pieces)
    assert all(one.mark != other.mark for one, other in pairwise(pieces))
    if before == after:
        assert {one.mark for one in pieces} <= {" "}


def test_only_what_changed_is_marked() -> None:
    pieces = find_rewording("Write the old page today.", "Write the new page, today.")
    assert pieces == (
        Piece(" ", "Write the"),
        Piece("-", "old page"),
        Piece("+", "new page,"),
        Piece(" ", "today."),
    )


def test_two_long_texts_without_a_word_in_common_cost_little() -> None:
    start = time.process_time()
    find_rewording("a b " * 5_000, "b a " * 5_000)
    assert time.process_time() - start < 1


@given(st.text(max_size=30))
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold_typography(fold_typography(text)) == fold_typography(text)
