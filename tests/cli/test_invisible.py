"""Invisible characters in a plan: shown where they are text, else taken out by `stc fmt`."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.plans import SMALL, change

PERSIAN = "می\u200cخواهم"
FAMILY = "👩\u200d👩\u200d👧 ❤\ufe0f\u200d🔥"
SINHALA = "ක්\u200dරමය"
MARKED = "\u200fשלום"
SOFT = "Donau\u00addampf"


@pytest.mark.parametrize("sign", "\u202a\u202e\u2066\u2069")
def test_what_turns_the_order_around_stays_an_error(stc: Any, plan: Path, sign: str) -> None:
    text = change(SMALL, "Write the page.", f"Write{sign} the page.")
    plan.write_text(text, "utf-8")
    answer = stc("fmt")
    assert answer.code == 3
    assert "STC005" in answer.err
    assert plan.read_text("utf-8") == text


def test_fmt_takes_out_what_hides_and_says_so(stc: Any, plan: Path) -> None:
    dirty = change(SMALL, "Write the page.", "Wri\u200bte\u2028the\u2060 page." + "\u200b" * 9)
    dirty = change(dirty, "Read the page.", PERSIAN)
    plan.write_text(dirty, "utf-8")
    assert stc("validate").code == 1
    asked = stc("fmt", str(plan), "--check")
    assert asked.code == 1
    assert "a zero-width space (U+200B) is to be taken out." in asked.out
    assert plan.read_text("utf-8") == dirty
    done = stc("fmt", str(plan))
    assert done.code == 0
    assert "21:24: a zero-width space (U+200B) was taken out." in done.out
    assert "a line separator (U+2028) was taken out." in done.out
    assert "each of 7 more invisible characters was taken out." in done.out
    clean = plan.read_text("utf-8")
    assert "Write the page.\n" in clean
    assert PERSIAN in clean
    assert stc("validate").code == 0
    assert "taken out" not in stc("fmt", str(plan)).out
    assert plan.read_text("utf-8") == clean


def test_what_is_text_is_shown_as_it_is(stc: Any, plan: Path) -> None:
    text = change(SMALL, "Write the page.", f"{PERSIAN} {FAMILY}")
    plan.write_text(change(text, "Read the page.", f"{MARKED} {SOFT}"), "utf-8")
    for name in ("table", "md", "csv", "json", "tsv"):
        shown = stc("list", "-f", name).out
        assert PERSIAN in shown
        assert MARKED in shown
    assert stc("set-status", "COM-01", "ongoing", "--note", SINHALA).code == 0
    (step,) = json.loads(stc("show", "COM-01", "-f", "json").out)["steps"]
    assert step["note"] == SINHALA
    assert f"note: {SINHALA}\n" in plan.read_text("utf-8")
    assert SINHALA in stc("show", "COM-01").out


def test_a_diff_shows_what_is_text_as_it_is(stc: Any) -> None:
    answer = stc("set-status", "COM-03", "ongoing", "--note", f"{MARKED} {PERSIAN}")
    assert f"+            note: {MARKED} {PERSIAN}\n" in answer.out
