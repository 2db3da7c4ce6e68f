"""`docs/your-own-plan.md` is followed step by step: its files are written, its commands run."""

import os
import re
import shlex
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from tests.in_process import run_here

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "your-own-plan.md").read_text("utf-8")
BLOCK = re.compile(r"(?:^`([\w./]+)`:\n\n)?^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def list_blocks() -> Iterator[tuple[str, str, str]]:
    """Yield the blocks of the page: the file that a block is of, its kind and its text."""
    for match in BLOCK.finditer(PAGE):
        yield match[1] or "", match[2], match[3]


@pytest.fixture(scope="module")
def walked(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str]]:
    """The folder after the walk, and what each command said."""
    folder = tmp_path_factory.mktemp("own")
    person = {f"GIT_{who}_{what}": "a@example.org" for who in ("AUTHOR", "COMMITTER")
              for what in ("NAME", "EMAIL")}  # fmt: skip
    environment = {"PATH": os.environ["PATH"], "HOME": str(folder), "STC_AS_OF": "2026-06-01"}
    environment |= person
    said: dict[str, str] = {}
    for path, kind, text in list_blocks():
        if path:
            (folder / path).parent.mkdir(exist_ok=True)
            (folder / path).write_text(text, "utf-8")
        for line in text.splitlines() if kind == "sh" else ():
            name, *words = shlex.split(line)
            if name == "cd":
                folder = folder / words[0]
            elif name == "git":
                subprocess.run([name, *words], cwd=folder, env=environment, check=True, timeout=60)
            else:
                assert name == "stc"
                code, out, err = run_here(words, folder, environment)
                assert code == 0, (line, out, err)
                said[line] = (out + err).decode("utf-8")
    return folder, said


def test_every_file_is_named_and_every_block_is_followed() -> None:
    blocks = [*list_blocks()]
    assert [path for path, kind, _ in blocks if kind != "sh"] == [
        "source/actions.csv",
        "source/import.yaml",
    ]
    assert len(blocks) == PAGE.count("\n```\n")


def test_the_plan_is_the_table(walked: tuple[Path, dict[str, str]]) -> None:
    folder, said = walked
    data = yaml.load((folder / "data" / "plan.yaml").read_text("utf-8"), Loader=yaml.BaseLoader)
    steps = [
        (section["id"], goal["title"], step["id"], step["status"], step.get("deadline"))
        for section in data["sections"]
        for goal in section["goals"]
        for step in goal["steps"]
    ]
    assert steps == [
        ("W", "Clean water", "1.1", "Complete", "2026-03-31"),
        ("W", "Clean water", "1.2", "In progress", "2027-Q4"),
        ("W", "Rain", "1.3", "Not started", None),
        ("A", "Cleaner streets", "2.1", "Excluded", "2026-06-30"),
        ("A", "Cleaner streets", "2.2", "In progress", "2026-06-30"),
    ]
    assert "Lost: nothing." in said["stc import source/import.yaml"]
    assert "0 errors" in said["stc validate"]
    assert "New: 0 steps. Changed: 0 values." in said["stc import source/import.yaml --dry-run"]


def test_it_answers_and_has_its_pages(walked: tuple[Path, dict[str, str]]) -> None:
    folder, said = walked
    assert "0 of 0 steps" in said["stc list"]
    assert "2.1" in said["stc list --dept health"]
    assert "stc show 1.1 " in said["stc"]
    page = (folder / "public" / "steps" / "1.2.html").read_text("utf-8")
    assert "Renew the pipes, street by street." in page
    assert "The town" in (folder / "public" / "about.html").read_text("utf-8")
