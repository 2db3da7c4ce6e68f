"""The strip of a step on one line: every mark has a column, and its words touch no others."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stc.output.formats.strip import draw_strip
from stc.plan.periods import parse_period
from stc.text.drawing import fold_signs
from stc.views.strip import Mark, MarkKind, Stretch, Strip
from tests.laws import tries

FIRST = date(2024, 1, 1)
WORDS: dict[MarkKind, str] = {
    "promised": "promised",
    "moved": "moved to",
    "silent": "moved to",
    "done": "done",
    "out": "taken out",
}
MOVED = Strip(
    (
        Mark(date(2024, 12, 1), "promised", "promised"),
        Mark(date(2026, 3, 29), "moved", "moved to"),
        Mark(date(2026, 2, 27), "done", "done"),
    ),
    (
        Stretch(date(2024, 12, 1), date(2026, 2, 27), "late"),
        Stretch(date(2026, 2, 27), date(2026, 11, 30), "kept"),
    ),
    "A label",
    date(2026, 11, 30),
)


def read(strip: Strip, width: int) -> tuple[str, str]:
    line, words = draw_strip(strip, width)
    return "".join(piece.letters for piece in line), "".join(piece.letters for piece in words)


def test_a_moved_step_that_was_done_late() -> None:
    assert read(MOVED, 76) == (
        "────○─────────────────────────────────────────●─◆──────────────────────│────",
        "    promised Dec 2024             done Feb 2026  moved to Mar 2026     today",
    )
    kinds = {piece.kind for piece in draw_strip(MOVED, 76).line}
    assert kinds == {"", "promised", "late", "done", "kept", "moved", "today"}


def test_in_ascii_it_is_as_wide_and_has_the_same_words() -> None:
    line, words = read(MOVED, 76)
    assert fold_signs(line) == (
        "----o-----------------------------------------x-+----------------------|----"
    )
    assert fold_signs(words) == words


def test_a_period_is_a_bar_and_is_called_what_the_plan_calls_it() -> None:
    spring = parse_period("2024-21")
    assert spring is not None
    strip = Strip((Mark(spring, "promised", "promised", spring.start),), (), "", date(2024, 9, 1))
    assert read(strip, 60) == (
        "───━━━━━━━━━━━━━━━━━━━━━━━━━━○──────────────────────────│───",
        "                             promised spring 2024      today",
    )


@pytest.mark.parametrize("width", [20, 33])
def test_what_finds_no_room_is_left_out_and_the_first_deadline_is_said(width: int) -> None:
    line, words = read(MOVED, width)
    assert len(line) == len(words) == width
    assert "promised" in words
    assert all(sign in line for sign in "○●◆│")


@settings(max_examples=tries(150))
@given(
    st.lists(
        st.tuples(st.integers(0, 4000), st.sampled_from(sorted(WORDS))), min_size=1, max_size=30
    ),
    st.integers(0, 4000),
    st.integers(16, 200),
)
def test_words_never_touch_and_never_leave_the_width(
    marks: list[tuple[int, MarkKind]], today: int, width: int
) -> None:
    drawn = [Mark(FIRST + timedelta(days=n), kind, WORDS[kind]) for n, kind in marks]
    ends = [mark for mark in drawn if mark.kind in ("done", "out", "promised")][:2]
    moves = [mark for mark in drawn if mark.kind in ("moved", "silent")]
    strip = Strip((*ends, *moves), (), "", FIRST + timedelta(days=today))
    line, words = draw_strip(strip, width)
    assert sum(len(piece.letters) for piece in line) == width
    assert sum(len(piece.letters) for piece in words) == width
    said = [piece for piece in words if piece.kind]
    assert "today" in {piece.kind for piece in line}
    for before, after in pairwise(words):
        assert not (before.kind and after.kind)
    for piece in said:
        assert piece.letters.split()[0] in {"today", "promised", "moved", "done", "taken"}
