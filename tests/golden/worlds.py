"""The four checkouts whose answers are held: each is made anew, byte for byte the same."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from tests.history.repository import Repository
from tests.journeys.report.quarter import describe_quarter
from tests.output.hostile import FREE, FREE_IN_TIMELINE, HOSTILE, spoil
from tests.plans import FULL, FULL_MEASURES, FULL_VOICES, PUBLISHED, TIMELINE, change

_PUBLISHED_ON = "2024-11-20T12:00:00+00:00"
_REPORTED_ON = "2025-01-10T12:00:00+00:00"


class World(NamedTuple):
    """A checkout and the names to ask it about.

    Attributes:
        make: Build it in a folder that does not exist yet.
        step: The id of a step.
        open_step: The id of an open step with a deadline.
        section: The id of a section.
        department: The id of a department.
        goal: A part of the title of a goal.
    """

    make: Callable[[Path], None]
    step: str
    open_step: str
    section: str
    department: str
    goal: str


def _make_published(folder: Path) -> None:
    made = Repository(folder)
    (folder / "data").mkdir()
    for name in ("plan.yaml", "timeline.yaml"):
        shutil.copyfile(PUBLISHED / name, folder / "data" / name)
    made.commit("Publish the plan", _PUBLISHED_ON)
    text = made.plan.read_text("utf-8")
    before, found, after = text.partition("- id: COM-03\n            status: Planning")
    assert found
    made.put(f"{before}- id: COM-03\n            status: In progress{after}", "COM-03: begun")


def _make_quarter(folder: Path) -> None:
    describe_quarter(folder)


def _make_full(folder: Path) -> None:
    made = Repository(folder)
    made.write(TIMELINE, "data/timeline.yaml")
    made.put(FULL, "Publish the plan", _PUBLISHED_ON)
    made.write(FULL_VOICES["911"], "data/updates/911.yaml")
    made.write(FULL_MEASURES, "data/measures.yaml")
    made.put(change(FULL, "note: A remark.\n            action", "note: Another remark.\n"
                    "            action"), "COM-01: another remark", _REPORTED_ON)  # fmt: skip


def _make_hostile(folder: Path) -> None:
    made = Repository(folder)
    spoiled = " ".join(HOSTILE)
    made.write(spoil(TIMELINE, spoiled, FREE_IN_TIMELINE), "data/timeline.yaml")
    made.put(spoil(FULL, spoiled, FREE), HOSTILE[2].encode(), _PUBLISHED_ON)
    text = spoil(FULL, f"{HOSTILE[0]} {HOSTILE[7]}", FREE)
    made.put(text, f"{HOSTILE[22]} {HOSTILE[1]}".encode(), _REPORTED_ON)


WORLDS = {
    "published": World(_make_published, "COM-03", "RSP-07", "COM", "911", "MECC"),
    "quarter": World(_make_quarter, "COM-04", "COM-06", "COM", "police", "Speak"),
    "full": World(_make_full, "COM-01", "COM-01", "COM", "911", "Speak"),
    "hostile": World(_make_hostile, "COM-01", "COM-01", "COM", "mayor", json.dumps("x")),
}
