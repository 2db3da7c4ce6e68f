"""The files that CI, pre-commit and the hosting site read: well-formed, and with no more rights."""

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from stc.cli.registry import COMMANDS
from stc.output.ci.findings import FINDINGS_FORMATS

ROOT = Path(__file__).parents[2]
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
PLAN = ROOT / ".github" / "workflows" / "plan.yml"
ACTION = ROOT / "action.yml"
HOOKS = ROOT / ".pre-commit-hooks.yaml"
PINNED = re.compile(r"[\w-]+/[\w.-]+@[0-9a-f]{40}")


def read(path: Path) -> Any:
    return yaml.safe_load(path.read_text("utf-8"))


def check(schema: str, *paths: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", schema]
    return subprocess.run(
        [*command, *map(str, paths)], capture_output=True, text=True, check=False, timeout=300
    )


@pytest.mark.parametrize(
    ("schema", "paths"),
    [
        ("vendor.github-workflows", WORKFLOWS),
        ("custom.github-workflows-require-timeout", WORKFLOWS),
        ("vendor.github-actions", [ACTION]),
    ],
)
def test_the_files_are_what_the_site_reads(schema: str, paths: list[Path]) -> None:
    run = check(schema, *paths)
    assert run.returncode == 0, run.stdout


@pytest.mark.parametrize(
    ("schema", "path", "old", "new"),
    [
        ("vendor.github-workflows", PLAN, "runs-on:", "run-on:"),
        ("vendor.github-actions", ACTION, "using: composite", "using: composit"),
    ],
)
def test_the_schemas_do_refuse(schema: str, path: Path, old: str, new: str, tmp_path: Path) -> None:
    text = path.read_text("utf-8")
    assert old in text
    (tmp_path / path.name).write_text(text.replace(old, new), "utf-8")
    assert check(schema, tmp_path / path.name).returncode == 1


def test_the_plan_is_judged_on_pull_requests_alone_and_by_the_base() -> None:
    workflow = read(PLAN)
    # YAML 1.1 reads the key `on` as true.
    assert list(workflow[True]) == ["pull_request"]
    (job,) = workflow["jobs"].values()
    assert job["permissions"] == {"contents": "read"}
    trusted, proposed = (step["with"] for step in job["steps"][:2])
    assert trusted["ref"] == "${{ github.event.pull_request.base.sha }}"
    assert "ref" not in proposed
    assert proposed["fetch-depth"] == 0
    scripts = "\n".join(step["run"] for step in job["steps"] if "run" in step)
    assert "proposed" not in scripts
    assert './trusted"' in f'{scripts.split("--no-build-isolation ")[1].splitlines()[0]}"'
    assert '"$RUNNER_TEMP/stc/bin/stc" validate' in scripts
    assert '--base "origin/$GITHUB_BASE_REF" --format github' in scripts


@pytest.mark.parametrize("path", [*WORKFLOWS, ACTION], ids=lambda path: path.name)
def test_no_script_holds_what_an_outsider_chose(path: Path) -> None:
    data = read(path)
    groups = data["jobs"].values() if "jobs" in data else [data["runs"]]
    for step in (step for group in groups for step in group["steps"]):
        assert "${{" not in step.get("run", "")
        assert not re.search(r"python3? (?!-P )", step.get("run", ""))
        assert "uses" not in step or PINNED.fullmatch(step["uses"])


def test_the_action_offers_what_validate_knows() -> None:
    inputs = read(ACTION)["inputs"]
    assert list(inputs) == ["plan", "base", "strict", "format"]
    shown = set(re.findall(r"\w+", inputs["format"]["description"])) - {"or"}
    assert shown == {"auto", *FINDINGS_FORMATS}


def test_the_hooks_run_commands_that_exist() -> None:
    hooks = {hook["id"]: hook for hook in read(HOOKS)}
    assert list(hooks) == ["stc-validate", "stc-fmt"]
    names = {entry.name for entry in COMMANDS}
    for hook in hooks.values():
        program, command, *_ = hook["entry"].split()
        assert (program, hook["language"]) == ("stc", "python")
        assert command in names
        pattern = re.compile(hook["files"])
        assert all(pattern.search(path) for path in ("data/plan.yaml", "x/data/timeline.yaml"))
        assert not any(pattern.search(path) for path in ("data/plan.yml", "old-data/plan.yaml"))
        # Each file that is committed is the one that is judged.
        assert hook.get("pass_filenames", True)


def test_the_owners_of_the_example_own_what_exists() -> None:
    text = (ROOT / ".github" / "CODEOWNERS.example").read_text("utf-8")
    lines = [line.split() for line in text.splitlines() if line and not line.startswith("#")]
    assert len(lines) >= 5
    for path, *owners in lines:
        assert (ROOT / path.strip("/")).exists(), path
        assert owners
        assert all(owner.startswith("@example-city/") for owner in owners)
