"""The plan as it was: at a commit, a tag, a branch, and before a day."""

import subprocess
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from stc.errors import CannotGoOn, StcError, UsageProblem
from stc.history.git.commits import find_commit
from stc.history.plan_at import PastPlan, TypedRevision, parse_revision, read_past
from tests.history.repository import GIT, PLAN, Repository

LONG = "".join(f"line {number}: a line of the plan\n" for number in range(50))
CHICAGO = "America/Chicago"
TODAY = date(2024, 1, 3)


def read(city: Repository, typed: str, zone: str = CHICAGO) -> PastPlan:
    return read_past(city.plan, PLAN, parse_revision(typed, TODAY), zone)


def refuse(city: Repository, typed: str, kind: type[StcError]) -> str:
    with pytest.raises(kind) as caught:
        read(city, typed)
    assert type(caught.value) is kind
    return f"{caught.value.message} {caught.value.hint}"


def test_a_commit_a_tag_and_a_branch(city: Repository) -> None:
    first = city.put("a\n")
    city.git("tag", "light")
    city.git("tag", "-a", "-m", "The first update", "v1")
    city.git("tag", "-a", "-m", "A tag of a tag", "v1-again", "v1")
    city.git("branch", "old")
    city.put("b\n")
    for typed in (first, first[:7], "light", "v1", "v1-again", "old", "HEAD~1", "heads/old", "@^"):
        past = read(city, typed)
        assert (past.commit.id, past.data, past.day) == (first, b"a\n", None)
        assert past.shown == f"data/plan.yaml at {first[:9]}"
    assert read(city, "HEAD").data == b"b\n"


def test_what_is_written_in_the_work_tree_does_not_matter(city: Repository) -> None:
    city.put("a\n")
    city.write("b\n")
    city.git("add", "--all")
    assert read(city, "HEAD").data == b"a\n"
    city.plan.unlink()
    city.plan.parent.rmdir()
    assert read(city, "HEAD").data == b"a\n"


@pytest.mark.parametrize(
    "typed",
    ["--output=x", "-p", "", " ", "HEAD\nHEAD", "a\0b", "--all", "-", "\ud800", "--end-of-options"],
)
def test_what_cannot_be_a_revision(city: Repository, typed: str) -> None:
    city.put("a\n")
    before = city.look()
    assert "is not a revision" in refuse(city, typed, UsageProblem)
    assert city.look() == before


@pytest.mark.parametrize(
    "typed", ["^HEAD", "HEAD..HEAD", "HEAD:data", "HEAD~9", "HEAD^{tree}", "\udcff"]
)
def test_what_is_no_commit(city: Repository, typed: str) -> None:
    city.put("a\n")
    assert "--at: unknown revision" in refuse(city, typed, UsageProblem)


def test_the_nearest_name_is_told(city: Repository) -> None:
    city.put("a\n")
    city.git("tag", "v2024-10")
    city.git("branch", "quarterly-update")
    assert 'Did you mean "v2024-10"?' in refuse(city, "v2024-1O", UsageProblem)
    assert 'Did you mean "quarterly-update"?' in refuse(city, "quartely-update", UsageProblem)
    assert "Did you mean" not in refuse(city, "zzz", UsageProblem)


def test_a_name_of_several_things_is_refused(city: Repository) -> None:
    first = city.put("a\n")
    city.git("tag", "update")
    city.put("b\n")
    city.git("branch", "update")
    assert "tags/update" in refuse(city, "update", UsageProblem)
    assert read(city, "tags/update").commit.id == first
    assert read(city, "heads/update").data == b"b\n"


def test_a_short_id_of_several_commits_is_refused(city: Repository) -> None:
    seen: dict[str, str] = {}
    tree = city.git("write-tree")
    for number in range(2000):
        made = city.git("commit-tree", "-m", str(number), tree)
        if made[:4] in seen:
            break
        seen[made[:4]] = made
    assert "is ambiguous" in refuse(city, made[:4], UsageProblem)


def test_a_branch_called_head_is_not_the_head(city: Repository) -> None:
    city.put("a\n")
    city.git("update-ref", "refs/heads/HEAD", "HEAD")
    last = city.put("b\n")
    assert read(city, "HEAD").commit.id == last


def test_a_day_in_the_zone_of_the_plan(city: Repository) -> None:
    before = city.put("a\n", when="2024-10-01T04:59:59+00:00")
    after = city.put("b\n", when="2024-10-01T05:00:00+00:00")
    past = read(city, "2024-10-01")
    assert (past.commit.id, past.day) == (before, date(2024, 10, 1))
    assert read(city, "2024-10-02").commit.id == after
    assert read(city, "2024-10-02", "UTC").commit.id == after
    with pytest.raises(CannotGoOn):
        read(city, "2024-10-01", "UTC")


@pytest.mark.parametrize(
    ("day", "second", "zone"),
    [
        ("2024-03-10", "2024-03-10T06:00:00+00:00", CHICAGO),  # the clocks change in this night
        ("2024-03-11", "2024-03-11T05:00:00+00:00", CHICAGO),
        ("2024-11-03", "2024-11-03T05:00:00+00:00", CHICAGO),
        ("2024-11-04", "2024-11-04T06:00:00+00:00", CHICAGO),
        ("2018-11-04", "2018-11-04T03:00:00+00:00", "America/Sao_Paulo"),  # it begins at 1:00
        ("2024-11-03", "2024-11-03T04:00:00+00:00", "America/Havana"),  # midnight comes twice
    ],
)
def test_a_day_begins_when_it_does(city: Repository, day: str, second: str, zone: str) -> None:
    start = datetime.fromisoformat(second)
    before = city.put("a\n", when=(start - timedelta(seconds=1)).isoformat())
    city.put("b\n", when=second)
    assert read(city, day, zone).commit.id == before


def test_a_day_in_words(city: Repository) -> None:
    first = city.put("a\n")
    assert read(city, "Jan 2, 2024").commit.id == first
    assert read(city, "2 January 2024").day == date(2024, 1, 2)


@pytest.mark.parametrize("typed", ["2024-13-01", "20240101", "1/2/2024", "main", " ", "1999-01-01"])
def test_what_is_no_day_is_a_revision(typed: str) -> None:
    assert parse_revision(typed, TODAY).day is None


@pytest.mark.parametrize("typed", ["yesterday", "02-Jan-2024", " today", "2024-01-02"])
def test_a_day_is_any_that_as_of_takes(city: Repository, typed: str) -> None:
    first = city.put("a\n")
    city.put("b\n", when="2024-01-03T12:00:00+00:00")
    assert read(city, typed).commit.id == first


@pytest.mark.parametrize("typed", ["1/2/2024", "2024-13-01", "1999-01-01"])
def test_what_is_like_a_day_is_told_so(city: Repository, typed: str) -> None:
    city.put("a\n")
    said = refuse(city, typed, UsageProblem)
    assert said.startswith(f'--at: "{typed}" is ')
    assert "YYYY-MM-DD" in said or "2024-01-02 or 2024-02-01" in said or "2000 to 2100" in said


def test_a_branch_called_yesterday_is_not_mistaken(city: Repository) -> None:
    city.put("a\n")
    city.git("branch", "yesterday")
    said = refuse(city, "yesterday", UsageProblem)
    assert "Write tags/yesterday or heads/yesterday for the name, or January 2, 2024" in said


def test_of_a_merge_the_side_that_was_merged_into(city: Repository) -> None:
    first = city.put("a\n", when="2024-09-01T12:00:00+00:00")
    city.git("checkout", "--quiet", "-b", "side")
    city.put("b\n", when="2024-09-20T12:00:00+00:00")
    city.git("checkout", "--quiet", "main")
    city.commit("later", when="2024-10-02T12:00:00+00:00")
    city.git("merge", "--quiet", "--no-ff", "--no-edit", "side")
    assert read(city, "2024-10-01").commit.id == first


def test_a_tag_called_like_a_day_is_not_mistaken(city: Repository) -> None:
    city.put("a\n")
    last = city.put("b\n")
    city.git("tag", "2024-01-02")
    said = refuse(city, "2024-01-02", UsageProblem)
    assert "Write tags/2024-01-02 or heads/2024-01-02 for the name, or January 2, 2024" in said
    assert read(city, "tags/2024-01-02").commit.id == last
    assert read(city, "January 2, 2024").data == b"a\n"


def test_a_day_before_the_first_commit(city: Repository) -> None:
    first = city.put("a\n", when="2024-10-01T04:00:00+00:00")
    said = refuse(city, "2024-09-30", CannotGoOn)
    assert said == (
        f"There is no commit before 2024-09-30. The first is of 2024-09-30 ({first[:9]})."
        " Ask for 2024-10-01 or later."
    )
    assert read(city, "2024-10-01").commit.id == first


def test_a_plan_that_was_not_there_yet(city: Repository) -> None:
    city.write("x", "other")
    city.commit()
    city.put("a\n")
    assert f"{PLAN} is not in git at" in refuse(city, "HEAD~1", CannotGoOn)


def test_a_plan_that_is_not_tracked(city: Repository) -> None:
    city.write("x", "other")
    city.commit()
    city.write("a\n")
    assert f"{PLAN} is not in git at {city.head()[:9]}" in refuse(city, "HEAD", CannotGoOn)


def test_a_plan_under_its_former_name(city: Repository) -> None:
    city.write(LONG, "old/plan.yaml")
    first = city.commit()
    (city.root / "data").mkdir()
    city.git("mv", "old/plan.yaml", PLAN)
    city.commit()
    past = read(city, first)
    assert past.data == LONG.encode()
    assert past.shown == f"old/plan.yaml at {first[:9]}"


def test_a_shallow_clone(city: Repository, tmp_path: Path) -> None:
    city.put("a\n")
    city.put("b\n")
    city.git("clone", "--quiet", "--depth=1", f"file://{city.root}", str(tmp_path / "shallow"))
    shallow = Repository(tmp_path / "shallow", new=False)
    for typed in ("HEAD~1", "2024-01-02"):
        assert "This checkout is shallow" in refuse(shallow, typed, CannotGoOn)
    assert read(shallow, "HEAD").data == b"b\n"


def test_outside_of_a_checkout(tmp_path: Path) -> None:
    with pytest.raises(CannotGoOn, match="is not in a git checkout"):
        read_past(tmp_path / PLAN, PLAN, TypedRevision("HEAD"), "UTC")
    with pytest.raises(CannotGoOn, match="is not in a git checkout"):
        find_commit(tmp_path, "HEAD")


def test_inside_of_the_git_folder(city: Repository) -> None:
    city.put("a\n")
    with pytest.raises(CannotGoOn):
        read_past(city.root / ".git" / "plan.yaml", PLAN, TypedRevision("HEAD"), "UTC")


@pytest.mark.parametrize("typed", ["HEAD", "2024-01-02"])
def test_no_commit_yet(city: Repository, typed: str) -> None:
    assert "no commit yet" in refuse(city, typed, CannotGoOn)


def test_without_git(city: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    city.put("a\n")
    monkeypatch.setenv("PATH", str(city.root))
    assert "git does not run" in refuse(city, "HEAD", CannotGoOn)


def test_a_checkout_of_somebody_else_is_explained(city: Repository, fake_git: Path) -> None:
    fake_git.write_text(
        f'#!/bin/sh\nexport GIT_TEST_ASSUME_DIFFERENT_OWNER=1\nexec {GIT} "$@"\n', "utf-8"
    )
    said = refuse(city, "HEAD", CannotGoOn)
    assert "belongs to somebody else" in said
    assert "safe.directory" in said


def test_a_bare_repository_hidden_in_the_tree(city: Repository, trap: str, mark: Path) -> None:
    city.put("a\n")
    hidden = city.root / "hidden"
    city.git("clone", "--quiet", "--bare", ".", str(hidden))
    for name in ("core.fsmonitor", "core.pager", "core.sshCommand", "diff.external"):
        subprocess.run(["git", "config", name, trap], cwd=hidden, check=True, timeout=300)
    with pytest.raises(CannotGoOn, match="is in a bare repository"):
        read_past(hidden / "plan.yaml", "plan.yaml", TypedRevision("HEAD"), "UTC")
    assert not mark.exists()


def test_a_detached_head_a_linked_work_tree_and_a_submodule(
    city: Repository, tmp_path: Path
) -> None:
    first = city.put("a\n")
    city.put("b\n")
    city.git("worktree", "add", "--quiet", str(tmp_path / "linked"), first)
    assert read(Repository(tmp_path / "linked", new=False), "HEAD").data == b"a\n"
    assert read(Repository(tmp_path / "linked", new=False), "main").data == b"b\n"
    outer = Repository(tmp_path / "outer")
    outer.git("submodule", "--quiet", "add", f"file://{city.root}", "city")
    outer.commit()
    assert read(Repository(outer.root / "city", new=False), first).data == b"a\n"
    city.git("checkout", "--quiet", "--detach", first)
    assert read(city, "HEAD").data == b"a\n"


def test_a_clone_without_blobs_fetches_nothing(city: Repository, tmp_path: Path) -> None:
    city.put("a\n")
    city.put("b\n")
    city.git("config", "uploadpack.allowFilter", "true")
    partial = tmp_path / "partial"
    city.git("clone", "--quiet", "--filter=blob:none", f"file://{city.root}", str(partial))
    clone = Repository(partial, new=False)
    before = clone.look()
    assert "git has no copy of what was asked for here" in refuse(clone, "HEAD~1", CannotGoOn)
    assert clone.look() == before
    assert read(clone, "HEAD").data == b"b\n"


def test_nothing_is_written(city: Repository) -> None:
    city.write(LONG, "old.yaml")
    city.commit()
    city.write("b\n", "other")
    (city.root / "data").mkdir()
    city.git("mv", "old.yaml", PLAN)
    city.commit()
    before = city.look()
    assert read(city, "HEAD~1").data == LONG.encode()
    assert read(city, "2024-01-02").data == LONG.encode()
    refuse(city, "nope", UsageProblem)
    assert city.look() == before
