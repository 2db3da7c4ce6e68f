"""What follows from a declaration, and how a wrong one is refused."""

import datetime
from typing import Annotated, NamedTuple

import pytest

from stc.plan import timeline
from stc.plan.field import Field, keys_at, list_specs, specs_of
from stc.plan.model import NeedsReview, Plan, Revision, Step

Money = float


class Priced(NamedTuple):
    cost: Annotated[Money, Field("What it costs.")]


class Twice(NamedTuple):
    note: Annotated[str, Field("A remark.")]
    remark: Annotated[str, Field("A remark.", key="note")]


class Inner(NamedTuple):
    text: Annotated[str, Field("A text.")]


class Outer(NamedTuple):
    known: int
    name: Annotated[str, Field("A name.")]
    day: Annotated[datetime.date | None, Field("A day.")]
    to_: Annotated[datetime.date | None, Field("A day.", key="to", required=True)]
    names: Annotated[tuple[str, ...], Field("Names.", title="All names")]
    inner: Annotated[Inner | None, Field("A block.")]
    inners: Annotated[tuple[Inner, ...], Field("Blocks.", required=True)]


def test_a_type_that_nobody_can_read_is_refused() -> None:
    with pytest.raises(TypeError, match=r"Priced\.cost: no type of value is declared for .*float"):
        specs_of(Priced)


def test_a_key_that_is_declared_twice_is_refused() -> None:
    with pytest.raises(TypeError, match="Twice: the key note is declared twice"):
        specs_of(Twice)


def test_what_follows_from_an_annotation() -> None:
    shown = {
        key: (spec.attribute, spec.block, spec.many, spec.none, spec.required)
        for key, spec in specs_of(Outer).items()
    }
    assert shown == {
        "name": ("name", None, False, False, True),
        "day": ("day", None, False, True, False),
        "to": ("to_", None, False, True, True),
        "names": ("names", None, True, False, False),
        "inner": ("inner", Inner, False, True, False),
        "inners": ("inners", Inner, True, False, True),
    }


def test_the_title_is_the_key_in_words_where_none_is_given() -> None:
    titles = [spec.title for spec in specs_of(Outer).values()]
    assert titles == ["Name", "Day", "To", "All names", "Inner", "Inners"]
    assert specs_of(Step)["needs_review"].title == "Needs review"


def test_the_keys_at_a_path() -> None:
    assert keys_at(Step) == tuple(specs_of(Step))
    assert keys_at(Plan, ("sections", 0, "goals", 1, "steps", 2)) == keys_at(Step)
    assert keys_at(Step, ("revisions", 3)) == keys_at(Revision) == ("from", "to", "on", "reason")
    assert keys_at(timeline.Timeline, ("entries", 0, "needs_review")) == keys_at(NeedsReview)


def test_the_fields_of_all_blocks_are_listed_from_the_outside_inward() -> None:
    assert [spec.key for spec in list_specs(Outer)] == [*specs_of(Outer), "text", "text"]
