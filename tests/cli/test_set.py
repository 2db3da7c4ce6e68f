"""`stc set`: any other field of steps, from the command line to the pull request."""

import subprocess
from pathlib import Path
from typing import Any

import pytest

from stc.cli.completion import complete_step_or_field


@pytest.fixture
def city(folder: Path) -> Path:
    """The plan in git, on a branch beside main."""
    (folder / ".git").rmdir()
    for words in (
        ("init", "--quiet", "--initial-branch", "main"),
        ("add", "."),
        ("commit", "--quiet", "-m", "Publish"),
        ("switch", "--quiet", "--create", "work"),
    ):
        git(folder, *words)
    return folder


def git(folder: Path, *words: str) -> None:
    somebody = ("-c", "user.name=Somebody", "-c", "user.email=somebody@example.org")
    subprocess.run(["git", *somebody, *words], cwd=folder, check=True, timeout=60)


def test_a_change_is_shown_written_and_named(stc: Any, plan: Path) -> None:
    answer = stc("set", "COM-03", "tags", "equity", "public safety")
    assert answer.code == 0
    assert "\n+            tags: [equity, public safety]\n" in answer.out
    assert answer.err.startswith("COM-03: tags recorded.\nWritten to data/plan.yaml.\nNext: git ")
    assert "'COM-03: set tags' -- data/plan.yaml" in answer.err
    assert b"            tags: [equity, public safety]\n" in plan.read_bytes()


def test_the_same_again_leaves_the_file_alone(stc: Any, plan: Path, state: Any) -> None:
    stc("set", "COM-03", "departments", "--add", "mayor")
    before = state(plan)
    answer = stc("set", "COM-03", "departments", "--add", "Mayor's Office")
    assert (answer.code, answer.out) == (0, "")
    assert answer.err == "COM-03: departments already has this value. Nothing to change.\n"
    assert state(plan) == before


def test_a_published_wording_is_protected_as_ci_protects_it(stc: Any, city: Path) -> None:
    plan = city / "data" / "plan.yaml"
    before = plan.read_bytes()
    text = "Publicly post more about the MECC's governance, practices, and procedures. Do it soon."
    refused = stc("set", "COM-03", "action", text)
    assert (refused.code, refused.out) == (2, "")
    assert "COM-03: its text is published, so a new wording needs --reason TEXT." in refused.err
    reason = ("--reason", "The council shortened it.")
    other = stc("set", "COM-03", "action", "Buy two vans.", *reason)
    assert (other.code, other.out) == (3, "")
    assert "COM-03: too few words of the published text are left for the same step." in other.err
    assert plan.read_bytes() == before
    assert stc("set", "COM-03", "action", text, *reason).code == 0
    assert stc("set", "COM-03", "items", "On the site.", "On paper.").code == 0
    git(city, "commit", "--quiet", "-am", "Reword")
    judged = stc("validate", "--base", "main")
    assert judged.code == 0, judged.out
    # The first wording is published now, so a second one needs a reason again.
    text = text.removesuffix(" Do it soon.")
    assert stc("set", "COM-03", "action", text).code == 2
    assert stc("set", "COM-03", "action", text, "--reason", "No hurry.").code == 0
    assert "The council shortened it. No hurry." in " ".join(plan.read_text("utf-8").split())
    git(city, "commit", "--quiet", "-am", "Reword again")
    assert stc("validate", "--base", "main").code == 0


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("COM-03", "status", "complete"), "set does not change status. `stc set-status` does it."),
        (("COM-03", "deadline", "2027"), "`stc set-deadline` does it."),
        (("COM-03", "revisions", "x"), "`stc set-deadline` does it."),
        (("COM-03", "completed", "2024-01-01"), "`stc set-status` does it."),
        (("COM-03", "lead", "911"), "`stc set-lead` does it."),
        (("COM-03", "needs_review", "x"), "`stc edit` does it."),
        (("COM-03", "id", "X"), "set does not change id. The id of a step stays."),
        (("COM-03", "actoin", "x"), 'Unknown field "actoin". Did you mean action?'),
        (("COM-03", "zzz", "x"), 'Unknown field "zzz". The fields are: evidence, note, action,'),
        (("COM-03",), "Name the step, the field and its value: stc set COM-03 tags equity."),
        (("COM-03", "page"), "No value is given for page."),
        (("COM-03", "tags", "x", "--clear"), "They exclude each other."),
        (("COM-03", "tags", "x", "--reason", "It was."), "--reason is for a new wording"),
        (("COM-03", "note", ""), "is empty"),
        (("COM-99", "tags", "x"), 'Unknown step "COM-99".'),
    ],
)
def test_what_is_wrong_is_a_sentence(stc: Any, plan: Path, words: Any, said: str) -> None:
    before = plan.read_bytes()
    answer = stc("set", *words)
    assert (answer.code, answer.out) == (2, "")
    assert said in answer.err
    assert plan.read_bytes() == before


def test_several_are_set_together(stc: Any, plan: Path) -> None:
    answer = stc("set", "com-02", "COM-03", "extra.budget-line", "4711", "-n")
    assert answer.code == 0
    assert answer.out.count('+            extra:\n+              budget_line: "4711"\n') == 2
    assert answer.err.startswith("2 steps.\nCOM-02: extra.budget_line recorded.\n")


def test_tab_offers_steps_and_fields(folder: Path) -> None:
    assert [word for word, _ in complete_step_or_field("de")] == ["departments", "deadline_label"]
    assert ("COM-03",) in [pair[:1] for pair in complete_step_or_field("COM-0")]
