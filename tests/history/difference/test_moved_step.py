"""A step that moves to another section keeps its id, and a new one begins with its section's id."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from stc.cli.main import main
from tests.history.difference.conftest import commit

GOV, POL = "Governance & Leadership", "Policies, Protocols & Technology"


def cut(text: str, step: str) -> tuple[str, str]:
    """Take a step out of a plan; give the plan without it, and its block."""
    block = re.search(rf"          - id: {step}\n(?:(?: {{12}}.*)?\n)*", text)
    assert block
    return text.replace(block[0], ""), block[0]


def put_before(text: str, block: str, step: str) -> str:
    head = f"          - id: {step}\n"
    assert head in text
    return text.replace(head, block + head)


def move(plan: Path, step: str, before: str, new_id: str = "") -> None:
    text, block = cut(plan.read_text("utf-8"), step)
    plan.write_text(put_before(text, block.replace(step, new_id or step), before), "utf-8")


def add(plan: Path, step: str, before: str) -> None:
    block = (
        f"          - id: {step}\n            status: Planning\n            action: >-\n"
        "              Ring the bell of the old town hall at noon.\n            departments: [it]\n"
        "            deadline: 2026-12-31\n\n"
    )
    plan.write_text(put_before(plan.read_text("utf-8"), block, before), "utf-8")


@pytest.fixture
def judge(capsys: pytest.CaptureFixture[str]) -> Any:
    """Judge the change against what was committed: the exit code, and the findings of a change."""

    def call() -> tuple[int, list[str]]:
        capsys.readouterr()
        code = main(["validate", "--base", "HEAD", "--ignore", "STC2"])
        out = capsys.readouterr().out
        return code, [line for line in out.splitlines() if re.search(r" STC(1|4)\d\d ", line)]

    return call


def test_a_step_moves_and_keeps_its_id(plan: Path, judge: Any) -> None:
    move(plan, "GOV-02", before="POL-02")
    assert judge() == (0, [])
    assert main(["validate", "--ignore", "STC2"]) == 0
    assert main(["list", "--section", "POL"]) == 0


def test_a_step_that_moves_under_a_new_id_is_refused(plan: Path, judge: Any) -> None:
    move(plan, "GOV-02", before="POL-02", new_id="POL-90")
    code, findings = judge()
    assert code == 1
    assert "error STC404 The id GOV-02 is changed to POL-90; the text is the same." in findings[0]


def test_a_new_step_with_the_id_of_another_section_is_a_warning(plan: Path, judge: Any) -> None:
    add(plan, "GOV-90", before="POL-02")
    code, (finding,) = judge()
    assert code == 0
    assert "warning STC113 The new step GOV-90 is in the section" in finding
    assert "Start its id with POL-, or move it to the section GOV" in finding
    assert main(["validate", "--ignore", "STC2"]) == 0


@pytest.mark.parametrize("new", ["POL-90", "NEW-01"])
def test_a_new_step_with_no_other_sections_id_is_right(plan: Path, judge: Any, new: str) -> None:
    add(plan, new, before="POL-02")
    assert judge() == (0, [])


def test_it_is_not_asked_where_the_steps_of_the_section_differ(plan: Path, judge: Any) -> None:
    move(plan, "GOV-02", before="POL-02")
    commit(plan.parent, "move")
    add(plan, "GOV-90", before="POL-02")
    assert judge() == (0, [])


def test_it_is_not_asked_again_of_an_id_that_is_published(plan: Path, judge: Any) -> None:
    add(plan, "GOV-90", before="POL-02")
    commit(plan.parent, "add")
    main(["set-status", "GOV-90", "in-progress"])
    assert judge() == (0, [])


def test_diff_and_history_say_where_it_moved(checkout: Path, plan: Path, ask: Any) -> None:
    move(plan, "GOV-02", before="POL-02")
    said = f"moved from {GOV} to {POL}"
    assert f"M{said[1:]}." in ask("diff -f md")
    commit(checkout, "move")
    assert said in " ".join(ask("history GOV-02 -f md").split())
    changes = json.loads(ask("diff HEAD~1.. -f json"))["changes"]
    section = next(one for one in changes if one["field"] == "section")
    assert (section["step"], section["before"], section["after"]) == ("GOV-02", "GOV", "POL")
