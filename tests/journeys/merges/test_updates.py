"""Branches on which departments report merge with plain git; two on one entry's place do not."""

import subprocess
from pathlib import Path

import pytest

from stc.files.load import read_voice
from tests.journeys.merges.test_merges import checkout, git, run

__all__ = ["checkout"]

VOICES = ("311", "911", "city-attorney", "comms-ocs", "mpd", "ncr", "budget")


def branch(checkout: Path, name: str, *commands: tuple[str, ...]) -> None:
    git(checkout, "switch", "--quiet", "--create", name, "main")
    for command in commands:
        run(*command)(checkout)
    git(checkout, "add", "data")
    git(checkout, "commit", "--quiet", "-m", name)


def say(step: str, text: str, by: str) -> tuple[str, ...]:
    return ("update", step, text, "--by", by, "--on", "2026-11-20")


def entries(checkout: Path) -> int:
    voices = (checkout / "data" / "updates").iterdir()
    read = (read_voice(voice.read_bytes(), voice.name) for voice in voices)
    return sum(len(voice.list_entries()) for voice in read if voice)


def test_branches_of_many_departments_merge(checkout: Path) -> None:
    for by in VOICES:
        steps = ("COM-10", "COM-11", "RSP-07")
        branch(checkout, by, *(say(step, f"{by} has worked.", by) for step in steps))
    git(checkout, "switch", "--quiet", "main")
    for by in VOICES:
        git(checkout, "merge", "--quiet", "--no-edit", by)
    assert entries(checkout) == 3 * len(VOICES)
    run("validate")(checkout)
    run("fmt", "--check")(checkout)


def test_branches_of_one_department_on_neighbours_merge(checkout: Path) -> None:
    run("update", "COM-09", "It began.", "--by", "911", "--on", "2026-11-01")(checkout)
    git(checkout, "add", "data")
    git(checkout, "commit", "--quiet", "-m", "begin")
    steps = ("COM-09", "COM-10", "COM-11", "COM-12", "COM-13")
    for step in steps:
        branch(checkout, step, say(step, "It went on.", "911"))
    git(checkout, "switch", "--quiet", "main")
    for step in steps:
        git(checkout, "merge", "--quiet", "--no-edit", step)
    assert entries(checkout) == 6
    run("validate")(checkout)


def test_two_updates_of_one_department_on_one_step_conflict(checkout: Path) -> None:
    run("confirm", "COM-10", "--by", "911", "--on", "2026-11-01")(checkout)
    git(checkout, "add", "data")
    git(checkout, "commit", "--quiet", "-m", "begin")
    for name in ("one", "two"):
        branch(checkout, name, say("COM-10", f"Says {name}.", "911"))
    git(checkout, "switch", "--quiet", "one")
    with pytest.raises(subprocess.CalledProcessError):
        git(checkout, "merge", "--quiet", "--no-edit", "two")
