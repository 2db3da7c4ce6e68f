"""Where the past of a plan goes on: renames, copies, rewritten plans, and what is not followed."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from stc.cli.main import main
from tests.history.log.repository import FIRST, Repository
from tests.plans import change

OLD = "data/old.yaml"
MOVED = change(FIRST, "2024-10-31", "2025-02-28")
MORE = "".join(
    f"""
          - id: COM-{number}
            status: Planning
            action: Do a thing that no earlier version of the plan has said, number {number}.
"""
    for number in range(10, 40)
)
REWRITTEN = MOVED + MORE
UNLIKE = REWRITTEN.replace("COM", "XYZ").replace("2024", "2023").replace("page", "text")


class City(Repository):
    """A plan that was published as `data/old.yaml` on October 1, with a move on October 5."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        (folder / "README").write_text("A city.\n", "utf-8")
        self.commit("2024-09-01", "begin")
        self.put(OLD, FIRST)
        self.commit("2024-10-01", "publish")
        self.put(OLD, MOVED)
        self.commit("2024-10-05", "move")

    def put(self, path: str, text: str) -> None:
        self.plan.parent.mkdir(exist_ok=True)
        (self.folder / path).write_text(text, "utf-8")

    def drop(self, path: str) -> None:
        (self.folder / path).unlink()


@pytest.fixture
def city(tmp_path: Path) -> City:
    return City(tmp_path / "city")


@pytest.fixture
def stc(
    city: City, monkeypatch: pytest.MonkeyPatch, capsysbinary: Any
) -> Callable[..., tuple[str, str]]:
    monkeypatch.chdir(city.folder)
    for name in ("STC_PLAN", "STC_AS_OF", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)

    def call(*words: str) -> tuple[str, str]:
        capsysbinary.readouterr()
        assert main(list(words)) == 0
        out, err = capsysbinary.readouterr()
        return out.decode("utf-8"), err.decode("utf-8")

    return call


def count_moves(stc: Any) -> int:
    answer = json.loads(stc("history", "--field", "deadline", "-f", "json")[0])
    return len(answer["changes"])


def said(stc: Any, *asked: str) -> str:
    return " ".join(" ".join(stc(*asked)).split())


def test_a_copy_whose_original_was_deleted_later(city: City, stc: Any) -> None:
    city.put("data/plan.yaml", MOVED)
    city.commit("2024-10-10", "copy")
    city.put(OLD, f"# Moved to plan.yaml\n{MOVED}")
    city.commit("2024-10-15", "say so")
    city.drop(OLD)
    city.commit("2024-10-20", "drop")
    assert count_moves(stc) == 1
    assert "begins" not in said(stc, "slips")
    assert "2024-10-31" in stc("show", "COM-02", "--at", "2024-10-03")[0]


def test_a_copy_whose_original_lives_on(city: City, stc: Any) -> None:
    city.put("data/plan.yaml", MOVED)
    short = city.commit("2024-10-10", "copy")[:9]
    assert count_moves(stc) == 0
    for asked in (("history",), ("slips",), ("scorecard",), ("stale",), ("history", "-f", "csv")):
        words = said(stc, *asked)
        assert f"The record of data/plan.yaml begins with {short} of 2024-10-10." in words
        assert f"It began as a copy of {OLD}, which still exists with its own record." in words


@pytest.mark.parametrize("text", [REWRITTEN, UNLIKE])
def test_the_only_plan_that_the_commit_deleted(city: City, stc: Any, text: str) -> None:
    city.put("data/other.yaml", "not: a plan\n")
    city.commit("2024-10-08", "other")
    city.drop(OLD)
    city.drop("data/other.yaml")
    city.put("data/plan.yaml", text)
    city.commit("2024-10-10", "rewrite")
    assert any(
        one["subject"] == "move" for one in json.loads(stc("history", "-f", "json")[0])["changes"]
    )
    assert "begins" not in said(stc, "slips")


def test_a_rewritten_plan_on_a_branch_from_before(city: City, stc: Any) -> None:
    city.git("checkout", "--quiet", "-b", "side")
    city.put(OLD, change(MOVED, "status: Planning", "status: In progress"))
    city.commit("2024-10-07", "side")
    city.git("checkout", "--quiet", "main")
    city.drop(OLD)
    city.put("data/plan.yaml", REWRITTEN)
    city.commit("2024-10-10", "rewrite")
    city.git("merge", "--quiet", "--no-commit", "--no-ff", "-s", "ours", "side", day="2024-10-11")
    city.put("data/plan.yaml", REWRITTEN.replace("Planning", "In progress", 1))
    city.commit("2024-10-12", "merge")
    answer = json.loads(stc("history", "COM-01", "-f", "json")[0])
    assert [one["subject"] for one in answer["changes"]] == ["side"]


@pytest.mark.parametrize("way", ["before", "later"])
def test_a_past_that_is_not_followed_is_named(city: City, stc: Any, way: str) -> None:
    at = city.ids["move"]
    if way == "before":
        city.drop(OLD)
        city.commit("2024-10-08", "drop")
    city.put("data/plan.yaml", FIRST if way == "before" else UNLIKE)
    short = city.commit("2024-10-10", "new")[:9]
    if way == "later":
        city.drop(OLD)
        city.commit("2024-10-20", "drop")
    for asked in (("history",), ("slips",), ("report",), ("history", "-f", "ids")):
        words = said(stc, *asked)
        assert f"The record of data/plan.yaml begins with {short} of 2024-10-10." in words, asked
        command = f"stc history --plan {OLD} --at {at[:9]}"
        assert f"Its earlier history may be that of {OLD}, which is gone: {command}" in words
    assert "2024-10-31 to 2025-02-28" in said(stc, *command.split()[1:])


def write_plan(section: str, action: str) -> str:
    """Write a plan of its own, which shares little but its head with any other."""
    head = FIRST.partition("          - id: ")[0].replace("COM", section)
    steps = (
        f"          - id: {section}-{number}\n            status: Planning\n"
        f"            action: {action}, for the {number}th time in {section}, and in no other.\n"
        for number in range(10, 40)
    )
    return head + "\n".join(steps)


def test_of_several_plans_that_were_deleted_none_is_guessed(city: City, stc: Any) -> None:
    city.put("data/second.yaml", write_plan("SEC", "Paint the doors of the second house"))
    at = city.commit("2024-10-08", "second")[:9]
    city.drop("data/second.yaml")
    city.drop(OLD)
    city.put("data/plan.yaml", write_plan("NEW", "Count all the trees along the river"))
    city.commit("2024-10-10", "new")
    words = said(stc, "slips")
    for path in (OLD, "data/second.yaml"):
        assert f"which is gone: stc history --plan {path} --at {at}" in words


def test_a_plan_that_is_new_says_nothing(tmp_path: Path, monkeypatch: Any, capsys: Any) -> None:
    city = Repository(tmp_path / "new")
    (city.folder / "settings.yaml").write_text("schema_version: 1\n", "utf-8")
    city.commit("2024-09-01", "begin")
    (city.folder / "settings.yaml").unlink()
    city.commit("2024-10-01", "publish", FIRST)
    monkeypatch.chdir(city.folder)
    assert main(["history"]) == 0
    assert "begins" not in capsys.readouterr().out


def test_a_timeline_does_not_come_from_a_plan(city: City, stc: Any) -> None:
    city.drop(OLD)
    city.put("data/plan.yaml", UNLIKE)
    city.put("data/timeline.yaml", "schema_version: 1\nentries: []\n")
    city.commit("2024-10-10", "rewrite")
    assert main(["timeline", "--at", "2024-10-06"]) == 3


@pytest.mark.parametrize("other", ["notes.txt", "settings.yaml"])
def test_a_partial_clone_that_holds_every_version(
    tmp_path: Path, monkeypatch: Any, capsys: Any, other: str
) -> None:
    """The other files of its commits are not there; only a file like a plan could be its past."""
    city = Repository(tmp_path / "city")
    (city.folder / other).write_text("one: 1\n" * 40, "utf-8")
    city.commit("2024-09-01", "begin")
    (city.folder / other).unlink()
    (city.folder / "new.txt").write_text("two: 2\n" * 40, "utf-8")
    city.commit("2024-10-01", "publish", FIRST)
    (city.folder / "new.txt").unlink()
    city.commit("2024-10-20", "move", MOVED)
    for name in ("allowFilter", "allowAnySHA1InWant"):
        city.git("config", f"uploadpack.{name}", "true")
    clone = tmp_path / "clone"
    city.git("clone", "-q", "--filter=blob:none", f"file://{city.folder}", str(clone))
    city.git("-C", str(clone), "cat-file", "blob", "HEAD~1:data/plan.yaml")
    monkeypatch.chdir(clone)
    assert main(["history"]) == 0
    words = " ".join(capsys.readouterr().out.split())
    assert "1 change in 1 commit." in words
    said = "Its earlier history is not known: git has no copy of"
    assert (said in words) is (other == "settings.yaml")


def test_the_command_that_shows_the_other_record_is_safe_to_copy(city: City, stc: Any) -> None:
    city.git("mv", OLD, "data/my $(plan).yaml")
    at = city.commit("2024-10-08", "rename")[:9]
    city.drop("data/my $(plan).yaml")
    city.commit("2024-10-09", "drop")
    city.put("data/plan.yaml", write_plan("NEW", "Count all the trees along the river"))
    city.commit("2024-10-12", "new")
    assert f"stc history --plan 'data/my $(plan).yaml' --at {at}" in said(stc, "history")


def test_of_many_other_records_the_last_three_are_named(city: City, stc: Any) -> None:
    for number in range(4):
        city.put(f"data/{number}.yaml", write_plan(f"N{'ABCD'[number]}", f"Step {number}"))
    city.commit("2024-10-10", "four")
    for number in range(4):
        city.drop(f"data/{number}.yaml")
    city.drop(OLD)
    city.commit("2024-10-11", "none")
    city.put("data/plan.yaml", write_plan("NEW", "Count all the trees along the river"))
    city.commit("2024-10-12", "new")
    words = said(stc, "history")
    assert words.count("Its earlier history may be that of") == 3
    assert "Or it may be that of 2 other plans." in words
