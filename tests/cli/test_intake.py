"""`stc intake`: what a report from a browser changes, and what it is told when it cannot."""

import json
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Answer
from tests.intake.events import OPENED, edit_event, make_event, write_body
from tests.plans import change

Take = Callable[..., Answer]
MARK = "<!-- stc intake -->\n"


@pytest.fixture
def take(folder: Path, stc: Callable[..., Answer]) -> Take:
    """Hand an event to the command."""

    def call(event: Any, *words: str) -> Answer:
        data = event if isinstance(event, bytes) else json.dumps(event).encode()
        (folder / "event.json").write_bytes(data)
        return stc("intake", "event.json", *words)

    return call


@pytest.fixture
def report(take: Take, folder: Path) -> Callable[..., tuple[Answer, str]]:
    """Report with these answers; return what is printed, and the answer to the person."""

    def call(*words: str, **answers: Any) -> tuple[Answer, str]:
        answer = take(make_event(write_body(**answers)), "--answer", "answer.md", *words)
        path = folder / "answer.md"
        return answer, path.read_text("utf-8") if path.exists() else ""

    return call


Report = Callable[..., tuple[Answer, str]]


@pytest.mark.parametrize("option", ["--answer", "--patch"])
def test_the_event_is_never_replaced(take: Take, folder: Path, option: str) -> None:
    data = OPENED.read_bytes()
    answer = take(data, option, "event.json")
    assert answer.code == 3 and "it is the event" in answer.err
    assert (folder / "event.json").read_bytes() == data


def test_a_report_changes_what_the_commands_change(
    take: Take, stc: Callable[..., Answer], plan: Path
) -> None:
    before = plan.read_bytes()
    answer = take(OPENED.read_bytes())
    assert answer.code == 0
    assert "+            status: Complete\n+            completed: 2024-12-20\n" in answer.out
    assert "Next: git " in answer.err
    reported = plan.read_bytes()
    plan.write_bytes(before)
    evidence = ("--evidence", "https://www.example.org/minutes")
    assert stc("set-status", "COM-03", "complete", "--completed", "2024-12-20", *evidence).code == 0
    assert plan.read_bytes() == reported
    # The same event again, as when a job is run anew.
    assert take(OPENED.read_bytes()).code == 0
    assert plan.read_bytes() == reported


def test_an_update_is_recorded_by_a_department_of_the_step(report: Report, folder: Path) -> None:
    answer, said = report(update="The board met.\n\nIt agreed.", by="911")
    assert answer.code == 0
    text = (folder / "data" / "updates" / "911.yaml").read_text("utf-8")
    assert "text: The board met. It agreed." in text
    assert "- **What happened**: The board met. It agreed.\n" in said
    answer, said = report(ticked=True, by="IT")
    assert answer.code == 0
    assert (folder / "data" / "updates" / "it.yaml").exists()


def test_a_patch_leaves_the_plan_and_makes_the_same(
    report: Report, folder: Path, plan: Path
) -> None:
    before = plan.read_bytes()
    answers = {"update": "Done.", "by": "911", "status": "Complete", "completed": "2024-12-20"}
    answer, said = report("--patch", "change.patch", **answers)
    assert (answer.code, plan.read_bytes()) == (0, before)
    assert not (folder / "data" / "updates").exists()
    assert answer.err.endswith("Written to change.patch. The plan is as it was.\n")
    patch = (folder / "change.patch").read_text("utf-8")
    assert patch.startswith("Subject: COM-03: Complete\n\ndiff --git ")
    shutil.rmtree(folder / ".git")
    words = ["git", "apply", "change.patch"]
    subprocess.run(words, cwd=folder, check=True, timeout=300)
    patched = {path: path.read_bytes() for path in (folder / "data").rglob("*.yaml")}
    plan.write_bytes(before)
    shutil.rmtree(folder / "data" / "updates")
    answer, again = report(**answers)
    assert (answer.code, again) == (0, said)
    assert {path: path.read_bytes() for path in (folder / "data").rglob("*.yaml")} == patched


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        ({"step": "COM-99"}, 'Id in the plan: Unknown step "COM-99". '),
        ({"step": "_No response_"}, "Id in the plan: It is empty. Write the id of the step."),
        ({}, "Id in the plan: Nothing is reported of the step. Answer a question."),
        ({"by": "911"}, "Id in the plan: Nothing is reported of the step. Answer a question."),
        ({"status": "Finished"}, 'Status: Unknown status "Finished". Did you mean complete?'),
        ({"status": "Complete", "completed": "03/04/2024"}, "Completed on: "),
        ({"completed": "2999-01-01", "status": "Complete"}, "Completed on: "),
        ({"deadline": "2027-03-31"}, "Reason: Reason is empty."),
        ({"deadline": "someday", "reason": "It is late."}, "New deadline: "),
        ({"reason": "It is late."}, "Reason: Reason explains nothing"),
        ({"status": "Excluded"}, "Reason: COM-03: excluding it needs a text in Reason."),
        ({"update": "Seen.", "by": "Health"}, "Who reports: Health is not a department of COM-03."),
        ({"status": "Complete", "by": "Nobody"}, 'Who reports: Unknown department "Nobody".'),
        ({"update": "Seen."}, "Who reports: COM-03 has 2 departments and no lead. Choose one of:"),
        ({"update": "n/a", "by": "911"}, "What happened: "),
        ({"update": "a\x1b[31mb", "by": "911"}, "What happened: The answer has the invisible"),
        ({"update": "x\n### Status\n\nComplete"}, "Status: The heading of this question appears 2"),
    ],
)
def test_what_is_wrong_is_said_by_its_question(
    report: Report, plan: Path, answers: dict[str, Any], said: str
) -> None:
    before = plan.read_bytes()
    answer, text = report("--patch", "change.patch", **answers)
    assert answer.code == 1
    assert answer.out.startswith(said)
    assert "--" not in answer.out.replace("---", "")
    assert text.startswith(f"{MARK}## This report cannot be used yet\n")
    assert "Edit the text of the issue and correct it" in text
    assert plan.read_bytes() == before
    assert not (plan.parents[1] / "change.patch").exists()


def test_all_that_is_wrong_is_said_at_once(report: Report) -> None:
    answer, text = report(step="X", status="Finished", completed="soon", by="Nobody", reason="?")
    assert answer.out.count("\n") >= 3
    assert text.count("\n- ") >= 4


def test_the_answer_shows_what_was_reported_as_text(report: Report) -> None:
    hostile = "@everyone #1 <!-- x --> **b** ![p](https://e.org/p.png) `$(id)` | </details>"
    answer, text = report(deadline="2027-03-31", reason=hostile, evidence="[x](javascript:y)")
    assert answer.code == 0
    assert text.startswith(f"{MARK}## Progress of COM-03\n")
    shown = text.removeprefix(MARK).replace("@<!-- -->", "").replace("#<!-- -->", "")
    assert not re.search(r"@everyone|#1|(?<!\\)<|(?<!\\)!\[p\](?!\\)\(|(?<!\\)\*\*b", shown)


def test_what_is_missing_is_asked_for_by_its_question(report: Report) -> None:
    _, text = report("-n", status="Complete")
    assert "- COM-03: no completion date is recorded. Add it with a day in Completed on.\n" in text
    assert "--" not in text.removeprefix(MARK)


def test_what_is_no_report_is_left_alone(take: Take, folder: Path, plan: Path) -> None:
    before = plan.read_bytes()
    body = write_body(status="Complete")
    titled = make_event(body, action="edited", changes={"title": {"from": "x"}})
    for event, said in (
        (make_event("A question"), "It was not made with the form"),
        (make_event(None), "It was not made with the form"),
        (make_event(body, issue__user__type="Bot"), "A program wrote it."),
        (titled, "Its text was not edited."),
    ):
        answer = take(event, "--answer", "answer.md", "--patch", "change.patch")
        assert (answer.code, answer.err) == (0, "")
        assert answer.out.startswith(f"Issue 14: {said}")
    assert sorted(path.name for path in folder.iterdir()) == [".git", "data", "event.json"]
    assert plan.read_bytes() == before


def test_a_report_that_was_edited_is_read_again(take: Take) -> None:
    answer = take(edit_event(write_body(status="Complete"), write_body(status="Done")), "-n")
    assert (answer.code, "+            status: Complete" in answer.out) == (0, True)
    assert "Dry run: nothing was written." in answer.err


@pytest.mark.parametrize(
    "event", [b"{", b"[]", b"{}", b"\xff", b"[" * 100_000, make_event("", action="closed")]
)
def test_what_is_no_event_is_refused(take: Take, event: Any) -> None:
    answer = take(event, "--answer", "answer.md")
    assert (answer.code, answer.out) == (3, "")
    assert answer.err.startswith('Error: "event.json" ')
    assert not Path("answer.md").exists()


def test_a_report_that_was_emptied_is_answered(take: Take, folder: Path) -> None:
    answer = take(edit_event("Never mind.", write_body(status="Done")), "--answer", "answer.md")
    assert answer.code == 1
    assert "Nothing was changed." in (folder / "answer.md").read_text("utf-8")


def test_a_report_of_what_the_plan_says_awaits_no_review(report: Report, plan: Path) -> None:
    before = plan.read_bytes()
    answer, text = report("--patch", "change.patch", status="Planning")
    assert (answer.code, plan.read_bytes()) == (0, before)
    assert "Nothing was changed: the plan and its updates say this already." in text
    assert "reviews the change" not in text
    assert not Path("change.patch").exists()


@pytest.mark.parametrize("text", ["@a #1 " * 3300 + "is it.", "@b" * 9_000 + " is it."])
def test_a_long_text_that_would_be_published_is_shown(report: Report, text: str) -> None:
    evidence = "\n".join(f"https://example.org/{number}/{'_' * 300}" for number in range(40))
    answer, said = report("-n", update=text, evidence=evidence, by="911", status="Complete",
                          completed="2024-12-20")  # fmt: skip
    assert answer.code == 0
    assert len(said) <= 64_000
    (row,) = [line for line in said.splitlines() if line.startswith("- **What happened**: ")]
    assert row.endswith(f"… (shortened: the text has {len(text):,} characters)")
    assert not re.search(r"and [\d,]+ more", said)
    assert "The owner of the plan reviews" in said


def test_a_megabyte_of_text_is_answered_in_a_few_lines(report: Report) -> None:
    answer, text = report(update="$(id) @all\n" * 100_000)
    assert answer.code == 1
    assert len(answer.out) + len(text) < 1_000


def test_a_broken_plan_is_answered_too(report: Report, plan: Path) -> None:
    text = plan.read_text("utf-8").replace("status: Planning", "status: Plan", 1)
    plan.write_text(text, "utf-8")
    answer, said = report(status="Complete")
    assert answer.code == 3
    assert "The owner of the plan has to mend this first." in said
    assert plan.read_text("utf-8") == text


def test_files_of_others_are_not_replaced(take: Take, folder: Path) -> None:
    (folder / "mine.md").write_text("mine", "utf-8")
    event = make_event(write_body(status="Complete"))
    for words in (("--patch", "mine.md"), ("--patch", "data/plan.yaml"), ("--answer", "mine.md")):
        assert take(event, "-n", *words).code == 3
    assert (folder / "mine.md").read_text("utf-8") == "mine"


def test_an_answer_that_cannot_be_written_leaves_all_as_it_was(
    take: Take, folder: Path, plan: Path
) -> None:
    before = plan.read_bytes()
    event = make_event(write_body(status="Complete"))
    for words in (("--answer", "no/a.md"), ("--answer", "data"), ("--patch", "no/c.patch")):
        answer = take(event, *words)
        assert (answer.code, answer.out) == (3, "")
        assert answer.err.startswith("Error: Cannot write")
    assert plan.read_bytes() == before
    assert sorted(path.name for path in folder.iterdir()) == [".git", "data", "event.json"]


def test_a_patch_of_odd_bytes_applies(folder: Path, report: Report) -> None:
    shutil.rmtree(folder / ".git")
    odd = folder / 'a "b" ä'
    odd.mkdir()
    subprocess.run(["git", "init", "--quiet"], cwd=odd, check=True, timeout=300)
    text = (folder / "data" / "plan.yaml").read_text("utf-8").replace("\n", "\r\n").rstrip()
    path = odd / "my plan.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + text.encode())
    answer, _ = report("--plan", str(path), "--patch", "change.patch", status="Complete")
    assert answer.code == 0
    words = ["git", "apply", "--whitespace=nowarn", str(folder / "change.patch")]
    subprocess.run(words, cwd=odd, check=True, timeout=300)
    wanted = change(
        text, "COM-03\r\n            status: Planning", "COM-03\r\n            status: Complete"
    )
    assert path.read_bytes() == b"\xef\xbb\xbf" + wanted.encode()
