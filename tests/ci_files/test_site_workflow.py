"""The workflow that publishes the site: when it runs, on what, and who may publish."""

import re
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import yaml

from tests.plans import read_published_plan

ROOT = Path(__file__).parents[2]
WORKFLOW = yaml.safe_load((ROOT / ".github" / "workflows" / "site.yml").read_text("utf-8"))
# YAML 1.1 reads the key `on` as true.
EVENTS = WORKFLOW[True]
BUILD, PUBLISH = WORKFLOW["jobs"]["build"], WORKFLOW["jobs"]["publish"]


def test_it_runs_every_night_and_whenever_the_plan_changes() -> None:
    assert set(EVENTS) == {"push", "schedule", "workflow_dispatch"}
    assert EVENTS["push"] == {"branches": ["main"], "paths": ["data/**"]}
    assert (ROOT / "data" / "plan.yaml").exists()


@pytest.mark.parametrize("month", range(1, 13))
def test_the_night_is_that_of_the_plan(month: int) -> None:
    """A step turns overdue at midnight there, not at midnight in UTC."""
    (one,) = EVENTS["schedule"]
    minute, hour, *others = one["cron"].split()
    assert others == ["*", "*", "*"]
    started = datetime(2025, month, 15, int(hour), int(minute), tzinfo=UTC)
    there = started.astimezone(ZoneInfo(read_published_plan().timezone))
    since = there - there.replace(hour=0, minute=0)
    assert timedelta(minutes=5) <= since <= timedelta(hours=2)


def test_the_whole_history_of_main_is_read_and_no_token_is_left() -> None:
    checkout = BUILD["steps"][0]
    assert checkout["with"] == {"fetch-depth": 0, "persist-credentials": False}
    assert BUILD["if"] == "vars.SITE_URL != '' && github.ref == 'refs/heads/main'"


def test_only_the_job_that_runs_nothing_of_ours_may_publish() -> None:
    assert BUILD["permissions"] == {"contents": "read"}
    assert PUBLISH["permissions"] == {"pages": "write", "id-token": "write"}
    assert PUBLISH["needs"] == "build"
    assert [set(step) for step in PUBLISH["steps"]] == [{"id", "uses"}]
    assert WORKFLOW["concurrency"]["cancel-in-progress"] is False


def test_stc_is_installed_by_hash_and_runs_as_it_was_installed() -> None:
    scripts = [step["run"] for step in BUILD["steps"] if "run" in step]
    assert "--require-hashes --requirement requirements.lock" in scripts[0]
    assert not [script for script in scripts if re.search(r"python3? (?!-P)", script)]


@pytest.mark.parametrize("address", ["https://example.org/plan", '"; touch owned; "$(touch owned)'])
def test_the_script_builds_the_site_that_is_uploaded(tmp_path: Path, address: str) -> None:
    program = tmp_path / "temp" / "stc" / "bin" / "stc"
    program.parent.mkdir(parents=True)
    program.write_text(f"#!{sys.executable}\nimport sys\nprint(sys.argv[1:])\n", "utf-8")
    program.chmod(0o755)
    (tmp_path / "work").mkdir()
    (build,) = [step for step in BUILD["steps"] if "SITE_URL" in step.get("env", {})]
    ended = subprocess.run(
        ["/bin/bash", "--noprofile", "--norc", "-e", "-o", "pipefail", "-c", build["run"]],
        cwd=tmp_path / "work",
        env={
            "PATH": "/usr/bin:/bin",
            "RUNNER_TEMP": str(tmp_path / "temp"),
            "SITE_URL": address,
            "GITHUB_SERVER_URL": "https://github.com",
            "GITHUB_REPOSITORY": "example-city/plan",
        },
        capture_output=True,
        text=True,
        check=True,
        timeout=300,
    )
    out = f"{tmp_path}/temp/site"
    wanted = ["site", "--plan", "data/plan.yaml", "--out", out, "--base-url", address]
    wanted += ["--repository", "https://github.com/example-city/plan"]
    assert ended.stdout == f"{wanted}\n"
    assert list((tmp_path / "work").iterdir()) == []
    assert BUILD["steps"][-1]["with"]["path"] == "${{ runner.temp }}/site"
