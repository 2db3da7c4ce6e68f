"""List in one cell, split again by the csv module."""

import csv
import io

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from stc.text.lists import join_list

TEXTS = st.text(st.characters(exclude_characters="\x00", codec="utf-8"), max_size=12)
SIGNS = st.text(st.sampled_from('a;" \n\r\t,\\\u00a0'), max_size=6)


def split(cell: str) -> list[str]:
    reader = csv.reader(
        io.StringIO(cell, newline=""), delimiter=";", skipinitialspace=True, strict=True
    )
    lines = list(reader)
    return lines[0] if lines else []


@pytest.mark.parametrize(
    ("items", "cell"),
    [
        ([], ""),
        (["a"], "a"),
        (["a", "b"], "a; b"),
        (["a; b", "c"], '"a; b"; c'),
        (["a", "b; c"], 'a; "b; c"'),
        (['say "a"'], '"say ""a"""'),
        (["a, b", "it's"], "a, b; it's"),
        ([""], '""'),
        ([" a", "b "], '" a"; b '),
        (["a\nb", "c"], '"a\nb"; c'),
    ],
)
def test_a_list_in_a_cell(items: list[str], cell: str) -> None:
    assert join_list(items) == cell
    assert split(cell) == items


@given(st.lists(TEXTS | SIGNS, max_size=5))
@example([""])
@example(["", ""])
@example(['"', ";", "\r\n"])
def test_any_list_comes_back(items: list[str]) -> None:
    assert split(join_list(items)) == items
