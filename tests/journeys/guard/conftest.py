"""A checkout of the published plan, and the command that judges a change of it."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from stc.cli.main import main
from tests.journeys.guard.test_base import commit, git
from tests.plans import PUBLISHED


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A checkout of the published plan on `main`, with us on the branch `change`."""
    folder = tmp_path / "city"
    (folder / "data").mkdir(parents=True)
    shutil.copy(PUBLISHED / "plan.yaml", folder / "data" / "plan.yaml")
    git(folder, "init", "--quiet", "--template=", "--initial-branch=main")
    commit(folder, "publish")
    git(folder, "checkout", "--quiet", "-b", "change")
    monkeypatch.chdir(folder)
    for name in ("STC_PLAN", "GITHUB_ACTIONS", "GITHUB_STEP_SUMMARY"):
        monkeypatch.delenv(name, raising=False)
    return folder


@pytest.fixture
def validate(capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, str, str]]:
    def run(*arguments: str) -> tuple[int, str, str]:
        code = main(["validate", "--select", "STC4", *arguments])
        shown: Any = capsys.readouterr()
        return code, shown.out, shown.err

    return run
