"""JUnit XML: valid by the schema of Jenkins' plugin, and read by another reader."""

from pathlib import Path
from xml.etree import ElementTree

import pytest
import xmlschema
from junitparser import Failure, JUnitXml, TestSuite

from stc.findings import Finding
from stc.output.ci.findings import format_finding, render_findings
from tests.output.ci.hostile import HOSTILE, LINES, PLAIN

SCHEMA = xmlschema.XMLSchema(Path(__file__).parent / "formal" / "junit-10.xsd")


@pytest.mark.parametrize("strict", [False, True])
@pytest.mark.parametrize("findings", [(), PLAIN, HOSTILE], ids=["none", "plain", "hostile"])
def test_it_is_valid(findings: tuple[Finding, ...], strict: bool) -> None:
    text = render_findings(findings, "junit", LINES, strict=strict)
    SCHEMA.validate(text)


def read(findings: tuple[Finding, ...], strict: bool = False) -> TestSuite:
    (suite,) = JUnitXml.fromstring(render_findings(findings, "junit", strict=strict).encode())
    return suite


def test_nothing_found_is_one_case_that_passes() -> None:
    suite = read(())
    assert (suite.tests, suite.failures, suite.errors) == (1, 0, 0)
    assert [case.is_passed for case in suite] == [True]


def test_errors_fail_and_warnings_pass() -> None:
    suite = read(PLAIN)
    assert (suite.tests, suite.failures) == (3, 2)
    assert [case.is_passed for case in suite] == [True, False, False]


def test_warnings_fail_where_they_are_strict() -> None:
    suite = read(PLAIN, strict=True)
    assert (suite.tests, suite.failures) == (3, 3)


def test_a_failure_says_all_there_is() -> None:
    (case,) = read(PLAIN[1:2])
    (failure,) = case.result
    assert isinstance(failure, Failure)
    assert (case.classname, case.name) == ("data/plan.yaml", 'STC104 Unknown department "Comms".')
    assert (failure.type, failure.text) == ("STC104", format_finding(PLAIN[1]))
    assert failure.message == 'Unknown department "Comms". (Did you mean comms-ocs?)'


def test_hostile_text_changes_no_tag() -> None:
    root = ElementTree.fromstring(render_findings(HOSTILE, "junit", LINES))
    cases = root.findall("testsuite/testcase")
    assert len(cases) == len(HOSTILE)
    assert {child.tag for case in cases for child in case} == {"failure", "system-out"}
    shown = [case[0].text for case in cases]
    assert shown == [format_finding(finding) for finding in HOSTILE]
