"""`stc set-status`: what is recorded, what is refused, what is said."""

from collections.abc import Iterator
from difflib import ndiff
from pathlib import Path
from typing import Any

import pytest

from stc.files.store.replace import HeldFile


@pytest.fixture
def published(plan: Path) -> str:
    return plan.read_bytes().decode()


def changed(before: str, plan: Path) -> list[str]:
    """Return the lines that went and the lines that came."""
    after = plan.read_bytes().decode()
    return [
        line[0] + line[2:].strip()
        for line in ndiff(before.split("\n"), after.split("\n"))
        if line[0] in "+-"
    ]


def test_only_the_status_line_changes(stc: Any, plan: Path, published: str) -> None:
    answer = stc("set-status", "COM-03", "in-progress")
    assert answer.code == 0
    assert changed(published, plan) == ["-status: Planning", "+status: In progress"]
    assert "-            status: Planning\n+            status: In progress\n" in answer.out
    assert answer.err == (
        "COM-03: Planning to In progress.\n"
        "Written to data/plan.yaml.\n"
        "Next: git commit -m 'COM-03: In progress' -- data/plan.yaml,"
        " then open a pull request.\n"
    )


@pytest.mark.parametrize("typed", ["in-progress", "IN PROGRESS", "in_progress", "In progress"])
def test_a_status_in_any_spelling(stc: Any, plan: Path, published: str, typed: str) -> None:
    assert stc("set-status", "com-03", typed).code == 0
    assert changed(published, plan) == ["-status: Planning", "+status: In progress"]


def test_complete_with_its_day_and_evidence(stc: Any, plan: Path, published: str) -> None:
    extra = ("--completed", "2025-01-20", "--evidence", "https://example.org/a", "--note", "Seen.")
    answer = stc("set-status", "COM-03", "complete", *extra)
    assert changed(published, plan) == [
        "-status: Planning",
        "+status: Complete",
        "+completed: 2025-01-20",
        "+evidence:",
        "+- https://example.org/a",
        "+note: Seen.",
    ]
    assert "not recorded" not in answer.err
    assert stc("validate").code == 0


def test_complete_says_what_is_missing(stc: Any) -> None:
    answer = stc("set-status", "COM-03", "complete")
    assert answer.code == 0
    assert "COM-03: no completion date is recorded. Add it with --completed DATE." in answer.err
    assert "COM-03: no evidence is recorded. Add it with --evidence TEXT." in answer.err


def test_there_and_back_leaves_the_same_bytes(stc: Any, plan: Path, published: str) -> None:
    assert stc("set-status", "COM-03", "ongoing").code == 0
    assert stc("set-status", "COM-03", "planning").code == 0
    assert plan.read_bytes().decode() == published


def test_several_at_once(stc: Any, plan: Path, published: str) -> None:
    answer = stc("set-status", "COM-03", "COM-04", "COM-03", "ongoing")
    assert changed(published, plan) == ["-status: Planning", "+status: Ongoing"] * 2
    assert "git commit -m 'COM-03, COM-04: Ongoing' -- data/plan.yaml" in answer.err


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("COM-03", "COM-99", "ongoing"), 'Unknown step "COM-99". Did you mean COM-'),
        (("COM-03", "COM-01", "planning"), "COM-01: going back from Complete needs --reason TEXT."),
        (("COM-03", "COM-04", "excluded"), "COM-03: excluding it needs --reason TEXT."),
        (("COM-03", "unknown"), "Unknown is only for a step whose published copy is unreadable"),
        (("COM-03", "compleet"), 'Unknown status "compleet". Did you mean complete?'),
        (("COM-03", "finished"), 'Unknown status "finished".'),
        (("COM-03",), "Name the steps and then their status"),
        ((), "Missing argument"),
        (("COM-03", "complete", "--completed", "2024-02-30"), '"2024-02-30" is not a real day'),
        (("COM-03", "complete", "--completed", "12/31/24"), "write 2024-12-31"),
        (("COM-03", "complete", "--completed", "2099-01-01"), "lies after today"),
        (("COM-03", "planning", "--completed", "2024-01-01"), "is for the status Complete"),
        (("COM-03", "excluded", "--reason", " "), "--reason: the value is empty"),
        (("COM-03", "excluded", "--reason", "."), '--reason: "." says nothing.'),
        (("COM-03", "ongoing", "--note", "n/a"), '--note: "n/a" says nothing.'),
        (("COM-03", "complete", "--evidence", "e"), '--evidence: "e" says nothing.'),
        (("COM-03", "complete", "--evidence", ""), "--evidence: the value is empty"),
    ],
)
def test_what_is_refused_changes_nothing(
    stc: Any, plan: Path, state: Any, arguments: tuple[str, ...], words: str
) -> None:
    before = state(plan)
    answer = stc("set-status", *arguments)
    assert (answer.code, answer.out) == (2, "")
    assert words in answer.err
    assert state(plan) == before
    assert sorted(one.name for one in plan.parent.iterdir()) == ["plan.yaml", "timeline.yaml"]


@pytest.mark.parametrize("field", ["note", "reason"])
def test_another_text_is_never_replaced_unasked(
    stc: Any, plan: Path, published: str, state: Any, field: str
) -> None:
    given = ("set-status", "COM-03", "in-progress", f"--{field}")
    assert stc(*given, "The council's words.").code == 0
    before = state(plan)
    answer = stc(*given, "Other words.")
    assert (answer.code, answer.out) == (3, "")
    assert (
        f'--{field} would replace what is already recorded: "The council\'s words."' in answer.err
    )
    assert state(plan) == before
    assert stc(*given, "The council's words.").code == 0
    assert state(plan) == before
    answer = stc(*given, "Other words.", "--replace")
    assert answer.code == 0
    assert f'this replaces the {field} recorded before: "The council\'s words."' in answer.err
    assert changed(published, plan) == [
        "-status: Planning",
        "+status: In progress",
        f"+{field}: Other words.",
    ]


def test_of_several_steps_none_is_changed_where_one_would_lose_its_note(
    stc: Any, plan: Path, state: Any
) -> None:
    stc("set-status", "COM-04", "ongoing", "--note", "Mine.")
    before = state(plan)
    answer = stc("set-status", "COM-03", "COM-04", "ongoing", "--note", "Ours.")
    assert (answer.code, answer.out) == (3, "")
    assert 'COM-04: --note would replace what is already recorded: "Mine."' in answer.err
    assert state(plan) == before


def test_a_reason_that_comes_with_another_status_replaces_the_old_one_and_shows_it(
    stc: Any, plan: Path
) -> None:
    assert stc("set-status", "COM-03", "excluded", "--reason", "The state does it.").code == 0
    answer = stc("set-status", "COM-03", "planning", "--reason", "The state gave it up.")
    assert answer.code == 0
    assert 'COM-03: this replaces the reason recorded before: "The state does it."' in answer.err
    assert "-            reason: The state does it.\n" in answer.out


def test_excluding_and_reopening_with_a_reason(stc: Any, plan: Path, published: str) -> None:
    assert stc("set-status", "COM-03", "excluded", "--reason", "Not ours: the state's.").code == 0
    assert changed(published, plan)[1:] == [
        "+status: Excluded",
        '+reason: "Not ours: the state\'s."',
    ]
    assert stc("set-status", "COM-01", "planning", "--reason", "Taken up again.").code == 0
    assert stc("validate").code == 0


def test_going_back_from_complete_removes_the_day_and_says_so(stc: Any, plan: Path) -> None:
    stc("set-status", "COM-03", "complete", "--completed", "2025-01-20")
    answer = stc("set-status", "COM-03", "planning", "--reason", "It was not.")
    assert "the day it was completed, 2025-01-20, was removed." in answer.err
    assert "completed:" not in plan.read_text("utf-8")


def test_the_comments_beside_what_is_taken_away_stay(stc: Any, plan: Path) -> None:
    stc("set-status", "COM-03", "complete", "--completed", "2025-01-20")
    stc("set-lead", "COM-03", "911")
    text = plan.read_text("utf-8").replace("completed: 2025-01-20", "completed: 2025-01-20  # Ann")
    plan.write_text(text.replace('lead: "911"', 'lead: "911" # as Bob said'), "utf-8")
    assert stc("set-status", "COM-03", "planning", "--reason", "It was not.").code == 0
    assert stc("set-lead", "COM-03", "none").code == 0
    after = plan.read_text("utf-8")
    assert "            # Ann\n            reason: It was not.\n" in after
    assert "            # as Bob said\n            departments:" in after
    assert "completed:" not in after
    assert "lead:" not in after


def test_nothing_to_change_leaves_the_file_alone(stc: Any, plan: Path, state: Any) -> None:
    before = state(plan)
    answer = stc("set-status", "COM-03", "planning")
    assert answer == (0, "", "COM-03: Planning already. Nothing to change.\n")
    assert state(plan) == before


def test_a_dry_run_shows_and_writes_nothing(stc: Any, plan: Path, state: Any) -> None:
    before = state(plan)
    answer = stc("set-status", "COM-03", "complete", "--dry-run")
    assert answer.code == 0
    assert "+            status: Complete\n" in answer.out
    assert answer.err.endswith("Dry run: nothing was written.\n")
    assert state(plan) == before


def test_a_dry_run_of_a_read_only_file(stc: Any, plan: Path) -> None:
    plan.chmod(0o444)
    assert stc("set-status", "COM-03", "complete", "--dry-run").code == 0


def test_the_plan_named(stc: Any, plan: Path, published: str) -> None:
    other = plan.with_name("other plan.yaml")
    other.write_bytes(plan.read_bytes())
    answer = stc("set-status", "COM-03", "ongoing", "--plan", "data/other plan.yaml")
    assert "-- 'data/other plan.yaml', then" in answer.err
    assert changed(published, plan) == []
    assert changed(published, other) == ["-status: Planning", "+status: Ongoing"]


def test_changed_on_disk_meanwhile(stc: Any, plan: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another program, which knows no locks, saves between our reading and our writing."""
    theirs = plan.read_bytes().replace(b"status: Planning", b"status: Ongoing")
    stage = HeldFile.stage

    def stage_late(held: HeldFile, new: bytes) -> Any:
        plan.write_bytes(theirs)
        return stage(held, new)

    monkeypatch.setattr(HeldFile, "stage", stage_late)
    answer = stc("set-status", "COM-03", "complete")
    assert (answer.code, answer.out) == (3, "")
    assert "changed on disk meanwhile; nothing was written. Run the command again." in answer.err
    assert plan.read_bytes() == theirs
    assert sorted(one.name for one in plan.parent.iterdir()) == ["plan.yaml", "timeline.yaml"]


def walk(folder: Path) -> Iterator[str]:
    return (str(path.relative_to(folder)) for path in sorted(folder.rglob("*")))


def test_reading_leaves_no_trace(stc: Any, folder: Path) -> None:
    before = list(walk(folder))
    for asked in ("list", "overdue", "summary", "timeline", "validate", "departments"):
        assert stc(asked).code == 0
    assert list(walk(folder)) == before


def test_a_day_before_the_plan_began_is_told(stc: Any, plan: Path) -> None:
    text = plan.read_text("utf-8")
    assert "began: 2023-07\n" in text
    answer = stc("set-status", "COM-03", "complete", "--completed", "2020-01-01")
    assert answer.code == 0
    assert (
        "COM-03: the day it was completed, 2020-01-01, is before the plan began on 2023-07-01."
        " Check the year.\n" in answer.err
    )
    assert "STC225" in stc("validate").out
    arguments = ("--on", "2021-02-03", "--reason", "The board could not meet.")
    moved = stc("set-deadline", "COM-04", "2016-01-01", *arguments)
    assert "COM-04: the deadline, 2016-01-01, is before the plan began" in moved.err
    assert "COM-04: the day of the decision, 2021-02-03, is before the plan began" in moved.err
    assert "STC226" in stc("validate").out
    plan.write_text(text.replace("began: 2023-07\n", ""), "utf-8")
    quiet = stc("set-status", "COM-03", "complete", "--completed", "2020-01-01")
    assert "began" not in quiet.err
