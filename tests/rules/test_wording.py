"""Every finding is a sentence, and every hint is a sentence of its own that says what to do."""

from collections.abc import Iterator
from typing import Any

import pytest

from stc.files.kinds import KINDS
from stc.findings import Finding
from stc.plan.field import BadValue, list_specs
from stc.rules.catalogue import ALL_RULES
from stc.rules.rule import Rule
from tests.rules.examples import check_example

WRONG: tuple[Any, ...] = (None, "", " ", [], ["x"], {}, "zzz", "0", "2026-02-30", "01/02/2026")
"""Values that no type or few types accept; each type refuses some of them."""


def is_sentence(text: str, ends: str = ".") -> bool:
    return not text[0].islower() and text[-1] in ends and "\n" not in text


def is_well_worded(message: str, hint: str) -> bool:
    return is_sentence(message) and (not hint or is_sentence(hint, ".?"))


@pytest.mark.parametrize("rule", ALL_RULES, ids=lambda rule: rule.code.id)
def test_the_findings_of_a_rule_are_sentences(rule: Rule) -> None:
    findings: list[Finding] = list(check_example(rule, rule.bad))
    assert findings
    for finding in findings:
        assert is_well_worded(finding.message, finding.hint), finding


def list_refusals() -> Iterator[tuple[str, BadValue]]:
    """Return what each type of value in the files says about a wrong value."""
    types = {id(spec.type): spec for kind in KINDS for spec in list_specs(kind.block)}
    for spec in types.values():
        for value in (*WRONG, "x" * 20_001):
            try:
                if spec.type:
                    spec.type.parse(value)
            except BadValue as bad:
                yield spec.key, bad


def test_what_a_type_says_of_a_wrong_value_is_a_sentence() -> None:
    refusals = list(list_refusals())
    assert len(refusals) > 50
    for key, bad in refusals:
        assert is_well_worded(bad.message, bad.hint), (key, bad.message, bad.hint)
