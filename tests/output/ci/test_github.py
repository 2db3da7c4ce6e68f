"""GitHub annotations, read back as the runner reads them."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stc.findings import Finding, Location
from stc.output.ci.findings import FINDINGS_FORMATS, render_findings, resolve_format
from stc.text.escape import escape_control
from tests.laws import tries
from tests.output.ci.hostile import HOSTILE, LINES, PATH, PATHS, PLAIN, TEXTS, make_finding
from tests.output.ci.runner import COMMANDS, read_log


def test_an_annotation_is_spelled_as_documented() -> None:
    text = render_findings(PLAIN[1:2], "github", ("1 error, 0 warnings.",))
    assert text == (
        "::error file=data/plan.yaml,line=12,col=7,title=STC104::"
        'Unknown department "Comms". (Did you mean comms-ocs?)\n'
        "1 error, 0 warnings.\n"
    )


def test_a_finding_about_the_whole_file_names_no_line() -> None:
    text = render_findings(PLAIN[:1], "github")
    assert text.startswith("::warning file=data/plan.yaml,title=STC008::The file begins")


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("text", TEXTS)
def test_the_runner_reads_back_what_was_found(path: str, text: str) -> None:
    finding = make_finding(text, path)
    (command,) = read_log(render_findings((finding,), "github"))
    assert command.name == "error"
    assert command.properties == {
        "file": escape_control(path),
        "line": "3",
        "col": "5",
        "title": "STC105",
    }
    hint = f" ({text})" if text else ""
    assert command.data == escape_control(f"A status: {text}{hint}")


@settings(deadline=None, max_examples=tries(100))
@given(st.text(max_size=30), st.text(min_size=1, max_size=20))
def test_any_text_is_one_annotation(text: str, path: str) -> None:
    finding = Finding("STC105", "error", Location(path, 1, 1), f"x{text}")
    (command,) = read_log(render_findings((finding,), "github"))
    assert (command.properties["file"], command.data) == (
        escape_control(path),
        escape_control(f"x{text}"),
    )


def test_at_most_nine_annotations_and_one_that_says_how_many_more() -> None:
    findings = tuple(make_finding(str(number), line=number + 1) for number in range(30))
    commands = read_log(render_findings(findings, "github"))
    assert [one.name for one in commands] == ["error"] * 9 + ["notice"]
    assert commands[-1].data == "and 21 more, see the summary"
    assert len(read_log(render_findings(findings[:9], "github"))) == 9
    assert read_log(render_findings(findings[:10], "github"))[-1].data.startswith("and 1 more")


def test_what_has_no_annotation_is_told_as_text() -> None:
    findings = tuple(make_finding(str(number), line=number + 1) for number in range(300))
    lines = render_findings(findings, "github").splitlines()
    assert lines[10].startswith(f"{PATH}:10:5: error STC105 A status: 9")
    assert lines[-1] == "... and 100 more findings."
    assert len(lines) == 9 + 1 + 191 + 1


def test_errors_come_before_warnings() -> None:
    warnings = tuple(
        Finding("STC112", "warning", Location(PATH, line, 1), "A number.") for line in range(1, 20)
    )
    error = make_finding("late", line=99)
    (first, *rest) = read_log(render_findings((*warnings, error), "github"))
    assert (first.name, first.properties["line"]) == ("error", "99")
    assert {one.name for one in rest[:-1]} == {"warning"}


@pytest.mark.parametrize("name", FINDINGS_FORMATS)
def test_no_text_becomes_a_command_in_any_format(name: str) -> None:
    commands = read_log(render_findings(HOSTILE, name, LINES))
    assert {one.name for one in commands} <= set(COMMANDS)
    assert len(commands) == (10 if name == "github" else 0)


def test_auto_means_github_in_its_jobs_and_text_elsewhere() -> None:
    assert resolve_format("auto", {"GITHUB_ACTIONS": "true"}) == "github"
    assert resolve_format("auto", {"CI": "true"}) == "text"
    assert resolve_format("sarif", {"GITHUB_ACTIONS": "true"}) == "sarif"
