"""The bench counts only right answers; what it runs here is never timed."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from bench.make_plan import LAYOUTS, find_overdue, make_plan

ROOT = Path(__file__).parents[2]
SYSTEM = "/usr/bin:/bin"
OTHERS = [layout for layout in LAYOUTS if layout != "canonical"]


def measure(*words: str, path: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "bench/measure.py", "--steps", "20", "--rounds", "1", *words]
    env = {"PATH": path}
    return subprocess.run(
        command, cwd=ROOT, env=env, capture_output=True, text=True, check=False, timeout=300
    )


def put_program(folder: Path, name: str, answer: str) -> str:
    (folder / name).write_text(f"#!/bin/sh\ncat <<'END'\n{answer}\nEND\n", "utf-8")
    (folder / name).chmod(0o755)
    return f"{folder}:{SYSTEM}"


def test_a_wrong_answer_has_no_figure_and_is_an_error(tmp_path: Path) -> None:
    right = put_program(tmp_path, "jq", "\n".join(find_overdue(make_plan(20))))
    run = measure("--only", "jq", "naive", path=right)
    assert (run.returncode, run.stderr.count("Wrong")) == (0, 0)
    assert re.search(r"^jq +[0-9.]+ ", run.stdout, re.MULTILINE)

    wrong = put_program(tmp_path, "jq", "GOV-01 GOV-02 GOV-99")
    run = measure("--only", "jq", "naive", path=wrong)
    assert run.returncode == 1
    assert "Wrong answer at 20 steps: jq: " in run.stderr
    assert "GOV-99" in run.stderr
    assert not re.search(r"^jq +[0-9.]+ ", run.stdout, re.MULTILINE)
    assert re.search(r"^naive +[0-9.]+ ", run.stdout, re.MULTILINE)


@pytest.mark.parametrize(
    ("layout", "commands"), [("canonical", 13), *((name, 12) for name in OTHERS)]
)
def test_every_answer_of_stc_is_found_right(layout: str, commands: int, tmp_path: Path) -> None:
    told = tmp_path / "runs.json"
    run = measure("--only", "stc", "--layout", layout, "--json", str(told), path=SYSTEM)
    assert run.returncode == 0, run.stderr
    (size,) = json.loads(told.read_text("utf-8"))["sizes"]
    assert len([name for name in size["runs"] if name.startswith("stc ")]) == commands
