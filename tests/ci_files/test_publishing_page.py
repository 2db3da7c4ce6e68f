"""The page for the plan's owner is true: its commands run, what it names is there."""

import re
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from stc.cli.commands.site import MARKER
from tests.children import SEARCHED, child
from tests.plans import PUBLISHED

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "publishing.md").read_text("utf-8")
COMMANDS = re.findall(r"^ *(stc site.*)$", PAGE, re.MULTILINE)


@pytest.mark.parametrize("command", [one for one in COMMANDS if "--serve" not in one])
def test_the_commands_run(command: str, tmp_path: Path) -> None:
    shutil.copytree(PUBLISHED, tmp_path / "data")
    somebody = ("-c", "user.name=Somebody", "-c", "user.email=somebody@example.org")
    for words in (("init", "--quiet"), ("add", "."), ("commit", "--quiet", "-m", "Publish")):
        subprocess.run(["git", *somebody, *words], cwd=tmp_path, check=True, timeout=300)
    ended = subprocess.run(
        [sys.executable, "-P", "-m", *command.split()],
        cwd=tmp_path,
        env={"PATH": "/usr/bin:/bin", "HOME": str(tmp_path), "PYTHONPATH": SEARCHED},
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert (ended.returncode, ended.stderr) == (0, "")
    (out,) = re.findall(r"--out (\S+)", command)
    assert (tmp_path / out / MARKER).exists()


def test_the_site_can_be_looked_at(tmp_path: Path) -> None:
    shutil.copytree(PUBLISHED, tmp_path / "data")
    assert "stc site --serve" in COMMANDS
    with child(
        [sys.executable, "-P", "-m", "stc", "site", "--serve", "--port", "0"],
        cwd=tmp_path,
        env={"PATH": "/usr/bin:/bin", "HOME": str(tmp_path), "PYTHONPATH": SEARCHED},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline().startswith("Built the site: ")
        assert "http://127.0.0.1:" in process.stdout.readline()
        process.send_signal(signal.SIGINT)
        assert process.wait(60) == 0


def test_what_it_names_is_there() -> None:
    assert MARKER in PAGE
    workflow = (ROOT / ".github" / "workflows" / "site.yml").read_text("utf-8")
    for text in ("vars.SITE_URL != ''", "docs/publishing.md"):
        assert text in workflow
    assert "`SITE_URL`" in PAGE
    assert len(PAGE.splitlines()) < 110
