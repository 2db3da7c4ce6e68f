"""The hooks for pre-commit, run as pre-commit runs them: on the files of a commit that match."""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.children import SEARCHED
from tests.history.repository import Repository
from tests.plans import SMALL, TIMELINE, VOICE, change

ROOT = Path(__file__).parents[2]
HOOKS = {hook["id"]: hook for hook in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text())}
BROKEN = change(SMALL, "status: Planning", "status: Plan")
STRAY = change(VOICE, "  COM-02:", "  COM-09:")
LOST = change(TIMELINE, "steps: [COM-01]", "steps: [COM-99]")


def run_hook(story: Repository, hook: str, **settings: Any) -> tuple[int, str] | None:
    """Run a hook on the staged files that match; None where pre-commit would skip it."""
    wanted = {"pass_filenames": True, **HOOKS[hook], **settings}
    listed = story.git("diff", "--cached", "--name-only", "-z", "--diff-filter=ACMRTUXB")
    files = [name for name in listed.split("\0") if name and re.search(wanted["files"], name)]
    if not files:
        return None
    program, *words = shlex.split(wanted["entry"])
    assert program == "stc"
    done = subprocess.run(
        [sys.executable, "-P", "-m", "stc", *words, *(files if wanted["pass_filenames"] else ())],
        cwd=story.root,
        env={"PATH": os.environ["PATH"], "PYTHONPATH": SEARCHED},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    return done.returncode, done.stdout + done.stderr


@pytest.fixture
def city(tmp_path: Path) -> Repository:
    """A checkout with a plan at its root and one of another city, all of them sound."""
    story = Repository(tmp_path / "city")
    for folder in ("data", "cities/a/data", "plans"):
        story.write(SMALL, f"{folder}/plan.yaml")
        story.write(TIMELINE, f"{folder}/timeline.yaml")
    story.commit("publish")
    return story


def stage(story: Repository, path: str, text: str) -> None:
    story.write(text, path)
    story.git("add", "--all")


@pytest.mark.parametrize(
    ("path", "text", "found"),
    [
        ("data/plan.yaml", BROKEN, "data/plan.yaml:20:21: error STC105"),
        ("cities/a/data/plan.yaml", BROKEN, "cities/a/data/plan.yaml:20:21: error STC105"),
        ("data/timeline.yaml", LOST, "data/timeline.yaml:14:13: error"),
        ("data/updates/911.yaml", STRAY, "data/updates/911.yaml:12:3: error STC304"),
        ("cities/a/data/timeline.yaml", LOST, "cities/a/data/timeline.yaml:14:13: error"),
    ],
)
def test_the_file_that_is_committed_is_the_one_that_is_judged(
    city: Repository, path: str, text: str, found: str
) -> None:
    stage(city, path, text)
    outcome = run_hook(city, "stc-validate")
    assert outcome is not None
    code, said = outcome
    assert code == 1
    errors = [line for line in said.splitlines() if ": error " in line]
    assert [line[: len(found)] for line in errors] == [found]
    other = "cities" if path.startswith("data") else "\ndata"
    assert other not in f"\n{said}"


def test_every_file_of_a_commit_is_judged(city: Repository) -> None:
    stage(city, "data/plan.yaml", change(SMALL, "title: A plan", "title: The plan"))
    stage(city, "cities/a/data/plan.yaml", BROKEN)
    stage(city, "data/timeline.yaml", LOST)
    outcome = run_hook(city, "stc-validate")
    assert outcome is not None
    code, said = outcome
    assert code == 1
    assert "cities/a/data/plan.yaml:20:21: error STC105" in said
    assert "data/timeline.yaml:" in said
    assert "data/plan.yaml: 2 steps" in said


def test_a_sound_change_passes(city: Repository) -> None:
    stage(city, "data/plan.yaml", change(SMALL, "title: A plan", "title: The plan"))
    outcome = run_hook(city, "stc-validate")
    assert outcome is not None
    assert outcome[0] == 0


def test_who_keeps_plans_elsewhere_sets_the_files(city: Repository) -> None:
    """The example of docs/trust.md."""
    text = (ROOT / "docs" / "trust.md").read_text("utf-8")
    (block,) = [one for one in re.findall(r"```yaml\n(.*?)```", text, re.DOTALL) if "hooks:" in one]
    (repository,) = yaml.safe_load(block)["repos"]
    (settings,) = [hook for hook in repository["hooks"] if hook["id"] == "stc-validate"]
    stage(city, "plans/plan.yaml", BROKEN)
    assert run_hook(city, "stc-validate") is None
    outcome = run_hook(city, "stc-validate", **settings)
    assert outcome is not None
    code, said = outcome
    assert code == 1
    assert said.startswith("plans/plan.yaml:20:21: error STC105")


def test_the_layout_hook_formats_the_files_it_is_given(city: Repository) -> None:
    stage(city, "cities/a/data/plan.yaml", SMALL.replace("aliases: [MECC]", "aliases: [ MECC ]"))
    outcome = run_hook(city, "stc-fmt")
    assert outcome is not None
    assert outcome[0] == 0
    assert "[MECC]" in (city.root / "cities/a/data/plan.yaml").read_text("utf-8")
