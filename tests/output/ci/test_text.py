"""Findings for people, and as JSON."""

import json

from stc.output.ci.findings import render_findings
from tests.output.ci.hostile import HOSTILE, LINES, PLAIN, make_finding


def test_each_finding_is_a_line_and_the_sentences_follow() -> None:
    assert render_findings(PLAIN, lines=("2 errors, 1 warning.",)).splitlines() == [
        "data/plan.yaml: warning STC008 The file begins with a byte order mark. (save as UTF-8)",
        'data/plan.yaml:12:7: error STC104 Unknown department "Comms". (Did you mean comms-ocs?)',
        "data/plan.yaml:40:11: error STC108 The id is used before, on line 12.",
        "2 errors, 1 warning.",
    ]


def test_nothing_found_is_no_text() -> None:
    assert render_findings(()) == ""


def test_at_most_two_hundred_lines_and_how_many_more() -> None:
    lines = render_findings((make_finding("x"),) * 1234).splitlines()
    assert (len(lines), lines[-1]) == (201, "... and 1,034 more findings.")


def test_every_finding_stays_one_line() -> None:
    text = render_findings(HOSTILE[:200], lines=LINES)
    assert len(text.splitlines()) == 200 + len(LINES)


def test_a_command_is_shown_with_a_backslash_in_it() -> None:
    assert "##[" not in render_findings((make_finding("##[add-mask]e"),))
    assert r"#\#[add-mask]e" in render_findings((make_finding("##[add-mask]e"),))
    assert render_findings((make_finding("x", "::error::p"),)).startswith(r"\::error::p:3:5: error")


def test_json_gives_every_finding_back_exactly() -> None:
    answer = json.loads(render_findings(HOSTILE, "json", LINES))
    shown = [(one["message"], one["hint"], one["file"], one["line"]) for one in answer["findings"]]
    assert shown == [(one.message, one.hint, one.place.path, one.place.line) for one in HOSTILE]
    assert answer["lines"] == list(LINES)


def test_json_says_what_it_is() -> None:
    answer = json.loads(render_findings(PLAIN, "json", ("Said.",), strict=True))
    assert answer["schema"] == "stc/findings/1"
    assert answer["totals"] == {"errors": 2, "warnings": 1}
    assert answer["strict"] is True
    assert answer["findings"][2]["related"] == {"file": "data/plan.yaml", "line": 12, "column": 7}
    assert answer["findings"][0]["related"] is None
