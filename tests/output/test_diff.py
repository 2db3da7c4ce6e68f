"""The diff of two texts: what difflib says of the whole, without looking at the whole."""

import random
import subprocess
from collections.abc import Callable
from difflib import SequenceMatcher, unified_diff
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import stc.output.formats.matcher
from stc.output.formats.diff import render_diff
from tests.plans import read_published_bytes

PLAN = read_published_bytes().decode()
LINES = PLAN.split("\n")
UNENDED = "\n\\ No newline at end of file"
ENDS = st.sampled_from(["", "\n"])
LONGER = st.builds(
    str.__add__, st.lists(st.sampled_from("abcdefghij"), max_size=20).map("\n".join), ENDS
)
TEXTS = st.builds(str.__add__, st.lists(st.sampled_from("abc"), max_size=9).map("\n".join), ENDS)


def split(text: str) -> list[str]:
    *lines, rest = text.split("\n")
    return lines + [f"{rest}{UNENDED}"] * bool(rest)


def compare_all(before: str, after: str) -> str:
    lines = unified_diff(split(before), split(after), "p", "p", lineterm="", n=3)
    return "".join(f"{line}\n" for line in lines)


def apply(before: str, diff: str) -> str:
    """Return what a diff makes of a text; all that it says of the text must be so."""
    old, new, done = split(before), list[str](), 0
    for shown in diff.replace(UNENDED, "\0").splitlines()[2:]:
        line = shown.replace("\0", UNENDED)
        if line.startswith("@@"):
            start, _, size = line.split()[1][1:].partition(",")
            at = int(start) - (size != "0")
            new += old[done:at]
            done = at
        elif line.startswith("+"):
            new.append(line[1:])
        else:
            assert old[done] == line[1:]
            new += [line[1:]] * line.startswith(" ")
            done += 1
    text = "".join(f"{line}\n" for line in [*new, *old[done:]])
    return text.removesuffix(f"{UNENDED}\n")


@pytest.mark.parametrize("seed", range(40))
def test_changes_of_a_plan_are_shown_as_difflib_shows_them(seed: int) -> None:
    draw, changed = random.Random(seed), list(LINES)
    for _ in range(draw.randint(1, 3)):
        at, size = draw.randrange(len(changed)), draw.randint(0, 4)
        changed[at : at + size] = [f"{line}x" for line in draw.sample(LINES, draw.randint(0, 4))]
    after = "\n".join(changed)
    assert render_diff(PLAN, after, "p") == compare_all(PLAN, after)


@pytest.fixture
def compared(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many lines difflib is asked to compare, each time that it is asked."""
    seen: list[int] = []

    def watch(junk: None, old: list[str], new: list[str]) -> SequenceMatcher[str]:
        seen.append(max(len(old), len(new)))
        return SequenceMatcher(junk, old, new)

    monkeypatch.setattr(stc.output.formats.matcher, "SequenceMatcher", watch)
    return seen


def test_lines_are_compared_only_between_the_first_change_and_the_last(compared: list[int]) -> None:
    assert render_diff(PLAN, PLAN.replace("status: Planning", "status: Complete", 1), "p")
    assert compared == [7]


def reorder(lines: list[str]) -> list[str]:
    return random.Random(7).sample(lines, len(lines))


def indent_some(lines: list[str]) -> list[str]:
    return [f"  {line}" if at % 7 == 1 else line for at, line in enumerate(lines)]


def repeat(lines: list[str]) -> list[str]:
    return ["a", "b"] * len(lines)


@pytest.mark.parametrize("change", [reorder, indent_some, repeat])
@pytest.mark.parametrize("at_once", [50, 500])
def test_many_changes_are_compared_piece_by_piece_and_git_applies_them(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    compared: list[int],
    change: Callable[[list[str]], list[str]],
    at_once: int,
) -> None:
    monkeypatch.setattr(stc.output.formats.matcher, "AT_ONCE", at_once)
    after = "\n".join(change(LINES))
    diff = render_diff(PLAN, after, "plan.yaml")
    assert apply(PLAN, diff) == after
    assert max(compared) <= at_once
    (tmp_path / "plan.yaml").write_text(PLAN, "utf-8")
    subprocess.run(
        ["git", "apply", "-p0", "-"], input=diff.encode(), cwd=tmp_path, check=True, timeout=300
    )
    assert (tmp_path / "plan.yaml").read_text("utf-8") == after


@given(LONGER, LONGER)
def test_a_diff_in_pieces_makes_the_new_text_of_the_old_one(before: str, after: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(stc.output.formats.matcher, "AT_ONCE", 2)
        assert apply(before, render_diff(before, after, "p")) == after


@given(TEXTS, TEXTS)
def test_a_diff_makes_the_new_text_of_the_old_one(before: str, after: str) -> None:
    assert apply(before, render_diff(before, after, "p")) == after


@given(TEXTS)
def test_equal_texts_have_no_diff(text: str) -> None:
    assert render_diff(text, text, "p") == ""


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("a\nb\n", "a\nc\n"),
        ("a\nb\n", "a\nb"),
        ("a\nb", "a\nb\n"),
        ("a\nb", "c\nb"),
        ("a\nb", "a\nb\nc"),
        ("a\nb\n", "a\nb\n\n"),
        ("a\n\n", "a\n"),
        ("a\r\nb\r\n", "a\r\nc\r\n"),
    ],
)
def test_the_end_of_a_file_is_shown_as_git_shows_it(
    tmp_path: Path, before: str, after: str
) -> None:
    paths = tmp_path / "p", tmp_path / "q"
    for path, text in zip(paths, (before, after), strict=True):
        path.write_bytes(text.encode())
    asked = ["git", "diff", "--no-index", "--no-color", *map(str, paths)]
    shown = subprocess.run(asked, capture_output=True, check=False, timeout=300).stdout.decode()
    hunks = shown[shown.index("@@") :]
    assert render_diff(before, after, "p") == f"--- p\n+++ p\n{hunks}"
