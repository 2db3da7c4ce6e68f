"""The workflow that reads reports: its own scripts, run in bash in real repositories.

The first job runs stc and may only read. The second may write, and gets nothing but files.
"""

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml

from stc.intake.questions import STEP
from tests.history.repository import Repository
from tests.intake.events import make_event, write_body
from tests.plans import SMALL, change

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / ".github" / "workflows" / "report-progress.yml").read_text("utf-8")
WORKFLOW = yaml.safe_load(TEXT)
READ, ANSWER = WORKFLOW["jobs"]["read"], WORKFLOW["jobs"]["answer"]
NEW = change(SMALL, "status: Planning", "status: In progress")
BRANCH = "report/issue-14"
URL = "https://github.com/example-city/plan/pull/15"
GH = f"""\
#!{sys.executable}
import json, pathlib, shutil, sys
words, folder = sys.argv[1:], pathlib.Path(__file__).parent
with (folder / "calls").open("a") as calls:
    calls.write(json.dumps(words) + "\\n")
for word in words:
    name = word.partition("@")[2] if word.startswith("body=@") else word
    if name.endswith(".md"):
        shutil.copy(name, folder / f"{{words[0]}}.md")
if words[:2] == ["pr", "list"] and (folder / "open").exists():
    print("15 {URL}")
if words[:2] == ["pr", "create"]:
    if (folder / "refuse").exists():
        sys.exit("GitHub Actions is not permitted to create or approve pull requests")
    print("{URL}")
"""


class Ground(NamedTuple):
    """A repository on a server, a clone that a job works in, and the folder of the runner."""

    origin: Repository
    clone: Path
    temp: Path

    @property
    def report(self) -> Path:
        """The artifact that goes from the first job to the second."""
        return self.temp / "report"

    def run(self, step: dict[str, Any], **known: str) -> subprocess.CompletedProcess[str]:
        """Run the script of a step with the variables that the runner would set."""
        values = {"ISSUE": "14", "BOT": ANSWER["env"]["BOT"], "BASE": "main", **known}
        values |= {"GH_TOKEN": "secret", "GH_REPO": "example-city/plan"}
        wanted = {*step.get("env", {}), *WORKFLOW.get("env", {}), *ANSWER["env"]}
        environment = {
            "PATH": f"{self.temp / 'bin'}:{os.environ['PATH']}",
            "HOME": str(self.temp),
            "RUNNER_TEMP": str(self.temp),
            "GITHUB_OUTPUT": str(self.temp / "output"),
            "GITHUB_EVENT_PATH": str(self.temp / "event.json"),
            "GITHUB_ACTIONS": "true",
            **{name: values[name] for name in wanted},
        }
        return subprocess.run(
            ["/bin/bash", "--noprofile", "--norc", "-e", "-o", "pipefail", "-c", step["run"]],
            cwd=self.clone,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
            timeout=300,
        )

    def git(self, *words: str) -> str:
        return self.origin.git(*words)

    def read_pushed(self) -> str:
        """Return the plan on the branch of the report, on the server."""
        return self.git("show", f"{BRANCH}:data/plan.yaml") + "\n"

    def read_said(self, command: str) -> str:
        return (self.temp / "bin" / f"{command}.md").read_text("utf-8")

    def list_calls(self) -> list[list[str]]:
        path = self.temp / "bin" / "calls"
        lines = path.read_text("utf-8").splitlines() if path.exists() else []
        return [json.loads(line) for line in lines]


@pytest.fixture
def ground(tmp_path: Path) -> Ground:
    origin = Repository(tmp_path / "origin")
    origin.put(SMALL, "Publish the plan", "2024-11-20T12:00:00+00:00")
    temp = tmp_path / "temp"
    (temp / "bin").mkdir(parents=True)
    (temp / "bin" / "gh").write_text(GH, "utf-8")
    (temp / "stc" / "bin").mkdir(parents=True)
    program = f'#!/bin/sh\nexec {sys.executable} -P -m stc "$@"\n'
    (temp / "stc" / "bin" / "stc").write_text(program, "utf-8")
    for path in (temp / "bin" / "gh", temp / "stc" / "bin" / "stc"):
        path.chmod(0o755)
    return Ground(origin, clone(origin, tmp_path / "clone"), temp)


def clone(origin: Repository, folder: Path) -> Path:
    words = ["git", "clone", "--quiet", str(origin.root), str(folder)]
    subprocess.run(words, check=True, timeout=300)
    return folder


def find_step(job: dict[str, Any], name: str) -> dict[str, Any]:
    (step,) = (step for step in job["steps"] if step.get("name", "").startswith(name))
    return step


def read_report(ground: Ground, body: str) -> dict[str, str]:
    """Run the first job; return its outputs."""
    (ground.temp / "event.json").write_text(json.dumps(make_event(body)), "utf-8")
    done = ground.run(find_step(READ, "Read the report"))
    assert done.returncode == 0, done.stderr
    lines = (ground.temp / "output").read_text("utf-8").splitlines()
    return dict(line.split("=", 1) for line in lines)


def answer_report(ground: Ground, changed: str = "true") -> int:
    """Run the second job; return its exit code."""
    if changed == "true":
        done = ground.run(find_step(ANSWER, "Commit the change"))
        if done.returncode != 0:
            return done.returncode
    done = ground.run(find_step(ANSWER, "Open the pull request"), CHANGE=changed)
    assert "secret" not in done.stdout + done.stderr
    return done.returncode


def leave_report(ground: Ground, new: str = NEW, subject: str = "COM-01: In progress") -> None:
    """Leave an artifact as the first job does."""
    ground.report.mkdir(exist_ok=True)
    (ground.clone / "data" / "plan.yaml").write_text(new, "utf-8")
    patch = run_git(ground.clone, "diff")
    run_git(ground.clone, "checkout", "--quiet", "--", ".")
    put_patch(ground, patch, subject)


def put_patch(ground: Ground, patch: str, subject: str = "COM-01: In progress") -> None:
    ground.report.mkdir(exist_ok=True)
    (ground.report / "change.patch").write_text(f"Subject: {subject}\n\n{patch}", "utf-8")
    (ground.report / "answer.md").write_text("The answer.\n", "utf-8")
    (ground.report / "verdict.md").write_text("The verdict.\n", "utf-8")


def run_git(folder: Path, *words: str) -> str:
    done = subprocess.run(
        ["git", *words], cwd=folder, capture_output=True, text=True, check=True, timeout=300
    )
    return done.stdout


# Who may do what.


def test_the_job_that_may_write_runs_nothing_of_ours() -> None:
    assert WORKFLOW["permissions"] == {}
    assert list(WORKFLOW[True]) == ["issues"]
    assert WORKFLOW[True]["issues"] == {"types": ["opened", "edited"]}
    assert READ["permissions"] == {"contents": "read"}
    rights = {"contents": "write", "pull-requests": "write", "issues": "write"}
    assert ANSWER["permissions"] == rights
    for right in rights:
        assert re.search(rf"^      {right}: write # to \w+", TEXT, re.MULTILINE)
    checkout, download, *scripts = ANSWER["steps"]
    assert checkout["with"]["sparse-checkout"] == "/data/"
    assert checkout["with"]["persist-credentials"] is False
    assert checkout["with"]["ref"] == "${{ github.sha }}"
    assert download["uses"].startswith("actions/download-artifact@")
    for step in scripts:
        assert "uses" not in step
        said = re.sub(r"(?m)^\s*#.*$|\"[^\"\n]*\"|'[^'\n]*'", "", step["run"])
        words = set(re.findall(r"[\w./-]+", said))
        assert not words & {"stc", "python", "python3", "pip", "bash", "sh", "eval", "source", "."}
        assert not re.search(r"\./|stc/bin", said)


def test_nothing_that_a_stranger_wrote_is_in_a_variable() -> None:
    """The number of the issue is GitHub's; the text stays in the file of the event."""
    held = [WORKFLOW, *WORKFLOW["jobs"].values()]
    held += [step for job in WORKFLOW["jobs"].values() for step in job["steps"]]
    values = [str(value) for one in held for value in (one.get("env") or {}).values()]
    events = {name for value in values for name in re.findall(r"github\.event\.[\w.]+", value)}
    assert events == {"github.event.issue.number", "github.event.repository.default_branch"}


def test_it_starts_where_the_form_was_used() -> None:
    assert f"contains(github.event.issue.body, '{STEP.heading}')" in READ["if"]
    assert "github.event.issue.state == 'open'" in READ["if"]


def test_the_page_on_trust_says_what_each_job_may_do() -> None:
    page = (ROOT / "docs" / "trust.md").read_text("utf-8")
    for job in (READ, ANSWER):
        assert f"\n| {job['name']} |" in page
    assert f"`{BRANCH}`" in page
    assert "Allow GitHub Actions to create and approve pull requests" in page
    # The settings are said where a new plan has no such page.
    starter = (ROOT / "stc" / "starter" / "files" / "report-progress.yml").read_text("utf-8")
    assert "GitHub Actions to create and approve pull requests" in starter


def test_a_new_plan_has_the_same_workflow() -> None:
    """All but where stc comes from."""
    path = ROOT / "stc" / "starter" / "files" / "report-progress.yml"
    other = yaml.safe_load(path.read_text("utf-8").replace("@SOURCE@", '      STC: ""'))
    assert other["jobs"]["read"].pop("env") == {"STC": ""}
    for one in (WORKFLOW, other):
        (install,) = (
            step for step in one["jobs"]["read"]["steps"] if step.get("name") == "Install stc"
        )
        assert "pip" in install.pop("run")
    assert other == WORKFLOW


# The first job.


def test_a_report_becomes_a_patch_an_answer_and_a_verdict(ground: Ground) -> None:
    outputs = read_report(ground, write_body(step="COM-01", status="In progress"))
    assert outputs == {"answer": "true", "change": "true", "code": "0"}
    assert run_git(ground.clone, "diff", "--name-only") == "data/plan.yaml\n"
    assert (ground.clone / "data" / "plan.yaml").read_text("utf-8") == NEW
    assert (ground.report / "answer.md").read_text("utf-8").startswith("<!-- stc intake -->\n")
    assert "## Findings" in (ground.report / "verdict.md").read_text("utf-8")
    run_git(ground.clone, "checkout", "--quiet", "--", ".")
    assert answer_report(ground) == 0
    assert ground.read_pushed() == NEW


HOSTILE = (
    '$(touch owned) `touch owned` "; touch owned; "\n::set-output name=change::x\n##[command]x\n'
    "@everyone <!-- ### Status\n--> Co-authored-by: Eve <eve@example.org>\n${{ github.token }}\n"
    "Subject: another\ndiff --git a/x b/x\n+++ b/.github/workflows/x.yml"
)


def test_whatever_the_issue_says_is_data(ground: Ground) -> None:
    body = write_body(
        step="COM-01",
        deadline="2027-03-31",
        reason=HOSTILE,
        evidence="$(touch owned)\n../../etc/passwd",
    )
    assert read_report(ground, body)["change"] == "true"
    run_git(ground.clone, "checkout", "--quiet", "--", ".")
    assert answer_report(ground) == 0
    assert ground.git("log", "-1", "--format=%B%an", BRANCH) == (
        "COM-01: deadline 2027-03-31\n\nFrom issue #14.\ngithub-actions[bot]"
    )
    assert ground.git("diff", "--name-only", f"main..{BRANCH}") == "data/plan.yaml"
    assert "touch owned" in ground.read_pushed()
    assert not [path for path in ground.temp.parent.rglob("owned*") if ".git" not in path.parts]
    assert not any("owned" in word for call in ground.list_calls() for word in call)
    for said in (ground.read_said("issue"), ground.read_said("pr")):
        assert "@everyone" not in said
        assert not re.search(r"(?m)^(::|Subject:|diff|\+\+\+|--> )", said)


def test_a_report_with_mistakes_is_answered(ground: Ground) -> None:
    outputs = read_report(ground, write_body(step="NOPE-1", status="Complete"))
    assert outputs == {"answer": "true", "code": "1"}
    assert not (ground.report / "change.patch").exists()
    assert answer_report(ground, "") == 0
    assert "Unknown step" in ground.read_said("issue")
    assert [call[:2] for call in ground.list_calls()] == [["issue", "comment"]]
    assert ground.git("branch", "--list", BRANCH) == ""


def test_a_plan_that_is_broken_is_answered_and_fails(ground: Ground) -> None:
    path = ground.clone / "data" / "plan.yaml"
    path.write_text(SMALL.replace("status: Planning", "status: Plan"), "utf-8")
    outputs = read_report(ground, write_body(step="COM-01", status="Complete"))
    assert outputs == {"answer": "true", "code": "3"}
    assert ground.run(find_step(READ, "Fail where"), CODE="3").returncode == 1
    assert ground.run(find_step(READ, "Fail where"), CODE="1").returncode == 0


# The second job.


def test_the_pull_request_has_the_answer_and_the_verdict(ground: Ground) -> None:
    leave_report(ground, subject="COM-01: Läuft")
    assert answer_report(ground) == 0
    assert ground.git("log", "-1", "--format=%s", BRANCH) == "COM-01: Läuft"
    listed, created, commented = ground.list_calls()
    assert listed[:4] == ["pr", "list", "--head", BRANCH]
    # A branch of a fork may have this name, too.
    assert "select(.isCrossRepository | not)" in listed[-1]
    assert created[:6] == ["pr", "create", "--head", BRANCH, "--base", "main"]
    assert created[created.index("--title") + 1] == "COM-01: Läuft"
    assert ground.read_said("pr") == "Closes #14.\n\nThe verdict.\n\nThe answer.\n"
    assert commented[:3] == ["issue", "comment", "14"]
    assert ground.read_said("issue") == f"The answer.\n\nThe change is in the pull request {URL}.\n"


def test_an_edited_report_changes_the_same_pull_request(ground: Ground, tmp_path: Path) -> None:
    leave_report(ground)
    assert answer_report(ground) == 0
    (ground.temp / "bin" / "open").touch()
    again = ground._replace(clone=clone(ground.origin, tmp_path / "again"))
    other = change(SMALL, "status: Planning", "status: Not started")
    leave_report(again, other, "COM-01: Not started")
    assert answer_report(again) == 0
    assert ground.read_pushed() == other
    assert ground.git("rev-list", "--count", f"main..{BRANCH}") == "1"
    *_, patched, commented = ground.list_calls()
    assert patched[:5] == [
        "api",
        "--silent",
        "--method",
        "PATCH",
        "repos/example-city/plan/pulls/15",
    ]
    assert commented[:2] == ["issue", "comment"]


def test_no_answer_pushes_the_verdict_out(ground: Ground) -> None:
    leave_report(ground)
    line = f"- **Evidence**: <!-- --> {'ä' * 40}\n"
    (ground.report / "answer.md").write_text(line * 900, "utf-8")
    (ground.report / "verdict.md").write_text(f"The verdict.\n{line * 900}", "utf-8")
    assert answer_report(ground) == 0
    said = ground.read_said("pr")
    assert len(said.encode()) < 65_536
    assert said.startswith("Closes #14.\n\nThe verdict.\n- **Evidence**")
    assert said.endswith("\n\nThe answer is cut here: issue #14 has all of it.\n")
    assert "\n\nThe verdict is cut here: the job has all of it.\n\n- **Evidence**" in said
    assert {one for one in said.splitlines() if one.startswith("-")} == {line.rstrip()}
    assert ground.read_said("issue").startswith(line * 900)


def test_an_edited_report_that_is_wrong_names_what_still_proposes_the_old(
    ground: Ground, tmp_path: Path
) -> None:
    leave_report(ground)
    assert answer_report(ground) == 0
    again = ground._replace(clone=clone(ground.origin, tmp_path / "again"))
    for is_open, wanted in ((True, f"The pull request {URL} "), (False, f"The branch {BRANCH} ")):
        if is_open:
            (ground.temp / "bin" / "open").touch()
        else:
            (ground.temp / "bin" / "open").unlink()
        assert answer_report(again, "") == 0
        assert f"\n{wanted}still holds what this report said before." in ground.read_said("issue")
    assert ground.read_pushed() == NEW


def test_what_somebody_added_to_the_branch_is_kept(ground: Ground, tmp_path: Path) -> None:
    leave_report(ground)
    assert answer_report(ground) == 0
    ground.git("switch", "--quiet", BRANCH)
    ground.origin.put(f"{NEW}# mine\n", "Mine", "2024-11-21T12:00:00+00:00")
    ground.git("switch", "--quiet", "main")
    again = ground._replace(clone=clone(ground.origin, tmp_path / "again"))
    leave_report(again, change(SMALL, "status: Planning", "status: Not started"))
    assert answer_report(again) == 0
    assert ground.git("log", "-1", "--format=%s", BRANCH) == "Mine"
    assert "stays as it is" in ground.read_said("issue")


def test_where_no_pull_request_may_be_opened_the_branch_is_named(ground: Ground) -> None:
    (ground.temp / "bin" / "refuse").touch()
    leave_report(ground)
    assert answer_report(ground) == 1
    assert f"The change is on the branch {BRANCH}." in ground.read_said("issue")
    assert ground.read_pushed() == NEW


def write_addition(path: str, mode: str = "100644", text: str = "x") -> str:
    head = f"diff --git a/{path} b/{path}\nnew file mode {mode}\n--- /dev/null\n+++ b/{path}\n"
    return f"{head}@@ -0,0 +1 @@\n+{text}\n"


ODD = (
    *(
        write_addition(path)
        for path in (
            *(".github/workflows/x.yml", "data/x.yaml", "data/updates/x/y.yaml"),
            *("data/updates/../../x.yaml", "../x", ".git/hooks/pre-push", "data/updates/ä.yaml"),
            *("data/updates/.yaml", "data/updates/x.yml", "xdata/plan.yaml"),
            *("data/timeline.yaml", "data/plan.yaml/x"),
        )
    ),
    write_addition("data/updates/x.yaml", "100755"),
    write_addition("data/updates/x.yaml", "120000", "/etc/passwd"),
    "diff --git a/data/plan.yaml b/data/plan.yaml\nold mode 100644\nnew mode 100755\n",
    "diff --git a/data/plan.yaml b/data/updates/x.yaml\nsimilarity index 100%\n"
    "rename from data/plan.yaml\nrename to data/updates/x.yaml\n",
    write_addition("data/updates/911.yaml") + write_addition("x"),
    *("", "no patch\n"),
)


def test_a_patch_of_anything_else_is_not_pushed(ground: Ground) -> None:
    for patch in ODD:
        put_patch(ground, patch)
        assert answer_report(ground) != 0, patch
        run_git(ground.clone, "reset", "--quiet", "--hard")
        assert run_git(ground.clone, "branch", "--show-current") == "main\n", patch
    assert ground.git("branch", "--list", BRANCH) == ""
    assert ground.list_calls() == []
    assert not (ground.clone.parent / "x").exists()


def test_a_patch_of_the_updates_is_pushed(ground: Ground) -> None:
    put_patch(ground, write_addition("data/updates/comms-ocs.yaml"))
    assert answer_report(ground) == 0
    assert ground.git("diff", "--name-only", f"main..{BRANCH}") == "data/updates/comms-ocs.yaml"


def test_only_a_number_names_the_branch(ground: Ground) -> None:
    leave_report(ground)
    for number in ("", "0", "14; touch owned", "$(touch owned)", "../14", "1 4"):
        for name in ("Commit the change", "Open the pull request"):
            done = ground.run(find_step(ANSWER, name), ISSUE=number, CHANGE="true")
            assert done.returncode != 0, number
    assert ground.list_calls() == []
