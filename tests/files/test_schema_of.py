"""`stc schema plan --of FILE`: an editor offers the words of the plan, and refuses others."""

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from ruamel.yaml import YAML

from stc.cli.main import main
from tests.plans import OWN_WORDS, change


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "plan.yaml").write_text(OWN_WORDS, "utf-8")
    return tmp_path / "plan.yaml"


def read(text: str) -> Any:
    yaml = YAML(typ="safe", pure=True)
    yaml.version = (1, 2)
    return json.loads(json.dumps(yaml.load(text), default=str))


def ask(capsysbinary: pytest.CaptureFixture[bytes], *words: str, code: int = 0) -> str:
    assert main(["schema", "plan", *words]) == code
    out, err = capsysbinary.readouterr()
    return (out or err).decode()


def test_it_accepts_the_plan_and_refuses_another_word(
    path: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    schema = json.loads(ask(capsysbinary, "--of", "plan.yaml"))
    Draft202012Validator.check_schema(schema)
    judge = Draft202012Validator(schema)
    assert [error.message for error in judge.iter_errors(read(OWN_WORDS))] == []
    for old, new in (
        ("status: On track", "status: Complete"),
        ("status: On track", "status: on track"),
        ('departments: [works, "911"]', "departments: [works, fire]"),
        ("category: safety", "category: response"),
    ):
        assert not judge.is_valid(read(change(OWN_WORDS, old, new))), new


def test_a_plan_that_is_being_written_has_its_schema_too(
    path: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    path.write_text(change(OWN_WORDS, "status: On track", "status: "), "utf-8")
    assert "On track" in ask(capsysbinary, "--of", "plan.yaml")
    path.write_text("a: [", "utf-8")
    assert "cannot be read as a plan" in ask(capsysbinary, "--of", "plan.yaml", code=3)


def test_the_schema_of_any_plan_knows_which_statuses_it_has(
    path: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    judge = Draft202012Validator(json.loads(ask(capsysbinary)))
    assert judge.is_valid(read(OWN_WORDS))
    begin, rest = OWN_WORDS.split("  statuses:\n")
    without = f"{begin}  words:{rest.split('  words:')[1]}"
    assert not judge.is_valid(read(without)), "its steps have statuses that stc does not have"


def test_two_plans_are_for_validate_only(
    path: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert main(["list", "--plan", "plan.yaml", "--plan", "plan.yaml"]) == 2
    assert "Only `stc validate` takes several plans." in capsysbinary.readouterr().err.decode()
    other = path.with_name("other.yaml")
    other.write_text(change(OWN_WORDS, "status: On track", "status: Fine"), "utf-8")
    assert main(["validate", "--plan", "plan.yaml", "--plan", "other.yaml"]) == 1
    out = capsysbinary.readouterr().out.decode()
    assert "other.yaml:46:21: error STC105" in out
    assert "plan.yaml: 9 steps" in out
