"""The plans of the bench: sound, always the same, and what is said of them is true."""

import hashlib
import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import yaml

from bench.make_plan import (
    DEPARTMENT,
    LAYOUTS,
    Made,
    count_warnings,
    find_overdue,
    format_plan,
    make_plan,
)
from stc.cli.main import main

STEPS = 240


@pytest.fixture(scope="module")
def made() -> Made:
    return make_plan(STEPS, seed=8)


@pytest.fixture
def stc(
    made: Made,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsysbinary: pytest.CaptureFixture[bytes],
) -> Any:
    """Run a command on the plan that was made, and gives what it prints."""
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "plan.yaml").write_text(format_plan(made), "utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("STC_PLAN", raising=False)
    monkeypatch.setenv("STC_AS_OF", made.as_of.isoformat())

    def call(*arguments: str) -> str:
        assert main(arguments) == 0
        return capsysbinary.readouterr().out.decode()

    return call


def test_a_plan_is_the_same_bytes_for_the_same_steps_and_seed(made: Made) -> None:
    """Also in every version of Python; a change of the generator changes this on purpose."""
    data = format_plan(made).encode()
    assert data == format_plan(make_plan(STEPS, seed=8)).encode()
    assert data != format_plan(make_plan(STEPS, seed=9)).encode()
    assert hashlib.sha256(data).hexdigest()[:16] == "147be027ceae7587"


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_plan_holds_what_it_was_made_of(layout: str, made: Made) -> None:
    assert yaml.load(format_plan(made, layout), Loader=yaml.BaseLoader) == made.data
    assert len(made.steps) == STEPS


def test_the_layouts_are_different_texts(made: Made) -> None:
    assert len({format_plan(made, layout) for layout in LAYOUTS}) == len(LAYOUTS) == 9


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_plan_is_valid_in_every_layout(layout: str, made: Made, tmp_path: Path) -> None:
    path = tmp_path / "plan.yaml"
    path.write_bytes(format_plan(made, layout).encode())
    assert main(["validate", "--plan", str(path), "--ignore", "STC2"]) == 0


def test_the_texts_are_prose(made: Made) -> None:
    actions = [step["action"] for step in made.steps]
    assert {"“", "’", "–", "—", ",", ": "} <= {sign for text in actions for sign in (*text, ": ")}
    assert all(30 <= len(text) <= 900 for text in actions)
    assert max(map(len, actions)) > 700
    scripts = {"Roman": "é", "Greek": "ω", "Cyrillic": "я", "Arabic": "ع", "Han": "中"}
    assert all(any(sign in text for text in actions) for sign in scripts.values())
    assert any(sign > "\uffff" for text in actions for sign in text)
    for cut in (lambda text: text[:30], lambda text: text[-30:]):
        found = Counter(map(cut, actions))
        assert sum(count for count in found.values() if count > 3) > STEPS / 8


def test_a_plan_is_sound_and_in_the_canonical_layout(made: Made, stc: Any) -> None:
    assert "in the canonical layout" in stc("fmt", "--check")
    warnings = count_warnings(made)
    assert stc("validate").endswith(f"0 errors, {warnings} warnings.\n")
    assert warnings > 5


@pytest.mark.parametrize("steps", [1, 20, 21])
def test_a_small_plan_is_sound(steps: int, tmp_path: Path) -> None:
    path = tmp_path / "plan.yaml"
    path.write_text(format_plan(make_plan(steps)), "utf-8")
    assert main(["validate", "--plan", str(path)]) == 0


def test_stc_finds_overdue_what_was_made_so(made: Made, stc: Any) -> None:
    wanted = find_overdue(made)
    assert stc("overdue", "--dept", DEPARTMENT, "--format", "ids").split() == wanted
    assert len(wanted) > 3


def test_a_plan_is_as_varied_as_the_published_one(made: Made, stc: Any) -> None:
    totals = json.loads(stc("summary", "--format", "json"))["totals"]
    # No step of a valid plan was completed after the day it is read as of.
    assert [name for name in totals if not totals[name]] == ["open_that_day"]
    fields = {field for step in made.steps for field in step}
    assert {"completed", "evidence", "reason", "lead", "revisions", "needs_review"} <= fields
    assert all(re.fullmatch(r"[A-Z]{2,5}-[0-9]{2,4}", step["id"]) for step in made.steps)
