"""The updates of the departments: where they are read, and what is wrong with them."""

import subprocess
from pathlib import Path
from typing import Any

import pytest

VOICE = 'schema_version: 1\nby: "911"\nsteps:\n  RSP-07:\n    - {on: 2024-12-01, text: Done.}\n'


@pytest.fixture
def voice(plan: Path) -> Path:
    path = plan.with_name("updates") / "911.yaml"
    path.parent.mkdir()
    path.write_text(VOICE)
    return path


def test_a_plan_has_the_updates_beside_it(stc: Any, voice: Path) -> None:
    voice.with_name("README.md").write_text("# Updates\n")
    voice.with_name(".hidden.yaml").write_text("[")
    assert stc("list").code == 0
    voice.write_text(VOICE.replace("{on: 2024-12-01, text: Done.}", "{on: 2024-12-41, what: x}"))
    refused = stc("list")
    assert refused.code == 3
    assert "data/updates/911.yaml:5:12: error STC106" in refused.err
    assert "data/updates/911.yaml:5:24: error STC102" in refused.err
    assert "data/updates has 2 errors, so stc does not use it." in refused.err


@pytest.mark.parametrize("odd", ["folder", "file", "link"])
def test_what_cannot_be_read_is_named(stc: Any, voice: Path, odd: str) -> None:
    voice.unlink()
    if odd == "folder":
        voice.mkdir()
    elif odd == "link":
        voice.symlink_to("nowhere.yaml")
    else:
        voice.parent.rmdir()
        voice.parent.write_text("")
    refused = stc("list")
    assert refused.code == 3
    assert "data/updates" in refused.err


def test_an_older_plan_has_the_updates_of_its_commit(stc: Any, plan: Path, voice: Path) -> None:
    root = plan.parents[1]
    (root / ".git").rmdir()

    def git(*arguments: str) -> None:
        named = ("-c", "user.name=A", "-c", "user.email=a@example.org")
        subprocess.run(
            ["git", *named, *arguments], cwd=root, check=True, capture_output=True, timeout=60
        )

    git("init", "-q")
    git("add", ".")
    git("commit", "-qm", "One")
    voice.write_text("[")
    assert stc("list", "-f", "ids").code == 3
    assert stc("list", "-f", "ids", "--at", "HEAD").code == 0
    git("commit", "-qam", "Two")
    refused = stc("list", "--at", "HEAD")
    assert refused.code == 3
    assert "data/updates/911.yaml at " in refused.err
    voice.unlink()
    voice.symlink_to("../plan.yaml")
    git("add", ".")
    git("commit", "-qm", "Three")
    refused = stc("list", "--at", "HEAD")
    assert refused.code == 3
    assert '"data/updates/911.yaml" is a link at ' in refused.err
