"""The rules about a plan ask for the kind of a status, whatever it is called."""

from datetime import date

import pytest

from stc.files.load import load_plan
from stc.output.ci.findings import format_finding
from stc.plan.vocabulary import DEFAULT
from stc.rules.validate import check_plan
from tests.plans import OWN_WORDS, change, load

TODAY = date(2026, 11, 30)


def judge(text: str) -> list[str]:
    loaded = load_plan(text.encode(), "plan.yaml")
    return [format_finding(finding) for finding in check_plan(loaded, TODAY)]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            "status: Not kept\n            reason: The grant ended.\n",
            "status: Not kept\n",
            "warning STC205 SAF-06 is Not kept and gives no reason.",
        ),
        (
            "reason: The grant ended.\n",
            "completed: 2026-01-31\n            reason: The grant ended.\n",
            "error STC202 SAF-06 has a completion date but is Not kept. (Write status: Achieved,",
        ),
        (
            "completed: 2026-02-01\n            ",
            "",
            "warning STC203 SAF-05 is Achieved and has no completion date.",
        ),
        (
            "evidence: [The minutes]\n            ",
            "",
            "warning STC204 SAF-05 is Achieved and names no evidence.",
        ),
        (
            "kind: unknown, meaning: Nobody reported.",
            "kind: unknown",
            "error STC208 SAF-07 is No data and does not say what to check.",
        ),
        (
            "\n            needs_review: {fields: [status], note: The page is torn.}",
            "",
            "error STC208 SAF-09 is Unknown and does not say what to check.",
        ),
    ],
)
def test_a_rule_names_the_status_of_the_plan(old: str, new: str, said: str) -> None:
    found = judge(change(OWN_WORDS, old, new))
    assert any(said in line for line in found), found


def test_a_plan_of_its_own_words_has_no_errors() -> None:
    assert [line for line in judge(OWN_WORDS) if " error " in line] == []
    assert load(OWN_WORDS).vocabulary is not DEFAULT


def test_keys_of_the_plans_own_have_no_order() -> None:
    extra = "deadline: 2026-12-31\n            extra:\n              b: One\n              a: Two\n"
    found = judge(change(OWN_WORDS, "deadline: 2026-12-31\n", extra))
    assert [line for line in found if "STC219" in line] == []
