"""Which version a report is compared with, and what is said where there is none."""

import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.history.log.repository import Repository
from tests.journeys.report.quarter import HEAD, change_step, write_plan, write_step
from tests.plans import SMALL, change


@pytest.fixture
def city(tmp_path: Path) -> Repository:
    return Repository(tmp_path / "city")


def test_the_last_commit_before_the_day_is_compared(quarter: Repository, ask: Any) -> None:
    """October 24 is before the day; the commit of October 25 is not."""
    for words in ((), ("--since", "2024-10-25"), ("--since", "October 25, 2024")):
        since = ask(quarter.folder, *words)["totals"]["since"]
        assert (since["commit"], since["day"]) == (quarter.ids["then"], "2024-10-25")


def test_a_revision_stands_for_its_own_day(quarter: Repository, ask: Any) -> None:
    answer = ask(quarter.folder, "--since", quarter.ids["reasoned"][:10])
    assert answer["totals"]["since"]["day"] == "2024-11-20"
    assert answer["filter"] == {"since": quarter.ids["reasoned"][:10]}
    assert answer["totals"]["since"]["moved"] == 0
    assert answer["totals"]["then"]["overdue"] == 1


def test_the_first_version_stands_in_for_an_older_one(quarter: Repository, stc: Any) -> None:
    shown = stc(quarter.folder, "--as-of", "2024-12-01").out
    assert "git has no version that is 91 days old. The first one, of 2024-10-01, is used" in shown
    assert f"Compared with the plan of 2024-10-01 (commit {quarter.ids['publish'][:9]}" in shown


def test_where_git_began_later_nothing_is_compared(quarter: Repository, stc: Any) -> None:
    answer = stc(quarter.folder, "--as-of", "2024-09-30")
    assert answer.code == 0
    assert "The first version in git is of 2024-10-01, after the as-of day, so nothing is" in (
        answer.out
    )
    assert "Change" not in answer.out


@pytest.mark.parametrize("git", [False, True])
def test_without_git_the_report_says_so(
    git: bool, tmp_path: Path, stc: Any, ask: Any, city: Repository
) -> None:
    folder = city.folder if git else tmp_path
    (folder / "data").mkdir(exist_ok=True)
    (folder / "data" / "plan.yaml").write_text(SMALL, "utf-8")
    answer = stc(folder)
    assert answer.code == 0
    assert "so nothing is compared with an earlier day." in answer.out
    assert "Gone backwards" not in answer.out
    assert "1/1 (100%) of the open steps are overdue" in answer.out
    totals = ask(folder)["totals"]
    assert (totals["then"], totals["change"], totals["since"]) == (None, None, None)


def test_without_git_a_version_that_was_typed_is_an_error(tmp_path: Path, stc: Any) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "plan.yaml").write_text(SMALL, "utf-8")
    answer = stc(tmp_path, "--since", "HEAD")
    assert (answer.code, answer.out) == (3, "")
    assert "is not in a git checkout" in answer.err


@pytest.mark.parametrize(
    ("typed", "code", "said"),
    [
        ("mian", 2, '--since: unknown revision "mian". Did you mean "main"?'),
        ("-1", 2, '--since: "-1" is not a revision.'),
        ("2025-01-25", 2, "--since: 2025-01-25 is after the as-of day 2025-01-24."),
        ("2024-11-17", 3, "cannot be read, so it is not compared."),
    ],
)
def test_what_was_typed_and_is_not_there(
    typed: str, code: int, said: str, quarter: Repository, stc: Any
) -> None:
    answer = stc(quarter.folder, f"--since={typed}")
    assert (answer.code, answer.out) == (code, "")
    assert said in answer.err


def test_a_revision_after_the_as_of_day_is_refused(quarter: Repository, stc: Any) -> None:
    answer = stc(quarter.folder, "--since", "HEAD", "--as-of", "2025-01-09")
    assert answer.code == 2
    assert "--since: 2025-01-10, the day of" in answer.err
    assert "is after the as-of day 2025-01-09." in answer.err


def test_a_broken_version_of_the_day_gives_way_to_the_sound_one_before(
    quarter: Repository, stc: Any
) -> None:
    """91 days before February 16 is November 17; the commit of the 16th is broken."""
    shown = " ".join(stc(quarter.folder, "--as-of", "2025-02-16").out.split())
    assert f"The plan at {quarter.ids['broken'][:9]} is skipped because it cannot be read" in shown
    assert "The last valid version before it is used instead." in shown


def test_a_plan_with_errors_is_refused(city: Repository, stc: Any) -> None:
    text = write_plan()
    city.commit("2024-10-01", "publish", text)
    city.write(change_step(text, "02", "2024-10-15", "2024-02-30"))
    answer = stc(city.folder)
    assert (answer.code, answer.out) == (3, "")
    assert "data/plan.yaml has 1 error, so stc does not use it." in answer.err


def test_the_plan_as_it_was_is_compared_with_what_was_before_it(
    quarter: Repository, ask: Any
) -> None:
    answer = ask(quarter.folder, "--at", "2024-12-01", "--since", "2024-11-05")
    assert answer["as_of"] == "2024-12-01"
    assert answer["plan"]["revision"] == quarter.ids["reasoned"][:9]
    assert answer["totals"]["since"]["commit"] == quarter.ids["silent"]
    assert answer["totals"]["since"]["completed"] == 0


def test_local_changes_are_told_of(quarter: Repository, tmp_path: Path, ask: Any) -> None:
    shutil.copytree(quarter.folder, tmp_path / "copy")
    plan = tmp_path / "copy" / "data" / "plan.yaml"
    plan.write_text(change_step(plan.read_text("utf-8"), "02", "Planning", "Complete"), "utf-8")
    answer = ask(tmp_path / "copy")
    assert answer["plan"]["revision"].endswith(" + local changes")
    assert answer["totals"]["since"]["completed"] == 2


def test_the_same_plan_and_day_give_the_same_page(
    quarter: Repository, stc: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    pages = {stc(quarter.folder, "--format", "html").out for _ in range(2)}
    assert len(pages) == 1
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1737700000")
    monkeypatch.setattr("tests.journeys.report.conftest.AS_OF", "2025-01-24")
    assert stc(quarter.folder, "--format", "html").out in pages


@pytest.mark.parametrize(
    "steps",
    [
        (("01", "Planning", "comms", "2024-12-31"),),
        (("01", "Complete\n            completed: 2024-05-01", "comms", "2024-12-31"),),
        (("01", "Excluded\n            reason: The State does it.", "comms", ""),),
    ],
)
def test_a_plan_of_one_step(steps: Any, city: Repository, stc: Any) -> None:
    city.commit("2024-10-01", "publish", HEAD + "\n".join(write_step(*one) for one in steps))
    for form in ("table", "md", "html", "json", "csv"):
        assert stc(city.folder, "--format", form).code == 0
    shown = stc(city.folder).out
    is_open = steps[0][1] == "Planning"
    assert ("0 of 0 open steps are overdue." in shown) is not is_open
    assert "None of the " in shown
    shown = " ".join(shown.split())
    is_excluded = steps[0][1].startswith("Excluded")
    left = "0 of 1 step is counted; 1 is excluded."
    assert (left if is_excluded else "1 of 1 step is counted; none is excluded.") in shown
    if is_open:
        assert "1 of 1 department with steps has an overdue one." in shown
        assert "there is 1 in all." in shown
    for wrong in ("1 steps", "There are 1", "1 excluded are", "the 0 excluded"):
        assert wrong not in shown
    assert "0 of 1 step in both versions went backwards in status." in shown


def test_reviews_then_count_by_the_updates_of_then(city: Repository, ask: Any) -> None:
    reviewed = change(SMALL, "2024-12-31\n", "2027-12-31\n            review_every: 6m\n")
    voice = 'schema_version: 1\nby: "911"\nsteps:\n  COM-01:\n    - {on: 2024-03-01}\n'
    file = city.folder / "data" / "updates" / "911.yaml"
    file.parent.mkdir(parents=True)
    file.write_text(voice)
    city.commit("2024-10-01", "begin", reviewed)
    file.write_text(f"{voice}    - {{on: 2024-12-01}}\n")
    city.commit("2024-12-02", "confirm", reviewed)
    totals = ask(city.folder)["totals"]
    assert totals["then"]["review_due"] == 1
    assert totals["now"]["review_due"] == 0
