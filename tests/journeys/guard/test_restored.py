"""What a plain revert of a bad commit brings back needs no reason; what is honest does to go."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from stc.cli.main import main
from tests.history.repository import Repository
from tests.plans import change, read_published_bytes

PLAN = read_published_bytes().decode()
Validate = Callable[[], tuple[int, str]]


@pytest.fixture
def city(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repository:
    """A checkout of the published plan on `main`."""
    monkeypatch.setenv("HOME", str(tmp_path))
    for name in ("STC_PLAN", "GITHUB_ACTIONS", "GITHUB_STEP_SUMMARY"):
        monkeypatch.delenv(name, raising=False)
    city = Repository(tmp_path / "city")
    city.put(PLAN)
    monkeypatch.chdir(city.root)
    return city


@pytest.fixture
def validate(capsys: pytest.CaptureFixture[str]) -> Validate:
    """Judges what is in the work tree against `main`."""

    def run() -> tuple[int, str]:
        capsys.readouterr()
        code = main(["validate", "--base", "main", "--select", "STC4"])
        shown: Any = capsys.readouterr()
        return code, shown.out + shown.err

    return run


def block(step_id: str, text: str = PLAN) -> str:
    start = text.index(f"          - id: {step_id}\n")
    return text[start : text.find("\n\n", start) + 2]


def edit(step_id: str, old: str, new: str, text: str = PLAN) -> str:
    was = block(step_id, text)
    return change(text, was, change(was, old, new))


def cut(text: str = PLAN) -> str:
    """Return the plan without three steps and without the deadline of a fourth."""
    for step_id in ("GOV-03", "GOV-04", "GOV-05"):
        text = text.replace(block(step_id, text), "")
    return edit("GOV-02", "            deadline: 2024-12-31\n", "", text)


def revert(city: Repository, commit: str) -> None:
    """Reverts a commit on a branch of its own."""
    city.git("checkout", "--quiet", "-b", "change")
    city.git("revert", "--no-edit", commit)


SWAPPED = change(
    edit("GOV-02", "id: GOV-02", "id: GOV-XX").replace("id: GOV-03\n", "id: GOV-02\n"),
    "id: GOV-XX",
    "id: GOV-03",
)


@pytest.mark.parametrize(
    ("bad", "said"),
    [
        (cut(), "GOV-02, GOV-03, GOV-04, GOV-05"),
        (edit("GOV-02", "deadline: 2024-12-31", "deadline: 2027-12-31"), "GOV-02"),
        (edit("GOV-02", "            deadline: 2024-12-31\n", ""), "GOV-02"),
        (edit("GOV-02", "id: GOV-02", "id: GOV-92"), "GOV-92, GOV-02"),
        (SWAPPED, "GOV-03, GOV-02"),
        (PLAN.replace(PLAN[PLAN.index("\n          - id: RSP-02") :], "\n"), "RSP-02"),
    ],
    ids=["cut short", "moved", "undated", "renamed", "swapped", "a third lost"],
)
def test_a_plain_revert_of_a_bad_commit_passes(
    city: Repository, validate: Validate, bad: str, said: str
) -> None:
    commit = city.put(bad)
    revert(city, commit)
    code, output = validate()
    assert code == 0, output
    assert f"Restored as before {commit[:9]}, a change that this check refuses: {said}" in output
    assert "STC4" not in output


def test_other_work_in_between_stays(city: Repository, validate: Validate) -> None:
    bad = city.put(cut())
    city.put(edit("COM-03", "status: Planning", "status: In progress", cut()))
    revert(city, bad)
    assert "status: In progress" in block("COM-03", city.plan.read_text("utf-8"))
    code, output = validate()
    assert code == 0, output
    assert "GOV-02, GOV-03, GOV-04, GOV-05." in output


def test_a_bad_commit_that_was_merged_is_reverted(city: Repository, validate: Validate) -> None:
    city.git("checkout", "--quiet", "-b", "bad")
    city.put(cut())
    city.git("checkout", "--quiet", "main")
    city.write("Hello", "README")
    city.commit("other work")
    city.git("merge", "--quiet", "--no-ff", "-m", "merge", "bad")
    city.git("checkout", "--quiet", "-b", "change")
    city.git("revert", "--no-edit", "-m", "1", "main")
    code, output = validate()
    assert code == 0, output
    assert "GOV-02, GOV-03, GOV-04, GOV-05." in output


def test_a_version_between_that_cannot_be_read_is_passed_over(
    city: Repository, validate: Validate
) -> None:
    city.put(cut().replace("title:", "title", 1))
    city.put(cut())
    city.git("checkout", "--quiet", "-b", "change")
    city.put(PLAN)
    code, output = validate()
    assert code == 0, output
    assert "GOV-02, GOV-03, GOV-04, GOV-05." in output


COMPLETE = edit(
    "COM-03",
    "status: Planning\n",
    "status: Complete\n            completed: 2025-01-20\n            evidence: [The minutes]\n",
)


def test_an_honest_completion_is_not_taken_back_without_a_reason(
    city: Repository, validate: Validate
) -> None:
    city.put(COMPLETE)
    city.git("checkout", "--quiet", "-b", "change")
    city.git("checkout", "HEAD~1", "--", "data/plan.yaml")
    code, output = validate()
    assert code == 1
    assert "error STC408 COM-03 goes from Complete to Planning without a new reason." in output
    assert "Restored" not in output


def test_a_bare_completion_is_not_taken_back_either(city: Repository, validate: Validate) -> None:
    city.put(edit("COM-03", "status: Planning", "status: Complete"))
    city.git("checkout", "--quiet", "-b", "change")
    city.put(PLAN)
    code, output = validate()
    assert (code, "STC408" in output) == (1, True), output


def test_an_honest_move_is_not_taken_back(
    city: Repository, validate: Validate, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["set-deadline", "GOV-02", "2027-12-31", "--reason", "It takes longer."])
    revert(city, city.commit("move"))
    code, output = validate()
    assert code == 1
    assert "error STC406 GOV-02: a recorded revision is changed or removed." in output
    assert "Restored" not in output


@pytest.mark.parametrize("when", ["after the bad commit", "in it"])
def test_what_was_recorded_in_between_still_needs_a_reason_to_go(
    city: Repository, validate: Validate, when: str
) -> None:
    """The whole old file comes back: the three steps are restored, the completion is lost."""
    if when == "in it":
        city.put(cut(edit_moved(COMPLETE)))
    else:
        city.put(cut(edit_moved(PLAN)))
        city.put(cut(edit_moved(COMPLETE)))
    city.git("checkout", "--quiet", "-b", "change")
    city.put(PLAN)
    code, output = validate()
    assert code == 1
    assert "error STC408 COM-03" in output
    assert "error STC405 COM-03" in output
    assert "GOV-02: the deadline moves" not in output
    assert "GOV-02, GOV-03, GOV-04, GOV-05." in output


def edit_moved(text: str) -> str:
    deadline = block("COM-03").split("deadline: ")[1].split()[0]
    return edit("COM-03", f"deadline: {deadline}", "deadline: 2028-01-31", text)


def test_a_block_that_is_not_exactly_the_old_one_is_not_restored(
    city: Repository, validate: Validate
) -> None:
    bad = city.put(edit("GOV-02", "deadline: 2024-12-31", "deadline: 2027-12-31"))
    city.git("checkout", "--quiet", "-b", "change")
    city.put(edit("GOV-02", "deadline: 2024-12-31", "deadline: 2024-12-30"))
    code, output = validate()
    assert (code, "error STC405 GOV-02" in output) == (1, True)
    city.put(
        edit("GOV-02", "            deadline", "            note: Back.\n            deadline")
    )
    assert validate()[0] == 1
    city.put(PLAN)
    assert validate()[0] == 0
    assert bad


def test_what_came_with_a_bad_commit_goes_only_with_all_of_it(
    city: Repository, validate: Validate
) -> None:
    new = (
        "          - id: GOV-94\n            status: Planning\n"
        "            action: Fly to the moon.\n            departments: [ocs]\n"
        "            deadline: 2027-01-31\n\n"
    )
    bad = change(PLAN, block("GOV-03"), new)
    city.put(bad)
    city.git("checkout", "--quiet", "-b", "change")
    city.put(change(bad, new, ""))
    code, output = validate()
    assert (code, "error STC402 GOV-94 is removed" in output) == (1, True), output
    city.put(PLAN)
    code, output = validate()
    assert code == 0, output
    assert "GOV-94, GOV-03." in output


def test_a_step_that_came_with_an_honest_commit_is_not_dropped(
    city: Repository, validate: Validate
) -> None:
    new = (
        "          - id: GOV-94\n            status: Planning\n"
        "            action: Fly to the moon.\n            departments: [ocs]\n"
        "            deadline: 2027-01-31\n\n"
    )
    revert(city, city.put(change(PLAN, block("GOV-03"), new + block("GOV-03"))))
    code, output = validate()
    assert (code, "error STC402 GOV-94 is removed" in output) == (1, True), output


def test_a_step_that_comes_back_as_another_one_is_not_new(
    city: Repository, validate: Validate
) -> None:
    before = city.git("rev-parse", "main").strip()
    city.put(cut())
    city.git("checkout", "--quiet", "-b", "change")
    city.put(edit("GOV-03", "deadline: 2024-12-31", "deadline: 2027-12-31"))
    code, output = validate()
    assert code == 1
    assert "error STC405 GOV-03: the deadline moves from 2024-12-31 to 2027-12-31" in output
    assert f"Compared with {before[:9]}, the last version that had them: GOV-03." in output
    assert "refuses: GOV-02, GOV-04, GOV-05." in output


def test_the_id_of_a_step_that_was_removed_is_not_given_again(
    city: Repository, validate: Validate
) -> None:
    city.put(cut())
    city.git("checkout", "--quiet", "-b", "change")
    action = block("GOV-03").split("action: >-\n")[1].split("\n")[0].strip()
    city.put(edit("GOV-03", action, "Plant a tree in every street of the city."))
    code, output = validate()
    assert code == 1
    assert "error STC403 GOV-03 was another step before. (" in output


def test_a_step_does_not_come_back_as_before_an_honest_move(
    city: Repository, validate: Validate
) -> None:
    main(["set-deadline", "GOV-03", "2027-12-31", "--reason", "It takes longer."])
    city.commit("move")
    city.put(cut(city.plan.read_text("utf-8")))
    city.git("checkout", "--quiet", "-b", "change")
    city.put(PLAN)
    code, output = validate()
    assert code == 1
    assert "error STC406 GOV-03: a recorded revision is changed or removed." in output


def test_an_id_that_was_never_on_the_main_line_is_free(
    city: Repository, validate: Validate
) -> None:
    """A branch had a step for a while, and was merged without it."""
    new = (
        "          - id: GOV-94\n            status: Planning\n"
        "            action: Fly to the moon.\n            departments: [ocs]\n"
        "            deadline: 2027-01-31\n\n"
    )
    proposed = change(PLAN, block("GOV-03"), new + block("GOV-03"))
    city.git("checkout", "--quiet", "-b", "idea")
    city.put(proposed)
    city.put(edit("COM-03", "status: Planning", "status: In progress"))
    city.git("checkout", "--quiet", "main")
    city.git("merge", "--quiet", "--no-ff", "-m", "merge", "idea")
    city.git("checkout", "--quiet", "-b", "change")
    text = city.plan.read_text("utf-8")
    other = new.replace("Fly to the moon", "Plant a tree in every street of the city")
    city.put(change(text, block("GOV-03", text), other + block("GOV-03", text)))
    code, output = validate()
    assert code == 0, output


def test_a_ledger_that_was_rewritten_is_put_back(city: Repository, validate: Validate) -> None:
    main(["set-deadline", "GOV-02", "2027-12-31", "--reason", "It takes longer."])
    city.commit("move")
    text = city.plan.read_text("utf-8")
    revert(city, city.put(change(text, "reason: It takes longer.", "reason: The law changed.")))
    code, output = validate()
    assert code == 0, output
    assert "refuses: GOV-02." in output


def test_a_plan_that_moves_while_it_is_restored(city: Repository) -> None:
    bad = city.put(cut())
    revert(city, bad)
    city.git("mv", "data", "city")
    city.commit("move")
    code = main(["validate", "--base", "main", "--plan", "city/plan.yaml", "--select", "STC4"])
    assert code == 0


def test_what_a_shallow_clone_cannot_show_is_not_restored(
    city: Repository, validate: Validate, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    bad = city.put(cut())
    city.put(edit("COM-03", "status: Planning", "status: In progress", cut()))
    revert(city, bad)
    clone = tmp_path / "clone"
    city.git("clone", "--quiet", "--depth=2", "-b", "change", f"file://{city.root}", str(clone))
    monkeypatch.chdir(clone)
    city.root = clone
    city.git("update-ref", "refs/heads/main", "HEAD~1")
    code, output = validate()
    assert code == 1
    assert "error STC405 GOV-02" in output
    assert "Restored" not in output
