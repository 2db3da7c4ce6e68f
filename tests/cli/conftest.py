"""The command, run on a copy of the plan as published: in this process, or in one of its own."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml

from stc.cli.main import main
from tests.children import SEARCHED, child

ROOT = Path(__file__).resolve().parents[2]
PUBLISHED = ROOT / "tests" / "published"
DAY = "2025-01-24"
SCRUBBED = ("STC_PLAN", "NO_COLOR", "FORCE_COLOR", "COLUMNS", "_STC_COMPLETE", "PYTHONTZPATH")
SCRUBBED += ("GITHUB_ACTIONS", "GITHUB_STEP_SUMMARY", "STC_DEPT")


class Answer(NamedTuple):
    code: int
    out: str
    err: str


class State(NamedTuple):
    data: bytes
    inode: int
    changed: int
    mode: int


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The root of a checkout with the plan and the timeline, which is also where we are."""
    root = tmp_path / "city"
    (root / ".git").mkdir(parents=True)
    (root / "data").mkdir()
    for name in ("plan.yaml", "timeline.yaml"):
        shutil.copyfile(PUBLISHED / name, root / "data" / name)
    monkeypatch.chdir(root)
    for name in SCRUBBED:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("STC_AS_OF", DAY)
    # In a process of its own, stc keeps rich out of help that is not read on a terminal.
    monkeypatch.setenv("TYPER_USE_RICH", "0")
    monkeypatch.setattr("typer.core.HAS_RICH", False)
    monkeypatch.setattr("typer.main.HAS_RICH", False)
    return root


@pytest.fixture
def plan(folder: Path) -> Path:
    return folder / "data" / "plan.yaml"


@pytest.fixture
def stc(folder: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> Callable[..., Answer]:
    """Run a command in this process: what it prints, and its exit code."""

    def call(*arguments: str) -> Answer:
        capsysbinary.readouterr()
        code = main(arguments)
        out, err = capsysbinary.readouterr()
        return Answer(code, out.decode("utf-8"), err.decode("utf-8"))

    return call


@pytest.fixture
def environment(folder: Path) -> dict[str, str]:
    """The environment of a process of its own; nothing of ours but the way to programs."""
    return {
        "PATH": os.environ["PATH"],
        "HOME": str(folder),
        "LANG": "C.UTF-8",
        "PYTHONPATH": SEARCHED,
        "STC_AS_OF": DAY,
    }


@pytest.fixture
def command() -> tuple[str, ...]:
    return (sys.executable, "-P", "-m", "stc")


@pytest.fixture
def start(
    folder: Path, environment: dict[str, str], command: tuple[str, ...]
) -> Iterator[Callable[..., "subprocess.Popen[bytes]"]]:
    """Start a command in a process of its own."""

    def begin(*arguments: str, env: dict[str, str] | None = None, **options: Any) -> Any:
        given = {"stdin": subprocess.DEVNULL, "stdout": -1, "stderr": -1, "cwd": folder, **options}
        started = child([*command, *arguments], env={**environment, **(env or {})}, **given)
        return children.enter_context(started)

    with ExitStack() as children:
        yield begin


@pytest.fixture
def run(start: Callable[..., Any]) -> Callable[..., Answer]:
    """Run a command in a process of its own, to its end."""

    def call(*arguments: str, **options: Any) -> Answer:
        process = start(*arguments, **options)
        out, err = process.communicate(timeout=60)
        return Answer(process.returncode, (out or b"").decode(), (err or b"").decode())

    return call


@pytest.fixture
def state() -> Callable[[Path], State]:
    """Return all that must stay when a file is not to be touched."""

    def look(path: Path) -> State:
        status = path.stat()
        return State(path.read_bytes(), status.st_ino, status.st_mtime_ns, status.st_mode)

    return look


@pytest.fixture(scope="session")
def steps() -> tuple[dict[str, Any], ...]:
    """The steps as PyYAML reads them, so that our code does not vouch for itself."""
    data = yaml.load((PUBLISHED / "plan.yaml").read_text("utf-8"), Loader=yaml.BaseLoader)
    return tuple(
        {"deadline": "", "departments": [], "section": section["id"], "goal": goal["title"], **step}
        for section in data["sections"]
        for goal in section["goals"]
        for step in goal["steps"]
    )
