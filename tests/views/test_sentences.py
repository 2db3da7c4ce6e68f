"""Shares, bars and sentences: nothing is rounded away, nothing left out is hidden."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stc.plan.counts import count_steps
from stc.plan.model import Plan
from stc.plan.vocabulary import DEFAULT
from stc.views.sentences import build_bar, describe_due, describe_overdue, describe_shown, share
from tests.plans import AS_OF, SMALL, load

PARTS = st.integers(0, 100_000).flatmap(
    lambda whole: st.tuples(st.integers(0, whole), st.just(whole))
)


@pytest.mark.parametrize(
    ("number", "whole", "said"),
    [
        (0, 0, "0/0"),
        (0, 5, "0/5 (0%)"),
        (5, 5, "5/5 (100%)"),
        (1, 1000, "1/1,000 (1%)"),
        (999, 1000, "999/1,000 (99%)"),
        (18, 133, "18/133 (14%)"),
    ],
)
def test_a_share(number: int, whole: int, said: str) -> None:
    assert share(number, whole) == said


@given(PARTS)
def test_a_share_is_all_or_nothing_only_where_it_is(parts: tuple[int, int]) -> None:
    number, whole = parts
    if whole:
        percent = int(share(number, whole).split("(")[1].removesuffix("%)"))
        assert (percent == 0) == (number == 0)
        assert (percent == 100) == (number == whole)
        assert abs(percent - 100 * number / whole) <= 1


@given(PARTS, st.integers(2, 40))
def test_a_bar_is_full_or_empty_only_where_it_is(parts: tuple[int, int], width: int) -> None:
    number, whole = parts
    bar = build_bar(number, whole, width)
    assert len(bar) == width
    assert bar == "#" * bar.count("#") + "." * bar.count(".")
    assert (bar.count("#") == 0) == (number == 0)
    assert ("." not in bar) == (number == whole > 0)


def test_what_is_not_overdue_but_past_or_undated_is_named(published: Plan) -> None:
    counts = count_steps(published.steps, AS_OF, DEFAULT)
    assert describe_overdue(counts) == (
        "26 of 105 open steps are overdue. 1 ongoing step is due for review"
        " (stc overdue --ongoing). 2 open steps are undated (stc list --undated).",
    )
    assert describe_overdue(counts, filtered=True) == (
        "26 of 105 open steps are overdue. 1 ongoing step is due for review"
        " (stc overdue --ongoing with the same filters)."
        " 2 open steps are undated (stc list --undated with the same filters).",
    )


def test_what_is_none_is_said_and_leads_nowhere() -> None:
    day = date(2024, 12, 31)
    counts = count_steps(load(SMALL).steps, day, DEFAULT)
    assert describe_overdue(counts) == (
        "0 of 1 open step is overdue. 0 ongoing steps are due for review."
        " 0 open steps are undated.",
    )
    assert describe_due(1, counts, day, day) == (
        "1 of 1 open step is due from 2024-12-31 through 2024-12-31. 0 are already overdue."
        " 0 are undated.",
    )


def test_an_empty_list_is_a_sentence() -> None:
    counts = count_steps(load(SMALL).steps, AS_OF, DEFAULT)
    assert describe_shown(0, counts) == ("No step matches; 0 of 2 steps.",)
    assert describe_shown(2, counts) == ("2 of 2 steps.",)
