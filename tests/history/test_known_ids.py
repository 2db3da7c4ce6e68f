"""The ids that git knows: of branches, of remotes, of versions that are gone."""

from pathlib import Path

import pytest

from stc.history.known_ids import KnownIds, find_known_ids, list_department_ids
from tests.history.repository import Repository
from tests.plans import SMALL, change


@pytest.fixture
def city(tmp_path: Path) -> Repository:
    return Repository(tmp_path / "city")


def test_outside_of_git_and_before_the_first_commit_none_is_known(
    tmp_path: Path, city: Repository
) -> None:
    (tmp_path / "plan.yaml").write_text(SMALL, "utf-8")
    assert find_known_ids(tmp_path / "plan.yaml") == KnownIds()
    city.write(SMALL)
    assert find_known_ids(city.plan) == KnownIds()


def test_branches_here_and_of_remotes_are_read_and_versions_that_are_gone(city: Repository) -> None:
    city.put(SMALL.replace("COM-02", "COM-05"))
    gone = city.head()
    city.put(SMALL)
    city.git("checkout", "-q", "-b", "fire")
    # Not valid, as a branch at work may be.
    city.put(SMALL.replace("COM-02", "COM-17").replace("Planning", "Nearly"))
    city.git("update-ref", "refs/remotes/origin/police", "HEAD")
    city.git("symbolic-ref", "refs/remotes/origin/HEAD", "refs/remotes/origin/police")
    city.put(change(SMALL, "id: COM-02", "id: COM-18"))
    city.git("branch", "pages", "HEAD~3")
    city.git("checkout", "-q", "main")
    known = find_known_ids(city.plan)
    assert known.describe("com-17") == "exists on branch origin/police already"
    assert known.describe("COM-18") == "exists on branch fire already"
    assert known.describe("COM-02") == "exists on branch main already"
    city.git("branch", "-D", "pages")
    said = f"was given before; {gone[:9]} of 2024-01-01 is the last commit that has it"
    known = find_known_ids(city.plan)
    assert known.describe("COM-05") == said
    assert known.describe("COM-03") is None
    assert known.lines == ()
    departments = find_known_ids(city.plan, list_department_ids)
    assert departments.describe("911") == "exists on branch fire already"
    assert departments.describe("COM-02") is None


def test_what_cannot_be_read_is_said(city: Repository) -> None:
    city.put(SMALL)
    city.git("checkout", "-q", "-b", "odd")
    city.put("sections: [\n")
    city.put("sections: {\n")
    known = find_known_ids(city.plan)
    assert known.describe("COM-01") == "exists on branch main already"
    assert known.lines == (
        "The plan on branch odd cannot be read, so its ids are not known.",
        "git has 2 versions of the plan whose ids are not known.",
    )
    (city.root / ".git" / "objects" / city.blob("HEAD:data/plan.yaml")[:2]).rename(city.root / "x")
    assert "Ids were compared with those in the file alone." in find_known_ids(city.plan).lines[0]
