"""`.gitattributes`, with git itself: one step's history, and a merge that hides nothing."""

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.plans import PUBLISHED, change

ROOT = Path(__file__).parents[2]
ATTRIBUTES = (ROOT / ".gitattributes").read_text("utf-8")
PLAN = "data/plan.yaml"
STEP = "          - id: {}\n            status: {}\n"


class Checkout:
    """A repository with the published plan, and nobody's settings but its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        (folder / "data").mkdir()
        shutil.copy(ROOT / ".gitattributes", folder)
        shutil.copy(PUBLISHED / "plan.yaml", folder / PLAN)
        self.git("init", "--quiet", "--template=", "--initial-branch=main")
        self.commit("The plan")

    def git(self, *words: str) -> str:
        mine = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
        roles, keys = ("AUTHOR", "COMMITTER"), ("NAME", "EMAIL")
        who = {f"GIT_{role}_{key}": "a" for role in roles for key in keys}
        environment = {"PATH": os.environ["PATH"], "HOME": str(self.folder), **mine, **who}
        done = subprocess.run(
            ["git", *words],
            cwd=self.folder,
            env=environment,
            capture_output=True,
            check=False,
            timeout=300,
        )
        if done.returncode:
            raise RuntimeError(done.stderr.decode())
        return done.stdout.decode()

    def commit(self, subject: str) -> None:
        self.git("add", "--all")
        self.git("commit", "--quiet", "--message", subject)

    def set_status(self, step: str, old: str, new: str) -> None:
        path = self.folder / PLAN
        text = path.read_text("utf-8")
        path.write_text(change(text, STEP.format(step, old), STEP.format(step, new)), "utf-8")
        self.commit(f"{step}: {new}")

    def subjects(self, lines: str) -> list[str]:
        return self.git("log", "--no-patch", "--format=%s", f"-L{lines}:{PLAN}").splitlines()


@pytest.fixture
def checkout(tmp_path: Path) -> Checkout:
    return Checkout(tmp_path)


@pytest.fixture
def with_history(checkout: Checkout) -> Checkout:
    checkout.set_status("COM-03", "Planning", "In progress")
    checkout.set_status("COM-04", "Planning", "In progress")
    checkout.set_status("COM-03", "In progress", "Complete")
    return checkout


def find_setting() -> list[str]:
    """Return the name and the value of the setting as .gitattributes tells it."""
    (found,) = re.findall(r"^#   git config (\S+) '(.*)'$", ATTRIBUTES, re.MULTILINE)
    return list(found)


def test_the_history_of_one_step(with_history: Checkout) -> None:
    with_history.git("config", *find_setting())
    assert with_history.subjects(":COM-03") == [
        "COM-03: Complete",
        "COM-03: In progress",
        "The plan",
    ]
    assert with_history.subjects(":COM-04") == ["COM-04: In progress", "The plan"]


def test_the_history_holds_the_lines_of_that_step_alone(with_history: Checkout) -> None:
    with_history.git("config", *find_setting())
    shown = with_history.git("log", "-L:COM-03:data/plan.yaml", "--max-count=1")
    assert "+            status: Complete" in shown
    assert "Publicly post more information" in shown
    assert not re.search("COM-02|COM-04|Screening", shown)


def test_a_difference_names_the_step(with_history: Checkout) -> None:
    with_history.git("config", *find_setting())
    shown = with_history.git("show", "--unified=0", "--format=", "HEAD")
    assert re.search(r"^@@ .* @@ id: COM-03$", shown, re.MULTILINE)


def test_the_history_of_one_step_without_the_setting(with_history: Checkout) -> None:
    with pytest.raises(RuntimeError, match="no match"):
        with_history.subjects(":COM-03")
    (lines,) = re.findall(rf"^#   git log -L '(.*):{PLAN}'$", ATTRIBUTES, re.MULTILINE)
    assert with_history.subjects(lines)[0] == "COM-03: Complete"


def test_a_contradiction_is_a_conflict_and_not_both_values(checkout: Checkout) -> None:
    checkout.git("switch", "--quiet", "--create", "other")
    checkout.set_status("COM-03", "Planning", "Complete")
    checkout.git("switch", "--quiet", "main")
    checkout.set_status("COM-03", "Planning", "In progress")
    with pytest.raises(RuntimeError):
        checkout.git("merge", "--quiet", "other")
    assert "<<<<<<<" in (checkout.folder / PLAN).read_text("utf-8")


def test_nothing_of_ours_is_rewritten_on_checkout(checkout: Checkout) -> None:
    for path in (ROOT / "data").glob("*.yaml"):
        assert b"\r" not in path.read_bytes()
    assert checkout.git("status", "--porcelain") == ""
