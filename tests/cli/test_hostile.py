"""Text that tries to be more than text: in the plan, and typed on the command line."""

import csv
import io
import json
import re
from pathlib import Path
from typing import Any

import pytest

ESCAPED = "a \x1b[31mred\x1b]0;title\x07 \u202ebidi\u200b\x9b [bold]x[/] [/] :cop: |`<b>"
UNSAFE = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069]")
QUOTED = json.dumps(ESCAPED).replace("\\u001b", "\\x1b")
"""A double-quoted YAML text; its escapes are how such characters can stand in a sound file."""


@pytest.fixture
def hostile(plan: Path) -> str:
    text = plan.read_text("utf-8")
    at = text.index("- id: COM-03")
    start = text.index("action: >-\n", at)
    end = text.index("departments:", start)
    end = text.rindex("\n", 0, end)
    text = f"{text[:start]}action: {QUOTED}{text[end:]}"
    plan.write_text(text.replace("title: MECC transparency", f"title: {QUOTED}"), "utf-8")
    return ESCAPED


@pytest.mark.parametrize("name", ["table", "md"])
@pytest.mark.parametrize(
    "asked", ["list -s COM", "show COM-03", "overdue -d 911", "due", "summary"]
)
def test_what_people_read_is_harmless(stc: Any, hostile: str, asked: str, name: str) -> None:
    by = ("--by", "goal") if asked == "summary" else ()
    answer = stc(*asked.split(), *by, "--format", name)
    assert (answer.code, answer.err) == (0, "")
    assert not UNSAFE.search(answer.out)
    if asked != "due":
        assert "u001b" in answer.out
        assert "bold" in answer.out


def test_colour_adds_only_colour(stc: Any, hostile: str) -> None:
    plain = stc("show", "COM-03", "--color", "never").out
    coloured = stc("show", "COM-03", "--color", "always").out
    assert coloured != plain
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == plain
    assert "[bold]x[/] [/] :cop:" in plain


def test_programs_get_it_back_exactly(stc: Any, hostile: str) -> None:
    (step,) = json.loads(stc("show", "COM-03", "-f", "json").out)["steps"]
    assert (step["action"], step["goal"]) == (hostile, hostile)
    (row,) = csv.DictReader(io.StringIO(stc("show", "COM-03", "-f", "csv").out, newline=""))
    assert (row["action"], row["goal"]) == (hostile, hostile)


def test_the_diff_and_the_sentences_are_harmless(stc: Any, hostile: str) -> None:
    answer = stc("set-status", "COM-03", "complete", "--note", hostile, "--evidence", hostile)
    assert answer.code == 0
    assert not UNSAFE.search(answer.out + answer.err)
    (step,) = json.loads(stc("show", "COM-03", "-f", "json").out)["steps"]
    assert (step["note"], step["evidence"]) == (hostile, [hostile])


def test_findings_are_harmless(stc: Any, plan: Path) -> None:
    text = plan.read_text("utf-8").replace("status: Planning", f"status: {QUOTED}", 1)
    plan.write_text(text, "utf-8")
    checked, refused = stc("validate"), stc("list")
    assert (checked.code, refused.code) == (1, 3)
    assert not UNSAFE.search(checked.out + refused.err)
    assert "u001b" in checked.out


@pytest.mark.parametrize(
    "asked",
    [
        ("overdue", "--dept", ESCAPED),
        ("overdue", "--section", ESCAPED),
        ("list", "--goal", ESCAPED),
        ("list", "--status", ESCAPED),
        ("list", "--as-of", ESCAPED),
        ("due", "--within", ESCAPED),
        ("show", ESCAPED),
        ("list", ESCAPED),
        ("list", "--format", ESCAPED),
        ("list", f"--{ESCAPED}"),
        (ESCAPED,),
        ("set-status", "COM-03", ESCAPED),
        ("list", "--plan", ESCAPED),
        ("list", "--search", ESCAPED),
    ],
    ids=lambda asked: " ".join(asked)[:14].replace(ESCAPED[:3], ""),
)
def test_what_was_typed_is_shown_harmless(stc: Any, asked: tuple[str, ...]) -> None:
    answer = stc(*asked)
    assert answer.code == (0 if "--search" in asked else 3 if "--plan" in asked else 2)
    assert not UNSAFE.search(answer.out + answer.err)
    assert "1b" in answer.out + answer.err
