"""Repositories in temporary folders, with the settings of the machine kept out."""

from pathlib import Path

import pytest

from tests.history.repository import Repository


@pytest.fixture(autouse=True)
def no_settings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))


@pytest.fixture
def city(tmp_path: Path) -> Repository:
    """A repository without a commit."""
    return Repository(tmp_path / "city")


@pytest.fixture
def mark(tmp_path: Path) -> Path:
    """What the trap leaves when it is run."""
    return tmp_path / "mark"


@pytest.fixture
def trap(tmp_path: Path, mark: Path) -> str:
    """A program that leaves a mark when it is run."""
    program = tmp_path / "trap.sh"
    program.write_text(f"#!/bin/sh\ntouch '{mark}'\nexit 0\n", "utf-8")
    program.chmod(0o755)
    return str(program)


@pytest.fixture
def fake_git(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where a script stands in for git; whoever uses it writes the script."""
    folder = tmp_path / "bin"
    folder.mkdir()
    script = folder / "git"
    script.write_text("#!/bin/sh\nexit 1\n", "utf-8")
    script.chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}:/usr/bin:/bin")
    return script
