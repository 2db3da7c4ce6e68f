"""A move of a deadline that is not in git yet can be corrected; what is in git stays for ever."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from stc.cli.main import main
from tests.history.repository import Repository
from tests.plans import SMALL, change, find_step, load

TODAY = "2026-11-23"
DEADLINE = "            deadline: 2024-12-31\n"
MOVED = """\
            deadline: {to}
            revisions:
              - from: 2024-12-31
                to: {to}
                on: {on}
                reason: {reason}
"""


@pytest.fixture
def city(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repository:
    """A checkout of the small plan on the branch `change`, on the day of the tests."""
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("STC_PLAN", raising=False)
    noon = datetime(2026, 11, 23, 18, tzinfo=UTC)
    for module in ("context", "editing"):
        monkeypatch.setattr(f"stc.cli.{module}.now", lambda: noon)
    city = Repository(tmp_path / "city")
    city.put(SMALL)
    city.git("checkout", "--quiet", "-b", "change")
    monkeypatch.chdir(city.root)
    return city


@pytest.fixture
def move(capsys: pytest.CaptureFixture[str]) -> Any:
    def run(deadline: str, reason: str, *more: str) -> str:
        code = main(["set-deadline", "COM-01", deadline, "--reason", reason, *more])
        shown = capsys.readouterr()
        return shown.err if code == 0 else f"{code}: {shown.err}"

    return run


def moved(to: str, reason: str, on: str = TODAY) -> str:
    return change(SMALL, DEADLINE, MOVED.format(to=to, on=on, reason=reason))


def test_a_second_move_of_the_day_replaces_the_first(city: Repository, move: Any) -> None:
    move("2027-03-31", "Typo.")
    output = move("2027-06-30", "The board meets in June.")
    assert city.plan.read_text("utf-8") == moved("2027-06-30", "The board meets in June.")
    assert output.startswith(
        "COM-01: 2024-12-31 to 2027-06-30, 911 days later.\n"
        "COM-01: this replaces the revision of 2026-11-23, which is not in git yet:"
        ' 2024-12-31 to 2027-03-31, "Typo."\n'
    )
    assert "git commit -m 'COM-01: deadline 2024-12-31 to 2027-06-30'" in output


def test_a_reason_alone_is_corrected(city: Repository, move: Any) -> None:
    move("2027-03-31", "Typo.")
    move("2027-03-31", "The board meets in March.")
    assert city.plan.read_text("utf-8") == moved("2027-03-31", "The board meets in March.")
    assert move("2027-03-31", "The board meets in March.") == (
        "COM-01: the deadline is 2027-03-31 already. Nothing to change.\n"
    )


def test_a_day_of_decision_that_was_forgotten_is_put_in(city: Repository, move: Any) -> None:
    move("2027-03-31", "Why.")
    move("2027-03-31", "Why.", "--on", "2026-11-02")
    assert city.plan.read_text("utf-8") == moved("2027-03-31", "Why.", "2026-11-02")


@pytest.mark.parametrize("between", ["2027-03-31", "none"])
def test_back_to_the_start_removes_the_move(city: Repository, move: Any, between: str) -> None:
    move(between, "Typo.")
    output = move("2024-12-31", "It was a mistake.")
    assert city.plan.read_text("utf-8") == SMALL
    assert output.startswith("COM-01: back to 2024-12-31.\nCOM-01: this removes the revision of")
    assert output.endswith("Nothing to do next: the plan is again as in the last commit.\n")


def test_taken_away_and_given_again_is_one_move(city: Repository, move: Any) -> None:
    move("none", "The council gave it up.")
    move("2027-03-31", "It did not.")
    assert city.plan.read_text("utf-8") == moved("2027-03-31", "It did not.")
    move("none", "It did.")
    step = find_step(load(city.plan.read_text("utf-8")), "COM-01")
    assert step.deadline is None
    assert [(str(one.from_), one.to, one.reason) for one in step.revisions] == [
        ("2024-12-31", None, "It did.")
    ]


def test_a_first_deadline_can_be_taken_back(city: Repository, move: Any) -> None:
    without = change(SMALL, DEADLINE, "")
    city.put(without)
    move("2027-03-31", "A first one.")
    move("none", "Not yet.")
    assert city.plan.read_text("utf-8") == without


@pytest.mark.parametrize("layout", ["block", "flow"])
def test_what_is_in_git_stays(city: Repository, move: Any, layout: str) -> None:
    move("2027-03-31", "One.")
    published = city.plan.read_text("utf-8")
    if layout == "flow":
        block = published[
            published.index("revisions:") : published.index("\n          - id: COM-02")
        ]
        flow = "revisions: [{from: 2024-12-31, to: 2027-03-31, on: 2026-11-23, reason: One.}]\n"
        published = published.replace(block, flow)
        city.write(published)
    city.commit("one")
    move("2027-06-30", "Two.")
    move("2027-09-30", "Three.")
    step = find_step(load(city.plan.read_text("utf-8")), "COM-01")
    assert [one.reason for one in step.revisions] == ["One.", "Three."]
    output = move("2027-03-31", "It stays.")
    assert "COM-01: back to 2027-03-31." in output
    assert city.plan.read_text("utf-8") == published


def test_a_move_that_is_staged_is_not_in_git_yet(city: Repository, move: Any) -> None:
    move("2027-03-31", "Typo.")
    city.git("add", "--all")
    move("2027-06-30", "Why.")
    assert city.plan.read_text("utf-8") == moved("2027-06-30", "Why.")


def test_a_move_of_an_earlier_day_is_added_to(city: Repository, move: Any) -> None:
    move("2027-03-31", "One.", "--on", "2026-11-20")
    move("2027-06-30", "Two.")
    step = find_step(load(city.plan.read_text("utf-8")), "COM-01")
    assert [one.reason for one in step.revisions] == ["One.", "Two."]


def test_a_correction_does_not_come_before_what_is_in_git(city: Repository, move: Any) -> None:
    move("2027-03-31", "One.", "--on", "2026-11-20")
    city.commit("one")
    move("2027-06-30", "Two.")
    before = city.plan.read_bytes()
    assert move("2027-06-30", "Two.", "--on", "2026-11-19") == (
        "2: Error: --on 2026-11-19 lies before the last revision of COM-01, 2026-11-20.\n"
    )
    assert city.plan.read_bytes() == before


@pytest.mark.parametrize("where", ["no git", "no commit", "another plan in git"])
def test_where_git_cannot_tell_every_move_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, move: Any, where: str
) -> None:
    monkeypatch.delenv("STC_PLAN", raising=False)
    root = tmp_path / "other"
    if where == "no git":
        root.mkdir()
    else:
        other = Repository(root)
        if where == "another plan in git":
            other.put("title: broken\n")
    (root / "data").mkdir(exist_ok=True)
    plan = root / "data" / "plan.yaml"
    plan.write_text(SMALL, "utf-8")
    monkeypatch.chdir(root)
    move("2027-03-31", "One.")
    move("2027-06-30", "Two.")
    step = find_step(load(plan.read_text("utf-8")), "COM-01")
    assert [one.reason for one in step.revisions] == ["One.", "Two."]


def test_a_reason_that_says_nothing_is_refused(city: Repository, move: Any) -> None:
    assert move("2027-03-31", ".").startswith('2: Error: --reason: "." says nothing.')
    assert city.plan.read_text("utf-8") == SMALL


def test_a_comment_beside_a_move_that_is_removed_stays(city: Repository, move: Any) -> None:
    move("2027-03-31", "Typo.")
    text = city.plan.read_text("utf-8")
    city.write(change(text, "reason: Typo.", "reason: Typo.  # said Ann"))
    output = move("2024-12-31", "A mistake.")
    assert city.plan.read_text("utf-8") == change(
        SMALL, DEADLINE, f"{DEADLINE}            # said Ann\n"
    )
    assert "git commit -m 'COM-01: deadline 2024-12-31 again'" in output


@pytest.mark.parametrize(
    ("prepare", "said"),
    [
        ((), "Next: git switch -c com-01-ongoing && git commit -m 'COM-01: Ongoing' -- data"),
        (("checkout", "-q", "-b", "mine"), "Next: git commit -m 'COM-01: Ongoing' -- data"),
        (("checkout", "-q", "--detach"), "Next: git switch -c com-01-ongoing && git commit"),
        (("branch", "com-01-ongoing"), "Next: git switch -c com-01-ongoing-2 && git commit"),
    ],
    ids=["main", "a branch", "no branch", "the name is taken"],
)
def test_what_is_next_on_the_main_branch_begins_with_a_branch(
    city: Repository, capsys: pytest.CaptureFixture[str], prepare: tuple[str, ...], said: str
) -> None:
    city.git("checkout", "--quiet", "main")
    if prepare:
        city.git(*prepare)
    assert main(["set-status", "COM-01", "ongoing"]) == 0
    assert said in capsys.readouterr().err


def test_the_main_branch_is_the_one_of_the_server(
    city: Repository, capsys: pytest.CaptureFixture[str]
) -> None:
    city.git("update-ref", "refs/remotes/origin/change", "HEAD")
    city.git("symbolic-ref", "refs/remotes/origin/HEAD", "refs/remotes/origin/change")
    assert main(["set-status", "COM-01", "ongoing"]) == 0
    assert "Next: git switch -c com-01-ongoing && git commit" in capsys.readouterr().err
    city.git("checkout", "--quiet", "main")
    assert main(["set-status", "COM-01", "in-progress"]) == 0
    assert "Next: git commit -m" in capsys.readouterr().err
