"""`stc schema output`: what commands print is what it says, and it says all of it."""

import json
import re
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from stc import codes
from stc.cli.main import main
from stc.findings import Location
from stc.output.ci.findings import render_findings
from stc.views.columns import is_sparse_name
from stc.views.output_schema import ANSWERS
from stc.views.schema import write_schema
from tests.plans import FULL_MEASURES, FULL_VOICES, LINKED_TIMELINE, PUBLISHED, WIDE

ROOT = Path(__file__).parents[2]
SCHEMA = json.loads(write_schema("output"))
VALIDATOR = Draft202012Validator(SCHEMA, format_checker=Draft202012Validator.FORMAT_CHECKER)
COMMANDS = (
    "overdue",
    "overdue --by dept",
    "due --within 90d",
    "list",
    "list --needs-review",
    "list --dept 911 --status planning",
    "summary",
    "departments",
    "slips",
    "slips --by section",
    "scorecard",
    "timeline",
    "timeline --drift",
    "measures",
)
COMMENTS = {"stc/apply/1", "stc/intake/1"}
"""Views that are comments on a pull request, in Markdown: no command prints them as JSON."""
PLACE = Location("data/plan.yaml", 12, 7)
FINDINGS = (
    codes.BYTE_ORDER_MARK.at(Location("data/plan.yaml"), "A mark.", "save as UTF-8"),
    codes.DUPLICATE_ID.at(
        PLACE, "Used before, on line 3.", related=Location("data/plan.yaml", 3, 1)
    ),
)


def ask(command: str, plan: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> dict[str, Any]:
    words = [*command.split(), "--plan", str(plan), "--as-of", "2025-01-24", "--format", "json"]
    assert main(words) == 0
    return dict(json.loads(capsysbinary.readouterr().out))


@pytest.fixture
def full(tmp_path: Path) -> Path:
    (tmp_path / "plan.yaml").write_text(WIDE, "utf-8")
    (tmp_path / "timeline.yaml").write_text(LINKED_TIMELINE, "utf-8")
    (tmp_path / "measures.yaml").write_text(FULL_MEASURES, "utf-8")
    (tmp_path / "updates").mkdir()
    for name, voice in FULL_VOICES.items():
        (tmp_path / "updates" / f"{name}.yaml").write_text(voice, "utf-8")
    return tmp_path / "plan.yaml"


@pytest.fixture(params=["published", "full"])
def plan(request: pytest.FixtureRequest, full: Path) -> Path:
    return full if request.param == "full" else PUBLISHED / "plan.yaml"


def test_it_is_a_schema_and_the_committed_one() -> None:
    Draft202012Validator.check_schema(SCHEMA)
    committed = ROOT / "stc" / "schema" / "output.schema.json"
    assert committed.read_text("utf-8") == write_schema("output")


@pytest.mark.parametrize("command", [*COMMANDS, "show COM-01"])
def test_what_a_command_prints_is_what_the_schema_says(
    command: str, plan: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    answer = ask(command, plan, capsysbinary)
    VALIDATOR.validate(answer)
    (told,) = [one for one in ANSWERS if one.schema == answer["schema"]]
    sparse = told.sparse_totals if plan.parent != PUBLISHED else {}
    assert answer["totals"].keys() == {**told.totals, **sparse}.keys()
    is_show, has_extra = command.startswith("show"), "tags" in told.sparse
    for record in answer[told.collection]:
        more = told.more if is_show else {}
        kept = [name for name in record if name in told.sparse or has_extra & is_sparse_name(name)]
        assert [name for name in record if name not in kept] == [*told.record, *more]
        every = [name for name in told.sparse if name != "updates"]
        every += [*(["extra.budget_line"] * has_extra), *(["updates"] * is_show)]
        used = every if plan.parent != PUBLISHED else [name for name in every if name == "category"]
        assert kept == used


def test_the_findings_of_validate_are_what_the_schema_says() -> None:
    VALIDATOR.validate(json.loads(render_findings(FINDINGS, "json", ("Said.",))))
    VALIDATOR.validate(json.loads(render_findings((), "json")))


def test_every_answer_is_described() -> None:
    texts = [path.read_text("utf-8") for path in (ROOT / "stc").rglob("*.py")]
    named = {name for text in texts for name in re.findall(r'"(stc/[a-z-]+/\d+)"', text)}
    assert named - COMMENTS == set(SCHEMA["properties"]["schema"]["enum"])


@pytest.mark.parametrize(
    ("key", "value"),
    [("as_of", "2025-02-30"), ("plan", None), ("steps", {}), ("schema", "stc/other/1")],
)
def test_another_answer_is_refused(
    key: str, value: object, full: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    answer = ask("list", full, capsysbinary)
    assert not VALIDATOR.is_valid({**answer, key: value})
    assert VALIDATOR.is_valid({**answer, "later": 1})


def test_a_record_without_one_of_its_fields_is_refused(
    full: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    answer = ask("list", full, capsysbinary)
    for field in filter(lambda name: not is_sparse_name(name), answer["steps"][0]):
        less = deepcopy(answer)
        del less["steps"][0][field]
        assert not VALIDATOR.is_valid(less), field
