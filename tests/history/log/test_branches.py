"""What branches do to history: a day is that of the main line, and a move made twice is one."""

import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from stc.cli.main import main
from tests.plans import PUBLISHED

PERSON = {f"GIT_{who}_{what}": "x" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}


class City:
    """A checkout of the published plan, with a clock."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.plan = root / "data" / "plan.yaml"

    def git(self, *arguments: str, day: str = "2026-01-01") -> None:
        when = f"{day}T12:00:00+00:00"
        dates = {"GIT_AUTHOR_DATE": when, "GIT_COMMITTER_DATE": when}
        given = {"PATH": "/usr/local/bin:/usr/bin:/bin", "HOME": str(self.root), **PERSON, **dates}
        subprocess.run(
            ["git", *arguments],
            cwd=self.root,
            env=given,
            check=True,
            capture_output=True,
            timeout=300,
        )

    def commit(self, message: str, day: str) -> None:
        self.git("add", "--all", day=day)
        self.git("commit", "--quiet", "-m", message, day=day)

    def edit(self, step: str, old: str, new: str) -> None:
        head, found, tail = self.plan.read_text("utf-8").partition(f"- id: {step}\n")
        assert old in tail
        self.plan.write_text(head + found + tail.replace(old, new, 1), "utf-8")


@pytest.fixture
def city(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> City:
    shutil.copytree(PUBLISHED, tmp_path / "data")
    city = City(tmp_path)
    city.git("init", "--quiet", "--initial-branch=main")
    city.commit("Publish", "2026-01-01")
    monkeypatch.chdir(tmp_path)
    for name in ("STC_PLAN", "GITHUB_ACTIONS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("STC_AS_OF", "2026-04-01")
    return city


@pytest.fixture
def ask(capsysbinary: pytest.CaptureFixture[bytes]) -> Callable[..., dict[str, Any]]:
    def run(*arguments: str) -> dict[str, Any]:
        capsysbinary.readouterr()
        assert main([*arguments, "--format", "json"]) == 0
        answer: dict[str, Any] = json.loads(capsysbinary.readouterr().out)
        return answer

    return run


def test_what_was_merged_on_a_day_was_published_on_it(city: City, ask: Any) -> None:
    city.git("checkout", "--quiet", "-b", "report")
    city.edit("COM-03", "status: Planning", "status: Complete")
    city.commit("Complete", "2026-03-16")
    city.git("checkout", "--quiet", "main")
    city.edit("COM-04", "status: Planning", "status: In progress")
    city.commit("Go on", "2026-03-17")
    city.git("merge", "--quiet", "--no-edit", "report", day="2026-03-20")

    def ids(*arguments: str) -> list[str]:
        return [change["id"] for change in ask("history", *arguments)["changes"]]

    assert ids("--since", "2026-03-18", "--to", "complete") == ["COM-03"]
    assert ids("--until", "2026-03-18") == ["COM-04"]
    assert ids("--since", "2026-03-21") == []


def test_a_move_made_on_two_branches_is_one(city: City, ask: Any) -> None:
    for branch, day in (("one", "2026-02-01"), ("two", "2026-02-02")):
        city.git("checkout", "--quiet", "-b", branch, "main")
        city.edit("COM-03", "deadline: 2024-12-31", "deadline: 2025-01-31")
        city.commit(f"Move on {branch}", day)
    city.git("merge", "--quiet", "--no-edit", "one", day="2026-02-03")
    totals = ask("slips")["totals"]
    assert (totals["moves"], totals["silent"], totals["days_later"]) == (1, 1, 31)


def test_a_reasoned_move_hides_no_silent_one_before_it(city: City, ask: Any) -> None:
    city.edit("COM-03", "deadline: 2024-12-31", "deadline: 2025-03-31")
    city.commit("Silently", "2026-02-01")
    assert main(["set-deadline", "COM-03", "2025-06-30", "--reason", "The board."]) == 0
    city.commit("With a reason", "2026-02-10")
    assert ask("slips")["totals"]["silent"] == 1
    assert main(["slips"]) == 0


def test_the_screen_goes_back_to_the_first_deadline(
    city: City, ask: Any, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    test_a_reasoned_move_hides_no_silent_one_before_it(city, ask)
    capsysbinary.readouterr()
    assert main(["slips"]) == 0
    screen = capsysbinary.readouterr().out.decode()
    assert "COM-03  2024-12-31  2025-06-30    181      2" in screen
    assert "silent, 2024-12-31 to 2025-03-31" in " ".join(screen.split())


def test_two_commits_are_compared_without_a_work_tree(city: City, ask: Any) -> None:
    city.edit("COM-03", "status: Planning", "status: Complete")
    city.commit("Complete", "2026-02-01")
    city.plan.unlink()
    assert [one["step"] for one in ask("diff", "HEAD~1..HEAD")["changes"]] == ["COM-03"]


def test_why_git_was_not_asked_is_said(
    city: City, monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    monkeypatch.setenv("PATH", str(city.root))
    assert main(["slips"]) == 0
    said = " ".join(capsysbinary.readouterr().out.decode().split())
    assert "git does not run" in said
    assert "Only what the file records is known." in said
