"""`docs/import.md` is what the declaration says, and its example makes the plan it says."""

from pathlib import Path

import pytest

from stc.cli.main import main
from stc.files.load import read_plan
from tests.house.rules_file import COMMAND, PATH, SAMPLE, TABLE, write_page


def test_the_page_is_made_from_the_declaration() -> None:
    assert PATH.read_text("utf-8") == write_page(), f"renew it: {COMMAND}"


def test_the_example_of_the_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "actions.csv").write_text(TABLE, "utf-8")
    (tmp_path / "import.yaml").write_text(SAMPLE, "utf-8")
    assert main(["import", "import.yaml"]) == 0
    plan = read_plan((tmp_path / "data" / "plan.yaml").read_bytes(), "plan.yaml")
    assert plan is not None
    assert [(step.id, step.action, str(step.deadline)) for step in plan.steps] == [
        ("ACT-01", "Test the wells (north)", "2026-03-31"),
        ("ACT-02", "Renew the pipes (south)", "None"),
    ]
