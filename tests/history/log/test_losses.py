"""A version that lost more than a quarter of the steps, and got them back or did not."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from stc.cli.main import main
from tests.history.log.repository import FIRST, Repository
from tests.plans import change

STEPS = FIRST.split("          - id: ")
CUT = "          - id: ".join(STEPS[:3]).replace("            deadline: 2024-10-31\n", "")
"""The first two steps of five, as a file that was cut short within the second."""


@pytest.fixture
def ask(monkeypatch: pytest.MonkeyPatch, capsysbinary: Any) -> Callable[..., dict[str, Any]]:
    for name in ("STC_PLAN", "STC_AS_OF", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)

    def call(city: Repository, *words: str) -> dict[str, Any]:
        monkeypatch.chdir(city.folder)
        capsysbinary.readouterr()
        assert main([*words, "--format", "json"]) == 0
        return dict(json.loads(capsysbinary.readouterr().out))

    return call


@pytest.fixture
def city(tmp_path: Path) -> Repository:
    made = Repository(tmp_path / "city")
    made.commit("2024-10-01", "publish", FIRST)
    made.commit("2024-10-05", "cut", CUT)
    return made


def kinds(answer: dict[str, Any]) -> list[tuple[str, str, str]]:
    return [(one["subject"], one["kind"], one["id"]) for one in answer["changes"]]


def test_a_loss_that_was_restored_is_named_and_not_counted(city: Repository, ask: Any) -> None:
    city.commit("2024-10-06", "restore", FIRST)
    city.commit("2024-10-20", "move", change(FIRST, "2024-10-31", "2025-02-28"))
    answer = ask(city, "history")
    assert kinds(answer) == [("move", "step", "COM-02")]
    (skipped,) = answer["totals"]["skipped"]
    assert skipped["commit"] == city.ids["cut"]
    back = city.ids["restore"][:9]
    assert skipped["reason"] == f"STC401: 3 of 5 steps are removed, and {back} brings them back"
    steps = ask(city, "slips")["steps"]
    moves = {one["id"]: [move for move in one["moves"] if move["commit"]] for one in steps}
    assert [len(found or ()) for found in moves.values() if found] == [1]


def test_the_sentence_that_names_it(city: Repository, ask: Any, capsysbinary: Any) -> None:
    city.commit("2024-10-06", "restore", FIRST)
    ask(city, "history")
    for asked in ("history", "stale", "slips", "scorecard", "history --counts"):
        assert main(asked.split()) == 0
        words = " ".join(capsysbinary.readouterr().out.decode().split())
        assert (
            f"Version {city.ids['cut'][:9]} of 2024-10-05 (Ann) is skipped because it lost steps"
            " for a while (STC401: 3 of 5 steps are removed, and"
            f" {city.ids['restore'][:9]} brings them back)."
        ) in words, asked


def test_what_was_done_meanwhile_is_told_with_the_version_that_restored(
    city: Repository, ask: Any
) -> None:
    edited = change(CUT, "status: Planning", "status: In progress")
    city.commit("2024-10-06", "edit", edited)
    city.commit("2024-10-07", "broken", f"<<<<<<< ours\n{edited}")
    city.commit("2024-10-08", "restore", change(FIRST, "status: Planning", "status: In progress"))
    answer = ask(city, "history")
    assert kinds(answer) == [("restore", "step", "COM-01")]
    named = [one["commit"] for one in answer["totals"]["skipped"]]
    assert named == [city.ids[subject] for subject in ("broken", "edit", "cut")]
    points = ask(city, "history", "--counts")["points"]
    assert {one["counted"] for one in points} == {4}


def test_a_loss_that_stays_is_a_loss(city: Repository, ask: Any) -> None:
    city.commit("2024-10-06", "go on", change(CUT, "status: Planning", "status: In progress"))
    answer = ask(city, "history")
    assert answer["totals"]["skipped"] == []
    removed = [one for one in kinds(answer) if one[1] == "removed"]
    assert removed == [("cut", "removed", f"COM-0{number}") for number in (3, 4, 5)]


def test_a_quarter_or_less_is_no_such_loss(tmp_path: Path, ask: Any) -> None:
    city = Repository(tmp_path / "city")
    city.commit("2024-10-01", "publish", FIRST)
    city.commit("2024-10-05", "less", "          - id: ".join(STEPS[:5]))
    city.commit("2024-10-06", "restore", FIRST)
    answer = ask(city, "history")
    assert kinds(answer) == [("restore", "added", "COM-05"), ("less", "removed", "COM-05")]


def test_a_loss_on_a_branch_that_the_merge_restored(city: Repository, ask: Any) -> None:
    city.git("checkout", "--quiet", "-b", "side", "HEAD~1")
    side = change(FIRST, "status: Planning", "status: In progress")
    city.commit("2024-10-06", "side", side)
    city.git("checkout", "--quiet", "main")
    city.git("merge", "--quiet", "--no-commit", "--no-ff", "-s", "ours", "side", day="2024-10-07")
    city.commit("2024-10-07", "merge", change(side, "status: Not started", "status: Planning"))
    answer = ask(city, "history")
    assert kinds(answer) == [("merge", "step", "COM-02"), ("side", "step", "COM-01")]
    assert [one["commit"] for one in answer["totals"]["skipped"]] == [city.ids["cut"]]


def test_the_plan_may_be_cut_twice(city: Repository, ask: Any) -> None:
    city.commit("2024-10-06", "restore", FIRST)
    city.commit("2024-10-07", "cut again", CUT)
    assert kinds(ask(city, "history"))[0][0] == "cut again"
    city.commit("2024-10-08", "restore again", FIRST)
    answer = ask(city, "history")
    assert kinds(answer) == []
    assert len(answer["totals"]["skipped"]) == 2
