"""`stc validate` and `stc schema`."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from tests.plans import SMALL, change


def test_the_published_files_are_sound(stc: Any) -> None:
    output = (
        "data/plan.yaml: 138 steps, 54 goals, 7 sections, 24 departments.\n"
        "data/timeline.yaml: 14 entries.\n"
    )
    answer = stc("validate")
    assert (answer.code, answer.err) == (0, "")
    assert answer.out.endswith(f"{output}0 errors, 44 warnings.\n")
    left_out = "0 errors, 0 warnings; 44 findings left out by --select or --ignore.\n"
    assert stc("validate", "--strict", "--ignore", "STC2") == (0, output + left_out, "")
    assert stc("validate", "--strict").code == 1


def test_all_findings_at_once_sorted_by_place(stc: Any, plan: Path) -> None:
    text = plan.read_text("utf-8")
    text = text.replace("status: Planning", "status: Plannning", 1)
    text = text.replace("deadline: 2024-01-01", "deadline: 2024-02-30", 1)
    plan.write_text(text.replace("- comms-ocs\n", "- Comunications - OCS\n", 1), "utf-8")
    answer = stc("validate")
    assert (answer.code, answer.err) == (1, "")
    lines = answer.out.splitlines()
    found = [line.split(":") for line in lines[:3]]
    assert [one[0] for one in found] == ["data/plan.yaml"] * 3
    assert [int(one[1]) for one in found] == sorted(int(one[1]) for one in found)
    assert {line.split(" error ")[1][:6] for line in lines[:3]} == {"STC104", "STC105", "STC106"}
    assert "Did you mean comms-ocs?" in answer.out
    assert lines[3] == "data/plan.yaml: refused."
    assert lines[-1] == "3 errors, 0 warnings."


def test_findings_of_the_timeline(stc: Any, folder: Path) -> None:
    path = folder / "data" / "timeline.yaml"
    path.write_text(path.read_text("utf-8").replace("when: 2024-24", "when: 2024-99"), "utf-8")
    answer = stc("validate")
    assert answer.code == 1
    (error,) = [line for line in answer.out.splitlines() if ": error " in line]
    assert error.startswith("data/timeline.yaml:")
    assert "error STC117" in error
    refused = stc("timeline")
    assert refused.code == 3
    assert "STC117" in refused.err


def test_a_warning_fails_only_where_asked(stc: Any, plan: Path) -> None:
    text = plan.read_text("utf-8")
    plan.write_text(text.replace('departments: ["911", it]', "departments: [911, it]", 1), "utf-8")
    answer = stc("validate")
    assert answer.code == 0
    assert 'warning STC112 Other programs do not read "911" as text.' in answer.out
    assert '(Put quotes around it: "911".)' in answer.out
    assert stc("validate", "--strict").code == 1
    assert len(stc("overdue", "-d", "911", "-f", "ids").out.split()) == 7


def test_without_a_timeline(stc: Any, folder: Path) -> None:
    (folder / "data" / "timeline.yaml").unlink()
    answer = stc("validate")
    assert answer.code == 0
    assert "timeline" not in answer.out


def test_two_hundred_findings_and_how_many_more(stc: Any, plan: Path) -> None:
    plan.write_text("\n".join(f"field{number}: x" for number in range(300)) + "\n", "utf-8")
    answer = stc("validate")
    assert answer.code == 1
    assert answer.out.count(": error ") == 200
    assert " more findings." in answer.out


@pytest.mark.parametrize("name", ["plan", "timeline"])
def test_schema_is_json(stc: Any, name: str) -> None:
    answer = stc("schema", name)
    assert (answer.code, answer.err) == (0, "")
    assert json.loads(answer.out)["type"] == "object"


def test_schema_of_the_plan_unless_said(stc: Any) -> None:
    assert stc("schema").out == stc("schema", "plan").out


FORMATS = ("text", "json", "github", "gitlab", "sarif", "junit")


def write_crowd(errors: int) -> str:
    """Return a plan with 300 warnings, and errors behind them."""
    items = "".join(f"              - {number}\n" for number in range(300))
    tail = "".join(
        f"          - id: COM-{number}\n            status: Plan\n            action: Do it.\n"
        for number in range(10, 10 + errors)
    )
    return change(
        SMALL,
        "            departments: [comms-ocs]\n",
        f"            items:\n{items}            departments: [comms-ocs]\n{tail}",
    )


@pytest.mark.parametrize("errors", [1, 150, 250])
@pytest.mark.parametrize("name", FORMATS)
def test_errors_are_shown_before_any_warning_where_there_are_many(
    stc: Any, plan: Path, name: str, errors: int
) -> None:
    plan.write_text(write_crowd(errors), "utf-8")
    answer = stc("validate", "--format", name)
    assert (answer.code, answer.err) == (1, "")
    codes = re.findall("STC105|STC112", answer.out.partition('"results"')[2] or answer.out)
    shown = codes[:200] if name in ("json", "gitlab", "sarif", "junit") else codes
    assert shown[: min(errors, 200)] == ["STC105"] * min(errors, 200)
    if name in ("text", "github"):
        total = errors + 300
        assert len(codes) == 200
        assert codes.count("STC105") == min(errors, 200)
        assert f"... and {total - 200:,} more findings." in answer.out
    if name in ("text", "github", "json"):
        assert f"{errors} error{'s' * (errors > 1)}, 300 warnings." in answer.out


def test_the_summary_of_a_job_shows_the_errors_first(
    stc: Any, plan: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan.write_text(write_crowd(1), "utf-8")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(tmp_path / "summary.md"))
    assert stc("validate").code == 1
    rows = (tmp_path / "summary.md").read_text("utf-8").split("| --- |")[-1].splitlines()
    assert "STC105" in rows[1]
    assert "STC112" in rows[2]


def test_a_command_that_is_refused_shows_the_error_behind_the_warnings(
    stc: Any, plan: Path
) -> None:
    plan.write_text(write_crowd(1), "utf-8")
    answer = stc("list")
    assert (answer.code, answer.out) == (3, "")
    assert answer.err.splitlines()[0].startswith("data/plan.yaml:")
    assert "error STC105" in answer.err.splitlines()[0]
    assert answer.err.splitlines()[200] == "... and 101 more findings."


def test_few_findings_stay_in_the_order_of_the_file(stc: Any, plan: Path) -> None:
    plan.write_text(change(write_crowd(1), "title: A plan\n", "title: 7\n"), "utf-8")
    text = plan.read_text("utf-8")
    few = re.sub(r"(?m)^ {14}- \d+\n", "", text).replace("            items:\n", "")
    plan.write_text(few, "utf-8")
    codes = re.findall("STC105|STC112", stc("validate").out)
    assert codes == ["STC112", "STC105"]
