"""The steps that left the plan, as git knows them."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from stc.files.load import load_plan
from stc.history.departures import Departure, find_departures, find_turnover
from stc.history.log import read_log
from stc.plan.model import Plan
from tests.history.repository import Repository
from tests.plans import change

HEAD = """\
schema_version: 1
title: A plan
timezone: America/Chicago

departments:
  - id: comms
    name: Communications

sections:
"""


def write(*steps: str, section: str = "COM") -> str:
    """Return a plan of these steps: `ID: what to do`, and what else the step has."""
    lines = [HEAD, f"  - id: {section}\n    title: Words\n    goals:\n      - title: Speak\n"]
    lines.append("        steps:\n")
    for step in steps:
        step_id, action, *more = step.split("; ")
        status = "\n            ".join(more or ["status: Planning"])
        lines.append(
            f"          - id: {step_id}\n            {status}\n            action: {action}\n"
            "            departments: [comms]\n            deadline: 2024-12-31\n\n"
        )
    return "".join(lines).rstrip("\n") + "\n"


ONE, TWO, THREE = (f"COM-0{n}; Print page {n}." for n in (1, 2, 3))


@pytest.fixture
def made(tmp_path: Path) -> Repository:
    made = Repository(tmp_path / "city")
    made.put(write(ONE, TWO, THREE), "Publish")
    return made


def find(made: Repository) -> tuple[Departure, ...]:
    return find_departures(read_log(made.plan), read(made))


def read(made: Repository) -> Plan:
    plan = load_plan(made.plan.read_bytes(), "plan.yaml").value
    assert plan is not None
    return plan


def test_a_step_that_was_taken_out_is_known_by_its_last_words(made: Repository) -> None:
    made.put(write("COM-01; Print page 1, twice.", TWO, THREE))
    commit = made.put(write(TWO, THREE), when="2024-03-01T03:00:00+00:00")
    (left,) = find(made)
    assert (left.step.id, left.step.action) == ("COM-01", "Print page 1, twice.")
    # The day is that of the plan's time zone.
    assert left.commit and (left.commit.id, left.commit.author) == (commit, "Ann")
    assert left.day == date(2024, 2, 29)
    assert (left.reason, left.now, left.is_pending) == (None, None, False)


def test_the_reason_is_that_of_the_last_status(made: Repository) -> None:
    made.put(write(ONE, TWO, "COM-03; Print page 3.; status: Excluded; reason: The state does."))
    made.put(write(ONE, TWO))
    (left,) = find(made)
    assert (left.step.status.name, left.reason) == ("Excluded", "The state does.")


def test_the_last_that_left_is_the_first(made: Repository) -> None:
    made.put(write(ONE, TWO))
    made.put(write(ONE))
    made.write(write("COM-09; Something else."))
    assert [(left.step.id, left.is_pending) for left in find(made)] == [
        ("COM-01", True), ("COM-02", False), ("COM-03", False),
    ]  # fmt: skip


def come_back(made: Repository) -> None:
    made.put(write(ONE, TWO))
    made.put(write(ONE, TWO, THREE))


def change_case(made: Repository) -> None:
    made.put(write(ONE, TWO, THREE.replace("COM-03", "com-03")))


def move_section(made: Repository) -> None:
    made.put(write(ONE, TWO, THREE, section="GOV"))


def move_file(made: Repository) -> None:
    made.git("mv", "data/plan.yaml", "data/other.yaml")
    made.commit()
    made.plan = made.root / "data/other.yaml"


def delete_for_a_while(made: Repository) -> None:
    text = made.plan.read_text("utf-8")
    made.plan.unlink()
    made.commit()
    made.put(text)


@pytest.mark.parametrize(
    "tell", [come_back, change_case, move_section, move_file, delete_for_a_while]
)
def test_a_step_that_is_in_the_plan_is_not_gone(
    made: Repository, tell: Callable[[Repository], None]
) -> None:
    tell(made)
    assert find(made) == ()


def test_a_step_with_a_new_id_is_named_by_it(made: Repository) -> None:
    made.put(write(ONE, TWO, THREE.replace("COM-03", "COM-30")))
    (left,) = find(made)
    assert (left.step.id, left.now) == ("COM-03", "COM-30")
    turnover = find_turnover(read_log(made.plan), read(made), find(made))
    assert turnover and (turnover.added, turnover.removed) == ((), ())
    assert turnover.since == date(2024, 1, 1)


def test_steps_that_came_and_left_are_counted_from_the_first_version(made: Repository) -> None:
    made.put(write(ONE, TWO, "COM-04; Say it."))
    turnover = find_turnover(read_log(made.plan), read(made), find(made))
    assert turnover is not None
    assert [step.id for step in turnover.added] == ["COM-04"]
    assert [left.step.id for left in turnover.removed] == ["COM-03"]


@pytest.mark.parametrize("strategy", ["ort", "ours"])
def test_a_step_that_a_merge_left_out_is_known(made: Repository, strategy: str) -> None:
    base = made.plan.read_text("utf-8")
    made.git("checkout", "--quiet", "-b", "side")
    made.put(write(ONE, TWO, THREE, "COM-07; Only on a branch."))
    made.git("checkout", "--quiet", "main")
    made.put(change(base, "Print page 1.", "Print the first page."))
    made.git("merge", "--quiet", "--no-commit", "--strategy", strategy, "side")
    made.write(change(base, "Print page 1.", "Print the first page!" * (strategy == "ort") or
                      "Print the first page."))  # fmt: skip
    merge = made.commit("Merge")
    (left,) = find(made)
    assert left.step.id == "COM-07"
    assert (left.commit.id if left.commit else None) == (merge if strategy == "ort" else None)
