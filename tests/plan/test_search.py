"""`--search`: what a person types, and the steps that are found."""

import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stc.errors import UsageProblem
from stc.plan.filters import Filter, select_steps
from stc.plan.model import Plan
from stc.plan.search import fold_text, parse_search
from tests.plans import SMALL, change, load


def search(plan: Plan, *typed: str) -> list[str]:
    chosen = Filter({"search": tuple(map(parse_search, typed))})
    return [step.id for step in select_steps(plan, chosen)]


def finds(text: str, typed: str) -> bool:
    """Return whether a step whose action is the text is found."""
    block = "\n" + "".join(f"              {line}\n" for line in text.split("\n"))
    plan = load(change(SMALL, " Write the page.\n", f" |-{block}"))
    return search(plan, typed) == ["COM-01"]


@pytest.mark.parametrize(
    ("text", "typed"),
    [
        ("Die Straße", "STRASSE"),
        ("Die STRASSE", "straße"),
        ("Jose\u0301 writes", "José"),
        ("José writes", "Jose\u0301"),
        ("José writes", "jose"),
        ("Jose\u0301 writes", "JOSE"),
        ("Łódź and Tromsø", "lodz tromso"),
        ("Ελλάδα", "ελλαδα"),
        ("בְּרֵאשִׁית", "בראשית"),
        ("أَحْمَد", "احمد"),
        ("كِتَابٌ", "كتاب"),
        ("İstanbul", "istanbul"),
        ("a data–driven plan", "data-driven"),
        ("a data-driven plan", "data—driven"),
        ("a data\u2011driven plan", "data\u2212driven"),
        ("Parks – Board", "Parks - Board"),
        ("Parks-Board", '"Parks – Board"'),
        ("the Mayor’s house", "mayor's"),
        ("the Mayor's house", "mayor’s"),
        ("the Mayorʼs house", "mayor`s"),
        ("mental\u00a0health", '"mental health"'),
        ("mental health", '"mental\u00a0health"'),
        ("mental\nhealth", '"mental health"'),
        ("mental  health", '"mental health"'),
        ("mental health", "“mental health”"),
        ("mental health", "«mental health»"),
        ("health that is mental", "mental health"),
        ("health", "  health\t"),
        ("the “north star” goal", '"north star goal"'),
        ("the ﬁrst day", "first"),
        ("the first day", "ﬁrst"),
        ("Donau\u00addampfer", "donaudampfer"),
        ("می\u200cخواهم", "میخواهم"),
        ("がんばる", "がんばる"),
    ],
)
def test_what_is_only_spelling_does_not_matter(text: str, typed: str) -> None:
    if any(unicodedata.category(sign) == "Cf" for sign in text):
        assert all(term in fold_text(text) for term in parse_search(typed).plain)
    else:
        assert finds(text, typed)


@pytest.mark.parametrize(
    ("text", "typed"),
    [
        ("jose writes", "José"),
        ("health that is mental", '"mental health"'),
        ("only health", "mental health"),
        ("mental and health", '"mental health"'),
        ("かんばる", "がんばる"),
        ("의자", "이"),
    ],
)
def test_what_says_something_else_is_not_found(text: str, typed: str) -> None:
    assert not finds(text, typed)


def test_every_word_may_stand_in_another_field() -> None:
    plan = load(
        change(
            change(SMALL, "deadline: 2024-12-31\n", "deadline: 2024-12-31\n{MORE}"),
            "{MORE}",
            """\
            items: [In print]
            revisions:
              - from: 2024-06-30
                to: 2024-12-31
                on: 2024-05-01
                reason: The printer broke.
            evidence: [Minutes of May]
            note: Late.
""",
        )
    )
    assert search(plan, "com-01 print speak communications mecc ocs broke minutes late") == [
        "COM-01"
    ]
    assert search(plan, "speak") == ["COM-01", "COM-02"]
    assert search(plan, "speak zebra") == []


def test_a_phrase_does_not_reach_over_two_fields() -> None:
    plan = load(SMALL)
    assert search(plan, '"page. speak"') == []
    assert search(plan, "page. speak") == ["COM-01", "COM-02"]


def test_several_searches_are_or() -> None:
    assert search(load(SMALL), "write", "read") == ["COM-01", "COM-02"]


@pytest.mark.parametrize(
    "typed", ["", "  ", "\u00a0", "\u00ad", '"', '"mental', 'a "b" "', '""', '" "', 'a ""']
)
def test_a_search_without_a_word_is_refused(typed: str) -> None:
    with pytest.raises(UsageProblem) as caught:
        parse_search(typed)
    assert caught.value.message.startswith("--search")
    assert caught.value.hint


def test_every_dash_that_python_knows_is_one() -> None:
    dashes = [chr(n) for n in range(sys.maxunicode) if unicodedata.category(chr(n)) == "Pd"]
    assert [dash for dash in dashes if fold_text(f"a{dash}b") != "a-b"] == []


def test_every_quotation_mark_that_python_knows_is_one() -> None:
    marks = [
        chr(n)
        for n in range(sys.maxunicode)
        if unicodedata.category(chr(n)) in ("Pi", "Pf") and "QUOTATION" in unicodedata.name(chr(n))
    ]
    assert [mark for mark in marks if fold_text(f"a{mark}b") not in ("a'b", 'a"b')] == []


@given(st.text())
def test_folding_again_changes_nothing(text: str) -> None:
    assert fold_text(fold_text(text)) == fold_text(text)


def test_the_first_command_of_the_staff_guide_finds_the_steps(published: Plan) -> None:
    """The guide sends staff from it to COM-03."""
    assert "COM-03" in search(published, "MECC governance")
