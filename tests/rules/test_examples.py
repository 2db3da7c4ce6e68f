"""Every rule is told, and its examples do what it says."""

import pytest

from stc.codes import CODES, LAYOUT
from stc.rules.catalogue import ALL_RULES
from stc.rules.rule import Rule
from tests.rules.examples import check_example, check_plan_text, load, write_plan

NAMES = [doc.code.id for doc in ALL_RULES]


@pytest.fixture(params=ALL_RULES, ids=NAMES)
def doc(request: pytest.FixtureRequest) -> Rule:
    rule = request.param
    assert isinstance(rule, Rule)
    return rule


def found(doc: Rule, example: str) -> dict[str, set[str]]:
    """Return the codes of the findings on an example by their severities.

    The examples are short, not laid out: only the rule about the layout judges that.
    """
    codes: dict[str, set[str]] = {"error": set(), "warning": set()}
    for finding in check_example(doc, example):
        if doc.code == LAYOUT or finding.code != LAYOUT.id:
            codes[finding.severity].add(finding.code)
    return codes


def test_every_code_has_exactly_one_rule_in_the_order_of_the_codes() -> None:
    assert [doc.code for doc in ALL_RULES] == sorted(CODES, key=lambda code: code.id)


def test_the_bad_example_has_this_finding_and_no_other(doc: Rule) -> None:
    codes = found(doc, doc.bad)
    wanted = {"error": set[str](), "warning": set[str]()}
    wanted[doc.code.severity].add(doc.code.id)
    assert codes == wanted


def test_the_good_example_has_no_finding(doc: Rule) -> None:
    assert found(doc, doc.good) == {"error": set(), "warning": set()}


def test_what_is_told_is_in_sentences(doc: Rule) -> None:
    assert doc.why[0].isupper()
    assert doc.why.endswith(".")
    assert doc.bad != doc.good
    assert len(doc.code.title) < 70
    assert not doc.code.title.endswith(".")


def test_every_finding_names_its_place_and_what_to_do(doc: Rule) -> None:
    for finding in check_example(doc, doc.bad):
        assert finding.message
        assert finding.hint or finding.code in ("STC003", "STC015", "STC103", "STC016")
        assert (finding.place.line > 0) == (finding.code not in ("STC016", "STC401", "STC402"))


def test_what_examples_leave_out_is_sound() -> None:
    codes = {finding.code for finding in check_plan_text(write_plan("id: COM-01\n"))}
    assert codes <= {LAYOUT.id}
    plan = load(write_plan()).value
    assert plan is not None
    assert len(plan.steps) == 4


def test_a_rule_gives_the_same_twice(doc: Rule) -> None:
    assert check_example(doc, doc.bad) == check_example(doc, doc.bad)
