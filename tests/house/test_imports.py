"""At this size imports are the whole cost: which modules a command may load."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PUBLISHED = ROOT / "tests" / "published"
WATCHED = ("yaml", "pydantic", "rich", "dateutil", "importlib.metadata", "json", "tzdata")
DUMP = f"""
import atexit, sys
atexit.register(
    lambda: sys.stderr.write("loaded: " + " ".join(m for m in {WATCHED!r} if m in sys.modules))
)
"""
NOTHING: frozenset[str] = frozenset()
# Pydantic itself imports importlib.metadata where it builds its first model, to find plug-ins.
VALIDATED = frozenset(("yaml", "pydantic", "importlib.metadata", "tzdata"))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "data").mkdir()
    for name in ("plan.yaml", "timeline.yaml"):
        shutil.copyfile(PUBLISHED / name, tmp_path / "data" / name)
    (tmp_path / "start").mkdir()
    (tmp_path / "start" / "sitecustomize.py").write_text(DUMP, "utf-8")
    return tmp_path


def loaded_by(folder: Path, *arguments: str) -> frozenset[str]:
    """Gives which of the watched modules the command has loaded when it ends."""
    done = subprocess.run(
        [sys.executable, "-P", "-m", "stc", *arguments],
        cwd=folder,
        env={
            "PATH": os.environ["PATH"],
            "PYTHONPATH": f"{folder / 'start'}:{ROOT}",
            "STC_AS_OF": "2025-01-24",
        },
        capture_output=True,
        check=False,
    )
    assert done.returncode in (0, 2), done.stderr
    return frozenset(done.stderr.decode().rpartition("loaded: ")[2].split())


@pytest.mark.parametrize(
    ("asked", "allowed"),
    [
        ("", NOTHING),
        ("--help", NOTHING),
        ("nope", NOTHING),
        ("overdue --help", {"yaml"}),
        ("--version", {"yaml"}),
        ("schema", {"pydantic", "importlib.metadata", "json"}),
        ("list -f tsv", VALIDATED),
        ("list -f csv", VALIDATED),
        ("list -f ids", VALIDATED),
        ("list -f md", VALIDATED),
        ("list -f json", VALIDATED | {"json"}),
        ("overdue -d nope", VALIDATED),
        ("due --within 90d -f ids", VALIDATED),
        ("due --within 3m -f ids", VALIDATED | {"dateutil"}),
        ("list --due-before 2024-12-31 -f ids", VALIDATED),
        ("validate", VALIDATED | {"json"}),
        ("set-status COM-03 complete --completed 2024-12-31", VALIDATED),
        ("set-status COM-03 planning", VALIDATED),
        ("overdue", VALIDATED | {"rich"}),
        ("timeline", VALIDATED | {"rich"}),
    ],
)
def test_what_a_command_loads(folder: Path, asked: str, allowed: frozenset[str]) -> None:
    assert loaded_by(folder, *asked.split()) <= allowed


def test_the_list_is_of_modules_that_are_loaded_somewhere(folder: Path) -> None:
    """A name that is misspelt, or no longer used, would be never found and prove nothing."""
    asked = [("due", "--within", "3m"), ("list", "-f", "json")]
    assert frozenset().union(*(loaded_by(folder, *one) for one in asked)) == {*WATCHED}
