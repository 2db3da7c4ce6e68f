"""Findings as SARIF 2.1.0 (OASIS), with what GitHub code scanning asks for."""

import re
from typing import Any

from stc import __version__, codes
from stc.findings import Finding, Location
from stc.output.ci.findings import Report, Rules, format_message
from stc.output.ci.fingerprints import find_fingerprints
from stc.output.formats.json import format_json

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_CODES = {code.id: code for code in vars(codes).values() if isinstance(code, codes.Code)}
_PLAIN = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/")


def render(report: Report) -> str:
    """Return a log of one run: the rules that found something, and their results."""
    named = sorted({(finding.code, finding.severity) for finding in report.findings})
    ids = sorted({code for code, _ in named})
    prints = find_fingerprints(report.findings)
    results = [
        _result(finding, ids.index(finding.code), fingerprint)
        for finding, fingerprint in zip(report.findings, prints, strict=True)
    ]
    driver = {
        "name": "stc",
        "semanticVersion": __version__,
        "rules": [_rule(code, dict(named)[code], report.rules) for code in ids],
    }
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    return format_json({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2) + "\n"


def _rule(code: str, level: str, rules: Rules) -> dict[str, Any]:
    title = _CODES[code].title if code in _CODES else code
    why, markdown = title, f"**{code}** {title}"
    if code in rules:
        rule = rules[code]
        why = rule.why
        markdown += f"\n\n{why}\n\nBad:\n\n{_fence(rule.bad)}\n\nGood:\n\n{_fence(rule.good)}"
    return {
        "id": code,
        "shortDescription": {"text": title},
        "fullDescription": {"text": why},
        "help": {"text": f"{title}. {why}" if why != title else title, "markdown": markdown},
        "defaultConfiguration": {"level": level},
    }


def _fence(example: str) -> str:
    longest = max((len(ticks) for ticks in re.findall("`+", example)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}yaml\n{example.rstrip()}\n{fence}"


def _result(finding: Finding, index: int, fingerprint: str) -> dict[str, Any]:
    related = {"relatedLocations": [_location(finding.related)]} if finding.related else {}
    return {
        "ruleId": finding.code,
        "ruleIndex": index,
        "level": finding.severity,
        "message": {"text": _unlink(format_message(finding))},
        "locations": [_location(finding.place)],
        **related,
        "partialFingerprints": {"stcFinding/v1": fingerprint},
    }


def _unlink(text: str) -> str:
    # `[words](target)` in a message is a link; with a space between it is not one.
    return text.replace("](", "] (")


def _location(place: Location) -> dict[str, Any]:
    region = {"startLine": max(1, place.line)}
    if place.column:
        region["startColumn"] = place.column
    return {"physicalLocation": {"artifactLocation": _artifact(place.path), "region": region}}


def _artifact(path: str) -> dict[str, str]:
    data = path.encode("utf-8", "surrogateescape")
    uri = "".join(chr(byte) if byte in _PLAIN else f"%{byte:02X}" for byte in data)
    if path.startswith("/"):
        return {"uri": f"file://{uri}"}
    return {"uri": uri, "uriBaseId": "%SRCROOT%"}
