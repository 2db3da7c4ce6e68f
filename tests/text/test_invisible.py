"""Invisible characters: which are text where they stand."""

import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stc.text.invisible import HIDDEN, begins_line, is_text
from stc.text.letters import OTHER, SHARED

JOINERS = "\u200c\u200d"
HERE = "|"
"""Stands in the texts below before the character that is asked about."""

# A letter of each script that Unicode 3.2 had, by its name, and of some younger ones.
SCRIPTS = [
    *("ARABIC LETTER BEH", "ARMENIAN SMALL LETTER BEN", "BENGALI LETTER KA", "BOPOMOFO LETTER B"),
    *("CHEROKEE LETTER GA", "DEVANAGARI LETTER KA", "ETHIOPIC SYLLABLE HA", "GEORGIAN LETTER BAN"),
    *("GUJARATI LETTER KA", "GURMUKHI LETTER KA", "HANGUL SYLLABLE GA", "HEBREW LETTER BET"),
    *("HIRAGANA LETTER KA", "KANNADA LETTER KA", "KATAKANA LETTER KA", "KHMER LETTER KA"),
    *("LAO LETTER KO", "MALAYALAM LETTER KA", "MONGOLIAN LETTER NA", "MYANMAR LETTER KA"),
    *("ORIYA LETTER KA", "SINHALA LETTER ALPAPRAANA KAYANNA", "SYRIAC LETTER BETH"),
    *("TAMIL LETTER KA", "TELUGU LETTER KA", "THAANA LETTER BAA", "THAI CHARACTER KO KAI"),
    *("TIBETAN LETTER KA", "CJK UNIFIED IDEOGRAPH-4E00", "NKO LETTER BA", "TIFINAGH LETTER YAB"),
    *("BALINESE LETTER KA", "JAVANESE LETTER KA", "CHAKMA LETTER KAA", "ADLAM SMALL LETTER BA"),
]
MARKS = [
    *("ARABIC FATHA", "DEVANAGARI SIGN VIRAMA", "SINHALA SIGN AL-LAKUNA", "BENGALI SIGN VIRAMA"),
    *("KANNADA SIGN VIRAMA", "MALAYALAM SIGN VIRAMA", "HEBREW POINT DAGESH OR MAPIQ"),
]


def ask(text: str) -> bool:
    offset = text.index(HERE)
    return is_text(text.replace(HERE, ""), offset)


@pytest.mark.parametrize("name", SCRIPTS + MARKS)
def test_a_joiner_stands_between_letters_of_every_script(name: str) -> None:
    letter = unicodedata.lookup(name)
    for joiner in JOINERS:
        assert ask(f"{letter}|{joiner}{letter}")
        for beside in (" ", "", ".", "1", "a", "\n", joiner):
            assert not ask(f"{letter}|{joiner}{beside}")
            assert not ask(f"{beside}|{joiner}{letter}")


@pytest.mark.parametrize(
    "text",
    [
        "می|\u200cخواهم",
        "ක්|\u200dර",
        "ക്|\u200dഷ",
        "র|\u200d্য",
        "👩|\u200d⚕\ufe0f",
        "👩🏽|\u200d🚀",
        "❤\ufe0f|\u200d🔥",
        "🏳\ufe0f|\u200d🌈",
        "🐈|\u200d⬛",
        "❤|\ufe0f",
        "1|\ufe0f\u20e3",
        "葛|\U000e0100城",
        "ᠠ|\u180bᠡ",
        "Donau|\u00addampf",
        "Стро|\u00adка",
        "e\u0301|\u00ade",
        "|\u200fשלום",
        "|\u200eabc",
    ],
)
def test_what_is_text(text: str) -> None:
    assert ask(text)


@pytest.mark.parametrize(
    "text",
    [
        "a|\u200db",
        "a|\u200cb",
        "α|\u200dβ",
        "б|\u200cв",
        "a\u0301|\u200db",
        "ｆ|\u200dｆ",
        "بa|\u200cب",
        "ب|\u200ca",
        "۱|\u200cب",
        "،|\u200cب",
        "ب|\u200c\u200cب",
        "ب\u200c|\u200cب",
        "👩|\u200d",
        "|\u200d👩",
        "👩|\u200da",
        "a\ufe0f|\u200d👩",
        "👩|\u200d\u200d👩",
        "|\ufe0f",
        " |\ufe0f",
        "❤\ufe0f|\ufe0f",
        "\u200b|\ufe0f",
        "a|\U000e0100b",
        '"|\ufe0f',
        "|\u00adab",
        "ab|\u00ad",
        "a|\u00ad b",
        "a|\u00ad\u00adb",
        "1|\u00ad2",
        "Hello |\u200fx",
        "|\u200f",
        "|\u200f ",
        "|\u200f\u200fx",
        "\u200f|\u200fx",
        *(
            f"ب|{sign}ب"
            for sign in "\u200b\u2060\u061c\ufeff\u202e\u2066\u2069\u3164\u180e\U000e0041"
        ),
    ],
)
def test_what_only_hides(text: str) -> None:
    assert not ask(text)


def test_a_direction_mark_may_begin_each_line_where_lines_are_asked_for() -> None:
    assert is_text("a\n\u200fb", 2, begins_line)
    assert not is_text("a\n\u200fb", 2)


def test_the_tables_are_those_of_unicode() -> None:
    """Both ways, with what Unicode 3.2 had: what came later depends on Python's version."""
    old = unicodedata.ucd_3_2_0
    for number in range(sys.maxunicode + 1):
        sign = chr(number)
        if old.category(sign) == "Cn":
            continue
        is_letter = unicodedata.category(sign)[0] in "LM" and not is_hidden(sign)
        assert (sign in OTHER or sign in SHARED) == is_letter, hex(number)
        name = unicodedata.name(sign, "")
        if is_letter and name.startswith(("LATIN", "GREEK", "CYRILLIC")):
            assert sign in SHARED
            assert sign not in OTHER


def is_hidden(sign: str) -> bool:
    import re

    return re.match(f"[{HIDDEN}]", sign) is not None


@given(st.text(st.sampled_from("بa1 \n\u200c\u200d\u200f\xad\ufe0f👩\u202e")))
def test_nothing_that_hides_stands_beside_another(text: str) -> None:
    kept = [n for n in range(len(text)) if is_hidden(text[n]) and is_text(text, n)]
    assert not any(text[n + 1 : n + 2] in JOINERS and text[n] in JOINERS for n in kept)
    assert not any(text[n] == "\u202e" for n in kept)
