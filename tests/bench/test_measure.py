"""The bench counts only right answers; what it runs here is never timed."""

import json
import re
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import cast

import pytest

from bench.commands import ours, settle
from bench.make_plan import LAYOUTS, find_overdue, make_plan
from bench.measure import measure as run_rounds
from bench.processes import Launcher, Run
from stc.cli.main import main

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


# It takes some five seconds: 26 processes, for whole ones are what the bench measures.
def test_every_answer_of_stc_is_found_right(tmp_path: Path) -> None:
    shown = tmp_path / "runs.json"
    run = measure("--only", "stc", "--json", str(shown), path=SYSTEM)
    assert run.returncode == 0, run.stderr
    (size,) = json.loads(shown.read_text("utf-8"))["sizes"]
    assert len([name for name in size["runs"] if name.startswith("stc ")]) == 13


class InThisProcess:
    """Stands in for the launcher: what is asked is the same, but nothing is measured."""

    def __init__(self, patch: pytest.MonkeyPatch, capture: pytest.CaptureFixture[bytes]) -> None:
        self._patch, self._capture = patch, capture

    def run(self, words: Sequence[str], folder: Path, environment: Mapping[str, str]) -> Run:
        with self._patch.context() as patch:
            patch.setattr("os.environ", dict(environment))
            patch.chdir(folder)
            self._capture.readouterr()
            code = main(words[2:])
            out, err = (one.decode() for one in self._capture.readouterr())
        return Run(code, 0, 0, 0, out, err)


@pytest.mark.parametrize("layout", OTHERS)
def test_every_answer_of_stc_is_found_right_in_every_layout(
    layout: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsysbinary: pytest.CaptureFixture[bytes],
) -> None:
    """Other layouts are asked without the cost of a process each; the sizes are what differs."""
    monkeypatch.delenv("STC_PLAN", raising=False)
    place = settle(tmp_path, make_plan(20), sys.executable, layout)
    listed, launcher = [*ours(place)], InThisProcess(monkeypatch, capsysbinary)
    # The round that warms up is enough: a wrong answer is noticed there, too.
    assert run_rounds(listed, 0, 1, cast("Launcher", launcher))[1] == {}
    assert len(listed) == 12
