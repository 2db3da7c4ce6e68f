"""The words of a plan in its file: what is accepted, and what is wrong with them, and where."""

import re

import pytest

from stc.files.blocks import Memory
from stc.files.load import load_plan, read_plan
from stc.files.names import load_vocabulary
from stc.plan.vocabulary import DEFAULT
from tests.plans import OWN_WORDS, change, load, tell

DONE = "    - {name: Achieved, kind: complete, aliases: [done]}\n"


def test_a_plan_with_words_of_its_own_loads() -> None:
    assert tell(OWN_WORDS) == []
    plan = load(OWN_WORDS)
    assert plan.language == "en"
    assert plan.source is not None
    assert str(plan.source.as_of.last if plan.source.as_of else "") == "2026-09-30"
    words, year = plan.vocabulary.words, plan.vocabulary.fiscal_year
    assert words is not None
    assert (words.section, words.steps, words.goal) == ("Pillar", "Actions", None)
    assert year is not None
    assert (year.begins, year.is_named_by_start) == (7, False)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (DONE, "", "13: error STC119 No status of the vocabulary is of the kind complete."),
        (
            "kind: continuing",
            "kind: contnuing",
            '16: error STC116 "contnuing" is not an allowed value here. (Did you mean continuing?)',
        ),
        (
            "aliases: [done]",
            "aliases: [on-HOLD]",
            '17: error STC119 The word "on-HOLD" already stands for "On hold" on line 15.'
            " (Remove one of the two.)",
        ),
        (
            "was: [Under way]",
            "was: [Continuous]",
            '14: error STC119 "Continuous" is an earlier name, and the name of the status on'
            " line 16. (Remove it from was: here, or rename that status.)",
        ),
        (
            "name: On hold, kind: open",
            "name: open that day, kind: open",
            '15: error STC119 "open that day" is a word of stc: every plan has the status Open'
            " that day. (Take another one.)",
        ),
        (
            "aliases: [wip]",
            "aliases: [UNKNOWN]",
            '14: error STC119 "UNKNOWN" is a word of stc: every plan has the status Unknown.'
            " (Take another one.)",
        ),
        (
            "step: Action, ",
            "",
            "21: error STC101 The word step is missing beside steps. (Add step: with a value,"
            " or remove steps.)",
        ),
        (
            "begins: 7",
            "begins: 13",
            '22: error STC116 The number of a month is expected here, not "13". (Write a number'
            " from 1 to 12.)",
        ),
        (
            "named: end",
            "named: ends",
            '22: error STC116 "ends" is not an allowed value here. (Did you mean end?)',
        ),
        (
            "rank: none",
            "rank: 3",
            '15: error STC116 "3" is not an allowed value here. (Write one of: none.)',
        ),
        (
            "language: en",
            "language: English",
            '4: error STC116 "English" is not a language tag. (Write one such as en, es or pt-BR.)',
        ),
        (
            "category: safety",
            "category: safty",
            '36: error STC116 "safty" is not an allowed value here. (Did you mean safety?)',
        ),
        (
            "{id: safety, title: Safety}",
            "{id: safety, title: Safety}\n  - {id: SAFETY, title: Safety}",
            '28: error STC108 The category id "SAFETY" is already used on line 27.',
        ),
        (
            "status: On track",
            "status: under way",
            '46: error STC105 Unknown status "under way". (Write On track.)',
        ),
        (
            "status: On track",
            "status: Complete",
            '46: error STC105 Unknown status "Complete". (Write one of: Not begun, On track,',
        ),
        (
            "name: Not kept",
            'name: "Not\\nkept"',
            '18: error STC103 The name "Not\\u000akept" has a line break or extra spaces.'
            ' (Write "Not kept".)',
        ),
    ],
)
def test_what_is_wrong_is_said_where_it_stands(old: str, new: str, said: str) -> None:
    found = [re.sub(r":(\d+):\d+:", r":\1:", line) for line in tell(change(OWN_WORDS, old, new))]
    assert f"plan.yaml:{said}" in " ".join(found), found
    assert all(line.endswith(")") for line in found)


def test_no_status_is_less_than_enough() -> None:
    begin, rest = OWN_WORDS.split("  statuses:\n")
    _, end = rest.split("  words:")
    found = tell(f"{begin}  statuses: []\n  words:{end}")
    assert (
        "plan.yaml:12:13: error STC119 No status of the vocabulary is of the kind open."
        in (found[0])
    )


def test_ten_thousand_statuses_are_one_sentence() -> None:
    many = "".join(f"    - {{name: Word {n}, kind: open}}\n" for n in range(9_992))
    found = tell(change(OWN_WORDS, DONE, DONE + many))
    assert found == [
        "plan.yaml:13:5: error STC119 The plan has 10,000 statuses; at most 100 are allowed."
        " (Keep the words that say how far a step is.)"
    ]


def test_unknown_may_be_declared_with_a_meaning_of_its_own() -> None:
    text = change(OWN_WORDS, "name: No data, kind: unknown", "name: Unknown, kind: unknown")
    text = change(text, "status: No data", "status: Unknown")
    names = [status.name for status in load(text).vocabulary.statuses]
    assert names.count("Unknown") == 1


def test_what_was_read_before_is_read_again_with_other_words() -> None:
    memory = Memory()
    other = change(OWN_WORDS, "name: On hold, kind: open, rank: none", "name: On hold, kind: unmet")
    for text in (OWN_WORDS, other, OWN_WORDS):
        plan = memory.read(text.encode())
        whole = read_plan(text.encode(), "plan.yaml")
        assert plan is not None
        assert whole is not None
        kinds = [step.status.kind for step in plan.steps]
        assert kinds == [step.status.kind for step in whole.steps]
        assert whole == load_plan(text.encode(), "plan.yaml").value


def test_tab_has_the_words_of_a_broken_plan_too() -> None:
    broken = change(OWN_WORDS, "action: Build the bridge.", "action: [1]")
    found = load_vocabulary(broken.encode()).statuses
    wanted = load(OWN_WORDS).vocabulary.statuses
    assert [(one.name, one.kind, one.rank) for one in found] == [
        (one.name, one.kind, one.rank) for one in wanted
    ]
    assert load_vocabulary(b"{") is DEFAULT
