"""`timeline --drift` and `--kind`, and `show`: the timeline joined to the plan, both ways."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.plans import FULL

TIMELINE = """\
schema_version: 1
title: A timeline

entries:
  - when: 2024-22
    label: Summer 2024
    state: planned
    title: First draft

  - when: 2024-24
    label: Winter 2024
    state: planned
    id: final
    title: Final report
    steps: [COM-01]

  - when: 2024-03
    label: March 2024
    state: planned
    id: meeting
    title: Meet the council

  - when: 2024-05-02
    label: May 2, 2024
    state: happened
    kind: decision
    fulfils: meeting
    title: The council met

  - when: 2025-01-24
    label: January 24, 2025
    state: happened
    kind: publication
    fulfils: final
    title: The report is published
    steps: [COM-01]
"""


@pytest.fixture
def timeline(plan: Path) -> Path:
    """A timeline in which two planned entries were fulfilled."""
    plan.write_text(FULL)
    path = plan.with_name("timeline.yaml")
    path.write_text(TIMELINE)
    return path


@pytest.mark.usefixtures("timeline")
def test_what_was_expected_stands_beside_what_happened(stc: Any) -> None:
    answer = json.loads(stc("timeline", "--drift", "-f", "json", "--as-of", "2025-02-01").out)
    rows = [(row["title"], row["happened"], row["days"]) for row in answer["entries"]]
    assert rows == [
        ("First draft", None, None),
        ("Final report", "2025-01-24", 0),
        ("Meet the council", "2024-05-02", 32),
    ]
    assert answer["totals"] == {"planned": 3, "fulfilled": 2, "late": 1, "passed": 1}
    shown = stc("timeline", "--drift", "--as-of", "2025-02-01").out
    assert "2 of 3 planned entries are confirmed, 1 of them after the window." in shown


@pytest.mark.usefixtures("timeline")
def test_what_was_fulfilled_has_not_passed_unconfirmed(stc: Any) -> None:
    answer = json.loads(stc("timeline", "--state", "passed", "-f", "json").out)
    assert [row["title"] for row in answer["entries"]] == ["First draft"]
    answer = json.loads(stc("timeline", "--state", "fulfilled", "-f", "json").out)
    assert [row["standing"] for row in answer["entries"]] == [
        "planned, confirmed: January 24, 2025", "planned, confirmed: May 2, 2024",
    ]  # fmt: skip


@pytest.mark.usefixtures("timeline")
def test_events_are_chosen_by_their_kind(stc: Any) -> None:
    answer = json.loads(
        stc("timeline", "--kind", "decision", "--kind", "publication", "-f", "json").out
    )
    assert [row["kind"] for row in answer["entries"]] == ["decision", "publication"]
    said = stc("timeline", "--kind", "party")
    assert (said.code, said.out) == (2, "")


def test_a_step_names_the_entries_that_speak_of_it(stc: Any, timeline: Path) -> None:
    shown = stc("show", "COM-01", "--as-of", "2025-02-01").out
    assert "Winter 2024: Final report (planned, confirmed: January 24, 2025)" in shown
    assert "January 24, 2025: The report is published" in shown
    assert "Timeline" not in stc("show", "COM-02").out
    timeline.write_text("entries: 3\n")
    said = stc("show", "COM-01")
    assert said.code == 0
    assert "The timeline cannot be read, so what it says of steps is missing here." in said.out


def test_a_timeline_without_links_has_no_new_keys(stc: Any, timeline: Path) -> None:
    lines = TIMELINE.splitlines(keepends=True)
    new = ("    id:", "    kind:", "    fulfils:")
    timeline.write_text("".join(line for line in lines if not line.startswith(new)))
    answer = json.loads(stc("timeline", "-f", "json").out)
    assert not {"id", "kind", "fulfils"} & set(answer["entries"][0])
