"""`stc validate --base REV` never says 0 about what it could not see, with real git."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from stc.cli.main import main
from stc.files.load import load_plan
from stc.yaml.reader import read_document
from stc.yaml.values import to_data
from tests.journeys.guard.test_base import SILENT_MOVE, commit, edit, git
from tests.plans import PUBLISHED, SMALL

PLAN = "data/plan.yaml"
NEW = "the plan is new, and there is no change to check"


@pytest.fixture
def moved(checkout: Path) -> Path:
    """The checkout, with a deadline moved silently on the branch `change`."""
    edit(checkout, *SILENT_MOVE)
    commit(checkout, "move")
    return checkout


def object_file(checkout: Path, name: str) -> Path:
    found = git(checkout, "rev-parse", name)
    return checkout / ".git" / "objects" / found[:2] / found[2:]


def damage(file: Path, data: bytes) -> None:
    file.chmod(0o644)
    file.write_bytes(data)


@pytest.mark.parametrize("kept", ["blob:none", "tree:0", "blob:limit=1k"])
def test_a_partial_clone_that_lacks_the_base_is_refused(
    moved: Path, validate: Any, monkeypatch: pytest.MonkeyPatch, kept: str
) -> None:
    git(moved, "config", "uploadpack.allowFilter", "true")
    clone = moved.parent / "partial"
    git(moved, "clone", "-q", f"--filter={kept}", "-b", "change", f"file://{moved}", str(clone))
    # git asks the server for what is missing, unless it is kept from it in every way there is.
    git(clone, "config", "protocol.file.allow", "always")
    monkeypatch.chdir(clone)
    before = sorted((clone / ".git").rglob("*"))
    code, out, err = validate("--base", "origin/main")
    assert (code, out) == (3, "")
    assert "this is a partial clone, and nothing is fetched" in err
    assert sorted((clone / ".git").rglob("*")) == before


def test_a_partial_clone_that_has_the_base_is_answered(
    moved: Path, validate: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    git(moved, "config", "uploadpack.allowFilter", "true")
    clone = moved.parent / "partial"
    git(moved, "clone", "-q", "--filter=blob:none", "-b", "change", f"file://{moved}", str(clone))
    git(clone, "cat-file", "blob", f"origin/main:{PLAN}")
    monkeypatch.chdir(clone)
    code, out, _ = validate("--base", "origin/main")
    assert code == 1
    assert "STC405" in out


@pytest.mark.parametrize("name", [f"main:{PLAN}", "main:data", "main^{tree}", "main"])
@pytest.mark.parametrize("how", ["missing", "empty", "broken", "another"])
def test_a_damaged_repository_is_refused(moved: Path, validate: Any, name: str, how: str) -> None:
    """`another`: sound bytes of another object, so that only the id does not fit."""
    file = object_file(moved, name)
    if how == "missing":
        file.unlink()
    elif how == "another":
        other = object_file(moved, name.replace("main", "change"))
        damage(file, other.read_bytes())
    else:
        damage(file, b"" if how == "empty" else b"x" * 40)
    code, out, err = validate("--base", "main")
    assert (code, out) == (3, ""), err
    assert err


def test_a_commit_on_the_way_to_the_base_is_not_another_one(moved: Path, validate: Any) -> None:
    """The file of a commit holds another commit, which would make the move a part of the base."""
    middle = commit(moved, "more")
    commit(moved, "last")
    git(moved, "checkout", "-q", "main")
    commit(moved, "theirs")
    git(moved, "merge", "-q", "--no-ff", "-m", "merge", "main~1")
    theirs = object_file(moved, "main")
    commit(moved, "theirs, too")
    damage(theirs, object_file(moved, middle).read_bytes())
    git(moved, "checkout", "-q", "change")
    assert git(moved, "merge-base", "main", "HEAD") != git(moved, "rev-parse", "HEAD~3")
    code, out, err = validate("--base", "main")
    assert (code, out) == (3, "")
    assert "damaged" in err


def test_a_pack_that_is_damaged_is_refused(moved: Path, validate: Any) -> None:
    git(moved, "gc", "--quiet")
    for pack in (moved / ".git" / "objects" / "pack").glob("*.pack"):
        data = bytearray(pack.read_bytes())
        data[12:-20] = bytes(255 - byte for byte in data[12:-20])
        damage(pack, bytes(data))
    code, out, err = validate("--base", "main")
    assert (code, out) == (3, ""), err


def test_a_shallow_clone_that_hides_where_the_change_began(
    moved: Path, validate: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    clone = moved.parent / "shallow"
    git(moved, "clone", "-q", "--depth=1", "--no-single-branch", f"file://{moved}", str(clone))
    monkeypatch.chdir(clone)
    code, _, err = validate("--base", "origin/main")
    assert code == 3
    assert "This checkout is shallow" in err


def test_a_shallow_clone_that_shows_where_it_began_is_answered(
    moved: Path, validate: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    commit(moved, "more")
    clone = moved.parent / "shallow"
    git(moved, "clone", "-q", "--depth=3", "-b", "change", f"file://{moved}", str(clone))
    git(clone, "fetch", "-q", "--depth=1", "origin", "main:refs/remotes/origin/main")
    monkeypatch.chdir(clone)
    code, out, _ = validate("--base", "origin/main")
    assert code == 1
    assert "STC405" in out


def test_a_merge_and_its_two_sides_are_enough(
    moved: Path, validate: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What a CI job has of a pull request that it fetches with a depth of 2."""
    git(moved, "checkout", "-q", "main")
    commit(moved, "theirs")
    git(moved, "merge", "-q", "--no-ff", "-m", "the merge to be", "change")
    clone = moved.parent / "shallow"
    git(moved, "clone", "-q", "--depth=2", f"file://{moved}", str(clone))
    monkeypatch.chdir(clone)
    code, out, err = validate("--base", "HEAD^1")
    assert code == 1, err
    assert "STC405" in out


def test_a_shallow_clone_that_shows_one_of_two_places_is_refused(
    checkout: Path, validate: Any
) -> None:
    cross(checkout)
    bases = set(git(checkout, "merge-base", "--all", "main", "change").split())
    cut = git(checkout, "rev-parse", "main^2")
    (checkout / ".git" / "shallow").write_text(cut + "\n", "utf-8")
    assert set(git(checkout, "merge-base", "--all", "main", "change").split()) < bases
    code, out, err = validate("--base", "main")
    assert (code, out) == (3, "")
    assert "This checkout is shallow" in err


def test_a_sparse_checkout_is_answered(moved: Path, validate: Any) -> None:
    (moved / "docs").mkdir()
    (moved / "docs" / "other.md").write_text("x\n", "utf-8")
    commit(moved, "docs")
    git(moved, "sparse-checkout", "set", "--sparse-index", "data")
    assert not (moved / "docs").exists()
    code, out, _ = validate("--base", "main")
    assert code == 1
    assert "STC405" in out


def test_a_plan_outside_of_a_sparse_checkout_is_not_judged(moved: Path, validate: Any) -> None:
    (moved / "docs").mkdir()
    (moved / "docs" / "other.md").write_text("x\n", "utf-8")
    commit(moved, "docs")
    git(moved, "sparse-checkout", "set", "docs")
    code, _, err = validate("--base", "main")
    assert code == 3
    assert "No plan found" in err


def test_a_plan_that_a_sparse_checkout_leaves_out_is_still_there(
    checkout: Path, validate: Any
) -> None:
    (checkout / "other").mkdir()
    (checkout / "other" / "plan.yaml").write_text(SMALL, "utf-8")
    commit(checkout, "another plan")
    git(checkout, "sparse-checkout", "set", "other")
    code, out, err = validate("--base", "main", "--plan", "other/plan.yaml")
    assert code == 0, err
    assert NEW in out


RENAMES = {
    "file": "data/safety.yaml",
    "folder": "plans/city/plan.yaml",
    "case": "data/Plan.yaml",
    "both": "plans/safety.yaml",
    "up": "plan.yaml",
    "odd": "data/:(top)*[x] plän.yaml",
}


@pytest.mark.parametrize("path", RENAMES.values(), ids=RENAMES)
@pytest.mark.parametrize("when", ["with", "before", "after", "staged"])
def test_a_renamed_plan_is_judged_through_the_rename(
    checkout: Path, validate: Any, path: str, when: str
) -> None:
    """The deadline moves with the rename, before it, after it, or it is only in the index."""
    if when == "before":
        edit(checkout, *SILENT_MOVE)
        commit(checkout, "move")
    (checkout / path).parent.mkdir(parents=True, exist_ok=True)
    git(checkout, "mv", "--", PLAN, path)
    if when == "after":
        commit(checkout, "rename")
    file = checkout / path
    text = file.read_text("utf-8").replace(*SILENT_MOVE, 1)
    file.write_text(text, "utf-8")
    if when != "staged":
        commit(checkout, "change")
    code, out, err = validate("--base", "main", "--plan", path)
    assert code == 1, err
    assert "STC405" in out
    assert f"where the change began, as {PLAN}." in out


def test_a_name_that_the_locale_cannot_hold_is_followed(checkout: Path) -> None:
    git(checkout, "mv", PLAN, "data/plän.yaml")
    text = (checkout / "data" / "plän.yaml").read_text("utf-8").replace(*SILENT_MOVE, 1)
    (checkout / "data" / "plän.yaml").write_text(text, "utf-8")
    commit(checkout, "change")
    command = [sys.executable, "-P", "-m", "stc", "validate", "--base", "main", "--plan"]
    ascii_only = {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"}
    ended = subprocess.run(
        [*command, "data/plän.yaml".encode()],
        cwd=checkout,
        env=os.environ | ascii_only,
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert ended.returncode == 1, ended.stderr
    assert b"STC405" in ended.stdout


def test_a_plan_renamed_several_times_is_judged(checkout: Path, validate: Any) -> None:
    edit(checkout, *SILENT_MOVE)
    for before, after in (("data/plan.yaml", "a.yaml"), ("a.yaml", "b.yaml"), ("b.yaml", "c.yaml")):
        git(checkout, "mv", before, after)
        commit(checkout, f"rename to {after}")
    assert validate("--base", "main", "--plan", "c.yaml")[0] == 1


def test_a_plan_removed_and_put_elsewhere_later_is_judged(checkout: Path, validate: Any) -> None:
    text = (checkout / PLAN).read_text("utf-8").replace(*SILENT_MOVE, 1)
    git(checkout, "rm", "-q", PLAN)
    commit(checkout, "remove")
    (checkout / "new.yaml").write_text(text, "utf-8")
    commit(checkout, "add")
    assert validate("--base", "main", "--plan", "new.yaml")[0] == 1


def test_a_rename_without_a_change_passes(checkout: Path, validate: Any) -> None:
    git(checkout, "mv", PLAN, "plan.yaml")
    commit(checkout, "rename")
    code, out, _ = validate("--base", "main", "--plan", "plan.yaml")
    assert code == 0
    assert f"as {PLAN}." in out


def test_two_plans_in_a_renamed_folder_are_each_judged(checkout: Path, validate: Any) -> None:
    (checkout / "data" / "small.yaml").write_text(SMALL, "utf-8")
    commit(checkout, "two plans")
    git(checkout, "branch", "-f", "main")
    git(checkout, "mv", "data", "plans")
    text = (checkout / "plans" / "plan.yaml").read_text("utf-8")
    (checkout / "plans" / "plan.yaml").write_text(text.replace(*SILENT_MOVE, 1), "utf-8")
    commit(checkout, "rename")
    assert validate("--base", "main", "--plan", "plans/plan.yaml")[0] == 1
    code, out, err = validate("--base", "main", "--plan", "plans/small.yaml")
    assert code == 0, err
    assert "as data/small.yaml." in out


HIDDEN = {
    "rewritten": lambda checkout: git(checkout, "rm", "-q", PLAN),
    "a stub": lambda checkout: (checkout / PLAN).write_text("# See new.yaml\n", "utf-8"),
    "a link": lambda checkout: (
        (checkout / PLAN).unlink(),
        (checkout / PLAN).symlink_to("../new.yaml"),
    ),
    "not a plan any more": lambda checkout: edit(checkout, "schema_version: 1", "version: 1"),
    "not in the index": lambda checkout: (checkout / PLAN).unlink(),
}


@pytest.mark.parametrize("hide", HIDDEN.values(), ids=HIDDEN)
def test_another_plan_that_is_gone_is_named(
    checkout: Path, validate: Any, hide: Callable[[Path], object]
) -> None:
    hide(checkout)
    (checkout / "new.yaml").write_text(SMALL, "utf-8")
    if hide is not HIDDEN["not in the index"]:
        commit(checkout, "replace")
    code, out, err = validate("--base", "main", "--plan", "new.yaml")
    assert (code, out) == (3, "")
    assert f"there is no new.yaml, but the plan {PLAN}, which is gone" in err
    assert "git mv" in err


def test_a_plan_is_known_by_its_head_whatever_its_name(checkout: Path, validate: Any) -> None:
    git(checkout, "mv", PLAN, "STRATEGY")
    commit(checkout, "an odd name")
    git(checkout, "branch", "-f", "main")
    git(checkout, "rm", "-q", "STRATEGY")
    (checkout / "new.yaml").write_text(SMALL, "utf-8")
    commit(checkout, "replace")
    code, _, err = validate("--base", "main", "--plan", "new.yaml")
    assert code == 3
    assert "the plan STRATEGY, which is gone" in err


@pytest.mark.parametrize("other", ["data/timeline.yaml", "README.md"])
def test_what_is_gone_and_no_plan_does_not_matter(
    checkout: Path, validate: Any, other: str
) -> None:
    shutil.copy(PUBLISHED / "timeline.yaml", checkout / other)
    commit(checkout, "more")
    git(checkout, "branch", "-f", "main")
    git(checkout, "rm", "-q", other)
    (checkout / "new.yaml").write_text(SMALL, "utf-8")
    commit(checkout, "new")
    code, out, err = validate("--base", "main", "--plan", "new.yaml")
    assert code == 0, err
    assert NEW in out


def test_a_plan_beside_one_that_is_still_there_is_new(checkout: Path, validate: Any) -> None:
    shutil.copy(checkout / PLAN, checkout / "new.yaml")
    edit(checkout, "Planning", "In progress")
    commit(checkout, "a second plan")
    code, out, _ = validate("--base", "main", "--plan", "new.yaml")
    assert code == 0
    assert f"new.yaml at {git(checkout, 'rev-parse', 'main')[:9]} does not exist" in out
    assert NEW in out


def test_a_copy_put_aside_does_not_hide_the_rename(checkout: Path, validate: Any) -> None:
    """git pairs the old plan with what is most like it; the other one came from it, too."""
    shutil.copy(checkout / PLAN, checkout / "archive.yaml")
    git(checkout, "mv", PLAN, "new.yaml")
    text = (checkout / "new.yaml").read_text("utf-8").replace(*SILENT_MOVE, 1)
    (checkout / "new.yaml").write_text(text, "utf-8")
    commit(checkout, "rename, and keep a copy")
    code, out, err = validate("--base", "main", "--plan", "new.yaml")
    assert code == 1, err
    assert "STC405" in out


def test_an_old_plan_put_aside_is_named_where_no_likeness_shows(
    checkout: Path, validate: Any
) -> None:
    """Rewritten from end to end, with nothing changed but a deadline."""
    text = (checkout / PLAN).read_text("utf-8").replace(*SILENT_MOVE, 1)
    values = to_data(read_document(text.encode(), "").root)
    (checkout / "new.yaml").write_text(json.dumps(values, indent=1), "utf-8")
    assert load_plan((checkout / "new.yaml").read_bytes(), "new.yaml").value is not None
    git(checkout, "mv", PLAN, "archive.yaml")
    commit(checkout, "rename, and write anew")
    code, out, err = validate("--base", "main", "--plan", "new.yaml")
    assert (code, out) == (3, "")
    assert f"but the plan {PLAN}, which became archive.yaml:" in err


def test_a_plan_with_its_steps_taken_out_is_no_longer_the_plan(
    checkout: Path, validate: Any
) -> None:
    text = (checkout / PLAN).read_text("utf-8")
    (checkout / "new.yaml").write_text(text.replace(*SILENT_MOVE, 1), "utf-8")
    (checkout / PLAN).write_text(text.partition("sections:")[0] + "sections: []\n", "utf-8")
    commit(checkout, "take the steps elsewhere")
    code, out, err = validate("--base", "main", "--plan", "new.yaml")
    assert code == 1, err
    assert "STC405" in out


def test_a_plan_that_git_does_not_hold_itself_is_refused(checkout: Path, validate: Any) -> None:
    """git LFS leaves a pointer in its place."""
    pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:{}\nsize 9\n"
    text = (checkout / PLAN).read_text("utf-8")
    (checkout / PLAN).write_text(pointer.format("a" * 64), "utf-8")
    commit(checkout, "keep it elsewhere")
    git(checkout, "branch", "-f", "main")
    (checkout / PLAN).write_text(text, "utf-8")
    assert validate("--base", "main")[0] == 3
    git(checkout, "rm", "-q", "-f", PLAN)
    (checkout / "new.yaml").write_text(text, "utf-8")
    commit(checkout, "rename")
    code, _, err = validate("--base", "main", "--plan", "new.yaml")
    assert code == 3
    assert f"{PLAN}, which is gone" in err


def test_a_plan_made_to_look_like_another_does_not_hide_the_old_one(
    checkout: Path, validate: Any
) -> None:
    old = (checkout / PLAN).read_text("utf-8").replace(*SILENT_MOVE, 1)
    (checkout / "draft.yaml").write_text(old, "utf-8")
    commit(checkout, "a draft")
    git(checkout, "branch", "-f", "main")
    git(checkout, "rm", "-q", PLAN)
    git(checkout, "mv", "draft.yaml", "new.yaml")
    commit(checkout, "the draft becomes the plan")
    code, _, err = validate("--base", "main", "--plan", "new.yaml")
    assert code == 3
    assert f"the plan {PLAN}, which is gone" in err


def test_a_crowd_of_files_does_not_hide_the_rename(checkout: Path, validate: Any) -> None:
    """git looks for renames among so many files at most."""
    (checkout / "many").mkdir()
    for number in range(1100):
        (checkout / "many" / f"{number}.txt").write_text(f"{number}\n" * 3, "utf-8")
    git(checkout, "mv", PLAN, "new.yaml")
    text = (checkout / "new.yaml").read_text("utf-8").replace(*SILENT_MOVE, 1)
    (checkout / "new.yaml").write_text(text, "utf-8")
    commit(checkout, "rename in a crowd")
    assert validate("--base", "main", "--plan", "new.yaml")[0] in (1, 3)


def cross(checkout: Path) -> None:
    """Two branches merged into each other; a Complete step is Complete on one side alone."""
    git(checkout, "checkout", "--quiet", "-b", "side", "main")
    edit(checkout, "status: Planning", "status: Complete")
    commit(checkout, "complete")
    git(checkout, "checkout", "--quiet", "-b", "after")
    commit(checkout, "after it")
    git(checkout, "checkout", "--quiet", "main")
    commit(checkout, "theirs")
    first = git(checkout, "rev-parse", "main")
    git(checkout, "merge", "--quiet", "--no-ff", "-m", "merge", "after")
    git(checkout, "checkout", "--quiet", "-B", "change", "side")
    git(checkout, "merge", "--quiet", "--no-ff", "-m", "cross", first)


def test_a_change_that_began_in_two_places_is_judged_against_both(
    checkout: Path, validate: Any
) -> None:
    cross(checkout)
    bases = git(checkout, "merge-base", "--all", "main", "change").split()
    assert len(bases) == 2
    edit(checkout, "status: Complete", "status: Planning")
    commit(checkout, "reopen")
    code, out, _ = validate("--base", "main")
    assert code == 1
    assert out.count("STC408") == 1
    assert all(f"Compared with {base[:9]}, where the change began." in out for base in bases)


def test_warnings_that_both_places_had_are_not_repeated(
    checkout: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    cross(checkout)
    assert main(["validate", "--base", "main"]) == 0
    out = capsys.readouterr().out
    # One of the two had the step that is Complete on the other side not yet Complete.
    warnings = [line for line in out.splitlines() if ": warning " in line]
    assert [line.split(" ", 3)[2] for line in warnings] == ["STC203", "STC204"]


def test_a_finding_about_both_places_is_told_once(checkout: Path, validate: Any) -> None:
    cross(checkout)
    edit(checkout, *SILENT_MOVE)
    commit(checkout, "move")
    code, out, _ = validate("--base", "main")
    assert code == 1
    assert out.count("STC405") == 1


def test_a_replaced_object_is_not_obeyed(moved: Path, validate: Any) -> None:
    git(
        moved,
        "replace",
        git(moved, "rev-parse", f"main:{PLAN}"),
        git(moved, "rev-parse", f"HEAD:{PLAN}"),
    )
    assert git(moved, "diff", "main", "HEAD") == ""
    assert validate("--base", "main")[0] == 1


@pytest.mark.parametrize("what", ["^{commit}", "^{tree}", ":data"])
def test_nothing_on_the_way_to_the_plan_is_replaced(moved: Path, validate: Any, what: str) -> None:
    git(
        moved,
        "replace",
        git(moved, "rev-parse", f"main{what}"),
        git(moved, "rev-parse", f"HEAD{what}"),
    )
    assert validate("--base", "main")[0] == 1


def test_a_graft_is_not_obeyed(moved: Path, validate: Any) -> None:
    """It would make the change a part of where it began."""
    after = git(moved, "rev-parse", "HEAD")
    git(moved, "checkout", "--quiet", "main")
    commit(moved, "theirs")
    theirs = git(moved, "rev-parse", "HEAD")
    git(moved, "checkout", "--quiet", "change")
    (moved / ".git" / "info").mkdir(exist_ok=True)
    (moved / ".git" / "info" / "grafts").write_text(f"{theirs} {after}\n", "utf-8")
    assert git(moved, "merge-base", "main", "HEAD") == after
    assert validate("--base", "main")[0] == 1


def test_a_commit_graph_is_not_believed(moved: Path, validate: Any) -> None:
    """A file that git writes to find parents more quickly; here it is of another history."""
    after = git(moved, "rev-parse", "HEAD")
    git(moved, "checkout", "--quiet", "main")
    commit(moved, "theirs")
    theirs = git(moved, "rev-parse", "HEAD")
    commit(moved, "theirs, too")
    git(moved, "checkout", "--quiet", "change")
    git(moved, "-c", "commitGraph.generationVersion=1", "commit-graph", "write", "--reachable")
    graph = moved / ".git" / "objects" / "info" / "commit-graph"
    data = bytearray(graph.read_bytes())
    assert bytes.fromhex(theirs) in data
    begin = data.index(b"CDAT")
    place = int.from_bytes(data[begin + 4 : begin + 12], "big")
    ids = sorted(git(moved, "rev-list", "--all").split())
    row = place + ids.index(theirs) * 36
    data[row + 20 : row + 24] = ids.index(after).to_bytes(4, "big")
    # The generation, which must be higher than that of the parent.
    data[row + 28 : row + 32] = (3 << 2).to_bytes(4, "big")
    damage(graph, bytes(data))
    assert git(moved, "merge-base", "main", "HEAD") == after
    assert validate("--base", "main")[0] == 1


def test_a_linked_work_tree_is_answered(
    moved: Path, validate: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    git(moved, "checkout", "--quiet", "main")
    git(moved, "worktree", "add", "-q", str(moved.parent / "linked"), "change")
    monkeypatch.chdir(moved.parent / "linked")
    code, out, _ = validate("--base", "main")
    assert code == 1
    assert "STC405" in out
    monkeypatch.chdir(moved)
    assert validate("--base", "main", "--plan", f"../linked/{PLAN}")[0] == 1


def test_a_repository_of_sha256_is_answered(
    tmp_path: Path, validate: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "sha256"
    shutil.copytree(PUBLISHED, folder / "data")
    git(folder, "init", "-q", "--object-format=sha256", "--initial-branch=main")
    commit(folder, "publish")
    git(folder, "mv", PLAN, "plan.yaml")
    text = (folder / "plan.yaml").read_text("utf-8").replace(*SILENT_MOVE, 1)
    (folder / "plan.yaml").write_text(text, "utf-8")
    git(folder, "checkout", "-q", "-b", "change")
    commit(folder, "rename and move")
    monkeypatch.chdir(folder)
    code, out, err = validate("--base", "main", "--plan", "plan.yaml")
    assert code == 1, err
    assert "STC405" in out


@pytest.fixture
def outer(moved: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository that has the city's as the submodule `city`, with us on its branch `change`."""
    folder = moved.parent / "outer"
    folder.mkdir()
    git(folder, "init", "-q", "--initial-branch=main")
    git(folder, "submodule", "--quiet", "add", "-b", "main", f"file://{moved}", "city")
    git(folder / "city", "checkout", "-q", "-B", "main", "origin/main")
    commit(folder, "pin")
    git(folder, "checkout", "-q", "-b", "change")
    git(folder / "city", "checkout", "-q", "origin/change")
    commit(folder, "a silent move")
    monkeypatch.chdir(folder)
    return folder


def test_a_submodule_is_not_judged_from_outside(outer: Path, validate: Any) -> None:
    code, out, err = validate("--base", "main", "--plan", f"city/{PLAN}")
    assert (code, out) == (3, "")
    assert "city, which has a history of its own" in err


def test_inside_of_a_submodule_its_history_is_asked(
    outer: Path, validate: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(outer / "city" / "data")
    code, out, _ = validate("--base", "main")
    assert code == 1
    assert "STC405" in out


@pytest.mark.parametrize("path", [f"city/{PLAN}", "plan.yaml"])
def test_a_plan_that_was_in_a_submodule_is_refused(outer: Path, validate: Any, path: str) -> None:
    text = (outer / "city" / PLAN).read_text("utf-8")
    git(outer, "rm", "-q", "-f", "city")
    (outer / path).parent.mkdir(parents=True, exist_ok=True)
    (outer / path).write_text(text, "utf-8")
    (outer / ".gitmodules").write_text(
        '[submodule "city"]\n\tpath = city\n\tignore = all\n', "utf-8"
    )
    commit(outer, "take it over")
    code, out, err = validate("--base", "main", "--plan", path)
    assert (code, out) == (3, ""), err
    assert "submodule" in err


def test_a_plan_that_was_behind_a_link_is_refused(checkout: Path, validate: Any) -> None:
    git(checkout, "mv", "data", "real")
    (checkout / "data").symlink_to("real")
    commit(checkout, "a link")
    git(checkout, "branch", "-f", "main")
    (checkout / "data").unlink()
    shutil.copytree(checkout / "real", checkout / "data")
    edit(checkout, *SILENT_MOVE)
    commit(checkout, "a folder")
    code, _, err = validate("--base", "main")
    assert code == 3
    assert f"{PLAN} is behind a link" in err


def test_another_name_of_the_same_file_is_the_plan(moved: Path, validate: Any) -> None:
    """As on file systems that mind no case: one file answers to both names."""
    os.link(moved / PLAN, moved / "data" / "PLAN.yaml")
    assert validate("--base", "main", "--plan", "data/PLAN.yaml")[0] == 1


@pytest.mark.parametrize("name", ["main:data", f"main:{PLAN}", "v1-tree", "v1-blob"])
def test_a_base_that_is_no_commit_is_refused(moved: Path, validate: Any, name: str) -> None:
    git(moved, "tag", "v1-tree", "main^{tree}")
    git(moved, "tag", "-a", "-m", "x", "v1-blob", f"main:{PLAN}")
    code, _, err = validate("--base", name)
    assert code == 2
    assert "unknown revision" in err


def test_histories_that_never_met_are_refused(moved: Path, validate: Any) -> None:
    git(moved, "checkout", "-q", "--orphan", "alone")
    commit(moved, "alone")
    code, _, err = validate("--base", "main")
    assert code == 3
    assert "have no history in common" in err


def test_a_checkout_without_a_commit_is_refused(
    tmp_path: Path, validate: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(PUBLISHED, tmp_path / "new" / "data")
    git(tmp_path / "new", "init", "-q", "--initial-branch=main")
    monkeypatch.chdir(tmp_path / "new")
    code, _, err = validate("--base", "HEAD")
    assert code == 3
    assert "has no commit yet, so there is no history. Commit the plan first." in err


def test_the_environment_leads_to_no_other_base(
    moved: Path, validate: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = moved.parent / "other"
    git(moved, "clone", "-q", "-b", "change", f"file://{moved}", str(other))
    git(other, "branch", "-f", "main", "change")
    for name, value in {
        "GIT_DIR": str(other / ".git"),
        "GIT_WORK_TREE": str(other),
        "GIT_INDEX_FILE": str(other / ".git" / "index"),
        "GIT_OBJECT_DIRECTORY": str(other / ".git" / "objects"),
        "GIT_CONFIG_COUNT": "1",
        "GIT_CONFIG_KEY_0": "core.worktree",
        "GIT_CONFIG_VALUE_0": str(other),
        "GIT_GRAFT_FILE": str(other / "grafts"),
        "GIT_SHALLOW_FILE": "/dev/null",
        "GIT_NAMESPACE": "x",
    }.items():
        monkeypatch.setenv(name, value)
    assert validate("--base", "main")[0] == 1


def test_a_work_tree_elsewhere_is_refused(moved: Path, validate: Any) -> None:
    (moved.parent / "elsewhere").mkdir()
    git(moved, "config", "core.worktree", str(moved.parent / "elsewhere"))
    assert validate("--base", "main")[0] == 3


def test_history_of_a_partial_clone_that_has_every_version(
    checkout: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Commit from before there was a plan lack nothing."""
    start = checkout.parent / "start"
    start.mkdir()
    git(start, "init", "-q", "--initial-branch=main")
    (start / "README").write_text("before\n", "utf-8")
    commit(start, "before")
    shutil.copytree(checkout / "data", start / "data")
    commit(start, "publish")
    edit(start, *SILENT_MOVE)
    commit(start, "move")
    git(start, "config", "uploadpack.allowFilter", "true")
    clone = start.parent / "partial"
    git(start, "clone", "-q", "--filter=blob:none", f"file://{start}", str(clone))
    monkeypatch.chdir(clone)
    assert main(["history", "GOV-02"]) == 3
    assert "this is a partial clone" in capsys.readouterr().err
    git(clone, "cat-file", "blob", f"HEAD~1:{PLAN}")
    assert main(["history", "GOV-02"]) == 0
    assert "2027-12-31" in capsys.readouterr().out


QUESTIONS = (
    *("rev-parse", "cat-file", "merge-base", "rev-list"),
    *("ls-files", "diff-index", "diff-tree", "config"),
)


@pytest.fixture
def story(checkout: Path, request: pytest.FixtureRequest) -> tuple[str, str]:
    """A silent move that git must be asked much about to see it: the plan, and the base."""
    path = PLAN if request.param in ("kept", "shallow", "submodule") else "new.yaml"
    if request.param == "renamed":
        git(checkout, "mv", PLAN, path)
    if request.param == "removed":
        git(checkout, "rm", "-q", PLAN)
        commit(checkout, "remove")
        (checkout / path).write_text(SMALL, "utf-8")
    else:
        file = checkout / path
        file.write_text(file.read_text("utf-8").replace(*SILENT_MOVE, 1), "utf-8")
    commit(checkout, "change")
    if request.param == "shallow":
        first = git(checkout, "rev-parse", "main")
        (checkout / ".git" / "shallow").write_text(f"{first}\n", "utf-8")
    if request.param == "submodule":
        outer = checkout.parent / "outer"
        outer.mkdir()
        git(outer, "init", "-q", "--initial-branch=main")
        git(outer, "submodule", "--quiet", "add", "-b", "change", f"file://{checkout}", "city")
        return str(outer / "city" / PLAN), "HEAD~1"
    return path, "main"


@pytest.mark.parametrize(
    "story", ["kept", "renamed", "removed", "shallow", "submodule"], indirect=True
)
@pytest.mark.parametrize("way", ["exit 1", "exit 128"])
def test_whatever_git_does_not_answer_is_never_0(
    story: tuple[str, str],
    checkout: Path,
    validate: Any,
    monkeypatch: pytest.MonkeyPatch,
    way: str,
) -> None:
    path, base = story
    fake = checkout.parent / "bin" / "git"
    fake.parent.mkdir()
    fake.touch(0o755)
    real = shutil.which("git")
    monkeypatch.setenv("PATH", f"{fake.parent}:/usr/bin:/bin")
    for question in QUESTIONS:
        answer = f'case " $* " in *" {question} "*) {way};; *) exec {real} "$@";; esac'
        fake.write_text(f"#!/bin/sh\n{answer}\n", "utf-8")
        code, _, err = validate("--base", base, "--plan", path)
        assert code in (1, 2, 3), question
        assert "Traceback" not in err
