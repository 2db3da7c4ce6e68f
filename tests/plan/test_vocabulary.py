"""A plan's own statuses: what is typed, how far each is, what counts, and what goes back."""

from datetime import date

import pytest

from stc.plan.counts import count_steps
from stc.plan.status import TAKEN_KEYS, Status, StatusKind, is_backwards
from stc.plan.vocabulary import DEFAULT, rank_statuses
from stc.views.records import dump_counts
from tests.plans import OWN_WORDS, SMALL, load

WORDS = load(OWN_WORDS).vocabulary
NAMES = [status.name for status in WORDS.statuses]


def find(name: str) -> Status:
    status = WORDS.find(name)
    assert status is not None, name
    return status


def test_a_plan_without_words_has_those_of_stc() -> None:
    assert load(SMALL).vocabulary is DEFAULT
    only_year = SMALL.replace("timezone:", "vocabulary: {fiscal_year: {begins: 4}}\ntimezone:")
    assert load(only_year).vocabulary.statuses is DEFAULT.statuses


def test_the_order_is_the_rank() -> None:
    assert [(status.name, status.rank) for status in WORDS.statuses] == [
        ("Not begun", 0),
        ("On track", 1),
        ("On hold", None),
        ("Continuous", 1),
        ("Achieved", 2),
        ("Not kept", None),
        ("No data", None),
        ("Withdrawn", None),
        ("Unknown", None),
    ]
    assert [status.rank for status in DEFAULT.statuses] == [0, 1, 2, 2, 3, None, None]
    first = Status("Always", StatusKind.CONTINUING)
    assert rank_statuses((first, *DEFAULT.statuses))[0].rank is None


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("achieved", "Achieved"),
        ("DONE", "Achieved"),
        ("under_way", "On track"),
        ("on-hold", "On hold"),
        ("unknown", "Unknown"),
        ("complete", None),
        ("", None),
    ],
)
def test_names_earlier_names_and_aliases_are_typed(typed: str, name: str | None) -> None:
    status = WORDS.parse_typed(typed)
    assert (status.name if status else None) == name


def test_every_kind_has_its_place_in_the_counts() -> None:
    plan = load(OWN_WORDS)
    counts = count_steps(plan.steps, date(2026, 11, 30), plan.vocabulary)
    assert (counts.total, counts.counted, counts.complete, counts.excluded) == (9, 8, 1, 1)
    assert (counts.open, counts.overdue, counts.review_due, counts.undated) == (3, 1, 1, 1)
    assert counts.count_kind(StatusKind.UNMET) == 1
    assert list(dump_counts(counts))[1:10] == [
        *("not_begun", "on_track", "on_hold", "continuous", "achieved", "not_kept", "no_data"),
        *("withdrawn", "unknown"),
    ]


def test_a_status_does_not_take_the_key_of_another_count() -> None:
    assert (
        set(dump_counts(count_steps((), date.max, DEFAULT)))
        - {status.key for status in DEFAULT.shown}
        <= TAKEN_KEYS
    )
    for name, key in (("Open", "status_open"), ("Status open", "status_status_open")):
        assert Status(name, StatusKind.OPEN).key == key


@pytest.mark.parametrize(
    ("before", "after", "is_back"),
    [
        ("On track", "Not begun", True),
        ("Not begun", "On track", False),
        ("On track", "Continuous", False),
        ("On track", "On hold", False),
        ("On track", "Not kept", False),
        ("Not kept", "On track", False),
        ("Achieved", "On track", True),
        ("Achieved", "Not kept", True),
        ("Achieved", "Continuous", True),
        ("Achieved", "Withdrawn", False),
    ],
)
def test_what_takes_back_a_report(before: str, after: str, is_back: bool) -> None:
    assert is_backwards(find(before), find(after)) is is_back


def test_headings_are_the_only_status_of_a_kind_or_the_kind() -> None:
    assert WORDS.name_kind(StatusKind.COMPLETE) == "Achieved"
    assert WORDS.name_kind(StatusKind.OPEN) == "Open"
    assert WORDS.name_kind(StatusKind.UNKNOWN) == "Unknown"
    assert [status.name for status in WORDS.headline] == ["Achieved", "On track"]
    assert WORDS.first == find("Not begun")


def test_a_cell_names_a_status_alone_or_before_a_comma() -> None:
    for name in NAMES:
        assert WORDS.find_begun(name) == WORDS.find_begun(f"{name}, overdue") == find(name)
    assert WORDS.find_begun("Achievements") is None
