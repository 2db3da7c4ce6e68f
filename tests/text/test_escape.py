import sys
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from stc.text.escape import escape_control
from stc.text.invisible import is_text

FORBIDDEN = {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}
ANY_TEXT = st.text(st.characters(exclude_categories=()))


@pytest.mark.parametrize(
    ("hidden", "shown"),
    [
        ("\x00", r"\u0000"),
        ("\x1b[31m", r"\u001b[31m"),
        ("\t", r"\u0009"),
        ("\x7f", r"\u007f"),
        ("\x9b31m", r"\u009b31m"),
        ("\u200d", r"\u200d"),
        ("\u2060", r"\u2060"),
        ("\u061c", r"\u061c"),
        ("\u200b", r"\u200b"),
        ("\u202e", r"\u202e"),
        ("\u2028", r"\u2028"),
        ("\u2029", r"\u2029"),
        ("\u2066", r"\u2066"),
        ("\u3164", r"\u3164"),
        ("\ud800", r"\ud800"),
        ("\ue000", r"\ue000"),
        ("\ufeff", r"\ufeff"),
        ("\uffff", r"\uffff"),
        ("\ufdd0", r"\ufdd0"),
        ("\U0001fffe", r"\U0001fffe"),
        ("\U000e0001", r"\U000e0001"),
        ("\U000e0100", r"\U000e0100"),
        ("\U0010ffff", r"\U0010ffff"),
    ],
)
def test_a_hidden_character_is_written_as_an_escape(hidden: str, shown: str) -> None:
    assert escape_control(f"a{hidden}b") == f"a{shown}b"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Not started",
        "Communications – OCS",
        "“Ni’io” – Minneapolis, naïve café",
        "a\u00a0b\u2009c\u3000d",
        "emoji \u2764\ufe0f",
        "\U0001f469\u200d\u2695\ufe0f and \u2764\ufe0f\u200d\U0001f525",
        "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645",
        "Donau\u00addampf",
        "\u200f\u05e9\u05dc\u05d5\u05dd",
        "back\\slash [bold] [/]",
        "\u0378",  # unassigned: the same on every version of Python
    ],
)
def test_clean_text_stays_as_it_is(text: str) -> None:
    assert escape_control(text) == text


def test_line_feeds_stay_when_asked_for() -> None:
    assert escape_control("a\r\nb\t", keep_newlines=True) == "a\\u000d\nb\\u0009"
    assert escape_control("a\r\nb") == r"a\u000d\u000ab"


def test_no_character_that_python_knows_as_hidden_is_let_through() -> None:
    through = [
        number
        for number in range(sys.maxunicode + 1)
        if unicodedata.category(chr(number)) in FORBIDDEN
        and escape_control(chr(number)).isprintable()
        and escape_control(chr(number)) == chr(number)
    ]
    assert through == []


def test_no_noncharacter_is_let_through() -> None:
    numbers = [*range(0xFDD0, 0xFDF0), *(n for n in range(0x110000) if n & 0xFFFE == 0xFFFE)]
    assert [number for number in numbers if escape_control(chr(number)) == chr(number)] == []


def test_every_letter_and_sign_stays() -> None:
    kept = "".join(
        chr(number)
        for number in range(0x3000)
        if unicodedata.category(chr(number))[0] in "LNPSZ"
        and chr(number) not in "\u2028\u2029\u115f\u1160"
    )
    assert escape_control(kept) == kept


@given(ANY_TEXT)
@example("\u202e\ud800\n\U000e0041")
def test_the_result_is_clean_and_stays_the_same(text: str) -> None:
    shown = escape_control(text)
    hidden = [n for n, sign in enumerate(shown) if unicodedata.category(sign) in FORBIDDEN]
    assert all(is_text(shown, offset) for offset in hidden)
    assert escape_control(shown) == shown
    shown.encode("utf-8")


@given(ANY_TEXT)
def test_kept_line_feeds_are_the_only_difference(text: str) -> None:
    lines = escape_control(text, keep_newlines=True).split("\n")
    assert lines == [escape_control(line) for line in text.split("\n")]
