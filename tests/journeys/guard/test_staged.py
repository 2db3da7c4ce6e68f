"""`stc validate --staged`: what is about to be committed is judged, by real hooks of git."""

import os
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.history.repository import Repository
from tests.in_process import run_here
from tests.plans import SMALL, TIMELINE, change

ROOT = Path(__file__).resolve().parents[3]
BROKEN = change(SMALL, "status: Planning", "status: Plan")
SILENT = change(SMALL, "deadline: 2024-12-31", "deadline: 2027-12-31")
LATER = change(SMALL, "title: A plan", "title: The plan")
OTHER = "plans/other.yaml"


class Answer(NamedTuple):
    returncode: int
    stdout: str
    stderr: str


@pytest.fixture
def city(tmp_path: Path) -> Repository:
    """A checkout with a plan and a timeline."""
    story = Repository(tmp_path / "city")
    story.write(TIMELINE, "data/timeline.yaml")
    story.put(SMALL)
    return story


def run(story: Repository, *arguments: str, here: str = ".", **variables: str) -> Answer:
    environment = {"PATH": os.environ["PATH"], **variables}
    code, out, err = run_here(arguments, story.root / here, environment)
    return Answer(code, out.decode("utf-8"), err.decode("utf-8"))


def validate(story: Repository, *arguments: str, here: str = ".") -> tuple[int, str]:
    done = run(story, "validate", "--staged", *arguments, here=here)
    return done.returncode, done.stdout + done.stderr


def test_the_index_is_judged_and_not_the_work_tree(city: Repository) -> None:
    city.write(BROKEN)
    assert validate(city)[0] == 0
    city.git("add", "--all")
    city.write(SMALL)
    code, said = validate(city)
    assert code == 1
    assert "data/plan.yaml:20:21: error STC105" in said
    assert run(city, "validate").returncode == 0


def test_the_timeline_too_is_read_from_the_index(city: Repository) -> None:
    spoiled = change(TIMELINE, "state: planned", "state: soon")
    city.write(spoiled, "data/timeline.yaml")
    assert validate(city)[0] == 0
    city.git("add", "--all")
    city.write(TIMELINE, "data/timeline.yaml")
    for asked in ((), ("data/timeline.yaml",), ("data/plan.yaml",)):
        code, said = validate(city, *asked)
        assert code == 1
        assert "data/timeline.yaml:" in said
    city.git("rm", "--cached", "--force", "--quiet", "data/timeline.yaml")
    code, said = validate(city)
    assert code == 0
    assert "timeline" not in said


def test_with_the_head_as_its_base_the_change_is_judged(city: Repository) -> None:
    city.write(SILENT)
    assert validate(city, "--base", "HEAD")[0] == 0
    city.git("add", "--all")
    city.write(SMALL)
    code, said = validate(city, "--base", "HEAD")
    assert code == 1
    assert "error STC405" in said
    assert run(city, "validate", "--base", "HEAD").returncode == 0


def test_a_plan_that_is_only_in_the_index(city: Repository) -> None:
    city.plan.unlink()
    (city.root / "data" / "timeline.yaml").unlink()
    for here in (".", "data"):
        code, said = validate(city, here=here)
        assert code == 0, said
        assert "2 steps" in said
        assert "1 entry" in said


def test_beside_a_staged_timeline_the_plans_of_the_index_are_judged(city: Repository) -> None:
    city.write(BROKEN, OTHER)
    city.write(TIMELINE, "plans/timeline.yaml")
    city.write("colour: blue\n", "plans/deeper/settings.yaml")
    city.git("add", "--all")
    (city.root / OTHER).unlink()
    code, said = validate(city, "plans/timeline.yaml")
    assert code == 1
    assert f"{OTHER}:20:21: error STC105" in said
    city.git("rm", "--cached", "--quiet", OTHER)
    assert validate(city, "plans/timeline.yaml")[0] == 3


def test_a_timeline_at_the_root(city: Repository) -> None:
    city.write(BROKEN, "plan.yaml")
    city.write(TIMELINE, "timeline.yaml")
    city.git("add", "--all")
    code, said = validate(city, "timeline.yaml")
    assert code == 1
    assert "plan.yaml:20:21: error STC105" in said


def test_what_is_not_in_the_index_cannot_be_judged(city: Repository) -> None:
    city.write(BROKEN, OTHER)
    code, said = validate(city, OTHER)
    assert code == 3
    assert said == (
        f"Error: {OTHER} is not in the index of git. Run git add, or validate without --staged.\n"
    )
    city.git("rm", "--cached", "--quiet", "data/plan.yaml")
    assert validate(city)[0] == 3


def test_a_conflict_cannot_be_judged(city: Repository) -> None:
    city.git("checkout", "--quiet", "-b", "ours")
    city.put(LATER)
    city.git("checkout", "--quiet", "main")
    city.put(change(SMALL, "title: A plan", "title: Their plan"))
    with pytest.raises(subprocess.CalledProcessError):
        city.git("merge", "ours")
    city.write(SMALL)
    code, said = validate(city)
    assert code == 3
    assert said.startswith('Error: "data/plan.yaml" is in conflict in the index of git.')


def test_a_link_in_the_index_cannot_be_judged(city: Repository) -> None:
    city.write(SMALL, "data/real.yaml")
    city.plan.unlink()
    city.plan.symlink_to("real.yaml")
    city.git("add", "--all")
    code, said = validate(city)
    assert code == 3
    assert "is a link in the index of git" in said


def test_an_object_that_is_lost_cannot_be_judged(city: Repository) -> None:
    city.write(LATER)
    city.git("add", "--all")
    blob = city.git("rev-parse", ":data/plan.yaml")
    (city.root / ".git" / "objects" / blob[:2] / blob[2:]).unlink()
    code, said = validate(city)
    assert code == 3
    assert "the repository is damaged" in said


def test_outside_of_a_checkout_there_is_no_index(tmp_path: Path) -> None:
    story = Repository(tmp_path / "alone", new=False)
    story.write(SMALL)
    code, said = validate(story)
    assert code == 3
    assert "is not in a git checkout" in said


def test_neither_the_index_nor_the_work_tree_is_touched(city: Repository) -> None:
    city.write(LATER)
    city.git("add", "--all")
    before = {path: path.read_bytes() for path in city.root.rglob("*") if path.is_file()}
    assert validate(city, "--base", "HEAD")[0] == 0
    assert before == {path: path.read_bytes() for path in city.root.rglob("*") if path.is_file()}


def install_hook(story: Repository, command: str) -> None:
    hook = story.root / ".git" / "hooks" / "pre-commit"
    hook.parent.mkdir(exist_ok=True)
    program = f'PYTHONPATH="{ROOT}" exec "{sys.executable}" -P -m'
    hook.write_text(f"#!/bin/sh\n{program} {command}\n", "utf-8")
    hook.chmod(0o755)


@pytest.mark.parametrize(
    "how",
    [
        ("commit", "-m", "x"),
        ("commit", "-a", "-m", "x"),
        ("commit", "-m", "x", "--", "data/plan.yaml"),
        ("commit", "--include", "-m", "x", "--", "data/plan.yaml"),
        ("commit", "--amend", "-m", "x"),
    ],
    ids=lambda how: " ".join(how[1:]),
)
@pytest.mark.parametrize("is_linked", [False, True], ids=["checkout", "worktree"])
def test_a_hook_judges_what_git_is_about_to_commit(
    city: Repository, tmp_path: Path, how: tuple[str, ...], is_linked: bool
) -> None:
    """Git makes an index of its own for a commit of some files, and names it to the hook."""
    install_hook(city, "stc validate --staged --base HEAD")
    story = city
    if is_linked:
        city.git("worktree", "add", "--quiet", "-b", "linked", str(tmp_path / "linked"))
        story = Repository(tmp_path / "linked", new=False)
    is_of_the_index = not {"-a", "--"}.intersection(how)
    for text, passes in ((SILENT, False), (BROKEN, False), (LATER, True)):
        before = story.head()
        story.write(text)
        if is_of_the_index:
            story.git("add", "--all")
            # What is not staged is no part of the commit.
            story.write(BROKEN if passes else SMALL)
        try:
            story.git(*how)
            said = ""
        except subprocess.CalledProcessError as problem:
            said = problem.stderr.decode()
        assert (said == "") == passes, said
        assert (story.head() != before) == passes
