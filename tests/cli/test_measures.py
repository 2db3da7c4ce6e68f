"""`stc measures`, `record` and `set-target`: figures, and targets that are promises."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from tests.plans import FULL, FULL_MEASURES, change

BARE = """\
schema_version: 1

measures:
  - id: calls-answered
    title: Calls that another service answers
    unit: of every 100 calls
    direction: up  # more is better
"""


@pytest.fixture
def measures(plan: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The measures beside a plan with every field in use."""
    monkeypatch.setattr("stc.cli.editing.now", lambda: datetime(2024, 12, 20, 18, tzinfo=UTC))
    plan.with_name("timeline.yaml").unlink()
    plan.write_text(FULL)
    path = plan.with_name("measures.yaml")
    path.write_text(FULL_MEASURES)
    return path


def test_the_last_reading_has_its_day_its_age_and_its_target(stc: Any, measures: Path) -> None:
    said = stc("measures", "--as-of", "2024-12-20", "-f", "json")
    answer = json.loads(said.out)
    (record,) = answer["measures"]
    assert (record["last_when"], record["last_value"], record["age_days"]) == ("2024-Q3", "9", 81)
    assert (record["target_when"], record["target_value"]) == ("2028", "20")
    assert answer["totals"] == {
        "measures": 1, "shown": 1, "with_reading": 1, "with_target": 1, "missed": 0, "with_gaps": 0,
    }  # fmt: skip
    shown = stc("measures", "CALLS-answered", "--as-of", "2024-12-20").out
    assert "Last          9 of every 100 calls in Q3 2024, 81 days ago." in shown
    assert "Target        20 of every 100 calls by the end of 2028." in shown
    assert "It was 25." in shown
    assert "The budget was cut." in shown


def test_a_target_whose_time_is_over_is_missed(stc: Any, measures: Path) -> None:
    answer = json.loads(stc("measures", "--as-of", "2029-01-01", "-f", "json").out)
    assert answer["measures"][0]["missed"] is True
    assert answer["measures"][0]["gaps"] == ["no reading for two periods"]
    measures.write_text(change(FULL_MEASURES, 'value: "9"', 'value: "20.0"'))
    answer = json.loads(stc("measures", "--as-of", "2029-01-01", "-f", "json").out)
    assert answer["measures"][0]["missed"] is False


def test_a_plan_without_measures_says_so(stc: Any, measures: Path) -> None:
    measures.unlink()
    said = stc("measures")
    assert (said.code, said.err) == (0, "")
    assert "The plan has no measures." in said.out
    said = stc("measures", "calls-answered")
    assert (said.code, said.out) == (2, "")
    said = stc("record", "calls-answered", "9", "--when", "2024-Q3")
    assert (said.code, said.out) == (3, "")
    assert "There is no data/measures.yaml, so no measure is known." in said.err


def test_a_reading_is_one_more_line(stc: Any, measures: Path) -> None:
    measures.write_text(BARE)
    when = ("--when", "2024-Q3", "--source", "Annual report")
    said = stc("record", "calls-answered", "9.50", *when)
    assert said.code == 0, said.err
    assert measures.read_text() == BARE + (
        '    readings:\n      - {when: 2024-Q3, value: "9.50", source: Annual report}\n'
    )
    said = stc("record", "calls-answered", "7", "--when", "2023", "--source", "Annual report")
    assert said.code == 0, said.err
    assert measures.read_text() == BARE + (
        '    readings:\n      - {when: "2023", value: "7", source: Annual report}\n'
        '      - {when: 2024-Q3, value: "9.50", source: Annual report}\n'
    )
    before = measures.read_bytes()
    assert stc("record", "calls-answered", "9.50", *when).code == 0
    assert measures.read_bytes() == before


def test_a_reading_is_corrected_by_another_with_a_note(stc: Any, measures: Path) -> None:
    said = stc("record", "calls-answered", "8", "--when", "2024-Q3", "--source", "A letter")
    assert said.code == 3
    assert "the reading of 2024-Q3 is 9 already. Say with --note why" in said.err
    said = stc(
        "record", "calls-answered", "8", "--when", "2024-Q3", "--source", "A letter",
        "--note", "They counted twice.",
    )  # fmt: skip
    assert said.code == 0, said.err
    rows = json.loads(stc("measures", "calls-answered", "-f", "json").out)["readings"]
    assert [(row["value"], row["stands"]) for row in rows] == [("9", False), ("8", True)]
    assert stc("validate").code == 0


@pytest.mark.parametrize(
    "value", ["9 %", "1.000,5", "NaN", "1e400", "٩", "", "-", "0x9", "1_000", "01"]
)
def test_a_value_is_a_plain_decimal(stc: Any, measures: Path, value: str) -> None:
    for words in (("record", "--when", "2024-Q2"), ("set-target", "--when", "2030")):
        said = stc(words[0], "calls-answered", value, *words[1:])
        assert (said.code, said.out) == (2, ""), said
        assert said.err.count("\n") == 1
    assert measures.read_text() == FULL_MEASURES


@pytest.mark.parametrize(
    ("words", "code", "reason"),
    [
        (("record", "calls-answered", "9", "--when", "2024-Q4"), 2, "is not over"),
        (("record", "calls-answered", "9", "--when", "2030"), 2, "is not over"),
        (("record", "calls-answerd", "9", "--when", "2023"), 2, "Did you mean calls-answered?"),
        (
            ("record", "calls-answered", "9", "--when", "2023", "--unit", "minutes"),
            2,
            'is measured in "of every 100 calls", not in "minutes"',
        ),
        (("record", "calls-answered", "9"), 2, "--when"),
        (("set-target", "calls-answered", "21"), 2, "--when"),
        (("set-target", "calls-answered", "20", "--when", "2030"), 3, "the same value"),
        (("set-target", "calls-answered", "21", "--when", "2023"), 2, "2023 is over"),
        (("set-target", "calls-answered", "19", "--when", "2028"), 3, "Give the reason"),
        (("set-target", "calls-answered", "none", "--when", "2028"), 3, "Give the reason"),
        (("set-target", "calls-answered", "none", "--when", "2027"), 3, "no target of 2027"),
        (
            ("set-target", "calls-answered", "20", "--when", "2030", "--from", "2028"),
            3,
            "Give the reason",
        ),
        (
            ("set-target", "calls-answered", "19", "--when", "2028", "--reason", "."),
            2,
            "says nothing",
        ),
    ],
)
def test_what_cannot_be_recorded_leaves_the_file_alone(
    stc: Any, measures: Path, words: tuple[str, ...], code: int, reason: str
) -> None:
    said = stc(*words)
    assert (said.code, said.out) == (code, ""), said
    assert reason in said.err
    assert measures.read_text() == FULL_MEASURES


def test_a_weaker_target_is_recorded_with_its_reason(stc: Any, measures: Path) -> None:
    said = stc("set-target", "calls-answered", "18", "--when", "2028", "--reason", "It was cut.")
    assert said.code == 0, said.err
    new = change(FULL_MEASURES, 'when: "2028", value: "20"', 'when: "2028", value: "18"')
    moved = "reason: The budget was cut.}\n"
    added = "      - {from: 20 by 2028, to: 18 by 2028, on: 2024-12-20, reason: It was cut.}\n"
    assert measures.read_text() == change(new, moved, moved + added)
    said = stc("set-target", "calls-answered", "25", "--when", "2030", "--source", "Council")
    assert said.code == 0, said.err
    assert '      - {when: "2030", value: "25", source: Council}\n' in measures.read_text()
    assert stc("validate").code == 0


def test_measures_are_a_list_like_others(stc: Any, measures: Path) -> None:
    one = FULL_MEASURES.partition("measures:\n")[2]
    measures.write_text(FULL_MEASURES + "\n" + one.replace("calls-answered", "calls-met"))
    said = stc(
        "measures", "--columns", "id,last_value", "--sort", "-id", "--limit", "1", "-f", "json"
    )
    assert json.loads(said.out)["measures"] == [{"id": "calls-met", "last_value": "9"}]
