"""A plan file that is changed: read, checked, and written only when all of it is right."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from stc.edit.changes import Change
from stc.edit.write import (
    Amendment,
    describe_early_days,
    edit_file,
    refuse_empty_words,
)
from stc.errors import StcError, UsageProblem
from stc.plan.model import Plan
from stc.plan.periods import parse_period
from tests.faults.failing import nothing_said
from tests.history.repository import Repository
from tests.plans import SMALL, change, load

NOW = datetime(2025, 1, 24, 18, tzinfo=UTC)


def begin(plan: Plan, _: date) -> Amendment:
    return Amendment(
        (Change(plan.steps[0], "status", "In progress"),), "COM-01: begun", ("Begun.",)
    )


def leave(plan: Plan, _: date) -> Amendment:
    return Amendment((), "", ("Nothing to change.",))


def edit(path: Path, decide: object = begin, dry_run: bool = False) -> tuple[str, str, list[str]]:
    edited = edit_file(
        path,
        "data/plan.yaml",
        decide,
        now=NOW,
        say=nothing_said,
        dry_run=dry_run,  # type: ignore[arg-type]
    )
    return *edited.files[-1].texts, list(edited.lines)


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    path = tmp_path / "plan.yaml"
    path.write_text(SMALL, "utf-8")
    return path


AFTER = change(SMALL, "status: Planning", "status: In progress")


def test_a_change_is_on_disk_and_what_is_next_is_said(plan: Path) -> None:
    before, after, lines = edit(plan)
    assert (before, after) == (SMALL, AFTER)
    assert plan.read_text("utf-8") == AFTER
    assert lines[:2] == ["Begun.", "Written to data/plan.yaml."]
    assert lines[2].startswith("Next: git commit -m 'COM-01: begun' -- data/plan.yaml")


def test_a_dry_run_writes_nothing(plan: Path) -> None:
    assert edit(plan, dry_run=True) == (
        SMALL,
        AFTER,
        ["Begun.", "Dry run: nothing was written."],
    )
    assert plan.read_text("utf-8") == SMALL


def test_where_nothing_is_to_be_changed_the_file_is_left_alone(plan: Path) -> None:
    before = plan.stat().st_mtime_ns
    assert edit(plan, leave) == (SMALL, SMALL, ["Nothing to change."])
    assert plan.stat().st_mtime_ns == before


def test_a_plan_with_errors_is_not_changed(plan: Path) -> None:
    broken = change(SMALL, "status: Planning", "status: Later")
    plan.write_text(broken, "utf-8")
    with pytest.raises(StcError, match="has 1 error"):
        edit(plan)
    assert plan.read_text("utf-8") == broken


def test_on_the_main_branch_another_one_is_proposed_and_back_nothing(tmp_path: Path) -> None:
    made = Repository(tmp_path / "city")
    made.put(SMALL)
    made.git("branch", "com-01-begun")
    _, _, lines = edit(made.plan)
    assert lines[-1].startswith("Next: git switch -c com-01-begun-2 && git commit -m")
    made.write(AFTER)
    made.commit("later")
    made.write(SMALL)
    assert edit(made.plan)[2][-1] == (
        "Nothing to do next: the plan is again as in the last commit."
    )


@pytest.mark.parametrize("text", ["-", "n/a", "..."])
def test_words_that_say_nothing_are_refused(text: str) -> None:
    with pytest.raises(UsageProblem, match=r"--reason: .* says nothing"):
        refuse_empty_words("--reason", text)
    refuse_empty_words("--reason", "It rained.")
    refuse_empty_words("--reason", None)


def test_days_before_the_plan_began_are_told() -> None:
    step = load(SMALL).steps[0]
    changes = (
        Change(step, "deadline", "2019-12-31"),
        Change(step, "completed", "2024-12-31"),
        Change(step, "revisions", added=({"on": "2018-01-01"},)),
    )
    began = parse_period("2023-07")
    assert describe_early_days(changes, began) == (
        "COM-01: the deadline, 2019-12-31, is before the plan began on 2023-07-01. Check the year.",
        "COM-01: the day of the decision, 2018-01-01, is before the plan began on 2023-07-01."
        " Check the year.",
    )
    assert describe_early_days(changes, None) == ()
