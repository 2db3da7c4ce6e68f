"""Every rule is told, and its examples do what it says."""

import pytest

from stc.codes import CODES, LAYOUT
from stc.rules.catalogue import ALL_RULES
from stc.rules.rule import Rule
from tests.rules.examples import judge_example, judge_plan, load, write_plan

NAMES = [told.code.id for told in ALL_RULES]


@pytest.fixture(params=ALL_RULES, ids=NAMES)
def told(request: pytest.FixtureRequest) -> Rule:
    rule = request.param
    assert isinstance(rule, Rule)
    return rule


def found(told: Rule, example: str) -> dict[str, set[str]]:
    """Gives the codes of the findings on an example by their severities.

    The examples are short, not laid out: only the rule about the layout judges that.
    """
    codes: dict[str, set[str]] = {"error": set(), "warning": set()}
    for finding in judge_example(told, example):
        if told.code == LAYOUT or finding.code != LAYOUT.id:
            codes[finding.severity].add(finding.code)
    return codes


def test_every_code_has_exactly_one_rule_in_the_order_of_the_codes() -> None:
    assert [told.code for told in ALL_RULES] == sorted(CODES, key=lambda code: code.id)


def test_the_bad_example_has_this_finding_and_no_other(told: Rule) -> None:
    codes = found(told, told.bad)
    wanted = {"error": set[str](), "warning": set[str]()}
    wanted[told.code.severity].add(told.code.id)
    assert codes == wanted


def test_the_good_example_has_no_finding(told: Rule) -> None:
    assert found(told, told.good) == {"error": set(), "warning": set()}


def test_what_is_told_is_in_sentences(told: Rule) -> None:
    assert told.why[0].isupper()
    assert told.why.endswith(".")
    assert told.bad != told.good
    assert len(told.code.title) < 70
    assert not told.code.title.endswith(".")


def test_every_finding_names_its_place_and_what_to_do(told: Rule) -> None:
    for finding in judge_example(told, told.bad):
        assert finding.message
        assert finding.hint or finding.code in ("STC003", "STC015", "STC103", "STC016")
        assert (finding.place.line > 0) == (finding.code not in ("STC016", "STC401", "STC402"))


def test_what_examples_leave_out_is_sound() -> None:
    codes = {finding.code for finding in judge_plan(write_plan("id: COM-01\n"))}
    assert codes <= {LAYOUT.id}
    plan = load(write_plan()).value
    assert plan is not None
    assert len(plan.steps) == 4


def test_a_rule_gives_the_same_twice(told: Rule) -> None:
    assert judge_example(told, told.bad) == judge_example(told, told.bad)
