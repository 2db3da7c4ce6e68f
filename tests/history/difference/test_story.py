"""Two versions of which every line differs, and the few things that changed between them."""

import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.plans import read_published_bytes

SAID = (
    "5 statuses changed, 2 of them backwards; 23 deadlines moved, all later, by 217 days on"
    " average; no step added; none removed."
)


def steps_of(data: dict[str, Any]) -> list[dict[str, Any]]:
    return [s for section in data["sections"] for goal in section["goals"] for s in goal["steps"]]


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[str, str]:
    """The plan as published, with CR LF; and sorted, wrapped and quoted by another program."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("STC_AS_OF", "2025-01-24")
    (tmp_path / "old.yaml").write_bytes(read_published_bytes().replace(b"\n", b"\r\n"))
    data = yaml.safe_load(read_published_bytes())
    steps = steps_of(data)
    dated = [step for step in steps if step.get("deadline")][:23]
    for number, step in enumerate(dated):
        step["deadline"] += timedelta(days=217 + 10 * (number - 11))
        assert isinstance(step["deadline"], date)
    complete = [step for step in steps if step["status"] == "Complete"][:2]
    planning = [step for step in steps if step["status"] == "Planning"][:3]
    for step, status in zip(
        complete + planning,
        ("In progress", "Planning", "Complete", "In progress", "In progress"),
        strict=True,
    ):
        step["status"] = status
    data["departments"].reverse()
    data["sections"].reverse()
    for section in data["sections"]:
        section["goals"].reverse()
        for goal in section["goals"]:
            goal["steps"].reverse()
    text = yaml.safe_dump(data, width=40, allow_unicode=True)
    (tmp_path / "new.yaml").write_text(text, "utf-8")
    return "old.yaml", "new.yaml"


def test_every_line_differs(files: tuple[str, str]) -> None:
    old, new = (Path(name).read_bytes().split(b"\n") for name in files)
    assert {line for line in old if line} & {line for line in new if line} == set()


def test_what_changed_is_said_in_a_sentence(files: tuple[str, str], diff: Any) -> None:
    answer = diff(*files)
    assert answer.code == 0
    assert SAID in " ".join(answer.out.split())
    assert "From old.yaml to new.yaml." in answer.out


def test_nothing_else_is_reported(files: tuple[str, str], diff: Any) -> None:
    answer = json.loads(diff(*files, "--format", "json").out)
    kinds = [change["kind"] for change in answer["changes"]]
    assert kinds == ["backwards"] * 2 + ["completed"] + ["status"] * 2 + ["moved"] * 23
    assert answer["totals"]["days_later"] == 23 * 217
    assert answer["totals"]["silent"] == 23
    assert "No reason recorded for 23 of 23 changed deadlines." in diff(*files).out


def test_the_way_back_is_said_the_other_way_round(files: tuple[str, str], diff: Any) -> None:
    out = " ".join(diff(*reversed(files)).out.split())
    assert "5 statuses changed, 3 of them backwards;" in out
    assert "23 deadlines moved, all earlier, by 217 days on average;" in out


def test_a_new_layout_alone_is_no_change(files: tuple[str, str], diff: Any) -> None:
    Path("new.yaml").write_text(yaml.safe_dump(yaml.safe_load(read_published_bytes())), "utf-8")
    answer = diff(*files, "--exit-code")
    assert answer.code == 0
    assert (
        "Nothing changed.\nThe files differ, but only in layout, order or comments.\n" in answer.out
    )
