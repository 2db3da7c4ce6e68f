"""How old what is known is: one number in every output, and every answer keeps its schema."""

import json
import re
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from stc.views.output_schema import describe_output
from tests.journeys.updates.conftest import Ask

SAID = "1 of 1 open or ongoing step has a last word within 90 days of"
KEYS = ("last_word_steps", "last_word_90_days", "last_word_none", "last_word_oldest")
JSON = (
    *("show COM-01", "list", "summary", "departments", "scorecard", "stale --days 0", "report"),
    *("history", "history COM-02", "diff HEAD~1", "overdue", "overdue --original", "slips"),
)


@pytest.mark.parametrize("asked", JSON)
def test_every_answer_keeps_the_schema_of_the_output(ask: Ask, asked: str) -> None:
    answer = json.loads(ask(*asked.split(), "-f", "json"))
    errors = Draft202012Validator(describe_output()).iter_errors(answer)
    assert [error.message for error in errors] == []


def test_every_output_says_the_same_number(ask: Ask, tmp_path: Path) -> None:
    for asked in ("summary", "report", "departments"):
        assert SAID in " ".join(ask(asked).split())
        totals = json.loads(ask(asked, "-f", "json"))["totals"]
        assert [totals[key] for key in KEYS] == [1, 1, 0, "2025-01-20"]
    ask("site", "--out", str(tmp_path / "site"))
    for page in ("index.html", "departments/911.html"):
        text = (tmp_path / "site" / page).read_text("utf-8")
        assert f"{SAID} January 24, 2025. The oldest is of January 20, 2025 (COM-01)." in text


def test_every_page_says_that_the_source_has_no_day(ask: Ask, tmp_path: Path) -> None:
    ask("site", "--out", str(tmp_path / "site"))
    pages = sorted((tmp_path / "site").rglob("*.html"))
    assert len(pages) > 20
    said = "The source does not say when these statuses were true."
    assert [page.name for page in pages if said not in page.read_text("utf-8")] == []


def test_each_department_has_its_own(ask: Ask) -> None:
    rows = json.loads(ask("departments", "-f", "json"))["departments"]
    assert {row["id"]: (row["last_word_steps"], row["last_word_90_days"]) for row in rows} == {
        "911": (1, 1),
        "auditor": (0, 0),
        "comms-ocs": (1, 1),
    }
    assert re.search(r"auditor +City Auditor +0 +0 +0 +0/0 +0", ask("departments"))
