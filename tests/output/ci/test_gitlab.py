"""GitLab Code Quality: the documented fields, and fingerprints that survive added lines."""

import json
from dataclasses import dataclass

from stc.findings import Finding, Location
from stc.output.ci.findings import render_findings
from tests.output.ci.hostile import HOSTILE, PATH, PLAIN, make_finding


@dataclass(frozen=True)
class Issue:
    """What GitLab documents: these fields, and no finding without one of them."""

    description: str
    check_name: str
    fingerprint: str
    severity: str
    location: dict[str, object]


def read(findings: tuple[Finding, ...]) -> list[Issue]:
    return [Issue(**one) for one in json.loads(render_findings(findings, "gitlab", ("Said.",)))]


def test_an_issue_has_what_gitlab_reads() -> None:
    issue = read(PLAIN)[1]
    assert issue.description == 'Unknown department "Comms". (Did you mean comms-ocs?)'
    assert (issue.check_name, issue.severity) == ("STC104", "major")
    assert issue.location == {"path": PATH, "lines": {"begin": 12}}


def test_severities_and_lines_are_of_those_gitlab_knows() -> None:
    for issue in read(HOSTILE):
        assert issue.severity in ("info", "minor", "major", "critical", "blocker")
        lines = issue.location["lines"]
        assert isinstance(lines, dict)
        assert lines["begin"] >= 1


def test_nothing_found_is_an_empty_report() -> None:
    assert read(()) == []


def test_a_fingerprint_survives_added_lines() -> None:
    moved = tuple(
        one._replace(
            place=Location(PATH, one.place.line + 10, 1),
            message=one.message.replace("line 12", "line 22"),
        )
        for one in PLAIN
    )
    assert [one.fingerprint for one in read(moved)] == [one.fingerprint for one in read(PLAIN)]


def test_fingerprints_are_told_apart() -> None:
    alike = tuple(make_finding("x", line=line) for line in (1, 2, 3))
    other = (make_finding("y"), make_finding("x", "data/other.yaml"))
    prints = [one.fingerprint for one in read((*alike, *other))]
    assert len(set(prints)) == 5
    assert all(len(one) == 64 for one in prints)
