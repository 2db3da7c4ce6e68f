"""Which plan and which day: `--plan`, `STC_PLAN`, the folders above; `--as-of`, `STC_AS_OF`."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from stc.cli import context


def path_of(answer: Any) -> str:
    assert (answer.code, answer.err) == (0, "")
    return str(json.loads(answer.out)["plan"]["path"])


@pytest.fixture
def other(folder: Path, plan: Path) -> Path:
    path = folder / "other.yaml"
    path.write_bytes(plan.read_bytes())
    return path


def test_the_option_before_the_variable_before_the_folder(
    stc: Any, other: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert path_of(stc("list", "-f", "json")) == "data/plan.yaml"
    monkeypatch.setenv("STC_PLAN", "other.yaml")
    assert path_of(stc("list", "-f", "json")) == "other.yaml"
    assert path_of(stc("list", "--plan", "data/plan.yaml", "-f", "json")) == "data/plan.yaml"


def test_a_variable_that_is_empty_is_none(stc: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STC_PLAN", "")
    assert path_of(stc("list", "-f", "json")) == "data/plan.yaml"


def test_from_a_folder_below(stc: Any, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    below = folder / "docs" / "deep"
    below.mkdir(parents=True)
    monkeypatch.chdir(below)
    assert path_of(stc("list", "-f", "json")) == "../../data/plan.yaml"
    assert "COM-03" in stc("set-status", "COM-03", "ongoing").err


def test_not_beyond_the_root_of_the_checkout(
    stc: Any, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    inner = folder / "inner"
    (inner / ".git").mkdir(parents=True)
    (inner / "below").mkdir()
    monkeypatch.chdir(inner / "below")
    answer = stc("list")
    assert (answer.code, answer.out) == (3, "")
    assert answer.err == (
        f"Error: No plan found: there is no data/plan.yaml in {inner}/below, {inner}."
        " Go into the folder of the plan, or name it with --plan FILE or STC_PLAN.\n"
    )


@pytest.mark.parametrize("kind", ["option", "variable"])
def test_a_plan_named_that_is_not_there(
    stc: Any, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    if kind == "variable":
        monkeypatch.setenv("STC_PLAN", "nowhere.yaml")
    answer = stc("overdue", *(("--plan", "nowhere.yaml") if kind == "option" else ()))
    assert (answer.code, answer.out) == (3, "")
    source = "--plan" if kind == "option" else "STC_PLAN"
    assert f'{source} names "nowhere.yaml", but there is no such file.' in answer.err


def test_a_folder_in_place_of_the_plan(stc: Any) -> None:
    answer = stc("list", "--plan", "data")
    assert answer.code == 3
    assert answer.err.endswith(": it is a folder.\n")


def test_the_day_of_the_option_before_the_variable(stc: Any) -> None:
    assert json.loads(stc("list", "-f", "json").out)["as_of"] == "2025-01-24"
    asked = stc("list", "--as-of", "Nov 22, 2026", "-f", "json")
    assert json.loads(asked.out)["as_of"] == "2026-11-22"


def test_a_variable_that_is_no_day(stc: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STC_AS_OF", "soon")
    answer = stc("overdue")
    assert (answer.code, answer.out) == (2, "")
    assert 'STC_AS_OF: "soon" is not a day' in answer.err


class Clock(datetime):
    moment = datetime(2025, 1, 1, 3, 0, tzinfo=UTC)

    @classmethod
    def now(cls, tz: Any = None) -> datetime:
        return cls.moment.astimezone(tz)


@pytest.mark.parametrize(
    ("moment", "day", "is_overdue"),
    [
        (datetime(2025, 1, 1, 3, 0, tzinfo=UTC), "2024-12-31", False),
        (datetime(2025, 1, 1, 5, 59, tzinfo=UTC), "2024-12-31", False),
        (datetime(2025, 1, 1, 6, 0, tzinfo=UTC), "2025-01-01", True),
    ],
)
def test_today_is_the_day_in_the_time_zone_of_the_plan(
    stc: Any, monkeypatch: pytest.MonkeyPatch, moment: datetime, day: str, is_overdue: bool
) -> None:
    monkeypatch.delenv("STC_AS_OF")
    monkeypatch.setattr(Clock, "moment", moment)
    monkeypatch.setattr(context, "datetime", Clock)
    answer = json.loads(stc("overdue", "-f", "json").out)
    assert answer["as_of"] == day
    assert ("COM-03" in [step["id"] for step in answer["steps"]]) is is_overdue


def test_a_machine_without_time_zones(run: Any) -> None:
    answer = run(
        "list", "-f", "json", env={"STC_AS_OF": "", "PYTHONTZPATH": "", "TZ": "Asia/Tokyo"}
    )
    assert (answer.code, answer.err) == (0, "")
    chicago = json.loads(run("list", "-f", "json", env={"STC_AS_OF": ""}).out)["as_of"]
    assert json.loads(answer.out)["as_of"] == chicago


@pytest.mark.parametrize("words", [("list",), ("validate",), ("set-status", "COM-03", "ongoing")])
def test_a_name_that_no_file_can_have(stc: Any, words: tuple[str, ...]) -> None:
    answer = stc(*words, "--plan", "x" * 300)
    assert (answer.code, answer.out) == (3, "")
    assert answer.err.startswith('Error: --plan names "xxx')
    assert answer.err.endswith(", which cannot be looked at: its name is too long.\n")


def test_a_folder_that_is_gone(stc: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    answer = stc("list")
    assert (answer.code, answer.out) == (3, "")
    assert answer.err == "Error: The folder you are in cannot be looked at: it does not exist.\n"
