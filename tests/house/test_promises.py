"""The page of promises is true: every promise is there, and every test it names exists."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest

from stc.yaml.document import DEEPEST, LARGEST_FILE

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "promises.md").read_text("utf-8")
README = (ROOT / "README.md").read_text("utf-8")
TRUST = (ROOT / "docs" / "trust.md").read_text("utf-8")
ROWS = re.findall(r"^\| (\d+) \|(.*)\|$", PAGE, re.MULTILINE)
TESTS = sorted(set(re.findall(r"`(tests/[^`]*::[^`]*)`", PAGE)))


@cache
def find_tests(path: Path) -> frozenset[str]:
    """Return the names of the tests of a file."""
    names = (one.name for one in ast.parse(path.read_text("utf-8")).body if hasattr(one, "name"))
    return frozenset(name for name in names if name.startswith("test_"))


def test_every_promise_is_there_once_in_order() -> None:
    assert [int(number) for number, _ in ROWS] == [*range(1, 30), 31, 32]


def test_the_page_has_its_parts() -> None:
    heads = re.findall(r"^##? .*$", PAGE, re.MULTILINE)
    assert heads == ["# What stc promises", "## Data", "## Input", "## Output", "## CI and git"]


@pytest.mark.parametrize(("number", "row"), ROWS)
def test_a_promise_names_a_test_or_says_that_there_is_none(number: str, row: str) -> None:
    promise, held_by, _ = row.split("|")
    assert promise.strip().endswith(".")
    assert "::test_" in held_by or "**no test yet**" in held_by


@pytest.mark.parametrize("named", TESTS)
def test_every_test_that_is_named_exists(named: str) -> None:
    path, name = named.split("::")
    assert name in find_tests(ROOT / path)


def test_the_limits_are_documented() -> None:
    said = " ".join(README.split())
    assert f"A file may have {LARGEST_FILE // 2**20} MiB, {DEEPEST} levels" in said


@pytest.mark.parametrize(
    "words", ["ignore locks", "Network file systems", "disks that say", 'merges a false "Complete"']
)
def test_what_stc_cannot_protect_from_is_told(words: str) -> None:
    assert words in TRUST.split("## What stc cannot protect from")[1]
    assert "## When a pull request is checked" in TRUST
