"""The same bytes get the same verdict on every machine; nothing in the work tree is run."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.children import SEARCHED
from tests.plans import PUBLISHED

ROOT = Path(__file__).resolve().parents[2]
MACHINES = {
    "another order of hashing": {"PYTHONHASHSEED": "1"},
    "no order of hashing": {"PYTHONHASHSEED": "0"},
    "an ASCII locale": {
        "LANG": "C",
        "LC_ALL": "C",
        "PYTHONUTF8": "0",
        "PYTHONCOERCECLOCALE": "0",
    },
    "another side of the world": {"TZ": "Pacific/Kiritimati"},
    "no time zones": {"PYTHONTZPATH": ""},
    "optimized": {"PYTHONOPTIMIZE": "2"},
}
NAMES = ("yaml", "json", "typing", "re", "typer", "pydantic", "rich", "sitecustomize", "stc")
TRAP = 'import sys\nsys.stderr.write("trapped\\n")\nraise SystemExit(99)\n'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "data").mkdir()
    (tmp_path / ".git").mkdir()
    for name in ("plan.yaml", "timeline.yaml"):
        shutil.copyfile(PUBLISHED / name, tmp_path / "data" / name)
    return tmp_path


def run(folder: Path, *words: str, **environment: str) -> tuple[int, bytes, bytes]:
    given = {"PATH": os.environ["PATH"], "PYTHONPATH": SEARCHED}
    given["PYTHONDONTWRITEBYTECODE"] = "1"
    done = subprocess.run(
        [sys.executable, "-P", "-m", "stc", *words],
        cwd=folder,
        env={**given, **environment},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
        timeout=60,
    )
    return done.returncode, done.stdout, done.stderr


def break_in_many_ways(plan: Path) -> None:
    text = plan.read_text("utf-8")
    text = text.replace("status: Planning", "status: Plannning")
    text = text.replace("departments: [ocs", "departments: [größe, ocs, ocs")
    plan.write_text(text.replace("deadline: 2024-12-31", "deadline: 12/31/24"), "utf-8")


def test_the_same_bytes_get_the_same_verdict_on_every_machine(folder: Path) -> None:
    break_in_many_ways(folder / "data" / "plan.yaml")
    verdict = run(folder, "validate", "--format", "json")
    assert verdict[0] == 1
    assert verdict[1].count(b'"code"') > 50
    for name, environment in MACHINES.items():
        other = run(folder, "validate", "--format", "json", **environment)
        assert other == verdict, name


def test_nothing_that_lies_in_the_work_tree_is_run(folder: Path) -> None:
    before = run(folder, "list", "--format", "ids")
    for name in NAMES:
        (folder / f"{name}.py").write_text(TRAP, "utf-8")
        (folder / "data" / f"{name}.py").write_text(TRAP, "utf-8")
    (folder / "pyproject.toml").write_text("[tool.stc]\nplan = 'nowhere.yaml'\n", "utf-8")
    (folder / ".env").write_text("STC_PLAN=nowhere.yaml\n", "utf-8")
    assert before[0] == 0
    assert run(folder, "list", "--format", "ids") == before
    assert run(folder, "validate")[0] == 0
    assert run(folder, "set-status", "COM-03", "ongoing")[0] == 0


def test_the_trap_works(folder: Path) -> None:
    (folder / "typing.py").write_text(TRAP, "utf-8")
    assert run(folder, "validate", PYTHONPATH=f"{folder}:{ROOT}")[0] == 99
