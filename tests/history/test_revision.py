"""The revision of a plan, from real repositories of git, hostile ones among them."""

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from stc.errors import CannotGoOn
from stc.history.git.checkout import open_checkout
from stc.history.git.command import ask_git
from stc.history.git.revision import PlanRevision, find_revision
from tests.plans import SMALL

DATA = SMALL.encode()
NAME = ("-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false")


@pytest.fixture(autouse=True)
def no_settings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Keeps the settings of the machine out of git."""
    for name in ("GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM"):
        monkeypatch.setenv(name, "/dev/null")
    monkeypatch.setenv("HOME", str(tmp_path))


def git(folder: Path, *arguments: str) -> str:
    run = subprocess.run(
        ["git", *NAME, *arguments],
        cwd=folder,
        check=True,
        capture_output=True,
        text=True,
        timeout=300,
    )
    return run.stdout.strip()


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A repository with a plan in its first commit."""
    root = tmp_path / "repository"
    (root / "data").mkdir(parents=True)
    (root / "data" / "plan.yaml").write_bytes(DATA)
    git(root, "init", "-q", "-b", "main")
    git(root, "add", ".")
    git(root, "commit", "-q", "-m", "The plan")
    return root


def ask(root: Path) -> PlanRevision | None:
    plan = root / "data" / "plan.yaml"
    return find_revision(plan, plan.read_bytes())


def test_a_plan_as_committed_has_the_id_of_the_commit(repository: Path) -> None:
    head = git(repository, "rev-parse", "HEAD")
    revision = ask(repository)
    assert revision == PlanRevision(head, False)
    assert str(revision) == head[:9]


@pytest.mark.parametrize("size", [0, 2**18, 2**18 + 1])
def test_a_plan_of_any_size_is_known(repository: Path, size: int) -> None:
    plan = repository / "data" / "plan.yaml"
    plan.write_bytes(b"x" * size)
    git(repository, "commit", "-q", "-a", "-m", "Another size")
    assert ask(repository) == PlanRevision(git(repository, "rev-parse", "HEAD"), False)


def test_a_plan_with_local_changes_says_so(repository: Path) -> None:
    (repository / "data" / "plan.yaml").write_bytes(DATA + b"# more\n")
    assert str(ask(repository)) == git(repository, "rev-parse", "HEAD")[:9] + " + local changes"


def test_what_is_only_staged_is_a_local_change(repository: Path) -> None:
    (repository / "data" / "plan.yaml").write_bytes(DATA + b"# more\n")
    git(repository, "add", ".")
    revision = ask(repository)
    assert revision is not None
    assert revision.is_modified


def test_a_change_of_another_file_is_none_of_the_plan(repository: Path) -> None:
    (repository / "README.md").write_text("Read me", "utf-8")
    revision = ask(repository)
    assert revision is not None
    assert not revision.is_modified


def test_a_plan_that_is_not_in_git_is_a_local_change(repository: Path) -> None:
    other = repository / "data" / "other.yaml"
    other.write_bytes(DATA)
    revision = find_revision(other, DATA)
    assert revision == PlanRevision(git(repository, "rev-parse", "HEAD"), True)


@pytest.mark.parametrize(
    "name", ["a plan.yaml", "plän.yaml", "-plan.yaml", "HEAD", "@{0}", "*.yaml"]
)
def test_any_name_of_a_plan_is_a_name(name: str, repository: Path) -> None:
    (repository / "data" / name).write_bytes(DATA + b"# another\n")
    git(repository, "add", "-A")
    git(repository, "commit", "-q", "-m", "Another")
    revision = find_revision(repository / "data" / name, DATA + b"# another\n")
    assert revision == PlanRevision(git(repository, "rev-parse", "HEAD"), False)


def test_a_name_with_a_line_break_asks_nothing(repository: Path) -> None:
    assert find_revision(repository / "data" / "plan\nHEAD", DATA) is None


def test_a_checkout_with_crlf_is_not_a_change(repository: Path) -> None:
    git(repository, "config", "core.autocrlf", "true")
    plan = repository / "data" / "plan.yaml"
    plan.unlink()
    git(repository, "checkout", "--", ".")
    assert b"\r\n" in plan.read_bytes()
    revision = ask(repository)
    assert revision is not None
    assert not revision.is_modified


def test_a_linked_work_tree_has_its_own_commit(repository: Path, tmp_path: Path) -> None:
    (repository / "data" / "plan.yaml").write_bytes(DATA + b"# more\n")
    git(repository, "commit", "-q", "-a", "-m", "More")
    git(repository, "worktree", "add", "-q", str(tmp_path / "old"), "HEAD~1")
    assert ask(tmp_path / "old") == PlanRevision(git(repository, "rev-parse", "HEAD~1"), False)


def test_a_repository_of_sha256(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "plan.yaml").write_bytes(DATA)
    git(tmp_path, "init", "-q", "--object-format=sha256")
    git(tmp_path, "add", "data")
    git(tmp_path, "commit", "-q", "-m", "The plan")
    revision = ask(tmp_path)
    assert revision is not None
    assert len(revision.commit) == 64
    assert not revision.is_modified


def test_a_repository_without_a_commit_has_none(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "plan.yaml").write_bytes(DATA)
    git(tmp_path, "init", "-q")
    assert ask(tmp_path) is None


def test_a_folder_outside_of_git_has_none(tmp_path: Path) -> None:
    plan = tmp_path / "plan.yaml"
    plan.write_bytes(DATA)
    assert find_revision(plan, DATA) is None


def test_a_machine_without_git_has_none(
    repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path / "nothing"))
    assert ask(repository) is None


def test_the_environment_does_not_lead_to_another_repository(
    repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    head = git(repository, "rev-parse", "HEAD")
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "elsewhere"))
    monkeypatch.setenv("GIT_OBJECT_DIRECTORY", str(tmp_path / "elsewhere"))
    assert ask(repository) == PlanRevision(head, False)


TRUSTED = {
    "count": {
        "GIT_CONFIG_COUNT": "2",
        "GIT_CONFIG_KEY_0": "core.fsmonitor",
        "GIT_CONFIG_VALUE_0": "/nowhere",
        "GIT_CONFIG_KEY_1": "Safe.Directory",
        "GIT_CONFIG_VALUE_1": "*",
    },
    "git -c": {"GIT_CONFIG_PARAMETERS": "'core.fsmonitor'='/nowhere' 'safe.directory'='*'"},
    "older git -c": {"GIT_CONFIG_PARAMETERS": "'safe.directory=*'"},
    "global": {"GIT_CONFIG_GLOBAL": "mine"},
    "system": {"GIT_CONFIG_SYSTEM": "mine"},
}


@pytest.mark.parametrize("given", TRUSTED.values(), ids=TRUSTED)
def test_what_the_user_calls_safe_is_asked(
    repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, given: dict[str, str]
) -> None:
    """A checkout of somebody else, as git sees it where this variable of its own tests is set."""
    real = shutil.which("git")
    fake = tmp_path / "bin" / "git"
    fake.parent.mkdir()
    other = "GIT_TEST_ASSUME_DIFFERENT_OWNER=1"
    fake.write_text(f'#!/bin/sh\n{other} exec {real} "$@"\n', "utf-8")
    fake.chmod(0o755)
    (tmp_path / "mine").write_text("[safe]\n\tdirectory = *\n", "utf-8")
    monkeypatch.setenv("PATH", f"{fake.parent}:/usr/bin:/bin")
    plan = repository / "data" / "plan.yaml"
    with pytest.raises(CannotGoOn) as refused:
        open_checkout(plan)
    assert refused.value.hint == f"git config --global --add safe.directory {repository}"
    for name, value in given.items():
        monkeypatch.setenv(name, str(tmp_path / "mine") if value == "mine" else value)
    assert open_checkout(plan).path == "data/plan.yaml"
    assert ask(repository) is not None


def test_the_environment_sets_nothing_but_what_is_safe(
    repository: Path, trap: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    program, mark = trap
    settings = {"core.fsmonitor": str(program), "alias.cat-file": f"!{program}", "a.b": "c"}
    monkeypatch.setenv("GIT_CONFIG_COUNT", str(len(settings)))
    for i, (key, value) in enumerate(settings.items()):
        monkeypatch.setenv(f"GIT_CONFIG_KEY_{i}", key)
        monkeypatch.setenv(f"GIT_CONFIG_VALUE_{i}", value)
    monkeypatch.setenv("GIT_CONFIG_PARAMETERS", f"'core.fsmonitor'='{program}' 'a.b'='c'")
    assert ask_git(repository, "status", "--porcelain") == b""
    assert ask_git(repository, "config", "a.b") is None
    assert not mark.exists()


def test_a_replaced_object_is_shown_as_it_was(repository: Path) -> None:
    name = "HEAD:data/plan.yaml"
    (repository / "other").write_bytes(b"other\n")
    other = git(repository, "hash-object", "-w", "other")
    git(repository, "replace", git(repository, "rev-parse", name), other)
    assert git(repository, "show", name) == "other"
    assert ask_git(repository, "cat-file", "blob", name) == DATA


def test_a_graft_does_not_change_who_is_whose_parent(repository: Path) -> None:
    git(repository, "commit", "-q", "--allow-empty", "-m", "More")
    head = git(repository, "rev-parse", "HEAD")
    (repository / ".git" / "info").mkdir(exist_ok=True)
    (repository / ".git" / "info" / "grafts").write_text(f"{head}\n", "utf-8")
    assert git(repository, "rev-list", "--count", "HEAD") == "1"
    assert ask_git(repository, "rev-list", "--count", "HEAD") == b"2\n"


@pytest.fixture
def trap(tmp_path: Path) -> tuple[Path, Path]:
    """A program that leaves a mark when it is run, and the mark."""
    program, mark = tmp_path / "trap.sh", tmp_path / "mark"
    program.write_text(f"#!/bin/sh\ntouch '{mark}'\nexit 0\n", "utf-8")
    program.chmod(0o755)
    return program, mark


def set_traps(folder: Path, program: Path) -> None:
    for name in (
        "core.fsmonitor",
        "core.pager",
        "core.sshCommand",
        "core.editor",
        "diff.external",
        "filter.x.clean",
        "filter.x.smudge",
        "alias.cat-file",
    ):
        value = f"!{program}" if name.startswith("alias") else str(program)
        git(folder, "config", name, value)


def test_the_trap_works(repository: Path, trap: tuple[Path, Path]) -> None:
    program, mark = trap
    set_traps(repository, program)
    git(repository, "status")
    assert mark.exists()


def test_a_hostile_configuration_runs_nothing(repository: Path, trap: tuple[Path, Path]) -> None:
    program, mark = trap
    head = git(repository, "rev-parse", "HEAD")
    set_traps(repository, program)
    hook = repository / ".git" / "hooks" / "post-index-change"
    hook.parent.mkdir(exist_ok=True)
    shutil.copy(program, hook)
    (repository / ".gitattributes").write_text("*.yaml filter=x\n", "utf-8")
    assert ask(repository) == PlanRevision(head, False)
    assert not mark.exists()


def test_a_bare_repository_hidden_in_the_tree_is_not_asked(
    repository: Path, trap: tuple[Path, Path]
) -> None:
    program, mark = trap
    hidden = repository / "hidden"
    git(repository, "clone", "-q", "--bare", ".", str(hidden))
    set_traps(hidden, program)
    (hidden / "plan.yaml").write_bytes(DATA)
    revision = find_revision(hidden / "plan.yaml", DATA)
    assert revision is None or revision.commit == git(repository, "rev-parse", "HEAD")
    assert not mark.exists()


def test_asking_writes_nothing(repository: Path) -> None:
    def look() -> dict[Path, tuple[int, int]]:
        found = (path for path in repository.rglob("*"))
        return {path: (path.stat().st_mtime_ns, path.stat().st_size) for path in found}

    before = look()
    assert ask(repository) is not None
    assert look() == before


@pytest.mark.parametrize("make", [lambda path: path.mkdir(), lambda path: path.write_text("x")])
def test_a_git_folder_that_is_none_has_no_revision(
    make: Callable[[Path], object], tmp_path: Path
) -> None:
    make(tmp_path / ".git")
    assert find_revision(tmp_path / "plan.yaml", DATA) is None


def test_git_itself_is_asked_in_a_way_that_runs_nothing(
    repository: Path, trap: tuple[Path, Path]
) -> None:
    program, mark = trap
    git(repository, "config", "core.fsmonitor", str(program))
    assert ask_git(repository, "status", "--porcelain") == b""
    assert not mark.exists()


def test_git_itself_does_not_take_a_folder_for_a_repository(repository: Path) -> None:
    hidden = repository / "hidden"
    git(repository, "clone", "-q", "--bare", ".", str(hidden))
    assert git(hidden, "rev-parse", "--is-bare-repository") == "true"
    assert ask_git(hidden, "rev-parse", "--is-bare-repository") is None


def test_git_that_refuses_has_no_answer(repository: Path) -> None:
    assert ask_git(repository, "cat-file", "-t", "no-such-thing") is None
