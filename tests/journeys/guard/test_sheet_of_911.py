"""A department reports its steps in a sheet, and one pull request shows only that."""

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from stc.cli.main import main
from tests.journeys.guard.test_base import commit, git
from tests.sheets.fill import Value, fill_sheet, locate_cells

COMPLETED = ("RSP-04", "RSP-05", "RSP-07", "RSP-10", "COM-02", "COM-03")
MOVED = {"COM-04": "2027-03-31", "COM-05": "2027-Q2"}
CONFIRMED = ("COM-06", "COM-07", "COM-08", "COM-09", "COM-10")


def list_lines(diff: str) -> list[str]:
    """Return the lines that went and that came."""
    lines = re.findall(r"^([+-])(?!\+\+|--)\s*(.*)$", diff, re.MULTILINE)
    return [f"{sign}{text}" for sign, text in lines]


def test_one_pull_request_with_19_steps(
    checkout: Path,
    validate: Callable[..., tuple[int, str, str]],
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["sheet", "--dept", "911", "-o", "911.xlsx"]) == 0
    sheet = checkout / "911.xlsx"
    assert len({step for step, _ in locate_cells(sheet.read_bytes())}) == 19
    cells: dict[tuple[str, str], Value] = {}
    for step in COMPLETED:
        cells |= {
            (step, "New status"): "Complete",
            (step, "Completed on"): date(2026, 11, 20),
            (step, "Evidence"): f"https://example.org/{step}",
        }
    for step, deadline in MOVED.items():
        cells |= {(step, "New deadline"): deadline, (step, "Reason"): f"The vendor of {step} left."}
    cells |= {(step, "Confirm"): "yes" for step in CONFIRMED}
    sheet.write_bytes(fill_sheet(sheet.read_bytes(), cells))
    assert main(["apply", "911.xlsx", "--summary", "summary.md"]) == 0
    summary = (checkout / "summary.md").read_text("utf-8")
    assert "- 13 of 19 rows change the plan." in summary
    for name in ("911.xlsx", "summary.md"):
        (checkout / name).unlink()
    git(checkout, "add", "data")
    commit(checkout, "911 reports on 13 steps")

    shown = list_lines(git(checkout, "diff", "main", "--", "data/plan.yaml"))
    assert len([line for line in shown if line.startswith("-status: ")]) == 6
    assert len([line for line in shown if line.startswith("-deadline: ")]) == 2
    assert len([line for line in shown if line[0] == "-"]) == 8
    for step in COMPLETED:
        assert shown.count(f"+- https://example.org/{step}") == 1
    assert shown.count("+status: Complete") == shown.count("+completed: 2026-11-20") == 6
    for step, deadline in MOVED.items():
        assert shown.count(f"+deadline: {deadline}") == shown.count(f"+to: {deadline}") == 1
        assert shown.count(f"+reason: The vendor of {step} left.") == 1
    assert len(shown) == 8 + 6 * 4 + 2 * 6
    voice = (checkout / "data/updates/911.yaml").read_text("utf-8")
    confirmed = re.findall(r"^  (\S+):\n    - {on: \d{4}-\d\d-\d\d}\n", voice, re.MULTILINE)
    assert tuple(confirmed) == CONFIRMED
    assert voice.count("{") == len(CONFIRMED)
    assert git(checkout, "diff", "--name-only", "main").split() == [
        "data/plan.yaml",
        "data/updates/911.yaml",
    ]
    capsys.readouterr()
    code, out, err = validate("--base", "main")
    assert (code, out.splitlines()[-1]) == (0, "0 errors, 0 warnings."), err
