"""`stc undo` in real repositories: what goes is shown, what cannot go back is said."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Answer
from tests.history.repository import Repository
from tests.plans import SMALL, change

Stc = Callable[..., Answer]
CHANGED = change(SMALL, "status: Planning", "status: In progress")
VOICE = 'by: "911"\nsteps:\n  COM-01:\n    - {on: 2024-06-01, text: Begun.}\n'
TIMELINE = "schema_version: 1\ntitle: T\nentries: []\n"
DONE = "Done: the plan is as in the last commit."


@pytest.fixture
def city(folder: Path, stc: Stc, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repository:
    """A repository with a commit, which is where we are."""
    city = Repository(tmp_path / "repository")
    city.write("# City\n", "README.md")
    city.put(SMALL, "Begin the plan")
    monkeypatch.chdir(city.root)
    return city


def test_the_plan_is_put_back_and_what_goes_is_shown(stc: Stc, city: Repository) -> None:
    city.write(CHANGED)
    before = city.git("status", "--porcelain")
    dry = stc("undo", "-n")
    assert "-            status: In progress\n+            status: Planning\n" in dry.out
    assert dry.err.splitlines() == [
        "data/plan.yaml is put back as in the last commit.", "Dry run: nothing was written.",
    ]  # fmt: skip
    assert city.git("status", "--porcelain") == before
    refused = stc("undo")
    assert (refused.code, refused.out) == (2, "")
    assert "there is no terminal to ask on" in refused.err
    answer = stc("undo", "--yes")
    assert (answer.code, answer.out) == (0, dry.out)
    assert answer.err.splitlines()[-1] == DONE
    assert city.git("status", "--porcelain") == ""


@pytest.mark.parametrize(("says", "code"), [(True, 0), (False, 3)])
def test_a_terminal_asks_below_the_diff(
    stc: Stc, city: Repository, monkeypatch: pytest.MonkeyPatch, says: bool, code: int
) -> None:
    city.write(CHANGED)
    asked: list[str] = []

    def ask(question: str) -> bool:
        asked.append(question)
        return says

    monkeypatch.setattr("stc.cli.commands.undo.is_asking_possible", lambda: True)
    monkeypatch.setattr("stc.cli.commands.undo.ask", ask)
    answer = stc("undo")
    assert (answer.code, asked) == (code, ["Undo 1 file?"])
    assert answer.out.count("+            status: Planning\n") == 1
    assert city.plan.read_text("utf-8") == (SMALL if says else CHANGED)


def test_all_files_of_the_plan_are_put_back_and_no_other(stc: Stc, city: Repository) -> None:
    city.write(TIMELINE, "data/timeline.yaml")
    city.write(VOICE, "data/updates/911.yaml")
    city.commit("More")
    city.write(CHANGED)
    city.write("# Town\n", "README.md")
    (city.root / "data" / "timeline.yaml").unlink()
    city.write(VOICE.replace("Begun", "Ended"), "data/updates/911.yaml")
    city.write(VOICE.replace('"911"', "comms-ocs"), "data/updates/comms-ocs.yaml")
    city.write("notes\n", "data/updates/notes.txt")
    answer = stc("undo", "--yes")
    assert answer.err.splitlines() == [
        "data/updates/911.yaml is put back as in the last commit.",
        "data/updates/comms-ocs.yaml is new: the last commit does not have it, and it is removed.",
        "data/timeline.yaml is gone, and is put back.",
        "data/plan.yaml is put back as in the last commit.",
        DONE,
    ]
    assert "-    - {on: 2024-06-01, text: Begun.}\n" in answer.out, "what is removed is shown"
    assert city.git("status", "--porcelain").split("\n") == [
        "M README.md", "?? data/updates/notes.txt",
    ]  # fmt: skip


def test_a_plan_that_is_broken_or_gone_is_put_back(stc: Stc, city: Repository) -> None:
    city.plan.write_bytes(b"\xff: [\n")
    assert stc("undo", "--yes").code == 0
    city.plan.unlink()
    answer = stc("undo", "--yes")
    assert "data/plan.yaml is gone, and is put back." in answer.err
    assert city.plan.read_text("utf-8") == SMALL


def test_what_is_staged_stays_staged_and_is_said(stc: Stc, city: Repository) -> None:
    city.write(CHANGED)
    city.git("add", "data/plan.yaml")
    staged = city.git("diff", "--cached")
    answer = stc("undo", "--yes")
    line = (
        "What is staged of data/plan.yaml stays staged: git restore --staged -- data/plan.yaml"
        " takes it out."
    )
    assert line in answer.err
    assert city.plan.read_text("utf-8") == SMALL
    assert city.git("diff", "--cached") == staged
    again = stc("undo", "--yes")
    assert again.err.splitlines()[:2] == [
        "Nothing to undo: the plan, its timeline and its updates are as in the last commit.",
        line,
    ]


def test_after_a_commit_the_command_of_git_is_printed(stc: Stc, city: Repository) -> None:
    first = city.head()
    answer = stc("undo")
    assert (answer.code, answer.out) == (0, "")
    assert answer.err.splitlines()[1:] == [
        f'The last commit that changed them is {first[:9]} of 2024-01-01 by Ann: "Begin the plan".',
        "That commit changed 1 other file, too.",
        "It began the plan, so there is nothing before it to go back to.",
    ]
    second = city.put(CHANGED, "COM-01: In progress")
    city.write("# Town\n", "README.md")
    city.commit("A commit of another file")
    answer = stc("undo")
    assert answer.err.splitlines()[-1] == (
        f"Next: git revert {second[:9]} takes it back, with a commit of its own."
    )
    city.git("revert", "--no-edit", second[:9])
    assert city.plan.read_text("utf-8") == SMALL


def test_after_a_pull_it_is_the_pulled_plan_that_is_put_back(
    stc: Stc, city: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    city.git("clone", "-q", ".", str(tmp_path / "clone"))
    clone = Repository(tmp_path / "clone", new=False)
    city.put(CHANGED)
    clone.git("pull", "-q")
    monkeypatch.chdir(clone.root)
    clone.write(change(CHANGED, "Write the page", "Tear the page"))
    assert stc("undo", "--yes").code == 0
    assert clone.plan.read_text("utf-8") == CHANGED


@pytest.mark.parametrize("begin", ["merge", "rebase", "cherry-pick", "revert"])
def test_while_git_is_at_work_nothing_is_undone(stc: Stc, city: Repository, begin: str) -> None:
    city.git("checkout", "-q", "-b", "fire")
    city.put(change(SMALL, "status: Planning", "status: Ongoing"))
    city.git("checkout", "-q", "main")
    city.put(CHANGED)
    with pytest.raises(Exception, match="returned non-zero"):
        city.git(begin, "fire" if begin != "revert" else "main~1")
    before = city.plan.read_bytes()
    answer = stc("undo", "--yes")
    assert answer.code == 3
    assert f"A {begin} is under way" in answer.err
    assert f"git {begin} --abort" in answer.err
    assert city.plan.read_bytes() == before


def test_outside_of_git_or_without_a_commit_it_says_so(
    stc: Stc, plan: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer = stc("undo", "--yes")
    assert (answer.code, "is not in a git checkout" in answer.err) == (3, True)
    city = Repository(tmp_path / "unborn")
    city.write(SMALL)
    monkeypatch.chdir(city.root)
    assert "There is no commit yet" in stc("undo", "--yes").err
    city.plan.unlink()
    city.write("x\n", "README.md")
    city.commit()
    city.write(SMALL)
    answer = stc("undo", "--yes")
    assert answer.code == 3
    assert 'The last commit has no "data/plan.yaml"' in answer.err
    assert city.plan.read_text("utf-8") == SMALL


def test_worktrees_submodules_and_links_are_undone_where_they_are(
    stc: Stc, city: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    city.git("worktree", "add", "-q", str(tmp_path / "tree"), "-b", "fire")
    outer = Repository(tmp_path / "outer")
    outer.git("submodule", "--quiet", "add", str(city.root), "sub")
    outer.commit()
    for root in (tmp_path / "tree", outer.root / "sub"):
        (root / "data" / "plan.yaml").write_text(CHANGED, "utf-8")
        monkeypatch.chdir(root)
        assert stc("undo", "--yes").code == 0
        assert (root / "data" / "plan.yaml").read_text("utf-8") == SMALL
    link = tmp_path / "plan.yaml"
    link.symlink_to(city.plan)
    city.write(CHANGED)
    assert stc("undo", "--yes", "--plan", str(link)).code == 0
    assert link.is_symlink()
    assert city.plan.read_text("utf-8") == SMALL


def test_line_ends_of_the_checkout_are_kept(stc: Stc, city: Repository) -> None:
    city.plan.write_bytes(SMALL.replace("\n", "\r\n").encode())
    assert "Nothing to undo" in stc("undo").err
    city.plan.write_bytes(CHANGED.replace("\n", "\r\n").encode())
    assert stc("undo", "--yes").code == 0
    assert city.plan.read_bytes() == SMALL.replace("\n", "\r\n").encode()


def test_a_file_that_changes_while_a_person_reads_is_left(
    stc: Stc, city: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    city.write(CHANGED)
    other = change(CHANGED, "Write the page", "Tear the page")

    def ask(_: str) -> bool:
        city.write(other)
        return True

    monkeypatch.setattr("stc.cli.commands.undo.is_asking_possible", lambda: True)
    monkeypatch.setattr("stc.cli.commands.undo.ask", ask)
    answer = stc("undo")
    assert answer.code == 3
    assert "changed on disk meanwhile; nothing was written" in answer.err
    assert city.plan.read_text("utf-8") == other
