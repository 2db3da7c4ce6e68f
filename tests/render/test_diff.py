"""The diff of two texts: what difflib says of the whole, without looking at the whole."""

import random
from difflib import unified_diff

import pytest
from hypothesis import given
from hypothesis import strategies as st

import stc.render.diff
from stc.render.diff import render_diff
from tests.plans import read_published_bytes

PLAN = read_published_bytes().decode()
LINES = PLAN.split("\n")
TEXTS = st.lists(st.sampled_from("abc"), max_size=9).map("\n".join)


def compare_all(before: str, after: str) -> str:
    lines = unified_diff(before.split("\n"), after.split("\n"), "p", "p", lineterm="", n=3)
    return "".join(f"{line}\n" for line in lines)


def apply(before: str, diff: str) -> str:
    """Gives what a diff makes of a text; all that it says of the text must be so."""
    old, new, done = before.split("\n"), list[str](), 0
    for line in diff.splitlines()[2:]:
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
    return "\n".join([*new, *old[done:]])


@pytest.mark.parametrize("seed", range(40))
def test_changes_of_a_plan_are_shown_as_difflib_shows_them(seed: int) -> None:
    draw, changed = random.Random(seed), list(LINES)
    for _ in range(draw.randint(1, 3)):
        at, size = draw.randrange(len(changed)), draw.randint(0, 4)
        changed[at : at + size] = [f"{line}x" for line in draw.sample(LINES, draw.randint(0, 4))]
    after = "\n".join(changed)
    assert render_diff(PLAN, after, "p") == compare_all(PLAN, after)


def test_lines_are_compared_only_between_the_first_change_and_the_last(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    seen: list[int] = []

    def watch(old: list[str], new: list[str], *names: str, **how: object):  # type: ignore[no-untyped-def]
        seen.append(max(len(old), len(new)))
        return unified_diff(old, new, *names, **how)  # type: ignore[arg-type]

    monkeypatch.setattr(stc.render.diff, "unified_diff", watch)
    assert render_diff(PLAN, PLAN.replace("status: Planning", "status: Complete", 1), "p")
    assert seen == [7]


@given(TEXTS, TEXTS)
def test_a_diff_makes_the_new_text_of_the_old_one(before: str, after: str) -> None:
    assert apply(before, render_diff(before, after, "p")) == after


@given(TEXTS)
def test_equal_texts_have_no_diff(text: str) -> None:
    assert render_diff(text, text, "p") == ""
