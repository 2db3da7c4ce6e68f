"""What is known of deadlines: from git where it tells, else from the file alone, and why."""

from pathlib import Path

import pytest

from stc.errors import CannotGoOn
from stc.history.commit_range import CommitRange
from stc.history.known import find_deadlines, narrow_deadlines
from stc.history.log import Log, read_log
from stc.plan.ledger import FILE_ONLY
from stc.plan.model import Plan
from tests.history.log.repository import Repository, describe_quarter
from tests.plans import load


@pytest.fixture(scope="module")
def quarter(tmp_path_factory: pytest.TempPathFactory) -> Repository:
    return describe_quarter(tmp_path_factory.mktemp("known") / "city")


@pytest.fixture(scope="module")
def plan(quarter: Repository) -> Plan:
    return load(quarter.plan.read_text("utf-8"))


def never() -> Log | None:
    raise AssertionError("git was asked")


def refuse(path: Path) -> Log | None:
    raise CannotGoOn(f"{path} is broken.")


def test_outside_of_a_checkout_git_is_not_asked(plan: Plan, tmp_path: Path) -> None:
    known = find_deadlines(plan, tmp_path / "plan.yaml", never)
    assert (known.ledger, known.log) == (FILE_ONLY, None)
    assert known.lines == (
        "The plan is not in a git checkout. Only what the file records is known.",
    )
    assert known.why == "The plan is not in a git checkout, so nothing is known of its history."


def test_a_plan_that_is_in_no_commit(plan: Plan, quarter: Repository) -> None:
    known = find_deadlines(plan, quarter.plan, lambda: None)
    assert known.ledger == FILE_ONLY
    assert known.why.startswith("git has no version of this plan")


def test_why_git_does_not_tell_names_no_folder_of_this_disk(
    plan: Plan, quarter: Repository
) -> None:
    known = find_deadlines(plan, quarter.plan, lambda: refuse(quarter.folder / "data"))
    assert known.ledger == FILE_ONLY
    assert known.why == "The plan is broken."
    assert known.lines == ("The plan is broken. Only what the file records is known.",)


def test_git_knows_the_moves_that_the_file_does_not(plan: Plan, quarter: Repository) -> None:
    known = find_deadlines(plan, quarter.plan, lambda: read_log(quarter.plan))
    step = next(step for step in plan.steps if step.id == "COM-02")
    (move,) = known.ledger.of(step).moves
    assert (str(move.before), str(move.after)) == ("2024-10-31", "2025-02-28")
    assert move.commit == quarter.ids["silent"]
    assert FILE_ONLY.of(step).moves == ()
    assert any("is skipped because" in line for line in known.lines)


def test_only_the_moves_of_a_range(plan: Plan, quarter: Repository) -> None:
    known = find_deadlines(plan, quarter.plan, lambda: read_log(quarter.plan))
    before = frozenset(quarter.ids[name] for name in ("publish", "complete", "silent"))
    narrow = narrow_deadlines(known, CommitRange(plan.timezone, before=before), "2024-10-21")
    moved = [step.id for step in plan.steps if narrow.ledger.of(step).moves]
    assert "COM-02" not in moved
    with pytest.raises(CannotGoOn, match="so nothing is known"):
        alone = find_deadlines(plan, Path("/plan.yaml"), never)
        narrow_deadlines(alone, CommitRange(plan.timezone), "2024-10-21")
