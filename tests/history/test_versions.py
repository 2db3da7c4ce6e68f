"""The versions of the plan, from stories told in real commits."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from stc.errors import CannotGoOn, UsageProblem
from stc.history.git.commits import parse_commit
from stc.history.git.versions import Version, list_versions
from tests.history.repository import GIT, PLAN, Repository

LONG = "".join(f"line {number}: a line of the plan\n" for number in range(50))


def tell(city: Repository, commit: str = "HEAD") -> list[Version]:
    return list(list_versions(city.plan, commit).versions)


def ids(city: Repository) -> list[str]:
    return [version.commit.id for version in tell(city)]


def merge(city: Repository, *sides: str) -> None:
    """Begins a merge; what it holds is up to the test."""
    city.git("merge", "--quiet", "--no-ff", "--no-commit", "--strategy=ours", *sides)


def test_a_line_of_commits(city: Repository) -> None:
    first = city.put("a\n", "Publish the plan")
    city.write("b", "other")
    city.commit("Something else")
    third = city.put("b\n", "Move on")
    found = tell(city)
    assert [one.commit.id for one in found] == [first, third]
    assert [one.commit.subject for one in found] == ["Publish the plan", "Move on"]
    a, b = city.blob(f"{first}:{PLAN}"), city.blob(f"{third}:{PLAN}")
    assert [(one.path, one.blob, one.parents) for one in found] == [(PLAN, a, ()), (PLAN, b, (a,))]
    assert found[1].commit.when == datetime(2024, 1, 3, 12, tzinfo=UTC)
    assert found[1].commit.author == "Ann"
    assert not any(one.is_cut for one in found)


def test_up_to_a_commit(city: Repository) -> None:
    first = city.put("a\n")
    city.put("b\n")
    assert [one.commit.id for one in tell(city, "HEAD~1")] == [first]


def test_a_change_of_one_side_is_none_of_the_merge(city: Repository) -> None:
    first = city.put("a\n")
    city.git("checkout", "--quiet", "-b", "side")
    side = city.put("b\n")
    city.git("checkout", "--quiet", "main")
    city.write("x", "other")
    city.commit()
    city.git("merge", "--quiet", "--no-ff", "--no-edit", "side")
    assert ids(city) == [first, side]


@pytest.mark.parametrize("made", ["evil\n", "ours and theirs\n"])
def test_a_merge_that_holds_what_no_parent_has_is_a_version(city: Repository, made: str) -> None:
    first = city.put("a\n")
    city.git("checkout", "--quiet", "-b", "side")
    side = city.put("theirs\n")
    city.git("checkout", "--quiet", "main")
    main = city.put("ours\n")
    merge(city, "side")
    both = city.put(made)
    found = tell(city)
    assert sorted(one.commit.id for one in found[1:3]) == sorted([side, main])
    assert (found[0].commit.id, found[3].commit.id) == (first, both)
    assert found[3].parents == (city.blob(f"main~1:{PLAN}"), city.blob(f"side:{PLAN}"))


def test_an_octopus_and_an_unrelated_history(city: Repository) -> None:
    city.put("a\n")
    for name in ("one", "two"):
        city.git("checkout", "--quiet", "-b", name, "main")
        city.write("x", name)
        city.commit()
    city.git("checkout", "--quiet", "--orphan", "other")
    city.git("rm", "--quiet", "-r", "--cached", ".")
    city.plan.unlink()
    city.write("y", "unrelated")
    city.commit()
    city.git("checkout", "--quiet", "--force", "main")
    city.git("merge", "--quiet", "--no-edit", "one", "two")
    merge(city, "--allow-unrelated-histories", "other")
    city.commit()
    assert len(tell(city)) == 1


def test_a_branch_older_than_the_plan_has_not_deleted_it(city: Repository) -> None:
    city.write("x", "other")
    city.commit()
    city.git("branch", "old")
    first = city.put("a\n")
    city.git("checkout", "--quiet", "old")
    city.write("y", "more")
    city.commit()
    city.git("checkout", "--quiet", "main")
    city.git("merge", "--quiet", "--no-ff", "--no-edit", "old")
    assert ids(city) == [first]


def test_a_rename_is_followed(city: Repository) -> None:
    city.write(LONG, "old plan.yaml")
    first = city.commit()
    (city.root / "data").mkdir()
    city.git("mv", "old plan.yaml", PLAN)
    renamed = city.put(LONG + "more\n")
    last = city.put(LONG + "even more\n")
    found = tell(city)
    assert [one.commit.id for one in found] == [first, renamed, last]
    assert [one.path for one in found] == ["old plan.yaml", PLAN, PLAN]
    assert found[1].parents == (found[0].blob,)


def test_a_rename_that_changes_nothing_is_no_version(city: Repository) -> None:
    city.write(LONG, "b\udcff.yaml")
    first = city.commit()
    (city.root / "b\udcff.yaml").unlink()
    city.put(LONG)
    assert [(one.commit.id, one.path) for one in tell(city)] == [(first, "b\udcff.yaml")]


def test_a_rename_is_followed_through_branches_older_than_it(city: Repository) -> None:
    city.write(LONG, "old.yaml")
    first = city.commit()
    city.git("branch", "side")
    (city.root / "data").mkdir()
    city.git("mv", "old.yaml", PLAN)
    city.commit()
    city.git("checkout", "--quiet", "side")
    city.write(LONG + "side\n", "old.yaml")
    side = city.commit()
    city.git("checkout", "--quiet", "main")
    city.git("merge", "--quiet", "--no-ff", "--no-edit", "side")
    assert city.plan.read_text("utf-8") == LONG + "side\n"
    assert [(one.commit.id, one.path) for one in tell(city)] == [
        (first, "old.yaml"),
        (side, "old.yaml"),
    ]


def test_a_side_that_renamed_the_plan_away_has_not_deleted_it(city: Repository) -> None:
    first = city.put(LONG)
    city.git("checkout", "--quiet", "-b", "side")
    city.git("mv", PLAN, "away.yaml")
    city.commit()
    city.write(LONG + "side\n", "away.yaml")
    side = city.commit()
    city.git("checkout", "--quiet", "main")
    merge(city, "side")
    city.commit()
    assert [(one.commit.id, one.path) for one in tell(city)] == [(first, PLAN), (side, "away.yaml")]


def test_many_renames(city: Repository) -> None:
    city.write(LONG, "plan0.yaml")
    city.commit()
    for number in range(20):
        city.git("mv", f"plan{number}.yaml", f"plan{number + 1}.yaml")
        city.write(LONG + f"{number}\n", f"plan{number + 1}.yaml")
        city.commit()
    found = list_versions(city.root / "plan20.yaml").versions
    assert [one.path for one in found] == [f"plan{number}.yaml" for number in range(21)]


def test_deleted_and_brought_back(city: Repository) -> None:
    first = city.put(LONG)
    city.plan.unlink()
    gone = city.commit()
    city.write("x", "other")
    city.commit()
    back = city.put(LONG)
    a = city.blob(f"{first}:{PLAN}")
    assert [(one.commit.id, one.blob, one.parents) for one in tell(city)] == [
        (first, a, ()),
        (gone, None, (a,)),
        (back, a, (None,)),
    ]


def test_deleted_and_not_brought_back(city: Repository) -> None:
    city.put(LONG)
    city.plan.unlink()
    city.plan.parent.rmdir()
    gone = city.commit()
    assert tell(city)[-1].commit.id == gone
    assert tell(city)[-1].blob is None


def test_a_folder_in_its_place_is_no_plan(city: Repository) -> None:
    first = city.put(LONG)
    city.plan.unlink()
    city.write("x", f"{PLAN}/x")
    gone = city.commit()
    assert [(one.commit.id, one.blob is None) for one in tell(city)] == [
        (first, False),
        (gone, True),
    ]


def test_a_plan_that_is_not_tracked_has_none(city: Repository) -> None:
    city.write("x", "other")
    city.commit()
    city.write(LONG)
    assert list_versions(city.plan)[:2] == ((), False)


def test_a_shallow_clone_says_so(city: Repository, tmp_path: Path) -> None:
    first = city.put("a\n")
    last = city.put("b\n")
    city.git("clone", "--quiet", "--depth=1", f"file://{city.root}", str(tmp_path / "shallow"))
    listed = list_versions(tmp_path / "shallow" / PLAN)
    found = listed.versions
    assert listed.is_shallow
    assert [one.commit.id for one in found] == [last]
    assert found[0].commit.parents == (first,)
    assert found[0].parents == ()
    assert found[0].is_cut


def test_a_detached_head(city: Repository) -> None:
    first = city.put("a\n")
    city.put("b\n")
    city.git("checkout", "--quiet", "--detach", first)
    assert ids(city) == [first]


def test_a_linked_work_tree(city: Repository, tmp_path: Path) -> None:
    first = city.put("a\n")
    city.put("b\n")
    city.git("worktree", "add", "--quiet", str(tmp_path / "linked"), first)
    assert [one.commit.id for one in list_versions(tmp_path / "linked" / PLAN).versions] == [first]


def test_a_submodule(city: Repository, tmp_path: Path) -> None:
    first = city.put("a\n")
    outer = Repository(tmp_path / "outer")
    outer.git("submodule", "--quiet", "add", f"file://{city.root}", "city")
    outer.commit()
    found = list_versions(outer.root / "city" / PLAN).versions
    assert [(one.commit.id, one.path) for one in found] == [(first, PLAN)]


@pytest.mark.parametrize("name", ["-plan.yaml", "a:b.yaml", "*.yaml", "plän\t.yaml", "HEAD"])
def test_any_name_is_a_name(city: Repository, name: str) -> None:
    city.write(LONG, f"data/{name}")
    first = city.commit()
    assert [one.commit.id for one in list_versions(city.root / "data" / name).versions] == [first]


def test_a_name_with_a_line_break_is_refused(city: Repository) -> None:
    city.put("a\n")
    with pytest.raises(CannotGoOn, match="line break"):
        list_versions(city.root / "plan\nHEAD")


def test_a_history_that_is_broken_is_told(city: Repository) -> None:
    first = city.put("a\n")
    city.put("b\n")
    (city.root / ".git" / "objects" / first[:2] / first[2:]).unlink()
    with pytest.raises(CannotGoOn, match="part of it is missing"):
        list_versions(city.plan)


def test_no_commit_yet(city: Repository) -> None:
    with pytest.raises(CannotGoOn, match="no commit yet"):
        list_versions(city.plan)


def test_an_unknown_commit(city: Repository) -> None:
    city.put("a\n")
    with pytest.raises(UsageProblem, match='unknown revision "nope"'):
        list_versions(city.plan, "nope")


def test_nothing_is_written_and_nothing_runs(city: Repository, trap: str, mark: Path) -> None:
    city.write(LONG, "old.yaml")
    city.commit()
    city.git("mv", "old.yaml", "plan.yaml")
    city.commit()
    for name in ("core.fsmonitor", "core.pager", "diff.external", "diff.x.textconv", "gpg.program"):
        city.git("config", name, trap)
    city.git("config", "log.showSignature", "true")
    (city.root / ".gitattributes").write_text("*.yaml diff=x filter=x\n", "utf-8")
    before = city.look()
    assert len(list_versions(city.root / "plan.yaml").versions) == 1
    assert city.look() == before
    assert not mark.exists()


def test_what_people_write_into_commits(city: Repository) -> None:
    city.put("a\n")
    message = b"\n\nA \xff\x1b[31m subject\nin two lines\r\n\nA body\n"
    tree = city.git("write-tree")
    author = "E\u202evil\x1b]0;x\x07".encode() + b"\xff <e@x> 1700000000 +0000"
    data = b"tree %s\nauthor %s\ncommitter %s\n\n%s" % (tree.encode(), author, author, message)
    made = city.git("hash-object", "-w", "-t", "commit", "--stdin", given=data)
    commit = tell(city, made)[0].commit
    assert commit.subject == "A \ufffd\x1b[31m subject in two lines\r"
    assert commit.author == "E\u202evil\x1b]0;x\x07\ufffd"


@pytest.mark.parametrize(
    ("data", "author", "second", "subject"),
    [
        (b"", "", 0, ""),
        (b"tree x\nauthor <a@x> 5 +0000\ncommitter <a@x> 5 +0000\n\nOne\n", "a@x", 5, "One"),
        (b"author \ncommitter A <a> 99999999999999999999 +0000\n\n", "", 0, ""),
        (b"author A <a>\ncommitter A <a> -5 +0000\n\n\nTwo", "A", 0, "Two"),
        (b"author A > <b> 1 +0000\ncommitter A <a> 7 +9999\n\nx", "A >", 7, "x"),
        (
            b"author A\xe9 <b> 1\ncommitter A <a> 7\nencoding latin-1\n\n\xe9",
            "Aé",
            7,
            "é",
        ),
        (b"author \x83A <b> 1\ncommitter A <a> 7\nencoding CP932\n\n\x83A", "ア", 7, "ア"),
        (b"author A\xe9 <b> 1\ncommitter A <a> 7\nencoding hex\n\nx", "A\ufffd", 7, "x"),
        (b"author A\xe9 <b> 1\ncommitter A <a> 7\nencoding cp99999\n\nx", "A\ufffd", 7, "x"),
        (b"author A <b> 1\ncommitter A <a> 7\nencoding UTF-16\n\nx", "A", 7, "x"),
        (b"author A\xe9 <b> 1\ncommitter A <a> 7\nencoding \xff\n\nx", "A\ufffd", 7, "x"),
        (b"author A <a> 1 +0000\ngpgsig x\n author B\n y\n\nx", "A", 0, "x"),
    ],
)
def test_any_commit_can_be_read(data: bytes, author: str, second: int, subject: str) -> None:
    commit = parse_commit("0" * 40, data)
    assert (commit.author, commit.when.timestamp(), commit.subject) == (author, second, subject)


def test_a_thousand_commits_are_asked_about_in_few_processes(
    city: Repository, fake_git: Path
) -> None:
    story = "".join(
        f"commit refs/heads/main\ncommitter A <a@x> {1_700_000_000 + number} +0000\ndata 1\nx\n"
        f"M 100644 inline {PLAN}\ndata {len(str(number // 2))}\n{number // 2}\n\n"
        for number in range(1000)
    )
    city.git("fast-import", "--quiet", given=story.encode())
    log = fake_git.parent / "log"
    fake_git.write_text(f'#!/bin/sh\necho "$*" >>"{log}"\nexec {GIT} "$@"\n', "utf-8")
    assert len(tell(city)) == 500
    assert len(log.read_text("utf-8").splitlines()) <= 6
