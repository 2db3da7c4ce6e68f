"""Where the plan is looked for, and what is said where it is not."""

from pathlib import Path

import pytest

from stc.errors import CannotGoOn
from stc.files.plan_path import find_past_plan, find_plan, timeline_beside


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A checkout with a plan, and folders inside of it."""
    root = tmp_path / "checkout"
    (root / "data").mkdir(parents=True)
    (root / "docs" / "old").mkdir(parents=True)
    (root / ".git").mkdir()
    (root / "data" / "plan.yaml").write_text("title: A plan\n", "utf-8")
    return root


def test_the_plan_is_found_here_and_from_a_folder_below(checkout: Path) -> None:
    plan = checkout / "data" / "plan.yaml"
    assert find_plan(checkout) == plan
    assert find_plan(checkout / "docs" / "old") == plan


def test_the_nearest_plan_is_taken(checkout: Path) -> None:
    nearer = checkout / "docs" / "data" / "plan.yaml"
    nearer.parent.mkdir()
    nearer.write_text("title: Another\n", "utf-8")
    assert find_plan(checkout / "docs" / "old") == nearer


def test_nothing_is_looked_for_above_the_checkout(checkout: Path) -> None:
    inner = checkout / "docs"
    (inner / ".git").write_text("gitdir: elsewhere\n", "utf-8")
    with pytest.raises(CannotGoOn) as caught:
        find_plan(inner / "old")
    assert (
        caught.value.message
        == f"No plan found: there is no data/plan.yaml in {inner / 'old'}, {inner}."
    )
    assert "STC_PLAN" in caught.value.hint


def test_a_plan_that_is_named_is_taken(checkout: Path) -> None:
    other = checkout / "docs" / "other.yaml"
    other.write_text("title: Another\n", "utf-8")
    assert find_plan(checkout, "docs/other.yaml") == other
    assert find_plan(checkout / "data", str(other)) == other


def test_a_plan_that_is_named_and_missing_is_not_replaced_by_another(checkout: Path) -> None:
    with pytest.raises(CannotGoOn) as caught:
        find_plan(checkout, "lost.yaml", "STC_PLAN")
    assert caught.value.message == 'STC_PLAN names "lost.yaml", but there is no such file.'


def test_the_timeline_stands_beside_the_plan() -> None:
    assert timeline_beside(Path("data/plan.yaml")) == Path("data/timeline.yaml")


def test_a_plan_of_the_past_may_be_gone(checkout: Path) -> None:
    plan = checkout / "data" / "plan.yaml"
    below = checkout / "docs" / "old"
    assert find_past_plan(below) == plan
    plan.unlink()
    plan.parent.rmdir()
    assert find_past_plan(below) == plan
    assert find_past_plan(below, "lost/plan.yaml") == below / "lost" / "plan.yaml"
    with pytest.raises(CannotGoOn, match="there is no such file"):
        find_past_plan(below, "plan\0.yaml")


def test_a_plan_of_the_past_without_a_checkout(tmp_path: Path) -> None:
    if any((folder / ".git").exists() for folder in tmp_path.parents):
        pytest.skip("the temporary folder is in a checkout")
    with pytest.raises(CannotGoOn, match="No plan found"):
        find_past_plan(tmp_path)
