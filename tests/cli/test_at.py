"""`--at`: the plan and the timeline as they were, with nothing checked out."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from stc.cli.registry import COMMANDS
from tests.history.repository import PLAN, Repository

WITHOUT = {"validate", "explain", "fmt", "schema", "set-status", "set-deadline", "set-lead"}
WITH = (
    "overdue",
    "due",
    "list",
    "show",
    "summary",
    "departments",
    "slips",
    "scorecard",
    "timeline",
)
PLANNING, COMPLETE = "status: Planning", "status: Complete"


@pytest.fixture
def city(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Repository:
    """The plan and the timeline as published on October 1, 2024 in Chicago."""
    monkeypatch.delenv("STC_AS_OF")
    monkeypatch.setenv("HOME", str(folder.parent))
    shutil.rmtree(folder / ".git")
    city = Repository(folder, new=False)
    city.git("init", "--quiet", "--template=", "--initial-branch=main")
    city.commit("Publish", when="2024-10-02T04:00:00+00:00")
    city.git("tag", "v1")
    return city


def edit(city: Repository, old: str, new: str) -> None:
    text = city.plan.read_text("utf-8")
    assert old in text
    city.plan.write_text(text.replace(old, new, 1), "utf-8")


def heading(answer: Any) -> str:
    assert (answer.code, answer.err) == (0, "")
    return str(answer.out.splitlines()[1])


def count(stc: Callable[..., Any], *arguments: str) -> int:
    answer = stc("list", "--status", "planning", "-f", "ids", *arguments)
    assert answer.code == 0, answer.err
    return len(answer.out.splitlines())


def test_every_reading_command_has_it(stc: Any, city: Repository) -> None:
    assert {*WITH} <= {entry.name for entry in COMMANDS}
    before = city.look()
    short = city.head()[:9]
    for name in WITH:
        asked = ("show", "COM-03") if name == "show" else (name,)
        assert (
            heading(stc(*asked, "--at", "v1"))
            .partition(". ")[2]
            .startswith(f"Plan {PLAN} at {short}.")
        )
    assert city.look() == before


@pytest.mark.parametrize("name", sorted(WITHOUT))
def test_the_others_have_not(stc: Any, city: Repository, name: str) -> None:
    answer = stc(name, "--at", "HEAD")
    assert answer.code == 2
    assert "No such option: --at" in answer.err


def test_the_plan_as_it_was(stc: Any, city: Repository) -> None:
    then = count(stc)
    edit(city, PLANNING, COMPLETE)
    assert (count(stc), count(stc, "--at", "HEAD")) == (then - 1, then)
    city.commit("Complete", when="2024-11-20T12:00:00+00:00")
    assert (count(stc, "--at", "HEAD"), count(stc, "--at", "v1")) == (then - 1, then)
    assert (count(stc, "--at", "2024-11-20"), count(stc, "--at", "2024-11-21")) == (then, then - 1)


def test_a_day_is_also_the_as_of_day(
    stc: Any, city: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    short = city.head()[:9]
    at = f"Plan {PLAN} at {short}."
    assert heading(stc("list", "--at", "2024-10-02")) == f"As of 2024-10-02. {at}"
    assert heading(stc("list", "--at", "Oct 2, 2024")) == f"As of 2024-10-02. {at}"
    asked = ("list", "--at", "2024-10-02", "--as-of", "2025-01-24")
    assert heading(stc(*asked)) == f"As of 2025-01-24. {at}"
    monkeypatch.setenv("STC_AS_OF", "2025-02-01")
    assert heading(stc("list", "--at", "2024-10-02")) == f"As of 2025-02-01. {at}"


def test_a_commit_leaves_the_as_of_day_today(
    stc: Any, city: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    today = heading(stc("list"))[:18]
    assert heading(stc("list", "--at", "v1")).startswith(today)


def test_a_day_is_one_in_the_zone_of_the_plan(stc: Any, city: Repository) -> None:
    # Committed on October 1 at 23:00 in Chicago, which is October 2 in UTC.
    for broken in ("", "<<<<<<< HEAD\n", None):
        if broken is None:
            city.plan.unlink()
        else:
            city.plan.write_text(broken + city.plan.read_text("utf-8"), "utf-8")
        assert heading(stc("list", "--at", "2024-10-02")).startswith("As of 2024-10-02.")
    city.write("timezone: UTC\n")
    answer = stc("list", "--at", "2024-10-02")
    assert answer.code == 3
    assert "There is no commit before 2024-10-02. The first is of 2024-10-02" in answer.err


def test_json_says_both(stc: Any, city: Repository) -> None:
    answer = json.loads(stc("list", "--at", "2024-10-02", "-f", "json").out)
    assert answer["as_of"] == "2024-10-02"
    assert answer["plan"]["path"] == PLAN
    assert answer["plan"]["revision"] == city.head()[:9]


def test_a_plan_with_errors_is_refused_with_its_findings(stc: Any, city: Repository) -> None:
    edit(city, PLANNING, "status: Plannning")
    bad = city.commit("Broken")
    edit(city, "status: Plannning", PLANNING)
    city.commit("Mended")
    answer = stc("summary", "--at", "HEAD~1")
    assert (answer.code, answer.out) == (3, "")
    line = answer.err.splitlines()[0]
    assert line.startswith(f"{PLAN} at {bad[:9]}:")
    assert ": error STC" in line
    assert f"{PLAN} at {bad[:9]} has 1 error, so stc does not use it." in answer.err
    assert stc("summary", "--at", "HEAD").code == 0


def test_a_work_tree_without_its_plan(
    stc: Any, city: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.rmtree(city.root / "data")
    assert stc("list").code == 3
    assert stc("list", "--at", "HEAD").code == 0
    assert stc("timeline", "--at", "HEAD").code == 0
    assert stc("list", "--at", "HEAD", "--plan", PLAN).code == 0
    (city.root / "docs").mkdir()
    monkeypatch.chdir(city.root / "docs")
    assert heading(stc("list", "--at", "HEAD")).endswith(f"Plan ../{PLAN} at {city.head()[:9]}.")
    monkeypatch.setenv("STC_PLAN", "other.yaml")
    answer = stc("list", "--at", "HEAD")
    assert answer.code == 3
    assert f"other.yaml is not in git at {city.head()[:9]}." in answer.err


def test_the_timeline_as_it_was(stc: Any, city: Repository) -> None:
    entries = stc("timeline", "--at", "HEAD").out
    (city.root / "data" / "timeline.yaml").unlink()
    last = city.commit("No timeline")
    assert stc("timeline").code == 3
    assert stc("timeline", "--at", "HEAD~1").out == entries
    answer = stc("timeline", "--at", "HEAD")
    assert answer.code == 3
    assert f"data/timeline.yaml is not in git at {last[:9]}." in answer.err


def test_a_timeline_with_errors_is_refused(stc: Any, city: Repository) -> None:
    city.write("schema_version: 1\nnope: 1\n", "data/timeline.yaml")
    bad = city.commit("Broken")
    answer = stc("timeline", "--at", "HEAD")
    assert answer.code == 3
    assert answer.err.startswith(f"data/timeline.yaml at {bad[:9]}:")


def test_a_plan_that_was_elsewhere(stc: Any, city: Repository) -> None:
    city.git("mv", "data", "plan")
    city.commit("Move")
    answer = stc("timeline", "--at", "v1", "--plan", "plan/plan.yaml")
    assert heading(answer).endswith(f"Plan {PLAN} at {city.blob('v1')[:9]}.")


@pytest.mark.parametrize(
    ("typed", "code", "said"),
    [
        ("nope", 2, '--at: unknown revision "nope".'),
        ("v1-", 2, 'Did you mean "v1"?'),
        ("last week", 2, "A day is written as 2024-12-31."),
        ("--output=x", 2, '"--output=x" is not a revision'),
        ("", 2, "--at: the value is empty."),
        ("2020-01-01", 3, "There is no commit before 2020-01-01. The first is of 2024-10-01"),
    ],
)
def test_what_cannot_be_read(stc: Any, city: Repository, typed: str, code: int, said: str) -> None:
    before = city.look()
    answer = stc("list", f"--at={typed}")
    assert (answer.code, answer.out) == (code, "")
    assert said in answer.err
    assert city.look() == before


@pytest.mark.parametrize("below", [".", "data"])
def test_what_git_is_asked_begins_at_that_commit(
    stc: Any, city: Repository, monkeypatch: pytest.MonkeyPatch, below: str
) -> None:
    """Also where the plan had another path then, and from a folder below."""
    edit(city, PLANNING, COMPLETE)
    city.commit("Complete", when="2024-10-05T12:00:00+00:00")
    city.git("mv", "data/timeline.yaml", "data/then.yaml")
    city.git("mv", "data/plan.yaml", "data/old.yaml")
    city.commit("Rename", when="2024-10-06T12:00:00+00:00")
    city.git("mv", "data/old.yaml", "data/plan.yaml")
    city.commit("Rename back", when="2024-10-07T12:00:00+00:00")
    edit(city, PLANNING, "status: In progress")
    city.commit("Go on", when="2024-10-08T12:00:00+00:00")
    monkeypatch.chdir(city.root / below)

    def subjects(*arguments: str) -> list[str]:
        answer = stc("history", "-f", "json", *arguments)
        assert answer.code == 0, answer.err
        return [change["subject"] for change in json.loads(answer.out)["changes"]]

    assert subjects() == ["Go on", "Complete"]
    assert subjects("--at", "HEAD~2") == ["Complete"]
    assert subjects("--at", "HEAD~1") == ["Complete"]
    assert stc("stale", "--days", "0", "--at", "HEAD~2").code == 0
    assert "git saw no move" in stc("slips", "--at", "HEAD~2").out


def test_slips_before_the_first_commit_of_the_plan(stc: Any, city: Repository) -> None:
    city.git("rm", "--quiet", "--cached", "data/plan.yaml")
    city.git("commit", "--quiet", "--amend", "-m", "Without the plan")
    answer = stc("slips")
    assert answer.code == 0
    assert "git has no version of this plan" in " ".join(answer.out.split())
