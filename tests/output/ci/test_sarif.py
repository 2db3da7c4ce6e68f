"""SARIF 2.1.0, read by a reader that is not ours, and what GitHub code scanning asks for."""

import json
from typing import Any
from urllib.parse import unquote_to_bytes

import pytest
from sarif_pydantic import Sarif

from stc.findings import Finding, Location
from stc.output.ci.findings import render_findings
from stc.rules.plan.completed_too_soon import DOC
from tests.output.ci.hostile import HOSTILE, LINES, PATH, PATHS, PLAIN, make_finding

# Every object of a log and the properties the standard gives it, of those we write.
KNOWN = {
    "log": {"$schema", "version", "runs"},
    "run": {"tool", "columnKind", "results"},
    "driver": {"name", "semanticVersion", "rules"},
    "rule": {"id", "shortDescription", "fullDescription", "help", "defaultConfiguration"},
    "result": {
        "ruleId",
        "ruleIndex",
        "level",
        "message",
        "locations",
        "relatedLocations",
        "partialFingerprints",
    },
}


def read(findings: tuple[Finding, ...], **more: Any) -> dict[str, Any]:
    log = json.loads(render_findings(findings, "sarif", LINES, **more))
    assert log.keys() == KNOWN["log"]
    assert log["version"] == "2.1.0"
    (run,) = log["runs"]
    assert run.keys() == KNOWN["run"]
    assert run["tool"]["driver"].keys() == KNOWN["driver"]
    return dict(run)


@pytest.mark.parametrize("findings", [(), PLAIN, HOSTILE], ids=["none", "plain", "hostile"])
def test_another_reader_reads_it(findings: tuple[Finding, ...]) -> None:
    # A path that is not UTF-8 is read by its percent escapes; the rest of the text is Unicode.
    text = render_findings(findings, "sarif", LINES)
    (run,) = Sarif.model_validate(json.loads(text)).runs
    assert run.results is not None
    assert len(run.results) == len(findings)
    for result, finding in zip(run.results, findings, strict=True):
        assert result.rule_id == finding.code
        assert result.level is not None
        assert result.level.value == finding.severity
        assert result.locations is not None
        place = result.locations[0].physical_location
        assert place is not None
        assert place.region is not None
        assert place.region.start_line == max(1, finding.place.line)
        assert place.region.start_column == (finding.place.column or None)


def test_only_properties_of_the_standard_are_written() -> None:
    run = read((*PLAIN, *HOSTILE))
    assert {key for rule in run["tool"]["driver"]["rules"] for key in rule} == KNOWN["rule"]
    assert {key for result in run["results"] for key in result} == KNOWN["result"]


def test_every_result_names_its_rule() -> None:
    run = read((*PLAIN, *HOSTILE))
    rules = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == ["STC008", "STC104", "STC105", "STC108"]
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]


def test_a_rule_is_told_with_its_why_and_its_examples() -> None:
    finding = DOC.code.at(Location(PATH, 3, 1), "COM-01 is completed on 2099-01-31.")
    shown = read((finding,), rules={DOC.code.id: DOC})["tool"]["driver"]["rules"][0]
    assert shown["fullDescription"]["text"] == DOC.why
    assert f"```yaml\n{DOC.bad.rstrip()}\n```" in shown["help"]["markdown"]
    plain = read((finding,))["tool"]["driver"]["rules"][0]
    assert plain["help"]["text"] == DOC.code.title


def test_columns_are_counted_as_ours_are() -> None:
    assert read(PLAIN)["columnKind"] == "unicodeCodePoints"


def test_the_other_place_of_a_contradiction_is_related() -> None:
    result = read(PLAIN)["results"][2]
    (related,) = result["relatedLocations"]
    assert related["physicalLocation"]["region"] == {"startLine": 12, "startColumn": 7}


@pytest.mark.parametrize("path", PATHS)
def test_a_path_is_a_reference_that_leads_to_the_file(path: str) -> None:
    (result,) = read((make_finding("x", path),))["results"]
    artifact = result["locations"][0]["physicalLocation"]["artifactLocation"]
    uri = artifact["uri"].removeprefix("file://")
    assert unquote_to_bytes(uri) == path.encode("utf-8", "surrogateescape")
    assert uri.isascii()
    assert not set(uri) & set(":,#?[] ")
    assert artifact.get("uriBaseId") == (None if path.startswith("/") else "%SRCROOT%")


def test_no_message_holds_a_link() -> None:
    (result,) = read((make_finding("[x](https://evil.example)"),))["results"]
    assert "](" not in result["message"]["text"]


def test_a_fingerprint_survives_added_lines() -> None:
    before, after = (read((make_finding("x", line=line),))["results"][0] for line in (3, 30))
    assert before["partialFingerprints"] == after["partialFingerprints"]
