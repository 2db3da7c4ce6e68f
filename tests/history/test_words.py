"""What a plan calls its parts, in every answer that a person reads."""

import re
from pathlib import Path

import pytest

from stc.cli.main import main
from tests.history.log.repository import Repository
from tests.plans import OWN_WORDS, change

OURS = re.compile(r"\b(steps?|sections?|goals?|departments?)\b", re.IGNORECASE)
WORDS = (
    "words: {section: Pillar, sections: Pillars, goal: Objective, goals: Objectives,"
    " step: Action, steps: Actions, department: Office, departments: Offices}"
)
PLAN = change(
    OWN_WORDS, "words: {section: Pillar, sections: Pillars, step: Action, steps: Actions}", WORDS
)
LATER = change(PLAN, "deadline: 2026-12-31", "deadline: 2027-03-31").replace(
    "status: Not begun", "status: Withdrawn\n            reason: Gone.", 1
)
COMMANDS = (
    "list",
    "list --search nothing-of-this",
    "overdue",
    "overdue --by dept",
    "due",
    "summary --by section --by dept --by goal",
    "scorecard --by section --by dept",
    "slips",
    "slips --by dept",
    "slips --starts",
    "stale --days 1",
    "departments",
    "report --since 2026-02-12 --all",
    "diff HEAD~1",
    "history",
    "history --counts",
    "show SAF-01",
)
ALLOWED = {
    "Action steps": "the title of the Markdown of a list, by which a later run knows its own file",
    "steps.csv": "the name of a file",
    "steps-by-department.csv": "the name of a file",
}
"""What may stay in our words, and why."""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Repository:
    repository = Repository(tmp_path_factory.mktemp("words") / "made")
    repository.commit("2026-02-10", "publish", PLAN)
    repository.commit("2026-11-01", "move", LATER)
    return repository


@pytest.fixture
def asked(made: Repository, monkeypatch: pytest.MonkeyPatch) -> Repository:
    monkeypatch.chdir(made.folder)
    monkeypatch.setenv("STC_AS_OF", "2027-02-28")
    return made


def find_ours(text: str) -> list[str]:
    for allowed in ALLOWED:
        text = text.replace(allowed, "")
    return [line for line in text.splitlines() if OURS.search(line)]


@pytest.mark.parametrize("form", ["table", "md"])
def test_answers_say_the_words_of_the_plan(
    asked: Repository, capsysbinary: pytest.CaptureFixture[bytes], form: str
) -> None:
    found = {}
    for command in COMMANDS:
        code = main([*command.split(), "-f", form])
        out, err = capsysbinary.readouterr()
        assert code in (0, 1), (command, out, err)
        if ours := find_ours(out.decode()):
            found[command] = ours
    assert not found


def test_pages_say_the_words_of_the_plan(
    asked: Repository, tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert main(["site", "-o", str(tmp_path / "site")]) == 0, capsysbinary.readouterr()
    found = {}
    for page in sorted((tmp_path / "site").rglob("*.html")):
        if page.name in ("data.html", "404.html"):
            continue  # They name the files of data and their columns.
        text = re.sub(r"<(style|script).*?</\1>", "", page.read_text(), flags=re.DOTALL)
        texts = [re.sub(r"<[^>]*>", "\n", text), *re.findall(r'(?:aria-|data-)label="[^"]*"', text)]
        if ours := find_ours("\n".join(texts)):
            found[page.name] = ours
    assert not found
