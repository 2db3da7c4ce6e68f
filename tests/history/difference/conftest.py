"""A checkout of the published plan, in which a version can be committed."""

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from stc.cli.main import main
from tests.plans import PUBLISHED

PERSON = {f"GIT_{who}_{what}": "x" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
SCRUBBED = ("STC_PLAN", "GITHUB_ACTIONS", "GITHUB_STEP_SUMMARY", "COLUMNS", "FORCE_COLOR")


class Answer(NamedTuple):
    code: int
    out: str
    err: str


def git(folder: Path, *arguments: str, day: str = "2025-01-01") -> str:
    given = {"PATH": "/usr/local/bin:/usr/bin:/bin", "HOME": str(folder), **PERSON}
    given |= {f"GIT_{who}_DATE": f"{day}T12:00:00Z" for who in ("AUTHOR", "COMMITTER")}
    run = subprocess.run(
        ["git", *arguments],
        cwd=folder,
        env=given,
        check=True,
        capture_output=True,
        text=True,
        timeout=300,
    )
    return run.stdout.strip()


def commit(folder: Path, message: str, day: str = "2025-01-01") -> str:
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--allow-empty", "-m", message, day=day)
    return git(folder, "rev-parse", "HEAD")[:9]


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A checkout of the published plan, which is also where we are."""
    folder = tmp_path / "city"
    (folder / "data").mkdir(parents=True)
    shutil.copy(PUBLISHED / "plan.yaml", folder / "data" / "plan.yaml")
    git(folder, "init", "--quiet", "--template=", "--initial-branch=main")
    commit(folder, "publish", "2024-10-01")
    monkeypatch.chdir(folder)
    for name in SCRUBBED:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("STC_AS_OF", "2025-01-24")
    return folder


@pytest.fixture
def plan(checkout: Path) -> Path:
    return checkout / "data" / "plan.yaml"


@pytest.fixture
def diff(capsysbinary: pytest.CaptureFixture[bytes]) -> Callable[..., Answer]:
    """Run the command in this process."""

    def run(*arguments: str) -> Answer:
        capsysbinary.readouterr()
        code = main(["diff", *arguments])
        out, err = capsysbinary.readouterr()
        return Answer(code, out.decode("utf-8"), err.decode("utf-8"))

    return run


@pytest.fixture
def ask(checkout: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> Callable[[str], str]:
    """Give the words of a command; get what it prints."""

    def call(words: str) -> str:
        capsysbinary.readouterr()
        assert main(words.split()) == 0
        return capsysbinary.readouterr().out.decode()

    return call
